"""The whole visit, from the home page to an activity of the Agenda and to an account: by keyboard, and without JS."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import sign_in, tab_to
from tests.browser.conftest import NewPage
from tests.services.site import Site

pytestmark = pytest.mark.browser


def follow(page: Page, link: Locator) -> None:
    """Follow a link by keyboard."""
    tab_to(page, link)
    page.keyboard.press("Enter")


def open_thread(page: Page) -> Locator:
    """The thread of the page, unfolded by keyboard where it is folded."""
    thread = page.get_by_role("navigation", name="De rode draad")
    fold = thread.locator("summary")
    if fold.is_visible() and not thread.locator("details").evaluate("details => details.open"):
        tab_to(page, fold)
        page.keyboard.press("Enter")
    return thread


def walk_by_keyboard(page: Page, site: Site) -> None:
    """Search from the home page, read a method, follow the thread to an activity, and go back."""
    page.goto(site.address("/"))
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Naar de inhoud")
    page.keyboard.press("Enter")
    expect(page.locator("#inhoud")).to_be_focused()

    page.goto(site.address("/"))
    tab_to(page, page.locator('input[name="q"]:visible').first)
    page.keyboard.type("leerkring")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/zoeken/\?(.*&)?q=leerkring"))

    # A method that the Agenda refers to; most of the examples hang on no activity.
    page.goto(site.address("/zoeken/?q=wijktafel&soort=method"))
    follow(page, page.locator('main a[href^="/methoden/"]').first)
    expect(page).to_have_url(re.compile(r"/methoden/[a-z0-9-]+/$"))
    method = page.url

    # Goals come first in the thread, activities after them.
    follow(page, open_thread(page).locator('a[href^="/agenda/2"]').last)
    expect(page).to_have_url(re.compile(r"/agenda/2023-2025/[a-z-]+/$"))
    expect(page.locator("main")).to_contain_text("Activiteit")

    page.go_back()
    expect(page).to_have_url(method)


def test_the_visit_works_by_keyboard_alone(site: Site, new_page: NewPage) -> None:
    walk_by_keyboard(new_page(), site)


def test_the_visit_works_on_a_small_screen(site: Site, new_page: NewPage) -> None:
    walk_by_keyboard(new_page(width=320, height=640), site)


def test_the_visit_works_without_javascript(site: Site, new_page: NewPage) -> None:
    walk_by_keyboard(new_page(java_script_enabled=False), site)


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_signs_in_and_out_by_keyboard(scripts: bool, site: Site, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=scripts)
    sign_in(page, site, "deelnemer@example.org")

    tab_to(page, page.get_by_role("button", name="Uitloggen").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.address("/"))
    expect(page.get_by_role("link", name="Inloggen").first).to_be_attached()


def test_a_wrong_password_gives_an_error_that_leads_to_the_form(site: Site, new_page: NewPage) -> None:
    page = new_page()
    page.goto(site.address("/account/login/"))
    page.get_by_label("E-mailadres", exact=False).first.fill("deelnemer@example.org")
    page.get_by_label("Wachtwoord", exact=False).first.fill("niet-het-wachtwoord")
    page.keyboard.press("Enter")

    expect(page).to_have_title(re.compile("^Fout:"))
    expect(page.get_by_role("heading", name="Er is een probleem")).to_be_visible()


def test_an_unknown_address_helps_with_a_search_field(site: Site, new_page: NewPage) -> None:
    page = new_page()
    answer = page.goto(site.address("/bestaat-niet/"))
    assert answer is not None
    assert answer.status == 404

    page.locator('main input[name="q"]').fill("leerkring")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/zoeken/\?(.*&)?q=leerkring"))
