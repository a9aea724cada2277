"""Publications and lessons: their pages, what they say of each other and of methods, and who may see it."""

import datetime as dt
import xml.etree.ElementTree as ET
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from common.access import ANONYMOUS
from common.chain import Step, overview, thread_for
from knowledge.enums import Scheme
from knowledge.models import (
    LessonPage,
    LessonRelation,
    LibraryIndexPage,
    LibraryItemPage,
    MethodIndexPage,
    PublicationFile,
    PublicationPage,
)
from knowledge.services.vocabulary import is_concept_used, reindex_labelled_with
from search.models import IndexTask
from search.registry import sources
from tests.knowledge.factories import make_concept, make_lesson, make_method, make_publication

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def html(client: Client, page: LibraryItemPage) -> str:
    response = client.get(page.get_url())
    assert response.status_code == 200
    return response.content.decode()


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def relate(lesson: LessonPage, other: LessonPage, kind: str) -> None:
    lesson.relations.add(LessonRelation(related=other, kind=kind))
    lesson.save()


def make_document(name: str = "rapport.pdf", size: int = 2048) -> Any:
    document = get_document_model()(title="Rapport", file=ContentFile(b"x" * size, name=name))
    document._set_document_file_metadata()
    document.save()
    return document


# --- Publications ----------------------------------------------------------------------------------------------------


def test_a_publication_says_who_made_it_and_where_to_read_it(client: Client, library: LibraryIndexPage) -> None:
    document = make_document()
    page = make_publication(
        library,
        title="Rapport",
        authors="A. Auteur",
        language="en",
        themes=[make_concept(Scheme.THEME, "polarisatie")],
        body="<h2>Uitkomst</h2><p>Het helpt.</p>",
    )
    page.files.set(
        [
            PublicationFile(title="Het rapport", document=document, sort_order=0),
            PublicationFile(title="De website", url="https://example.org/rapport", sort_order=1),
        ]
    )
    page.save()

    text = html(client, page)

    for words in ("A. Auteur", "De uitgever", "1 maart 2024", "Engels", "CC BY 4.0", "Polarisatie", "Het helpt."):
        assert words in text
    assert f'<a href="{document.url}">Het rapport (PDF, 2,0\N{NO-BREAK SPACE}KB)</a>' in text
    assert '<a href="https://example.org/rapport">De website (example.org)</a>' in text
    assert f'<a href="/id/{page.public_id}">' in text


def test_a_publication_without_a_file_says_where_to_ask(client: Client, library: LibraryIndexPage) -> None:
    assert "Vraag haar op bij de uitgever." in html(client, make_publication(library))


def test_a_restricted_file_is_linked_for_nobody(client: Client, library: LibraryIndexPage) -> None:
    document = make_document()
    document.collection = Collection.get_first_root_node().add_child(name="Besloten")
    document.save()
    page = make_publication(library)
    page.files.set([PublicationFile(title="Het rapport", document=document)])
    page.save()
    assert document.url in html(client, page)

    CollectionViewRestriction.objects.create(collection=document.collection, restriction_type="login")

    assert document.url not in html(client, page)
    assert "Het rapport" not in html(client, page)


@pytest.mark.parametrize("both", [True, False])
def test_a_file_stands_in_one_place(both: bool) -> None:
    file = PublicationFile(title="x", document=make_document(), url="https://example.org/") if both else None

    with pytest.raises(ValidationError) as refused:
        (file or PublicationFile(title="x")).clean()

    assert refused.value.message_dict == {"url": ["Kies een bestand of vul een webadres in: één van de twee."]}


# --- Lessons ---------------------------------------------------------------------------------------------------------


def test_a_lesson_leads_to_its_methods_and_they_lead_back(
    client: Client, index: MethodIndexPage, library: LibraryIndexPage
) -> None:
    method, other = make_method(index, title="Tafel"), make_method(index, title="Anders")
    lesson = make_lesson(library, title="Bel eerst", statement="Bel voordat u schrijft.", methods=[method])
    publication = make_publication(library, title="Over de tafel", methods=[method, other])

    page, of_method = html(client, lesson), client.get(method.get_url())

    assert f'<a href="{method.get_url()}">Tafel</a>' in page
    nodes = {node.step: node for node in of_method.context["thread"]}
    assert [(link.title, link.url) for link in nodes[Step.LESSON].links] == [("Bel eerst", lesson.get_url())]
    text = of_method.content.decode()
    assert "Bel voordat u schrijft." in text
    assert f'<a href="{publication.get_url()}">Over de tafel</a>' in text
    assert "/kennisbank/?methode=" in text
    # The thread knows the way without the page as well.
    (node,) = [
        node for node in thread_for(LessonPage.objects.get(), Step.LESSON, ANONYMOUS) if node.step == Step.METHOD
    ]
    assert [link.title for link in node.links] == ["Tafel"]


