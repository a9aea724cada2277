"""Who comes with a question, on a phone: the filters, and how few steps there are to an answer."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import FOCUSED, TOO_WIDE, axe_violations
from tests.services.site import Site

pytestmark = pytest.mark.browser

MOST_STEPS = 4
METHOD = "Wijktafel na onrust"
OVERVIEWS = ("/methoden/", "/evaluaties/", "/toepassingen/", "/kennisbank/", "/zoeken/?q=wijk")


class Walk:
    """A visitor who taps. A step is a tap that loads a page or jumps to a part of one; unfolding is none."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.steps = 0
        page.goto(site.address("/"))

    def tap(self, target: Locator) -> None:
        """Tap a link or a button, and see that it leads somewhere."""
        before = self.page.url
        target.tap()
        expect(self.page).not_to_have_url(before)
        self.steps += 1

    def link(self, name: str) -> Locator:
        """A link in the text of the page."""
        return self.page.get_by_role("main").get_by_role("link", name=name).first


def phone(new_page: NewPage, **options: object) -> Page:
    return new_page(width=360, height=740, has_touch=True, is_mobile=True, **options)


def see_where_it_failed(walk: Walk) -> None:
    """The answer in short, the part of the page, and the story of one who would not do it again."""
    page = walk.page
    expect(page.get_by_role("heading", level=1)).to_have_text(METHOD)
    answers = page.get_by_role("region", name="In het kort")
    expect(answers).to_contain_text("Het effect is wisselend")
    expect(answers).to_contain_text("1 organisatie zou het niet opnieuw doen")

    walk.tap(answers.get_by_role("link", name="Waar werkte het niet?"))
    part = page.get_by_role("region", name="Waar werkte het niet?")
    expect(part.get_by_role("heading")).to_be_in_viewport()
    expect(part).to_contain_text("zou het niet opnieuw doen: Niet na een dode.")
    expect(part.get_by_role("link", name=re.compile("voorbeeld")).first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_by_facets_it_takes_four_steps_to_what_did_not_work(site: Site, new_page: NewPage, scripts: bool) -> None:
    walk = Walk(phone(new_page, java_script_enabled=scripts), site)

    walk.tap(walk.link("Maatschappelijke spanningen"))
    form = walk.page.locator("form.kp-filters")
    form.locator("summary", has_text="Filters").tap()
    form.locator("summary", has_text=re.compile("^Plek$")).tap()
    form.get_by_label("Wijk en buurthuis").check()
    walk.tap(form.get_by_role("button", name="Toon resultaten"))
    expect(walk.page.locator("#resultaten")).to_have_text(
        re.compile(r"^\d+ methoden over maatschappelijke spanningen \(plek: wijk en buurthuis\)$")
    )
    walk.tap(walk.link(METHOD))
    see_where_it_failed(walk)

    assert walk.steps == MOST_STEPS


def test_by_search_it_takes_four_steps_to_the_story_of_what_did_not_work(site: Site, new_page: NewPage) -> None:
    walk = Walk(phone(new_page), site)

    search = walk.page.get_by_role("main").get_by_role("search")
    search.get_by_role("combobox").fill("spanning in de wijk")
    walk.tap(search.get_by_role("button", name="Zoek"))
    walk.tap(walk.page.locator(".kp-card__title a").first)
    see_where_it_failed(walk)
    part = walk.page.get_by_role("region", name="Waar werkte het niet?")
    walk.tap(part.get_by_role("listitem").filter(has_text="Niet na een dode.").get_by_role("link"))
    expect(walk.page).to_have_url(re.compile(r"/toepassingen/[a-z-]+/$"))
    expect(walk.page.get_by_role("main")).to_contain_text("Zou het niet opnieuw doen")

    assert walk.steps == MOST_STEPS


def test_the_evidence_of_a_method_is_one_step_below_its_short_answers(site: Site, new_page: NewPage) -> None:
    page = phone(new_page)
    page.goto(site.address("/methoden/wijktafel-na-onrust/"))
    for question, part in (
        ("Werkt het?", "Werkt het?"),
        ("Wat kost het?", "Wat het kost"),
        ("Hoe begint u?", "Zo begint u"),
    ):
        page.get_by_role("region", name="In het kort").get_by_role("link", name=question).tap()
        expect(page.get_by_role("heading", name=part, level=2)).to_be_in_viewport()
        assert axe_violations(page) == []

    contents = page.get_by_role("navigation", name="Op deze pagina")
    contents.locator("summary").tap()
    contents.get_by_role("link", name="Onderzoeken").tap()
    expect(page.get_by_role("heading", name="Onderzoeken", level=2)).to_be_in_viewport()
    assert axe_violations(page) == []


def test_a_method_on_paper_is_as_wide_as_the_paper_and_has_no_contents(site: Site, new_page: NewPage) -> None:
    page = new_page(width=720)
    page.emulate_media(media="print")
    page.goto(site.address("/methoden/wijktafel-na-onrust/"))

    expect(page.get_by_text("Op deze pagina")).to_be_hidden()
    text, paper = (page.locator(place).first.bounding_box() for place in ("#wat + p", ".kp-layout-article"))
    assert text
    assert paper
    assert text["width"] == paper["width"]


@pytest.mark.parametrize("width", [320, 390])
def test_the_filters_fit_a_phone_and_can_be_sent_from_anywhere(site: Site, new_page: NewPage, width: int) -> None:
    page = new_page(width=width, height=740)
    for path in OVERVIEWS:
        page.goto(site.address(path))
        summaries = page.locator("form.kp-filters summary")
        closed = page.evaluate("document.documentElement.scrollHeight")
        summaries.first.click()
        # One screen and a half at most, where it was more than four.
        assert page.evaluate("document.documentElement.scrollHeight") - closed < 1.5 * 740, path
        button = page.get_by_role("button", name="Toon resultaten")
        summaries.nth(1).scroll_into_view_if_needed()
        expect(button).to_be_in_viewport(ratio=1)
        assert page.evaluate(TOO_WIDE) == []
        assert axe_violations(page) == []


def test_the_button_never_lies_over_the_filter_that_has_the_focus(site: Site, new_page: NewPage) -> None:
    page = new_page(width=320, height=640)
    page.goto(site.address("/methoden/?vorm=training"))
    page.locator("form.kp-filters summary").first.click()
    unseen = []
    while (name := (focused := page.evaluate(FOCUSED))["name"]) != "button Toon resultaten":
        if focused["covered"] or not focused["inView"]:
            unseen.append(name)
        page.keyboard.press("Tab")

    assert unseen == []
    # A choice that was made is in sight when the panel opens, and its number is told.
    expect(page.locator("form.kp-filters summary", has_text="Filters (1 gekozen)")).to_have_count(1)
    expect(page.locator("form.kp-filters summary", has_text="Vorm (1 gekozen)")).to_have_count(1)
    expect(page.get_by_role("checkbox", checked=True)).to_be_visible()


def test_going_back_shows_the_ticks_of_the_list_that_one_returns_to(site: Site, new_page: NewPage) -> None:
    page = new_page()
    # A page that is kept in memory as it was would hide what the browser restores by itself.
    page.add_init_script("addEventListener('unload', () => {})")
    page.goto(site.address("/methoden/"))
    page.get_by_label("Jongeren van 12 tot 18 jaar").check()
    page.get_by_role("button", name="Toon resultaten").click()
    expect(page).to_have_url(re.compile(r"\?"))
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)

    page.go_back()
    expect(page).to_have_url(re.compile("/methoden/$"))
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
