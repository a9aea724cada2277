"""What a person does with a browser, by keyboard."""

import time
from threading import Event

from playwright.sync_api import Locator, Page, expect

from tests.services.network import fetch
from tests.services.site import Site

MOST_TABS = 150
WORKER_SECONDS = 60
POLL_SECONDS = 0.2


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


def wait_for_text(address: str, text: str) -> None:
    """Ask for a page until `text` is in it: what the worker does is seen on the site a moment later.

    Raises AssertionError when it does not come.
    """
    deadline = time.monotonic() + WORKER_SECONDS
    pause = Event()
    while text not in fetch(address):
        assert time.monotonic() < deadline, f"{text!r} did not come on {address}"
        pause.wait(POLL_SECONDS)
