"""The screens that we add to the CMS: axe-core, and small screens. They are found by its links."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import sign_in
from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import axe_violations
from tests.services.site import Site

pytestmark = pytest.mark.browser

PATIENCE = 30_000
LOOK = "Bekijk wat er verandert"

# A field that is cut off; the CMS itself never scrolls sideways.
CUT_OFF = """() => [...document.querySelectorAll("main input, main select, main button, main a.button")]
    .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth)
    .map(element => `${element.tagName.toLowerCase()} ${element.name || element.textContent.trim()}`)"""


def places_of_a_concept(page: Page, site: Site) -> Iterator[str]:
    """Open merging and moving from the list of concepts, before and after a choice; yield what is open."""
    for action, question in (("Voeg samen met …", "Voeg samen met"), ("Verplaats", "Valt voortaan onder")):
        page.goto(site.address("/beheer/"))
        # On a small screen the menu is folded away.
        link = page.get_by_role("link", name="Begrippen", include_hidden=True).first
        page.goto(site.address(link.get_attribute("href") or ""))
        page.get_by_role("button", name="Meer opties voor").first.click()
        page.get_by_role("link", name=action, exact=True).click()
        choice = page.get_by_label(question)
        expect(choice).to_be_visible()
        yield f"{action}: question"
        choice.select_option(index=1)
        page.get_by_role("button", name=LOOK).click()
        expect(page.get_by_role("link", name="Nee, ga terug")).to_be_visible()
        yield f"{action}: what will change"


@pytest.mark.parametrize("width", [320, 1280])
def test_merging_and_moving_concepts_is_for_everybody(width: int, site: Site, new_page: NewPage) -> None:
    page = new_page(width=width)
    page.set_default_timeout(PATIENCE)
    sign_in(page, site, "beoordelaar@example.org")

    seen = []
    for screen in places_of_a_concept(page, site):
        seen.append(screen)
        assert axe_violations(page) == [], screen
        assert page.evaluate(CUT_OFF) == [], screen
    assert len(seen) == 4
