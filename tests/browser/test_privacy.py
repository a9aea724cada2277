"""Nothing that a visitor or an editor does sends a request to another machine, or breaks the security policy."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page

from tests.browser.actions import sign_in
from tests.browser.conftest import NewPage
from tests.services.network import stays_here
from tests.services.site import Site

pytestmark = pytest.mark.browser

# A page kind of the CMS is its address without numbers; one page of each is enough.
MOST_ADMIN_PAGES = 100
NOT_A_PAGE = re.compile(r"/(logout|delete|unpublish|download|export|lock|unlock|bulk)/|[?&]export=|\.(?:csv|json)\b")

WATCH_POLICY = """
window.policyViolations = [];
document.addEventListener("securitypolicyviolation", event =>
    window.policyViolations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@contextmanager
def watching(page: Page) -> Iterator[list[str]]:
    """Collect what the page should not do: leave the machine, break the policy, or print an error."""
    problems: list[str] = []
    page.add_init_script(WATCH_POLICY)
    page.on("request", lambda request: stays_here(request.url) or problems.append(f"left the machine: {request.url}"))
    page.on("console", lambda line: line.type == "error" and problems.append(f"{page.url}: {line.text}"))
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    yield problems


def look_at(page: Page, address: str, problems: list[str]) -> None:
    """Open a page, wait until it has nothing left to do, and note the violations of its policy."""
    answer = page.goto(address)
    page.evaluate("() => new Promise(done => requestIdleCallback(done, {timeout: 2000}))")
    if answer is not None and answer.status >= 500:
        problems.append(f"{address}: {answer.status}")
    problems.extend(f"{address}: {violation}" for violation in page.evaluate("window.policyViolations"))


def kind_of(address: str) -> str:
    """The address without numbers and query: pages of one kind have it in common."""
    return re.sub(r"/\d+/", "/0/", address.partition("?")[0])


def admin_links(page: Page) -> list[str]:
    """The addresses in the CMS that the page links to."""
    links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href.split('#')[0])")
    return [link for link in links if "/beheer/" in link and stays_here(link) and not NOT_A_PAGE.search(link)]


def test_a_visitor_stays_on_this_machine(site: Site, addresses: list[str], new_page: NewPage) -> None:
    page = new_page()
    with watching(page) as problems:
        for path in addresses:
            look_at(page, site.address(path), problems)

    # A browser reports the page that was asked for and is not there; that is what 404 is for.
    assert [problem for problem in problems if "404 (Not Found)" not in problem] == []


def test_an_editor_on_the_site_stays_on_this_machine(site: Site, addresses: list[str], new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, site, "redacteur@example.org")
    with watching(page) as problems:
        for path in addresses:
            look_at(page, site.address(path), problems)

    assert [problem for problem in problems if "404 (Not Found)" not in problem] == []


def test_an_administrator_in_the_cms_stays_on_this_machine(site: Site, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, site, "beheerder@example.org")
    waiting = [site.address("/beheer/")]
    seen = {kind_of(waiting[0])}
    visited = 0
    with watching(page) as problems:
        while waiting and visited < MOST_ADMIN_PAGES:
            look_at(page, waiting.pop(0), problems)
            visited += 1
            for link in admin_links(page):
                if kind_of(link) not in seen:
                    seen.add(kind_of(link))
                    waiting.append(link)

    assert problems == []
    for kind in (
        "/beheer/pages/0/",
        "/beheer/pages/0/edit/",
        "/beheer/images/",
        "/beheer/documents/",
        "/beheer/users/",
    ):
        assert site.address(kind) in seen, f"the walk did not reach {kind}"
