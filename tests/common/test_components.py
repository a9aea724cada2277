"""Every component renders what its contract says, and the style sheets keep their promises."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from common.components import (
    Bar,
    CardItem,
    Chip,
    Column,
    FacetGroup,
    FacetOption,
    Fact,
    Link,
    Mark,
    Pager,
    ThreadNode,
    TimelineItem,
    bar_chart,
    build_navigation,
    build_pager,
    build_table,
    form_errors,
)

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "site/common/static/common"


class RegistrationForm(forms.Form):
    name = forms.CharField(label="Naam")
    email = forms.EmailField(label="E-mailadres", help_text="Wij sturen de bevestiging hierheen.")
    organisation = forms.CharField(label="Organisatie", required=False)
    attendance = forms.ChoiceField(label="Hoe doet u mee?", choices=[("a", "Op locatie")], widget=forms.RadioSelect)
    sessions = forms.MultipleChoiceField(
        label="Sessies",
        required=False,
        help_text="U kunt later wisselen.",
        choices=[("1", "Ronde 1")],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="Ik ga akkoord met de kringafspraken.")
    version = forms.CharField(widget=forms.HiddenInput, required=False)


def facet(count: int, selected: int | None = None) -> FacetGroup:
    options = tuple(FacetOption(str(i), f"Keuze {i}", i, i == selected) for i in range(count))
    return FacetGroup("doelgroep", "Doelgroep", options)


def pager(number: int = 5, pages: int = 12) -> Pager:
    return build_pager(number=number, pages=pages, total=240, url_for=lambda page: f"?pagina={page}")


MARKS = (
    Mark("stage", "Fase", "Geëvalueerd", "neutral"),
    Mark("recognition", "Erkenning", "Onbekend", "unknown"),
    Mark("measured", "Wat is gemeten", "Gedrag", "neutral"),
    Mark("direction", "Richting", "Geen effect", "none"),
)
CARD = CardItem(
    "method",
    "Methode",
    "Rots & Water",
    "/methoden/rots/",
    mark_safe("Over <mark>rust</mark>."),
    MARKS,
    ("Zwolle",),
    True,
)
NODES = (
    ThreadNode("goal", "Doel", "/agenda/", 1, False, (Link("Doel 2", "/agenda/2/"),)),
    ThreadNode("method", "Methode", "/methoden/", None, True, ()),
    ThreadNode("evaluation", "Evaluatie", "/evaluaties/", 0, False, ()),
)
TABLE = build_table(
    "Geld per doel",
    (Column("Doel"), Column("2026", numeric=True)),
    ((Link("Doel 1", "/agenda/1/"), "1.400"), ("Doel 2", "815")),
)
FORM = RegistrationForm()

EXAMPLES: dict[str, dict[str, Any]] = {
    "accordion": {"title": "Vraag", "body": "Antwoord"},
    "breadcrumb": {"links": (Link("Home", "/"),), "current": "Methoden"},
    "button": {"label": "Versturen"},
    "card": {"item": CARD},
    "chart": {"chart": bar_chart((Bar("Doel 1", 3, "3 methoden"),)), "id": "c", "title": "Methoden", "table": TABLE},
    "error_summary": {"errors": (Link("Vul uw naam in", "#id_name"), Link("De ronde is vol", ""))},
    "evidence_mark": {"mark": MARKS[0]},
    "evidence_marks": {"marks": MARKS},
    "example_mark": {},
    "example_notice": {},
    "facet_group": {"group": facet(3)},
    "facet_option": {"name": "fase", "option": FacetOption("getest", "Getest", 4, True)},
    "filter_chips": {"chips": (Chip("Jongeren", "?x"),), "clear_url": "?"},
    "filters": {"groups": (facet(3), facet(12, 11)), "chosen": 1, "keep": (("q", "rust"),)},
    "form": {"form": FORM},
    "form_field": {"field": FORM["name"]},
    "form_field_error": {"field": RegistrationForm({})["name"]},
    "form_field_hint": {"field": FORM["email"]},
    "form_field_label": {"field": FORM["organisation"]},
    "key_facts": {"facts": (Fact("Duur", "12 weken"), Fact("Eigenaar", "Instituut", "/over/"))},
    "kind_mark": {"kind": "method", "label": "Methode"},
    "navigation": {},
    "notice": {"text": "Bewaard."},
    "page_bottom": {},
    "page_header": {
        "title": "Rots & Water",
        "kind": "method",
        "kind_label": "Methode",
        "marks": MARKS,
        "example": True,
    },
    "page_top": {},
    "pagination": {"pager": pager()},
    "search_bar": {"id": "zoek", "query": "rust"},
    "skip_link": {},
    "status_badge": {"label": "Bevestigd", "tone": "success"},
    "table": {"table": TABLE},
    "tag": {"label": "Jongeren"},
    "thread": {"nodes": NODES},
    "thread_nodes": {"nodes": NODES},
    "timeline": {"items": (TimelineItem("Juni 2027", "Voortgang", "", "future"),)},
}


def render(name: str, /, **context: Any) -> str:
    """The component as a page shows it, with the white space between words made even."""
    return " ".join(render_to_string(f"components/{name}.html", context).split())


class Page(HTMLParser):
    """The ids of a page, what refers to them, and its headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.references: list[str] = []
        self.headings: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key == "id":
                self.ids.append(value or "")
            elif key in {"for", "aria-labelledby", "aria-describedby"}:
                self.references += (value or "").split()
            elif key == "href" and (value or "").startswith("#"):
                self.references.append((value or "")[1:])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))


