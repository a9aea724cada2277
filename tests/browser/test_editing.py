"""From an empty form in the CMS to a public page: an editor writes, a reviewer approves, a visitor finds it."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import sign_in, wait_for_text
from tests.browser.conftest import NewPage
from tests.browser.test_privacy import watching
from tests.services.site import Site

pytestmark = pytest.mark.browser

# Starting a page of the CMS with all its scripts takes a while on a machine that does other things as well.
PATIENCE = 30_000

PLAIN = {
    "tagline": "Buren tellen samen wat er wél goed gaat in hun straat.",
    "summary": "Bewoners lopen met een kaart door hun straat en schrijven op wat er goed gaat.",
    "audience": "Voor straten waar mensen elkaar niet meer groeten. Niet bij dreiging.",
    "duration": "Drie zaterdagen in twee maanden.",
    "steward": "De gemeente Voorbeeldstad.",
}
RICH = {
    "problem": "In de straat praat niemand meer met elkaar.",
    "aim": "Buren kennen elkaars naam en durven iets te vragen.",
    "evidence_text": "Er is nog niets gemeten. Drie gemeenten vertelden wat zij zagen.",
    "costs_text": "Koffie en drukwerk.",
    "risks": "Wie niet meedoet, kan zich bekeken voelen.",
    "first_steps": "Bel de opbouwwerker en kies een zaterdag.",
}


def field(form: Page | Locator, name: str) -> Locator:
    """The part of the form that belongs to a field."""
    return form.locator(f"[data-contentpath='{name}']")


def write(editor: Locator, text: str) -> None:
    """Type into an editor of rich text."""
    box = editor.get_by_role("textbox")
    box.click()
    box.press_sequentially(text)
    # The editor hands its text to the form a moment after the last key.
    expect(editor.locator("input[type=hidden]").first).to_have_value(re.compile(re.escape(text)))


def fill(page: Page, name: str) -> None:
    field(page, name).get_by_role("textbox").fill(PLAIN[name])


def choose(page: Page, name: str, label: str) -> None:
    field(page, name).get_by_label(label, exact=True).check()


def open_new_method(page: Page, site: Site) -> None:
    """Find the empty form by the links of the CMS."""
    page.goto(site.address("/beheer/pages/"))
    for parent in ("Kennisplatform V&WS", "Methoden"):
        page.get_by_label(f"Bekijk de onderliggende pagina's van '{parent}'", exact=True).click()
    page.get_by_role("link", name="Voeg onderliggende pagina toe").first.click()
    expect(page.locator("#id_title")).to_be_visible()


def save_draft(page: Page) -> None:
    page.get_by_role("button", name="Bewaar concept").click()
    expect(page.locator(".messages .success").first).to_be_visible()


def submit(page: Page) -> None:
    page.locator("footer").get_by_role("button", name="Meer acties").click()
    page.get_by_role("button", name="Stuur door naar Beoordeling").click()


def fill_in_everything(page: Page) -> None:
    """Everything that publishing asks for, in the order of the form."""
    field(page, "kind").get_by_role("combobox").select_option(label="Methode")
    for name in ("tagline", "summary"):
        fill(page, name)
    choose(page, "target_groups", "Buurtbewoners")
    fill(page, "audience")
    choose(page, "themes", "Maatschappelijke spanningen")
    choose(page, "settings", "Wijk en buurthuis")
    for name in ("problem", "aim", "evidence_text"):
        write(field(page, name), RICH[name])
    steps = field(page, "approach")
    steps.get_by_role("button", name="Blok invoegen").first.click()
    field(steps, "title").get_by_role("textbox").fill("Teken de kaart")
    write(field(steps, "text"), "Vraag aan de eerste drie buren wat er op moet.")
    conditions = field(page, "conditions")
    conditions.get_by_role("button", name="Blok invoegen").first.click()
    field(conditions, "topic").get_by_role("combobox").select_option(label="Tijd en planning")
    field(conditions, "text").get_by_role("textbox").fill("Drie vrije zaterdagen.")
    fill(page, "duration")
    for name in ("costs_text", "risks", "first_steps"):
        write(field(page, name), RICH[name])
    fill(page, "steward")


def test_a_method_goes_from_an_empty_form_to_a_page_that_visitors_find(site: Site, new_page: NewPage) -> None:
    title = f"Straatkaart {uuid4().hex[:8]}"
    editor, reviewer, visitor = new_page(), new_page(), new_page()
    for page in (editor, reviewer):
        page.set_default_timeout(PATIENCE)
    sign_in(editor, site, "redacteur@example.org")
    sign_in(reviewer, site, "beoordelaar@example.org")

    with watching(editor) as problems:
        open_new_method(editor, site)
        editor.locator("#id_title").fill(title)
        editor.keyboard.press("Tab")
        expect(editor.locator("#id_slug")).not_to_have_value("")
        save_draft(editor)

        # Too early: the list says what is missing, and what was typed is still there.
        fill(editor, "steward")
        submit(editor)
        refusal = editor.locator(".messages .error")
        expect(refusal).to_contain_text("Wat u hebt ingevuld, is niet weg.")
        for label in ("Soort", "Samenvatting", "Doelgroepen", "Thema's", "Aanpak", "Risico's"):
            expect(refusal).to_contain_text(f"{label}: Dit is een verplicht veld.")
        expect(refusal).not_to_contain_text("Eigenaar")
        expect(editor.locator("#id_title")).to_have_value(title)
        expect(field(editor, "steward").get_by_role("textbox")).to_have_value(PLAIN["steward"])

        fill_in_everything(editor)
        save_draft(editor)
        edit_address = editor.url
        editor.get_by_role("button", name="Toon/verberg voorvertoning").click()
        preview = editor.frame_locator("#w-preview-iframe")
        expect(preview.get_by_role("heading", level=1)).to_have_text(title)
        expect(preview.get_by_text("Teken de kaart")).to_be_visible()

        submit(editor)
        expect(editor.locator(".messages .success")).to_contain_text(title)
    assert problems == []
    visitor.goto(site.address("/methoden/?volgorde=nieuw"))
    expect(visitor.get_by_role("link", name=title)).to_have_count(0)

    reviewer.goto(site.address("/beheer/"))
    waiting = reviewer.get_by_role("row").filter(has_text=title)
    waiting.get_by_role("link", name=title).click()
    expect(reviewer).to_have_url(re.compile(re.escape(edit_address.partition("?")[0])))
    expect(reviewer.locator("#id_title")).to_have_value(title)
    expect(field(reviewer, "problem").get_by_role("textbox")).to_have_text(RICH["problem"])
    reviewer.locator("footer").get_by_role("button", name="Meer acties").click()
    reviewer.get_by_role("button", name=re.compile("^Goedkeuren en publiceren$|^Goedkeuren$")).first.click()
    expect(reviewer.locator(".messages .success")).to_contain_text(title)

    visitor.goto(site.address("/methoden/"))
    visitor.get_by_role("checkbox", name=re.compile("^Maatschappelijke spanningen")).check()
    visitor.get_by_role("main").get_by_role("button", name="Toon resultaten").click()
    visitor.get_by_role("link", name=title).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(title)
    expect(visitor.get_by_text(RICH["first_steps"]).first).to_be_visible()
    find_by_search(visitor, site, title)


def find_by_search(page: Page, site: Site, title: str) -> None:
    """Search for the page, once the worker has read it."""
    question = site.address(f"/zoeken/?q={title.rpartition(' ')[2]}")
    wait_for_text(question, f"/{title.lower().replace(' ', '-')}/")
    page.goto(question)
    page.get_by_role("main").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
