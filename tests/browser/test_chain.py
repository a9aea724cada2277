"""The chain, walked as a person would: goal, activity, method, evaluation, lesson, and back to the method.

Every later part of the platform that hangs on a method gets its step here.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import tab_to
from tests.browser.conftest import NewPage
from tests.browser.test_visit import follow, open_thread
from tests.services.site import Site

pytestmark = pytest.mark.browser

GOAL = "Meer kennis over wat werkt"
ACTIVITY = "Evaluatieonderzoek laten doen"
METHOD = "Wijktafel na onrust"


def step(page: Page, name: str) -> Locator:
    """What the thread of this page shows at one step of the chain."""
    return open_thread(page).get_by_role("listitem").filter(has=page.get_by_text(name, exact=True)).first


def go(page: Page, name: str, title: str | None = None) -> str:
    """Follow the thread to a step by keyboard, to the record with a title or to the first one; return what it is."""
    links = step(page, name).get_by_role("list").get_by_role("link")
    link = links.filter(has_text=title).first if title else links.first
    expected = link.inner_text().removesuffix(" (voorbeeld)")
    follow(page, link)
    expect(page.get_by_role("heading", level=1)).to_have_text(expected)
    expect(step(page, name).locator("[aria-current=step]")).to_have_count(1)
    return expected


def walk(page: Page, site: Site) -> None:
    page.goto(site.address("/agenda/2023-2025/"))
    follow(page, page.get_by_role("main").get_by_role("link", name=GOAL).first)
    expect(page.get_by_role("heading", level=1)).to_have_text(GOAL)

    go(page, "Activiteit", ACTIVITY)
    go(page, "Methode", METHOD)
    method = page.url
    evaluation = go(page, "Evaluatie")
    assert re.search(r"/evaluaties/[a-z0-9-]+/$", page.url)
    go(page, "Methode", METHOD)
    assert page.url == method

    # The page itself tells of the study too, not only its thread.
    tab_to(page, page.get_by_role("main").get_by_role("link", name=evaluation).first)
    lesson = go(page, "Les")
    assert re.search(r"/kennisbank/[a-z0-9-]+/$", page.url)
    go(page, "Methode", METHOD)
    assert page.url == method
    assert step(page, "Les").get_by_role("link", name=lesson).count() == 1
    # And from the method back to where it began.
    go(page, "Doel", GOAL)


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (320, True), (1280, False)])
def test_the_chain_is_walked_by_keyboard(site: Site, new_page: NewPage, width: int, scripts: bool) -> None:
    walk(new_page(width=width, java_script_enabled=scripts), site)
