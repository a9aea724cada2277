"""Every page type for everybody: axe-core, small screens, dark colours, print, keyboard focus."""

from importlib.resources import files

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tests.services.site import Site

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN_AXE = """async rules => {
    const results = await axe.run(document, {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]});
    return results.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")}`));
}"""

TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > room + 1);
    return wide.map(e => `${e.tagName.toLowerCase()}.${e.className}`).slice(-5).concat("the page scrolls sideways");
}"""

# The state of the focused element: what it is, whether its focus shows, whether something lies over it.
FOCUSED = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const style = getComputedStyle(element);
    const around = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const box = element.getBoundingClientRect();
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, y);
    return {
        name: `${element.tagName.toLowerCase()} ${element.textContent.trim().slice(0, 40) || element.name}`,
        index: [...document.querySelectorAll("*")].indexOf(element),
        shown: around || style.boxShadow !== "none",
        inView: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
        covered: top !== null && !element.contains(top) && !top.contains(element),
    };
}"""


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds wrong on the page as it is now."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    return list(page.evaluate(RUN_AXE, RULES))


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_light_or_dark(width: int, site: Site, addresses: list[str], new_page: NewPage) -> None:
    page = new_page(width=width)
    found = {}
    for path in addresses:
        page.emulate_media(color_scheme="light")
        page.goto(site.address(path))
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found[path, scheme] = axe_violations(page)

    assert {where: violations for where, violations in found.items() if violations} == {}


def test_axe_finds_what_is_wrong(site: Site, new_page: NewPage) -> None:
    page = new_page()
    page.goto(site.address("/"))
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")

    assert "image-alt: img" in axe_violations(page)


def test_no_page_scrolls_sideways_on_a_small_screen(site: Site, addresses: list[str], new_page: NewPage) -> None:
    page = new_page(width=320, height=640)
    wide = {}
    for path in addresses:
        page.goto(site.address(path))
        wide[path] = page.evaluate(TOO_WIDE)

    assert {path: elements for path, elements in wide.items() if elements} == {}


def test_text_of_twice_the_size_does_not_scroll_sideways(site: Site, addresses: list[str], new_page: NewPage) -> None:
    page = new_page(width=1280)
    wide = {}
    for path in addresses:
        page.goto(site.address(path))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide[path] = page.evaluate(TOO_WIDE)

    assert {path: elements for path, elements in wide.items() if elements} == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_the_focus_is_always_seen(width: int, site: Site, addresses: list[str], new_page: NewPage) -> None:
    page = new_page(width=width)
    unseen = {}
    for path in addresses:
        page.goto(site.address(path))
        last = -1
        while True:
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if focused is None or focused["index"] <= last:
                break
            last = focused["index"]
            if not focused["shown"] or not focused["inView"] or focused["covered"]:
                unseen[path] = focused
        assert last > 0, f"the Tab key reaches nothing on {path}"

    assert unseen == {}


def test_print_shows_the_text_and_no_navigation(site: Site, addresses: list[str], new_page: NewPage) -> None:
    page = new_page()
    page.emulate_media(media="print")
    shown = {}
    for path in addresses:
        page.goto(site.address(path))
        assert page.locator("h1").first.is_visible(), path
        # The breadcrumb stays: on paper it tells where the page stood.
        aids = page.locator("header nav, search, footer nav, .kp-skip-link, .kp-pagination").all()
        shown[path] = [element.inner_text()[:60] for element in aids if element.is_visible()]

    assert {path: elements for path, elements in shown.items() if elements} == {}


def test_every_page_has_a_language_a_title_of_its_own_and_one_main_heading(
    site: Site, addresses: list[str], new_page: NewPage
) -> None:
    page = new_page()
    titles = {}
    for path in addresses:
        page.goto(site.address(path))
        assert page.locator("html").get_attribute("lang") == "nl", path
        assert page.locator("h1").count() == 1, path
        titles[path] = page.title()

    # An address with another query is the same page.
    of_pages = [title for path, title in titles.items() if "?" not in path]
    assert sorted(of_pages) == sorted(set(of_pages))
