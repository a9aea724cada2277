"""The page of a method: the answers, the evidence, its neighbours, and what it costs to make."""

import datetime as dt
import re
from html import unescape

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction

from common.access import ANONYMOUS
from knowledge.enums import Axis, CostBasis, Scheme
from knowledge.models import MethodCost, MethodIndexPage, MethodPage
from knowledge.profile import MethodProfile, method_profile
from knowledge.validators import validate_summary_length
from tests.knowledge.factories import build_method, judge, make_concept, make_method

pytestmark = pytest.mark.django_db


NO_BREAK = "\N{NO-BREAK SPACE}"


def profile(method: MethodPage) -> MethodProfile:
    return method_profile(method, viewer=ANONYMOUS, request=RequestFactory().get("/"))


def html(client: Client, method: MethodPage) -> str:
    response = client.get(method.get_url())
    assert response.status_code == 200
    return response.content.decode()


def test_five_answers_stand_above_everything(client: Client, index: MethodIndexPage) -> None:
    method = make_method(
        index,
        title="Wijktafel",
        tagline="Drie gesprekken na een incident.",
        target_groups=[make_concept(Scheme.TARGET_GROUP, "buurtbewoners")],
        settings=[make_concept(Scheme.SETTING, "wijk")],
        hours_from=90,
        hours_to=1400,
        first_steps="<ol><li>Bel de eigenaar.</li><li>Plan een avond.</li></ol>",
        evidence={Axis.DIRECTION: "gemengd"},
    )
    method.costs.set(
        [
            MethodCost(basis=CostBasis.PER_ROUND, amount_from=6500, amount_to=9800, price_year=2024),
            MethodCost(basis=CostBasis.ONCE, amount_from=2400, price_year=2025),
        ]
    )
    method.save()

    answers = [(fact.label, fact.value) for fact in profile(method).answers]
    page = html(client, method)

    assert answers == [
        ("Voor wie?", "Buurtbewoners. Plek: wijk."),
        ("Werkt het?", "Het effect is wisselend: goed voor de een of op de ene plek, niet op de andere."),
        (
            "Wat kost het?",
            "€ 6.500 tot € 9.800 per ronde, € 2.400 eenmalig, 90 tot 1.400 uur werk".replace(
                "€ ", "€\N{NO-BREAK SPACE}"
            ),
        ),
        ("Hoe begint u?", "Bel de eigenaar."),
    ]
    assert page.index("Drie gesprekken na een incident.") < page.index("Voor wie?") < page.index("Wat is het?")
    assert profile(method).costs[1] == f"€{NO_BREAK}2.400 eenmalig (prijspeil 2025)"


def test_the_contents_and_the_short_answers_lead_to_the_parts_of_the_page(
    client: Client, index: MethodIndexPage
) -> None:
    page = html(client, make_method(index))
    headings = dict(re.findall(r'<h[23] id="([a-z-]+)">(.*?)</h[23]>', page))
    contents = page.split("Op deze pagina</summary>")[1].split("</details>")[0]
    answers = page.split('class="kp-facts kp-facts--wide"')[1].split("</dl>")[0]

    found = [(unescape(title), part) for part, title in re.findall(r'href="#([a-z-]+)">(.*?)</a>', contents)]
    assert found == [(unescape(title), part) for part, title in headings.items() if part != "voor-wie"]
    assert re.findall(r'<dt><a href="#([a-z-]+)">(.*?)</a></dt>', answers) == [
        ("voor-wie", "Voor wie?"),
        ("bewijs", "Werkt het?"),
        ("niet", "Waar werkte het niet?"),
        ("kosten", "Wat kost het?"),
        ("beginnen", "Hoe begint u?"),
    ]
    assert {"voor-wie", "bewijs", "niet", "kosten", "beginnen"} <= headings.keys()


def test_what_is_not_known_is_said(index: MethodIndexPage) -> None:
    found = profile(make_method(index))

    assert [mark.value for mark in found.marks] == ["Onbekend"] * 4
    assert found.direction == "Het is niet bekend of de methode werkt."
    assert found.answers[2].value == "Geen bedrag bekend"
    assert found.history is None


@pytest.mark.parametrize(
    ("hours_from", "hours_to", "text"),
    [(None, None, None), (8, None, "8 uur werk"), (8, 8, "8 uur werk"), (8, 12, "8 tot 12 uur werk")],
)
def test_hours_in_words(index: MethodIndexPage, hours_from: int, hours_to: int, text: str | None) -> None:
    method = make_method(index, hours_from=hours_from, hours_to=hours_to)

    assert {fact.label: fact.value for fact in profile(method).details}.get("Werk voor u") == text


def test_every_judgement_stays_in_sight_with_who_and_why(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index)
    judge(method, Axis.DIRECTION, "positief", "2020-02-01", assessed_by="Commissie A", reason="Eén kleine proef.")
    judge(method, Axis.DIRECTION, "negatief", "2023-03-01", assessed_by="Commissie B", reason="Groot onderzoek.")

    rows = [[cell.text for cell in row] for row in profile(method).history.rows]

    assert rows == [
        ["1 maart 2023", "Richting van het effect", "Negatief", "Commissie B", "Groot onderzoek."],
        ["1 februari 2020", "Richting van het effect", "Positief", "Commissie A", "Eén kleine proef."],
    ]
    assert "Onderzoek laat een averechts effect zien." in html(client, method)


def test_a_recognition_that_ended_says_so(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index)
    judge(method, Axis.RECOGNITION, "goed-onderbouwd", "2019-05-01")

    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC)):
        page = html(client, method)

    assert "Goed onderbouwd (verlopen)" in page
    assert "De erkenning gold tot en met 1 mei 2024." in page


