"""Searching by keyboard: suggestions as a combobox; filters, tabs and pages, also without JavaScript and at 320 px."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import tab_to
from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import TOO_WIDE, axe_violations
from tests.services.site import Site

pytestmark = pytest.mark.browser

TYPED = "wijkt"
QUESTION = "/zoeken/?q=wijk"


def search_field(page: Page) -> Locator:
    """The field of the page itself; the header has one as well."""
    return page.get_by_role("main").get_by_role("combobox")


def open_suggestions(page: Page, site: Site, path: str = "/zoeken/") -> Locator:
    """Type in the field, and return the options that come."""
    page.goto(site.address(path))
    field = search_field(page)
    field.focus()
    field.fill("")
    page.keyboard.type(TYPED)
    expect(field).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("listbox", name="Suggesties").get_by_role("option")
    expect(options).not_to_have_count(0)
    return options


def expect_closed(field: Locator) -> None:
    """Nothing is open or chosen, nothing is told, and what was typed is still there."""
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field.page.get_by_role("listbox")).to_have_count(0)
    expect_in_text(field)
    expect(field.locator("..").get_by_role("status")).to_have_text("")
    expect(field).to_have_value(TYPED)


def expect_active(field: Locator, option: Locator) -> None:
    """One option is the current one, and the keyboard stays in the field."""
    field_id = option.get_attribute("id")
    assert field_id
    expect(field).to_have_attribute("aria-activedescendant", field_id)
    expect(option).to_have_attribute("aria-selected", "true")
    expect(option.locator("..").locator("[aria-selected=true]")).to_have_count(1)
    expect(field).to_be_focused()


def expect_in_text(field: Locator) -> None:
    """The text of the field is where one is, not an option."""
    assert field.get_attribute("aria-activedescendant") is None
    expect(field.page.locator("[role=option][aria-selected=true]")).to_have_count(0)


def cursor(field: Locator) -> int:
    return int(field.evaluate("field => field.selectionStart"))


def test_suggestions_are_a_combobox_that_says_what_it_shows(site: Site, new_page: NewPage) -> None:
    page = new_page()
    options = open_suggestions(page, site)
    field = search_field(page)
    number = options.count()

    expect(field).to_have_attribute("aria-autocomplete", "list")
    assert page.get_by_role("listbox").get_attribute("id") == field.get_attribute("aria-controls")
    told = "1 suggestie" if number == 1 else f"{number} suggesties"
    expect(field.locator("..").get_by_role("status")).to_have_text(told)
    expect_in_text(field)

    page.keyboard.press("ArrowDown")
    expect_active(field, options.first)
    page.keyboard.press("ArrowUp")
    expect_in_text(field)
    page.keyboard.press("ArrowUp")
    expect_active(field, options.last)
    page.keyboard.press("ArrowDown")
    expect_in_text(field)
    expect(field).to_have_value(TYPED)


def test_home_and_end_move_in_the_text_and_leave_the_options(site: Site, new_page: NewPage) -> None:
    page = new_page()
    options = open_suggestions(page, site)
    field = search_field(page)

    for key, place in (("Home", 0), ("End", len(TYPED)), ("ArrowLeft", len(TYPED) - 1), ("ArrowRight", len(TYPED))):
        page.keyboard.press("ArrowDown")
        expect_active(field, options.first)
        page.keyboard.press(key)
        expect_in_text(field)
        assert cursor(field) == place, key
        expect(field).to_have_attribute("aria-expanded", "true")


def test_escape_and_tab_close_the_suggestions_and_keep_the_text(site: Site, new_page: NewPage) -> None:
    page = new_page()
    options = open_suggestions(page, site)
    field = search_field(page)

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect_closed(field)
    expect(field).to_be_focused()

    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect_active(field, options.first)
    page.keyboard.press("Tab")
    expect_closed(field)
    expect(page.get_by_role("main").get_by_role("button", name="Zoek", exact=True)).to_be_focused()
    expect(page).to_have_url(site.address("/zoeken/"))


def test_enter_opens_the_chosen_option_and_else_searches_for_the_text(site: Site, new_page: NewPage) -> None:
    page = new_page()
    options = open_suggestions(page, site)
    title = options.first.evaluate("option => option.firstChild.data")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)

    # What is typed after a choice is a question again, also before new suggestions have come.
    options = open_suggestions(page, site)
    page.route("**/zoeken/suggesties/**", lambda route: route.abort())
    page.keyboard.press("ArrowDown")
    expect_active(search_field(page), options.first)
    page.keyboard.type("afel")
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.address("/zoeken/?q=wijktafel"))


def walk_by_keyboard(page: Page, site: Site) -> None:
    """Choose a filter, a tab and the next page with Tab, Space and Enter alone."""
    page.goto(site.address(QUESTION))
    filters = page.locator("form.kp-filters")
    if not filters.get_by_role("checkbox").first.is_visible():
        tab_to(page, filters.locator("summary").first)
        page.keyboard.press("Enter")
    box = filters.get_by_role("checkbox").first
    counted = re.search(r"\((\d+)\)$", filters.locator("label").first.inner_text())
    assert counted
    tab_to(page, box)
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    tab_to(page, filters.get_by_role("button", name="Toon resultaten"))
    page.keyboard.press("Enter")
    expect(page.locator("#resultaten")).to_have_text(re.compile(rf"^{counted[1]} resultaten? voor “wijk”"))

    page.goto(site.address(QUESTION))
    tab = page.get_by_role("navigation", name="Soort resultaat").get_by_role("link").nth(1)
    shown = re.search(r"\((\d+)\)$", tab.inner_text())
    assert shown
    tab_to(page, tab)
    page.keyboard.press("Enter")
    expect(page.locator("#resultaten")).to_have_text(re.compile(rf"^{shown[1]} resultaten "))
    expect(page.locator(".kp-chips [aria-current=page]")).to_have_text(re.compile(rf"\({shown[1]}\)$"))

    first = page.locator(".kp-card__title").first.inner_text()
    tab_to(page, page.get_by_role("link", name="Volgende", exact=True))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]pagina=2"))
    expect(page.get_by_role("navigation", name="Pagina's").locator("[aria-current=page]")).to_have_text("Pagina 2")
    expect(page.locator(".kp-card__title").first).not_to_have_text(first)


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (320, False)])
def test_filters_tabs_and_pages_need_a_keyboard_only(site: Site, new_page: NewPage, width: int, scripts: bool) -> None:
    page = new_page(width=width, height=740, java_script_enabled=scripts)
    walk_by_keyboard(page, site)


def test_without_javascript_the_field_is_an_ordinary_one(site: Site, new_page: NewPage) -> None:
    page = new_page(width=320, java_script_enabled=False)
    page.goto(site.address("/zoeken/"))
    expect(page.get_by_role("combobox")).to_have_count(0)
    tab_to(page, page.get_by_role("main").get_by_role("searchbox"))
    page.keyboard.type("wijktafel")
    page.keyboard.press("Enter")
    expect(page.locator("#resultaten")).to_have_text(re.compile(r"^\d+ resultaten voor “wijktafel”$"))
    expect(page.get_by_role("main").get_by_role("searchbox")).to_have_value("wijktafel")


def look(page: Page) -> list[str]:
    """What is wrong on a small and a large screen, light and dark."""
    wrong = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        wrong += page.evaluate(TOO_WIDE)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            wrong += [f"{width} {scheme} {violation}" for violation in axe_violations(page)]
    return wrong


def test_suggestions_and_what_is_similar_are_for_everybody(site: Site, new_page: NewPage) -> None:
    page = new_page()
    options = open_suggestions(page, site, QUESTION)
    page.keyboard.press("ArrowDown")
    expect_active(search_field(page), options.first)
    assert look(page) == []
    expect(options.first).to_be_visible()

    page.goto(site.address("/methoden/wijktafel-na-onrust/"))
    page.get_by_role("link", name="Zoek wat hierop lijkt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vergelijkbaar met ‘Wijktafel na onrust’")
    assert look(page) == []


def test_who_finds_nothing_gets_no_empty_filters(site: Site, new_page: NewPage) -> None:
    page = new_page()
    page.goto(site.address("/zoeken/?q=xqzvwk"))

    expect(page.locator("#resultaten")).to_have_text("Niets gevonden voor “xqzvwk”")
    expect(page.locator("form.kp-filters")).to_have_count(0)