# --- All of them -----------------------------------------------------------------------------------------------------


def test_every_component_has_an_example_here() -> None:
    assert {path.stem for path in (TEMPLATES / "components").glob("*.html")} == EXAMPLES.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_component_opens_with_its_contract(name: str) -> None:
    source = (TEMPLATES / f"components/{name}.html").read_text()
    contract, _, body = source.partition("{% endcomment %}")
    assert contract.startswith("{% comment %}\n")
    for parameter in EXAMPLES[name]:
        assert re.search(rf"\b{parameter}\b", contract), f"{parameter} is not in the contract"
        assert re.search(rf"\b{parameter}\b", body), f"{parameter} is not used"


@pytest.mark.parametrize("name", EXAMPLES)
def test_component_renders_without_loose_ends(name: str) -> None:
    html = render(name, **EXAMPLES[name])
    page = Page(html)
    assert html
    assert len(page.ids) == len(set(page.ids))
    outside = {"inhoud", "id_name", "id_email_helptext", "id_name_error"}
    assert set(page.references) <= set(page.ids) | outside


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")) + sorted((TEMPLATES / "components").glob("*.html")))
def test_no_inline_style_or_script(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", source)


# --- One by one ------------------------------------------------------------------------------------------------------


def test_card_escapes_what_is_not_safe_and_marks_a_sample() -> None:
    html = render("card", item=CARD, level=2)
    assert "Rots &amp; Water" in html
    assert "<mark>rust</mark>" in html
    assert "Voorbeeld" in html
    assert '<h2 class="kp-card__title">' in html


@pytest.mark.parametrize("tone", ["positive", "negative", "mixed", "none", "unknown", "neutral"])
def test_evidence_mark_always_shows_its_words(tone: str) -> None:
    html = render("evidence_mark", mark=Mark("direction", "Richting", "Woord", tone))
    assert "<dt>Richting</dt>" in html
    assert "Woord" in html
    assert 'aria-hidden="true"' in html
    assert "<path" in html or "<circle" in html


def test_facet_hides_the_end_of_a_long_list() -> None:
    assert facet(7).rest == ()
    assert len(facet(8).rest) == 2
    assert "<details>" in render("facet_group", group=facet(9))
    assert "Nog 3 keuzes" in render("facet_group", group=facet(9))


def test_facet_is_open_when_a_hidden_option_is_selected() -> None:
    assert "<details open>" in render("facet_group", group=facet(9, selected=8))
    assert facet(9, selected=8).selected_count == 1


def test_filter_chips_show_nothing_without_filters() -> None:
    assert render("filter_chips", chips=(), clear_url="?") == ""
    assert "Wis alle filters" in render("filter_chips", **EXAMPLES["filter_chips"])


def test_filters_keep_the_search_text() -> None:
    assert '<input type="hidden" name="q" value="rust">' in render("filters", **EXAMPLES["filters"])


def test_pager_shows_first_last_and_neighbours() -> None:
    assert [link.number for link in pager(5, 12).links] == [1, None, 4, 5, 6, None, 12]


def test_pager_shows_a_page_rather_than_a_gap_of_one() -> None:
    assert [link.number for link in pager(4, 7).links] == [1, 2, 3, 4, 5, 6, 7]


def test_pager_at_the_ends() -> None:
    assert pager(1, 3).previous_url == ""
    assert pager(3, 3).next_url == ""
    assert pager(99, 3).number == 3
    assert pager(0, 0).number == 1
    assert render("pagination", pager=pager(1, 1)) == ""


@given(number=st.integers(-3, 60), pages=st.integers(0, 50))
def test_pager_always_holds_the_current_page_once_and_in_order(number: int, pages: int) -> None:
    built = pager(number, pages)
    numbers = [link.number for link in built.links if link.number]
    assert numbers == sorted(set(numbers))
    assert [link.number for link in built.links if link.current] == [built.number]
    assert {1, built.pages} <= set(numbers)


def test_pagination_names_the_current_page() -> None:
    html = render("pagination", pager=pager())
    assert '<a href="?pagina=5" aria-current="page">' in html
    assert 'rel="prev"' in html


@pytest.mark.parametrize(
    ("tone", "word"),
    [("info", "Goed om te weten"), ("success", "Gelukt"), ("warning", "Let op"), ("error", "Dat ging niet goed")],
)
def test_notice_says_what_sort_it_is(tone: str, word: str) -> None:
    assert word in render("notice", tone=tone, text="<b>tekst</b>")
    assert "&lt;b&gt;" in render("notice", tone=tone, text="<b>tekst</b>")


def test_error_summary_takes_the_focus_and_links_to_the_fields() -> None:
    html = render("error_summary", **EXAMPLES["error_summary"])
    assert 'tabindex="-1" autofocus' in html
    assert '<a href="#id_name">Vul uw naam in</a>' in html
    assert "<li>De ronde is vol</li>" in html
    assert render("error_summary", errors=()) == ""


def test_form_shows_no_errors_before_it_is_sent() -> None:
    html = render("form", form=RegistrationForm())
    assert "Er is een probleem" not in html
    assert "aria-invalid" not in html


def test_form_with_errors_links_each_error_to_its_field() -> None:
    form = RegistrationForm({"email": "mieke@"})
    page = Page(render("form", form=form))
    assert set(page.references) <= set(page.ids)
    assert {"id_name", "id_email", "id_attendance_0", "id_agreed"} <= set(page.references)
    assert [link.url for link in form_errors(form)] == ["#id_name", "#id_email", "#id_attendance_0", "#id_agreed"]
    assert form_errors(form)[2].title.startswith("Hoe doet u mee: ")


def test_form_errors_without_a_visible_field_have_no_address() -> None:
    form = RegistrationForm({})
    form.full_clean()
    form.add_error(None, "De ronde is vol.")
    form.add_error("version", "Het formulier is verouderd.")
    links = form_errors(form)
    assert links[0] == Link("De ronde is vol.", "")
    assert links[-1].url == ""


def test_form_can_leave_the_summary_to_the_page() -> None:
    assert "Er is een probleem" not in render("form", form=RegistrationForm({}), summary=False)


def test_form_field_marks_what_is_optional_in_words() -> None:
    assert "(niet verplicht)" in render("form_field", field=FORM["organisation"])
    assert "(niet verplicht)" not in render("form_field", field=FORM["name"])


def test_form_field_ties_hint_and_error_to_the_field() -> None:
    html = render("form_field", field=RegistrationForm({"email": "x"})["email"])
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert set(Page(html).references) <= set(Page(html).ids)


def test_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    html = render("form_field", field=FORM["sessions"])
    assert html.startswith('<fieldset class="kp-field" aria-describedby="id_sessions_helptext"> <legend> Sessies')


def test_single_checkbox_has_its_label_beside_it() -> None:
    html = render("form_field", field=FORM["agreed"])
    assert html.count("<label") == 1
    assert "<fieldset" not in html


def test_hidden_field_shows_nothing() -> None:
    assert render("form_field", field=FORM["version"]) == '<input type="hidden" name="version" id="id_version">'


def test_button_with_an_address_is_a_link() -> None:
    html = render("button", label="Lees verder", url="/x/", variant="secondary")
    assert html == '<a class="kp-button kp-button--secondary" href="/x/">Lees verder</a>'
    assert 'type="submit" name="stap" value="2"' in render("button", label="Verder", name="stap", value="2")


def test_table_names_its_rows_and_cells() -> None:
    html = render("table", table=TABLE)
    assert "<caption>Geld per doel</caption>" in html
    assert '<th role="rowheader" scope="row"><a href="/agenda/1/">Doel 1</a></th>' in html
    assert '<td role="cell" data-label="2026" class="kp-number">1.400</td>' in html


def test_table_refuses_a_row_that_does_not_fit() -> None:
    with pytest.raises(ValueError, match="zip"):
        build_table("Geld", (Column("Doel"),), (("1", "2"),))


@pytest.mark.parametrize(("state", "word"), [("done", "Afgerond"), ("now", "Nu"), ("future", "Gepland")])
def test_timeline_says_the_state_in_words(state: str, word: str) -> None:
    html = render("timeline", items=(TimelineItem("2027", "Bericht", "Tekst", state, "/x/"),))
    assert word in html
    assert ('aria-current="step"' in html) is (state == "now")


def test_chart_draws_bars_in_proportion() -> None:
    chart = bar_chart((Bar("A", 10, "10"), Bar("B", 5, "5"), Bar("C", 0, "geen")))
    widths = [float(bar.width.rstrip("%")) for bar in chart.bars]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.02)
    assert widths[2] == 0


