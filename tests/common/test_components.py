"""Every component renders what its contract says."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.charts import Bar, bar_chart
from common.components import (
    Column,
    FacetGroup,
    Link,
    Mark,
    ThreadNode,
    TimelineItem,
    build_navigation,
    build_table,
)
from tests.common.gallery import CARD, EXAMPLES, NODES, TABLE, TEMPLATES, Page, facet, pager, render


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
    outside = {"bewijs", "inhoud", "id_name", "id_email_helptext", "id_name_error"}
    assert set(page.references) <= set(page.ids) | outside


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")) + sorted((TEMPLATES / "components").glob("*.html")))
def test_no_inline_style_or_script(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", source)


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
    # Those that would give most stay in view, in the order of the list.
    assert [option.count for option in facet(9).first] == [3, 4, 5, 6, 7, 8]
    assert [option.count for option in facet(9).rest] == [0, 1, 2]
    assert "<details>" in render("facet_group", group=facet(9))
    assert "Toon nog 3 keuzes" in render("facet_group", group=facet(9))


def test_facet_is_open_when_a_hidden_option_is_selected() -> None:
    assert "<details open>" in render("facet_group", group=facet(9, selected=0))


def test_filter_chips_show_nothing_without_filters() -> None:
    assert render("filter_chips", chips=(), clear_url="?") == ""
    assert "Wis alle filters" in render("filter_chips", **EXAMPLES["filter_chips"])


def test_filters_open_the_first_facets_and_those_with_a_choice() -> None:
    def group(name: str, selected: int | None = None) -> FacetGroup:
        return replace(facet(3, selected), name=name, label=name)

    html = render("filters", groups=(group("een"), group("twee"), group("drie"), group("vier", 1)), chosen=1)
    opened = re.findall(r'<details class="kp-fold kp-fold--wide"( open)?> <summary>(.*?)</summary>', html)
    assert opened == [
        ("", "Filters (1 gekozen)"),
        (" open", "een"),
        (" open", "twee"),
        ("", "drie"),
        (" open", "vier (1 gekozen)"),
    ]


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