def test_what_a_viewer_may_not_see_is_linked_from_nowhere(
    client: Client, index: MethodIndexPage, library: LibraryIndexPage
) -> None:
    method, secret = make_method(index, title="Openbaar"), make_method(index, title="Besloten")
    restrict(secret)
    lesson = make_lesson(library, title="Les", methods=[method, secret])
    hidden = make_lesson(library, title="Verborgen les", methods=[method])
    restrict(hidden)
    make_publication(library, title="Concept", methods=[method], live=False)
    relate(lesson, hidden, "weerspreekt")

    page, of_method = html(client, lesson), client.get(method.get_url()).content.decode()

    assert "Openbaar" in page
    assert "Besloten" not in page
    assert "Verborgen les" not in page + of_method
    assert "Concept" not in of_method
    assert {node.step: node.count for node in overview(ANONYMOUS)}[Step.LESSON] == 1


def test_lessons_that_contradict_stand_side_by_side_on_both_pages(client: Client, library: LibraryIndexPage) -> None:
    one = make_lesson(library, title="Bel eerst", circumstances="Een dorp.")
    two = make_lesson(library, title="Bel niet", circumstances="Een stad.")
    relate(one, two, "weerspreekt")

    tables = [client.get(lesson.get_url()).context["contradictions"] for lesson in (one, two)]

    assert [cell.text for cell in tables[0][0].rows[0]] == ["Titel", "Bel eerst", "Bel niet"]
    assert [cell.text for cell in tables[1][0].rows[0]] == ["Titel", "Bel niet", "Bel eerst"]
    assert [cell.text for cell in tables[0][0].rows[-1]] == ["Omstandigheden", "Een dorp.", "Een stad."]
    assert tables[1][0].rows[0][2].url == one.get_url()


def test_support_and_nuance_are_told_from_either_side_and_once(client: Client, library: LibraryIndexPage) -> None:
    one, two, three = (make_lesson(library, title=name) for name in ("Een", "Twee", "Drie"))
    relate(one, two, "ondersteunt")
    relate(one, three, "nuanceert")
    relate(three, one, "ondersteunt")

    def told(lesson: LessonPage) -> list[tuple[str, str]]:
        neighbours = client.get(lesson.get_url()).context["neighbours"]
        return [(neighbour.relation, neighbour.card.title) for neighbour in neighbours]

    assert sorted(told(one)) == [("Deze les nuanceert", "Drie"), ("Deze les ondersteunt", "Twee")]
    assert told(two) == [("Deze les wordt ondersteund door", "Een")]
    assert told(three) == [("Deze les ondersteunt", "Een")]


def test_a_lesson_says_nothing_of_itself(library: LibraryIndexPage) -> None:
    lesson = make_lesson(library)

    with pytest.raises(ValidationError) as refused:
        LessonRelation(lesson=lesson, related=lesson, kind="ondersteunt").clean()

    assert refused.value.message_dict == {"related": ["Kies een andere les: deze pagina is het zelf."]}


def test_a_lesson_that_is_due_says_so_from_that_day_on(client: Client, library: LibraryIndexPage) -> None:
    lesson = make_lesson(library, review_on=dt.date(2026, 3, 1))
    warning = "Deze les is al een tijd niet bekeken."

    with time_machine.travel("2026-03-01T12:00:00+01:00", tick=False):
        assert warning not in html(client, lesson)
    with time_machine.travel("2026-03-02T00:30:00+01:00", tick=False):
        assert warning in html(client, lesson)


def test_a_day_to_look_again_lies_after_the_lesson() -> None:
    lesson = LessonPage(title="x", slug="x", dated_on=dt.date(2025, 1, 1), review_on=dt.date(2025, 1, 1))

    with pytest.raises(ValidationError) as refused:
        lesson.clean()

    assert refused.value.message_dict["review_on"] == ["Kies een latere dag dan de datum."]


# --- Everywhere else -------------------------------------------------------------------------------------------------


def test_the_permanent_address_leads_to_both(client: Client, library: LibraryIndexPage) -> None:
    for page in (make_publication(library), make_lesson(library)):
        assert client.get(f"/id/{page.public_id}").headers["Location"] == page.get_url()
        restrict(page)
        assert client.get(f"/id/{page.public_id}").status_code == 404