def test_chart_leaves_room_for_the_number_and_breaks_long_labels() -> None:
    chart = bar_chart((Bar("Jongeren staan steviger in een wereld vol meningen", 1, "61 methoden"),))
    assert len(chart.bars[0].lines) == 2
    assert float(chart.bars[0].width.rstrip("%")) < 70


def test_chart_of_nothing_and_of_zeros() -> None:
    assert bar_chart(()).height == "0.00em"
    assert bar_chart((Bar("A", 0, "geen"),)).bars[0].width == "0.00%"


def test_chart_refuses_an_amount_below_zero() -> None:
    with pytest.raises(ValueError, match="below zero"):
        bar_chart((Bar("A", -1, "-1"),))


def test_chart_tells_its_numbers_to_a_screen_reader() -> None:
    html = render("chart", **EXAMPLES["chart"])
    assert '<desc id="c-text">Doel 1: 3 methoden. </desc>' in html
    assert "Bekijk de cijfers als tabel" in html


def test_thread_marks_where_you_are_and_what_hangs_on_it() -> None:
    html = render("thread", nodes=NODES)
    assert '<a href="/methoden/" aria-current="step">' in html
    assert '<a href="/agenda/2/">Doel 2</a>' in html
    assert "nog geen" in html
    assert "De rode draad: Methode" in html


