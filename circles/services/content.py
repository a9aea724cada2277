"""Verbs of the circles app."""

from wagtail.models import Page

from circles.models import CircleIndexPage
from common.content import add_page_once


def load_content(home: Page) -> CircleIndexPage:
    """Make the overview of learning circles below the home page, unless it is there."""
    page, _ = add_page_once(
        home,
        CircleIndexPage(
            title="Leerkringen",
            slug="leerkringen",
            search_description="Wat een leerkring is, voor wie, en hoe lessen eruit in de bibliotheek komen.",
            intro=(
                "In een leerkring leren vakgenoten van elkaar. U brengt een vraag uit uw eigen praktijk mee en denkt "
                "mee met die van een ander."
            ),
            body=(
                "<h2>Voor wie</h2>"
                "<p>Leerkringen zijn er voor gemeenten, professionals en maatschappelijke organisaties. De Agenda "
                "noemt ze als een van de manieren om kennis te delen.</p>"
                "<h2>Hoe het werkt</h2>"
                "<ol>"
                "<li>Een kleine groep komt een aantal keren bij elkaar rond één vraag.</li>"
                "<li>Om de beurt brengt iemand een situatie uit het eigen werk in. Zonder namen van personen.</li>"
                "<li>De groep legt vast wat hielp en wat niet.</li>"
                "<li>Wat anderen ook kan helpen, wordt een les in de bibliotheek, na een controle door de "
                "redactie.</li>"
                "</ol>"
            ),
        ),
    )
    return page
