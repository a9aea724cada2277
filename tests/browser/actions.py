"""What a person does with a browser, by keyboard."""

from playwright.sync_api import Locator, Page, expect

from tests.services.site import Site

MOST_TABS = 150


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus.

    Raises AssertionError when the Tab key does not get there.
    """
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"The Tab key does not reach {target}.")


def sign_in(page: Page, site: Site, email: str) -> None:
    """Sign in with an account of the demo, by keyboard."""
    page.goto(site.address("/account/login/"))
    tab_to(page, page.get_by_label("E-mailadres", exact=False).first)
    page.keyboard.type(email)
    tab_to(page, page.get_by_label("Wachtwoord", exact=False).first)
    page.keyboard.type(site.password)
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.address("/mijn/"))