def test_thread_shows_three_links_and_says_that_there_are_more() -> None:
    links = tuple(Link(f"Evaluatie {i}", f"/{i}/") for i in range(5))
    html = render("thread", nodes=(ThreadNode("evaluation", "Evaluatie", "/e/", 5, False, links),))
    assert html.count("Evaluatie ") == 3
    assert "en meer" in html


def test_hero_thread_shows_the_numbers_and_zero_is_a_number() -> None:
    html = render("thread", nodes=NODES, variant="hero")
    assert '<span class="kp-thread__count">0</span>' in html
    assert "<details" not in html


def test_thread_node_without_an_address_is_no_link() -> None:
    html = render("thread_nodes", nodes=(ThreadNode("lesson", "Les", "", 0, False, ()),))
    assert "<a" not in html


def test_search_bar_is_a_plain_form_until_it_has_suggestions() -> None:
    plain = render("search_bar", id="zoek", query='"rust"')
    assert '<form action="/zoeken/" method="get">' in plain
    assert 'value="&quot;rust&quot;"' in plain
    assert "<script" not in plain
    assert 'data-suggest-url="/zoeken/suggesties/"' in render("search_bar", id="z", suggest_url="/zoeken/suggesties/")


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/methoden/", "page"), ("/methoden/rots/", "true"), ("/conferentie/2026/agenda/", ""), ("/", "")],
)
def test_navigation_knows_where_you_are(path: str, expected: str) -> None:
    current = {item.url: item.current for item in build_navigation(path)}
    assert current["/methoden/"] == expected
    assert current["/agenda/"] == ""


