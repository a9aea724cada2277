"""Words that editors give: what is refused, who may, and that they count at once and without a rebuild."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Revision

from common.access import ANONYMOUS, Role, resolve_viewer
from search import service
from search.editorial.current import current_editorial
from search.editorial.words import MAX_OTHERS, WordGroup, WordsKind, problems_of, read_terms
from search.indexing import drain, rebuild
from search.models import IndexState, SynonymGroup
from search.permissions import can_steer_search
from tests.search.people import sign_in
from tests.search.shelf import Shelf

BOTH, ONE, SHORT = WordsKind.BOTH_WAYS, WordsKind.ONE_WAY, WordsKind.ABBREVIATION


# --- What is refused -------------------------------------------------------------------------------------------------


def group(*terms: str, kind: WordsKind = BOTH) -> WordGroup:
    return WordGroup(terms, kind)


def test_terms_are_lines_without_empty_ones() -> None:
    assert read_terms("  wijk \r\n\n\x00buurt\u200b  in  zicht\n") == ("wijk", "buurt in zicht")


@pytest.mark.parametrize(
    ("terms", "problem"),
    [
        ((), "Vul minstens twee woorden in, elk op een eigen regel."),
        (("wijk",), "Vul minstens twee woorden in, elk op een eigen regel."),
        (("wijk", "de"), "Op ‘de’ zoekt de zoekmachine niet: het zegt te weinig. Kies een ander woord."),
        (("wijk", "!?"), "Op ‘!?’ zoekt de zoekmachine niet: het zegt te weinig. Kies een ander woord."),
        (
            ("gemeente", "Gemeenten"),
            "‘gemeente’ en ‘Gemeenten’ zijn voor de zoekmachine hetzelfde. Laat er één staan.",
        ),
        (("wijk", "a " * 9), "‘" + "a " * 9 + "’ is te lang. Gebruik hoogstens 8 woorden."),
        (("wijk", "a" * 81), "‘" + "a" * 79 + "…’ is te lang. Gebruik hoogstens 8 woorden."),
        (
            tuple(f"woord{number}" for number in range(13)),
            "Vul hoogstens 12 woorden in. Met meer vindt een vraag te veel.",
        ),
    ],
)
def test_words_that_lead_nowhere_are_refused_in_words(terms: tuple[str, ...], problem: str) -> None:
    assert problem in problems_of(group(*terms), [])


def test_a_pair_that_is_known_already_is_refused() -> None:
    known = [group("wijk", "buurt", "kern")]

    assert problems_of(group("kernen", "buurten"), known) == [
        "‘kernen’ leidt al naar ‘buurten’, in de groep ‘wijk, buurt, kern’. Vul die groep aan."
    ]
    assert problems_of(group("wijk", "dorp"), known) == []


def test_two_ways_in_two_groups_are_one_group() -> None:
    known = [group("rel", "onrust", kind=ONE)]

    assert problems_of(group("onrust", "rel", kind=ONE), known) == [
        "‘rel’ leidt al naar ‘onrust’, in de groep ‘rel, onrust’. Maak er één groep synoniemen van."
    ]
    assert problems_of(group("onrust", "spanning", kind=ONE), known) == []


def test_a_word_with_too_many_others_over_groups_is_refused() -> None:
    known = [group("wijk", *(f"plek{number}" for number in range(start, start + 10))) for start in (0, 10)]
    assert MAX_OTHERS == 20

    assert problems_of(group("wijk", "dorp"), known) == [
        "‘wijk’ heeft dan 21 andere woorden, verdeeld over groepen. Hoogstens 20."
    ]
    assert problems_of(group("plek1", "dorp"), known) == []


@pytest.mark.django_db
def test_a_group_out_of_use_is_in_nobodys_way_and_cannot_come_back_wrong() -> None:
    SynonymGroup.objects.create(terms="wijk\nbuurt")
    idle = SynonymGroup(terms="buurt\nwijk", is_used=False)

    idle.full_clean()
    idle.is_used = True

    with pytest.raises(ValidationError) as refused:
        idle.full_clean()
    assert list(refused.value.message_dict) == ["terms"]


# --- Counting at once ------------------------------------------------------------------------------------------------


@pytest.fixture
def books(shelf: Shelf) -> Shelf:
    shelf.add("De hangplek", "Jongeren aan de rand van het plein.")
    shelf.add("Het honk", "Een gebouw voor de jeugd.")
    shelf.add("De WBT", "Over het wijkbemiddelingsteam.")
    rebuild()
    drain()
    return shelf


def find(text: str) -> list[str]:
    return sorted(result.card.title for result in service.search(ANONYMOUS, text=text, filters={}).results)


def test_words_count_from_the_moment_that_they_are_saved_until_they_go(books: Shelf) -> None:
    before = IndexState.objects.values().get()
    assert (find("hangplek "), find("honk ")) == (["De hangplek"], ["Het honk"])

    made = SynonymGroup.objects.create(terms="hangplekken\nhonk")
    assert (find("hangplek "), find("honk ")) == (["De hangplek", "Het honk"],) * 2

    made.kind = ONE
    made.save()
    assert (find("hangplek "), find("honk ")) == (["De hangplek", "Het honk"], ["Het honk"])

    made.is_used = False
    made.save()
    assert (find("hangplek "), find("honk ")) == (["De hangplek"], ["Het honk"])

    made.is_used = True
    made.save()
    made.delete()
    assert (find("hangplek "), find("honk ")) == (["De hangplek"], ["Het honk"])
    assert IndexState.objects.values().get() == before


def test_an_abbreviation_finds_its_name_and_the_other_way_round(books: Shelf) -> None:
    SynonymGroup.objects.create(terms="JOH\nhonk voor jeugd", kind=SHORT)

    assert find("joh ") == ["Het honk"]


def test_what_was_typed_comes_before_what_editors_add(books: Shelf) -> None:
    SynonymGroup.objects.create(terms="hangplek\nhonk")

    results = service.search(ANONYMOUS, text="honk ", filters={}).results

    assert [result.card.title for result in results] == ["Het honk", "De hangplek"]


def test_a_question_costs_one_row_as_long_as_nothing_changes(books: Shelf) -> None:
    SynonymGroup.objects.create(terms="hangplek\nhonk")
    first = current_editorial()

    with CaptureQueriesContext(connection) as captured:
        second = current_editorial()

    assert second is first
    assert len(captured) == 1


@pytest.mark.django_db(transaction=True)
def test_a_change_counts_in_every_process(transactional_db: None) -> None:
    def change(terms: str) -> None:
        try:
            SynonymGroup.objects.create(terms=terms)
        finally:
            connection.close()

    for number in range(2):
        with ThreadPoolExecutor(1) as other:
            other.submit(change, f"hangplek{number}\nhonk{number}").result()
        assert len(current_editorial().words.synonyms) == number + 1


@pytest.mark.django_db
def test_what_is_rolled_back_never_counts() -> None:
    SynonymGroup.objects.create(terms="wijk\nkern")
    with transaction.atomic():
        SynonymGroup.objects.create(terms="rel\nonrust")
        assert len(current_editorial().words.synonyms) == 2
        transaction.set_rollback(True)

    assert [words.terms for words in current_editorial().words.synonyms] == [("wijk", "kern")]


# --- The CMS ---------------------------------------------------------------------------------------------------------


def cms(name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_search_synonymgroup:{name}", args=args)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *Role])
def test_who_may_steer_search_may_save_words(client: Client, role: Role | None) -> None:
    user = sign_in(client, role)

    assert can_steer_search(resolve_viewer(user)) == user.has_perm("search.add_synonymgroup")
    assert can_steer_search(resolve_viewer(user)) == user.has_perm("search.change_synonymgroup")
    assert user.has_perm("search.delete_synonymgroup") == (role is Role.ADMINISTRATOR)


@pytest.mark.django_db
def test_an_editor_makes_changes_and_reads_back_words(client: Client) -> None:
    editor = sign_in(client, Role.EDITOR)
    form = {"terms": " rel \n\nopstootje", "kind": "beide", "is_used": "on", "reason": "Uit de wijk", "example": ""}

    client.post(cms("add"), form)
    made = SynonymGroup.objects.get()
    client.post(cms("edit", made.pk), form | {"terms": "rel\nopstootje\noploop"})
    history = client.get(cms("history", made.pk)).content.decode()

    made.refresh_from_db()
    assert (made.terms, str(made)) == ("rel\nopstootje\noploop", "rel, opstootje, oploop")
    assert Revision.objects.for_instance(made).values_list("user", flat=True).distinct().get() == editor.pk
    assert Revision.objects.for_instance(made).count() == 2
    assert editor.get_full_name() in history
    assert "rel, opstootje, oploop" in client.get(cms("list")).content.decode()


@pytest.mark.django_db
def test_a_refusal_keeps_what_was_typed(client: Client) -> None:
    sign_in(client, Role.EDITOR)

    html = client.post(cms("add"), {"terms": "rel\nde", "kind": "beide", "is_used": "on"}).content.decode()

    assert "Op ‘de’ zoekt de zoekmachine niet" in html
    assert "rel\nde</textarea>" in html
    assert not SynonymGroup.objects.exists()


def preview(client: Client, *args: int, **form: str) -> Any:
    return client.post(reverse("search_preview_synonyms", args=args), {"kind": "beide", "is_used": "on"} | form)


def test_a_preview_tells_what_would_change_and_saves_nothing(client: Client, books: Shelf) -> None:
    sign_in(client, Role.EDITOR)

    response = preview(client, terms="hangplek\nhonk", example="hangplekken")

    html = " ".join(response.content.decode().split())
    assert "De zoekvraag “hangplekken”" in html
    assert "Zonder deze woorden: 1 resultaat." in html
    assert "Met deze woorden: 2 resultaten." in html
    assert "<li>De hangplek (Boek)</li>" in html
    assert "<li>Het honk (Boek) <strong>nieuw in de eerste 10</strong></li>" in html
    assert "<li>honk: 1 resultaat</li>" in html
    assert not SynonymGroup.objects.exists()
    assert find("hangplek ") == ["De hangplek"]


def test_a_preview_of_a_saved_group_compares_with_no_group(client: Client, books: Shelf) -> None:
    sign_in(client, Role.EDITOR)
    made = SynonymGroup.objects.create(terms="hangplek\nhonk")

    shown = preview(client, made.pk, terms="hangplek\nWBT").context["preview"]

    assert (shown.question, shown.before, shown.after) == ("hangplek", 1, 2)
    assert [change.result.card.title for change in shown.first if change.is_new] == ["De WBT"]
    made.refresh_from_db()
    assert made.terms == "hangplek\nhonk"


def test_a_preview_of_bad_words_says_what_to_mend(client: Client, books: Shelf) -> None:
    sign_in(client, Role.EDITOR)

    html = preview(client, terms="wijk").content.decode()

    assert "Vul minstens twee woorden in, elk op een eigen regel." in html


def test_a_preview_without_an_index_says_so(client: Client, shelf: Shelf, caplog: pytest.LogCaptureFixture) -> None:
    sign_in(client, Role.EDITOR)

    html = preview(client, terms="wijk\nkern").content.decode()

    assert "De zoekfunctie werkt nu niet." in html
    assert "An editor could not preview words." in caplog.text
