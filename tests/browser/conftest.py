"""A browser for the tests in this folder, and the list of pages that they walk.

The fixtures last as long as this folder: Playwright keeps an event loop in the thread of the tests, and Django refuses
database access there.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.addresses import read_sitemap, representatives
from tests.services.browser import chromium
from tests.services.site import Site

NewPage = Callable[..., Page]

# A machine that does other things as well answers later than the five seconds that Playwright waits.
PATIENCE = 15_000

# The sitemap lists pages of the CMS; these are served by views, or are what a visitor meets by mistake.
FIXED_ADDRESSES = (
    "/zoeken/",
    "/zoeken/?q=leerkring",
    "/zoeken/?q=xqzvwk",
    "/methoden/?thema=bestaat-niet",
    "/methoden/?pagina=2",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/bestaat-niet/",
)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    expect.set_options(timeout=PATIENCE)
    with chromium() as running:
        yield running


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Make a page in a profile of its own; the arguments are those of Playwright's `new_context`."""
    contexts = []

    def make(width: int = 1280, height: int = 900, **options: object) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="nl-NL", reduced_motion="reduce", **options
        )
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="package")
def visible_addresses(site: Site) -> list[str]:
    """The path of every page in the sitemap."""
    return read_sitemap(site)


@pytest.fixture(scope="package")
def addresses(visible_addresses: list[str]) -> list[str]:
    """One or two paths of every page type."""
    return [*representatives(visible_addresses), *FIXED_ADDRESSES]