def test_labels_lead_to_the_list(client: Client, index: MethodIndexPage) -> None:
    method = make_method(
        index,
        themes=[make_concept(Scheme.THEME, "onrust")],
        settings=[make_concept(Scheme.SETTING, "school")],
    )

    links = profile(method).labels

    assert [(link.title, link.url) for link in links] == [
        ("Onrust", "/methoden/?thema=onrust"),
        ("School", "/methoden/?setting=school"),
    ]
    assert all(client.get(link.url).context["overview"].pager.total == 1 for link in links)


def test_related_methods_share_a_theme_and_may_be_listed(index: MethodIndexPage) -> None:
    first, second, third = (make_concept(Scheme.THEME, name) for name in ("een", "twee", "drie"))
    method = make_method(index, title="Zelf", themes=[first, second])
    make_method(index, title="Beide", themes=[first, second])
    make_method(index, title="Anders", themes=[third])
    make_method(index, title="Aap", themes=[first])
    make_method(index, title="Concept", themes=[first], live=False)
    secret = make_method(index, title="Besloten", themes=[first])
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)

    assert [card.title for card in profile(method).neighbours] == ["Beide", "Aap"]


def test_a_method_without_themes_has_no_neighbours(index: MethodIndexPage) -> None:
    make_method(index)

    assert profile(make_method(index)).neighbours == ()


def test_an_example_is_marked_on_page_card_and_feed(client: Client, index: MethodIndexPage) -> None:
    example, real = make_method(index, is_example=True, title="Verzonnen"), make_method(index, title="Echt")

    assert "Deze methode is verzonnen" in html(client, example)
    assert "kp-badge--warning" in html(client, example)
    assert "verzonnen" not in html(client, real)
    assert "kp-badge--warning" not in html(client, real)
    assert client.get("/methoden/").content.decode().count("kp-badge--warning") == 1
    feed = client.get("/methoden/feed/").content.decode()
    assert "<title>Voorbeeld: Verzonnen</title>" in feed
    assert "<title>Echt</title>" in feed


def test_text_of_an_editor_is_shown_as_text(client: Client, index: MethodIndexPage) -> None:
    attack = "<script>alert(1)</script>"
    method = make_method(index, tagline=attack, summary=attack, audience=attack, steward=attack, duration=attack)
    judge(method, Axis.STAGE, "getest", assessed_by=attack, reason=attack)

    assert attack not in html(client, method)
    assert attack not in client.get("/methoden/").content.decode()


def test_a_draft_that_is_far_from_complete_can_be_previewed(index: MethodIndexPage) -> None:
    draft = MethodPage(title="Nieuw", slug="nieuw")
    draft.set_url_path(index)

    response = draft.make_preview_request()

    assert response.status_code == 200
    assert "Nog niemand heeft deze methode beoordeeld." in response.rendered_content


def test_a_draft_and_a_restricted_method_have_no_page(client: Client, index: MethodIndexPage) -> None:
    draft = make_method(index, live=False)
    secret = make_method(index)
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(draft.get_url()).status_code == 404
    assert client.get(secret.get_url()).status_code == 302
    assert client.get(f"/id/{draft.public_id}").status_code == 404
    assert client.get(f"/id/{secret.public_id}").status_code == 404


def test_the_permanent_address_outlives_a_move(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index, slug="oud")
    method.slug = "nieuw"
    method.save()

    assert client.get(f"/id/{method.public_id}").headers["Location"] == "/methoden/nieuw/"


def test_a_page_costs_the_same_whatever_hangs_on_it(
    client: Client, index: MethodIndexPage, django_assert_max_num_queries
) -> None:
    themes = [make_concept(Scheme.THEME, f"thema-{number}") for number in range(4)]
    groups = [make_concept(Scheme.TARGET_GROUP, f"groep-{number}") for number in range(4)]
    method = make_method(index, themes=themes[:1], target_groups=groups[:1], evidence={Axis.STAGE: "getest"})
    make_method(index, themes=themes[:1])

    def queries() -> int:
        client.get(method.get_url())
        with django_assert_max_num_queries(15) as captured:
            html(client, method)
        return len(captured)

    one = queries()
    method.themes.set(themes)
    method.target_groups.set(groups)
    method.costs.set([MethodCost(basis="eenmalig", amount_from=number, price_year=2024) for number in range(30)])
    method.save()
    for number in range(30):
        judge(method, Axis.STAGE, "getest", f"2023-01-{number + 1:02}")
        make_method(index, themes=themes, target_groups=groups)

    assert queries() == one


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"summary": "woord " * 101}, "summary"),
        ({"hours_to": 3}, "hours_to"),
        ({"hours_from": 4, "hours_to": 3}, "hours_to"),
        ({"kind": "iets"}, "kind"),
        ({"tagline": "x" * 141}, "tagline"),
        ({"risks": ""}, "risks"),
    ],
)
def test_what_is_missing_or_too_much_is_named(index: MethodIndexPage, fields: dict, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        index.add_child(instance=build_method(**fields))

    assert list(refused.value.message_dict) == [field]


def test_a_summary_that_is_too_long_says_by_how_much() -> None:
    validate_summary_length("woord " * 100)
    with pytest.raises(ValidationError, match="1 woord te lang"):
        validate_summary_length("woord " * 101)
    with pytest.raises(ValidationError, match="20 woorden te lang"):
        validate_summary_length("woord " * 120)


def test_an_amount_does_not_end_before_it_starts(index: MethodIndexPage) -> None:
    cost = MethodCost(method=make_method(index), basis="eenmalig", amount_from=10, amount_to=9, price_year=2024)

    with pytest.raises(ValidationError) as refused:
        cost.full_clean()

    assert list(refused.value.message_dict) == ["amount_to"]
    cost.amount_to = 10
    cost.full_clean()