def test_search_knows_all_their_text_and_labels(library: LibraryIndexPage) -> None:
    theme = make_concept(Scheme.THEME, "polarisatie", alternative_labels="verharding")
    young = make_concept(Scheme.TARGET_GROUP, "jongeren")
    labels: dict[str, Any] = {"themes": [theme], "target_groups": [young]}
    publication = make_publication(library, body="<p>Een <b>vondst</b>.</p>", **labels)
    publication.files.set([PublicationFile(title="Bijlage", url="https://example.org/")])
    publication.save()
    lesson = make_lesson(library, statement="Bel eerst.", credit="Vier gemeenten", **labels)
    make_lesson(library, live=False)
    restrict(make_publication(library))

    (of_publication,) = sources()["publication"].documents(None)
    (of_lesson,) = sources()["lesson"].documents(None)

    assert of_publication.public_id == publication.public_id
    assert of_publication.body == "Een vondst .\nEen bureau, De uitgever, Bijlage."
    assert of_publication.keywords == ("Onderzoek", "Polarisatie", "verharding", "Jongeren")
    assert (of_lesson.public_id, of_lesson.summary) == (lesson.public_id, "Bel eerst.")
    assert of_lesson.body.splitlines()[-1] == "Vier gemeenten."
    assert of_lesson.facets == {"thema": ("polarisatie",), "doelgroep": ("jongeren",)}
    assert of_lesson.published_on == dt.date(2024, 3, 1)
    cards = sources()["lesson"].cards(ANONYMOUS, [lesson.public_id])
    assert (cards[lesson.public_id].kind_label, cards[lesson.public_id].url) == ("Les", lesson.get_url())


def test_a_concept_is_in_use_and_its_words_are_found(library: LibraryIndexPage) -> None:
    theme, free = make_concept(Scheme.THEME, "polarisatie"), make_concept(Scheme.THEME, "vrij")
    lesson = make_lesson(library, themes=[theme], live=False)
    IndexTask.objects.all().delete()

    reindex_labelled_with(theme)

    assert is_concept_used(theme)
    assert not is_concept_used(free)
    assert list(IndexTask.objects.values_list("kind", "public_id")) == [("lesson", lesson.public_id)]


def test_the_feed_tells_of_both_and_leaks_nothing(client: Client, library: LibraryIndexPage) -> None:
    lesson = make_lesson(library, title="Bel eerst", statement="Bel voordat u schrijft.", is_example=True)
    publication = make_publication(library, title="Rapport")
    make_publication(library, title="Concept", live=False)
    restrict(make_lesson(library, title="Besloten"))

    response = client.get("/kennisbank/feed/")
    entries = ET.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314

    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [(entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary")) for entry in entries] == [
        ("Rapport", "Wat erin staat."),
        ("Voorbeeld: Bel eerst", "Bel voordat u schrijft."),
    ]
    assert entries[1].findtext(f"{ATOM}id") == f"urn:uuid:{lesson.public_id}"
    assert entries[0].find(f"{ATOM}link").attrib["href"] == f"http://testserver{publication.get_url()}"  # type: ignore[union-attr]


def test_pages_cost_the_same_with_one_and_with_thirty(
    client: Client, index: MethodIndexPage, library: LibraryIndexPage, django_assert_max_num_queries: Any
) -> None:
    method, theme = make_method(index), make_concept(Scheme.THEME, "een")
    lesson = make_lesson(library, methods=[method], themes=[theme])
    publication = make_publication(library, methods=[method], themes=[theme])

    def add() -> None:
        relate(lesson, make_lesson(library, methods=[method]), "weerspreekt")
        relate(make_lesson(library), lesson, "nuanceert")
        publication.files.add(PublicationFile(title="x", document=make_document()))
        publication.save()
        make_publication(library, methods=[method])

    def queries() -> dict[str, int]:
        found = {}
        for address in (lesson.get_url(), publication.get_url(), method.get_url(), "/kennisbank/feed/"):
            client.get(address)
            with django_assert_max_num_queries(15) as captured:
                assert client.get(address).status_code == 200
            found[address] = len(captured)
        return found

    add()
    one = queries()
    for _ in range(15):
        add()

    assert queries() == one


def test_both_models_see_the_same_rule(library: LibraryIndexPage) -> None:
    make_publication(library)
    make_lesson(library)
    restrict(make_lesson(library))
    make_publication(library, live=False)

    assert PublicationPage.objects.visible_to(ANONYMOUS).count() == 1
    assert LessonPage.objects.visible_to(ANONYMOUS).count() == 1
    assert LibraryItemPage.objects.visible_to(ANONYMOUS).count() == 2
