"""Verbs of the events app."""

from wagtail.models import Page

from common.content import add_page_once
from events.models import ConferenceIndexPage


def load_content(home: Page) -> ConferenceIndexPage:
    """Make the front page of the conference below the home page, unless it is there."""
    page, _ = add_page_once(
        home,
        ConferenceIndexPage(
            title="Conferentie",
            slug="conferentie",
            search_description="De jaarlijkse conferentie: voor wie, waarom, en wanneer u zich kunt aanmelden.",
            intro=(
                "Elk jaar is er een conferentie waar gemeenten, professionals en maatschappelijke organisaties delen "
                "wat ze hebben geleerd."
            ),
            notice=(
                "Er staat nog geen conferentie op dit platform. Programma en aanmelding komen hier te staan zodra de "
                "datum bekend is."
            ),
            body=(
                "<h2>Waarom een conferentie</h2>"
                "<p>De Agenda Veerkrachtige en Weerbare Samenleving noemt een jaarlijkse conferentie als een van de "
                "manieren om kennis te delen, naast de leerkringen.</p>"
                "<h2>Wat u hier straks vindt</h2>"
                "<ul>"
                "<li>het programma, met sprekers en tijden</li>"
                "<li>de aanmelding, ook voor losse sessies</li>"
                "<li>na afloop: verslagen en presentaties</li>"
                "</ul>"
                "<h2>Wat u nu al kunt doen</h2>"
                "<ul>"
                '<li><a href="/leerkringen/">Lees hoe leerkringen gaan werken</a>.</li>'
                '<li><a href="/kennisbank/">Bekijk de kennisbank</a>.</li>'
                "</ul>"
            ),
        ),
    )
    return page