# --- Whole pages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["base", "400", "403", "404", "500"])
def test_page_renders_without_a_query(name: str) -> None:
    """No database is allowed here, so a query would fail."""
    request = RequestFactory().get("/methoden/")
    request.user = AnonymousUser()
    html = render_to_string(f"{name}.html", {"breadcrumb": (Link("Home", "/"),), "thread": NODES}, request)
    page = Page(html)
    assert html.lstrip().startswith("<!doctype html>")
    assert '<html lang="nl"' in html
    assert set(page.references) <= set(page.ids)
    assert page.headings in ([], [1])


def test_page_shows_who_can_leave() -> None:
    class SignedIn:
        is_authenticated = True

    html = render("page_top", user=SignedIn(), csrf_token="abc")
    assert "Mijn account" in html
    assert '<form action="/account/logout/" method="post">' in html


def test_title_of_a_page_with_errors_says_so() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert "<title>Fout: " in render_to_string("base.html", {"form": RegistrationForm({})}, request)
    assert "<title>Fout: " not in render_to_string("base.html", {"form": RegistrationForm()}, request)


# --- Style sheets ----------------------------------------------------------------------------------------------------

TOKENS = (STATIC / "tokens.css").read_text()
SITE = (STATIC / "site.css").read_text()
PAPERS = ("--basis-color-default-bg-document", "--basis-color-default-bg-default", "--basis-color-default-bg-subtle")


def colours(name: str) -> tuple[str, str]:
    """The light and the dark value of a token."""
    value = re.search(rf"^\s*{name}: (.*);$", TOKENS, re.MULTILINE)
    assert value, name
    pair = re.findall(r"#[0-9a-f]{3,6}", value[1])
    return (pair[0], pair[-1])


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""

    def luminance(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
        channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_style_sheets_are_small_and_ask_nobody_else() -> None:
    assert len(TOKENS.encode()) + len(SITE.encode()) < 40_000
    for name in ("tokens.css", "site.css", "combobox.js"):
        assert not re.search(r"@import|@font-face|//[a-z]+\.|data:", (STATIC / name).read_text())


def test_every_token_is_defined_and_used() -> None:
    defined = set(re.findall(r"(--[\w-]+):", TOKENS + SITE))
    used = set(re.findall(r"var\((--[\w-]+)", TOKENS + SITE))
    assert used <= defined
    assert set(re.findall(r"^\s*(--[\w-]+):", TOKENS, re.MULTILINE)) <= used


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("--basis-color-default-color-document", 7.0),
        ("--basis-color-default-color-subtle", 4.5),
        ("--basis-color-accent-1-color-default", 4.5),
        ("--basis-color-info-color-default", 4.5),
        ("--basis-color-positive-color-default", 4.5),
        ("--basis-color-warning-color-default", 4.5),
        ("--basis-color-negative-color-default", 4.5),
        ("--basis-color-default-border-default", 3.0),
        ("--basis-focus-outline-color", 3.0),
        *((name, 3.0) for name in re.findall(r"--kp-color-[\w-]+(?=:)", TOKENS)),
    ],
)
def test_colour_stands_out_on_every_paper(name: str, least: float, theme: int) -> None:
    for paper in PAPERS:
        assert contrast(colours(name)[theme], colours(paper)[theme]) >= least, paper


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("state", ["default", "hover"])
def test_text_on_the_primary_button_can_be_read(state: str, theme: int) -> None:
    background = colours(f"--basis-color-action-1-inverse-bg-{state}")[theme]
    assert contrast(background, colours("--basis-color-action-1-inverse-color-default")[theme]) >= 4.5


def test_every_class_of_a_template_has_a_style() -> None:
    styled = set(re.findall(r"\.(kp-[\w-]+)", SITE))
    # Names that only mark what something is: styled through their block, or by the value that follows.
    named = {"kp-card--", "kp-thread__node--"}
    for path in [*TEMPLATES.glob("*.html"), *(TEMPLATES / "components").glob("*.html")]:
        source = path.read_text().partition("{% endcomment %}")[2] or path.read_text()
        for name in re.findall(r"\bkp-[a-z_-]+", source):
            assert name in styled | named or any(style.startswith(name) and name.endswith("--") for style in styled), (
                f"{path.name}: {name}"
            )
