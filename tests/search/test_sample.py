"""What a professional types, asked of the site with its example content."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils.html import strip_tags

from knowledge.services import load_sample
from search.indexing import drain, rebuild
from search.views import ResultList
from tests.search.site import add_page, home


@pytest.fixture(scope="module")
def _sample(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The example content, and pages that are there whatever it says, loaded once for these tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_sample(home())
        for title in ("Jeugdwerk in de avond", "Spanningen tussen jeugd en wijk", "Polarisatie op school"):
            add_page(home(), title)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ask(db: None, _sample: None, client: Client):
    rebuild()
    drain()

    def results(text: str) -> ResultList:
        response = client.get("/zoeken/", {"q": text})
        assert response.status_code == 200
        return response.context["list"]

    return results


def first(found: ResultList, number: int = 10) -> list[str]:
    return [strip_tags(card.title) for card in found.cards[:number]]


def test_everyday_questions_find_what_helps(ask) -> None:
    right = ask("radicalisering")
    assert right.pager.total > 0
    for text in ("radicalisring", "radicalisernig", "Radicaliseringen"):
        assert ask(text).pager.total >= right.pager.total, text
    for text in ("jeugd werk", "jeugdwerk", "jeugdwrek", "jeugdwe", "jeugd-werk"):
        assert first(ask(text), 1) == ["Jeugdwerk in de avond"], text
    assert first(ask("spanning wijk jeugd"), 1) == ["Spanningen tussen jeugd en wijk"]
    for text in ("wat werkt tegen polarisatie op school?", "Wat werkt er tegen polarisatie op scholen"):
        assert "Polarisatie op school" in first(ask(text)), text
    # The beginning of a word, which stands in titles and in texts.
    for text in ("polari", "spannin"):
        assert ask(text).pager.total > 0, text


def test_a_notice_says_what_was_understood(ask) -> None:
    assert ask("radicalisring").notices == (
        "Wij vonden niets met “radicalisring”. Wij zochten daarom naar “radicalisering”.",
    )
    assert ask("jeugd werk").notices == ("Wij zochten ook naar “jeugdwerk”.",)
    for text in ("radicalisering", "jeugdwerk", "polari", "zeppelin", "ouderen"):
        assert ask(text).notices == (), text


@pytest.mark.parametrize("question", ["spanning in een wijk na een incident", "wijktafel"])
def test_a_method_comes_before_what_was_seen_of_it(ask, question: str) -> None:
    kinds = [card.kind_label for card in ask(question).cards]
    mentions = [place for place, kind in enumerate(kinds) if kind.endswith(("evaluatie", "Toepassing"))]
    assert mentions, kinds
    assert kinds.index("Interventie") < mentions[0], kinds


def test_suggestions_name_the_method_first(ask, client: Client) -> None:
    ask("wijktafel")
    suggested = client.get("/zoeken/suggesties/", {"q": "wijkt"}).json()["suggestions"]
    assert suggested[0]["kind"] == "Interventie", suggested
    assert {each["kind"] for each in suggested} > {"Interventie"}
