"""What a person does with a browser, by keyboard."""

import time
from threading import Event

from playwright.sync_api import Locator, Page, expect

from tests.services.network import fetch
from tests.services.site import Site

MOST_TABS = 150
WORKER_SECONDS = 60
POLL_SECONDS = 0.2
# Two codes of half a minute each, and what it takes to ask for them.
CODE_SECONDS = 90
# The one account of the demo that needs no second step.
WITHOUT_ROLE = "deelnemer@example.org"


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
    """Sign in with an account of the demo, by keyboard; with the second step where the account has a role."""
    page.goto(site.address("/account/login/"))
    tab_to(page, page.get_by_label("E-mailadres", exact=False).first)
    page.keyboard.type(email)
    tab_to(page, page.get_by_label("Wachtwoord", exact=False).first)
    page.keyboard.type(site.password)
    page.keyboard.press("Enter")
    if email != WITHOUT_ROLE:
        take_second_step(page, site, email.partition("@")[0])
    expect(page).to_have_url(site.address("/mijn/"))


def take_second_step(page: Page, site: Site, role: str) -> None:
    """Type the code of the demo. A code works once: who signed in a moment ago waits for the next one."""
    pause = Event()
    used: set[str] = set()
    deadline = time.monotonic() + CODE_SECONDS
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede stap")
    while "/account/2fa/authenticate/" in page.url:
        assert time.monotonic() < deadline, f"no code opened the account of {role}"
        code = site.second_step(role)
        if code in used:
            pause.wait(POLL_SECONDS)
            continue
        used.add(code)
        page.get_by_label("Code", exact=True).fill(code)
        with page.expect_navigation():
            page.keyboard.press("Enter")


def wait_for_text(address: str, text: str) -> None:
    """Ask for a page until `text` is in it: what the worker does is seen on the site a moment later.

    Raises AssertionError when it does not come.
    """
    deadline = time.monotonic() + WORKER_SECONDS
    pause = Event()
    while text not in fetch(address):
        assert time.monotonic() < deadline, f"{text!r} did not come on {address}"
        pause.wait(POLL_SECONDS)
