"""The corpus through whatever shows or takes text: fields, blocks, forms of the CMS, imports, mail, search results."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import html5lib
import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.template import Context, Template
from django.test import Client
from wagtail.blocks import RichTextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Revision, Site
from wagtail.rich_text import RichText

from agenda.models import AgendaIndexPage
from agenda.services import load_content
from common.access import Role
from common.html import ALLOWED_ATTRIBUTES, ALLOWED_TAGS
from common.mail.message import html_of
from common.mail.models import OutgoingMail
from common.mail.text import one_line
from knowledge.importing.errors import CellError
from knowledge.importing.lists import Rich
from knowledge.importing.texts import html_of_blocks
from knowledge.services import load_sample
from search.highlight import Highlight
from search.views import marked
from tests.accounts.helpers import sign_in_as
from tests.common.hostile_text.corpus import VECTORS
from tests.common.hostile_text.readers import HTML, complaints_about

OUR_APPS = {"agenda", "circles", "common", "events", "knowledge"}
# One of a kind, none of which swallows what comes after it.
STRAIGHT = (
    "<script>hit()</script><img src=x onerror=hit()><svg onload=hit()></svg><p onclick=hit() style='color:red' id=x>"
    "a</p>"
    '<a href="javascript:hit()">b</a><a href="jAva&#10;script:hit()" target=x>c</a><iframe srcdoc="<p>d</p>"></iframe>'
    '<math><mi href="javascript:hit()">e</mi></math><form action="javascript:hit()"></form>'
    "&lt;script&gt;hit()&lt;/script&gt;"
)
Found = Counter[tuple[str, tuple[tuple[str, str], ...]]]


@pytest.fixture(scope="module")
def loaded_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The content of the project and the sample library, loaded once for the tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_content()
        load_sample(Site.objects.get(is_default_site=True).root_page)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(loaded_once: None, db: None) -> None:
    """Every kind of page; what a test changes is undone."""


def rich_fields(model: type[Model]) -> list[str]:
    """The rich texts that a model has itself."""
    return [field.name for field in model._meta.get_fields() if isinstance(field, RichTextField)]


def rich_streams(model: type[Model]) -> list[str]:
    """The StreamFields of a model in which a rich text can stand."""
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, StreamField) and holds_rich_text(field.stream_block)
    ]


def holds_rich_text(block: Any) -> bool:
    if isinstance(block, RichTextBlock):
        return True
    children = [*getattr(block, "child_blocks", {}).values(), *filter(None, [getattr(block, "child_block", None)])]
    return any(holds_rich_text(child) for child in children)


def fill(value: Any, block: Any, text: str) -> Any:
    """The raw value of a block, with every rich text in it replaced."""
    if isinstance(block, RichTextBlock):
        return text
    if not holds_rich_text(block):
        return value
    if isinstance(value, list) and hasattr(block, "child_block"):
        return [item | {"value": fill(item["value"], block.child_block, text)} for item in value]
    if isinstance(value, list):
        return [item | {"value": fill(item["value"], block.child_blocks[item["type"]], text)} for item in value]
    if isinstance(value, dict):
        return {name: fill(part, block.child_blocks[name], text) for name, part in value.items()}
    raise TypeError(f"No way into {block!r} is known.")


def models_with_rich_text() -> list[type[Page]]:
    ours = [model for model in apps.get_models() if model._meta.app_label in OUR_APPS]
    return [model for model in ours if rich_fields(model) or rich_streams(model)]


def put(page: Page, text: str) -> int:
    """Give every rich text of a page this text, however it got there; return how many that are."""
    changes: dict[str, Any] = dict.fromkeys(rich_fields(type(page)), text)
    for name in rich_streams(type(page)):
        raw = getattr(page, name).get_prep_value()
        changes[name] = json.dumps(fill(raw, page._meta.get_field(name).stream_block, text))
    type(page).objects.filter(pk=page.pk).update(**changes)
    return sum(str(value).count("hier-stond-het") for value in changes.values())


def elements_of(document: str | bytes) -> Found:
    root = html5lib.parse(document, treebuilder="etree")
    return Counter(
        (
            str(node.tag).removeprefix(HTML),
            # A number that differs per answer is no content.
            tuple(sorted((str(key), value) for key, value in node.attrib.items() if key not in {"nonce", "value"})),
        )
        for node in root.iter()
    )


def not_allowed(found: Iterable[tuple[str, tuple[tuple[str, str], ...]]]) -> list[Any]:
    return [
        (tag, attributes)
        for tag, attributes in found
        if tag not in ALLOWED_TAGS or any(key not in ALLOWED_ATTRIBUTES.get(tag, ()) for key, _value in attributes)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("template", ["{{ text|richtext }}", "{{ value }}"])
def test_every_rich_text_passes_the_sanitiser_when_it_is_shown(template: str) -> None:
    show = Template("{% load wagtailcore_tags %}" + template)
    found = {text: complaints_about(show.render(Context({"text": text, "value": RichText(text)}))) for text in VECTORS}

    assert {text: complaints for text, complaints in found.items() if complaints} == {}


def test_these_are_the_models_that_show_rich_text() -> None:
    """A new one is found by itself; this says that the walk below meets those that exist."""
    assert {model.__name__ for model in models_with_rich_text()} >= {
        "ActivityPage", "AgendaIndexPage", "ContentPage", "EditionPage", "GrantPage", "MethodIndexPage", "MethodPage",
        "LibraryIndexPage", "PublicationPage", "CircleIndexPage",
    }  # fmt: skip


def test_no_page_lets_a_hostile_text_through(loaded: None) -> None:
    walked: Counter[str] = Counter()
    for model in models_with_rich_text():
        page = model.objects.live().order_by("pk").first()
        if page is None:
            continue
        put(page, "<p>hier-stond-het</p>")
        before = Client().get(page.url)
        number = put(page, f"<p>hier-stond-het</p>{STRAIGHT}")
        after = Client().get(page.url)

        assert (before.status_code, after.status_code) == (200, 200), model
        assert not_allowed(elements_of(after.content) - elements_of(before.content)) == [], model
        walked[model.__name__] = number
        assert after.content.count(b"hier-stond-het") >= min(number, 1), model
    # A kind of page without any text in the sample is walked too, and says nothing.
    assert len([name for name, number in walked.items() if number]) >= 8
    assert walked["MethodPage"] >= 6


def mail_about(text: str) -> OutgoingMail:
    return OutgoingMail(
        purpose="test", recipient="aan@example.org", subject=one_line(text), text=f"Goedendag,\n\n{text}"
    )


def test_a_mail_holds_no_more_than_its_own_layout() -> None:
    """Of what somebody typed only the words arrive: its lines are paragraphs, codes and items, and never links."""
    layout = set(elements_of(html_of(mail_about("een\ntwee\n- drie\nABCD-EFGH"))))

    for vector in VECTORS:
        text = vector.encode("utf-8", "ignore").decode()
        assert set(elements_of(html_of(mail_about(text)))) - layout == set(), vector


def test_an_import_takes_no_markup_or_keeps_it_as_text() -> None:
    outcomes: Counter[bool] = Counter()
    for vector in VECTORS:
        try:
            made = html_of_blocks(Rich(has_headings=True).parse(vector, strict=True))
        except CellError:
            outcomes[False] += 1
            continue
        outcomes[True] += 1
        assert complaints_about(made) == [], vector
    assert outcomes[False] > outcomes[True] > 0


def test_a_search_result_holds_words_and_marks() -> None:
    for vector in VECTORS:
        shown = marked(Highlight(text=f"woord{vector}", spans=((0, 5), (7, 11)), before=True, after=True))

        assert [name for name in complaints_about(shown) if name != f"{HTML}mark"] == [], vector


def contentstate(*blocks: dict[str, Any], **entities: Any) -> str:
    plain = {
        "key": "aaaaa",
        "text": "klik",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [],
    }
    return json.dumps({"blocks": [plain | block for block in blocks], "entityMap": entities})


def link(kind: str = "LINK", **data: Any) -> str:
    entity = {"type": kind, "mutability": "MUTABLE", "data": data}
    return contentstate({"entityRanges": [{"offset": 0, "length": 4, "key": 0}]}, **{"0": entity})


@pytest.fixture
def editor(loaded: None) -> Client:
    from accounts.services import save_account, sync_roles

    sync_roles()
    account = save_account(
        email="redacteur@example.org", first_name="Vera", last_name="Voorbeeld", password_hash="!", role=Role.EDITOR
    )
    return sign_in_as(Client(), account)


def save_draft(client: Client, body: str) -> Any:
    page = AgendaIndexPage.objects.get()
    form = {"title": page.title, "slug": page.slug, "intro": page.intro, "body": body}
    rows = {f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    return client.post(f"/beheer/pages/{page.pk}/edit/", form | rows)


@pytest.mark.parametrize(
    "body",
    [
        "geen json",
        "[]",
        '{"blocks": 3, "entityMap": {}}',
        contentstate({"type": "unordered-list-item", "depth": 11}),
        contentstate({"type": "unordered-list-item", "depth": 1_000_000_000}),
        contentstate({"type": "unordered-list-item", "depth": -1}),
        contentstate({"entityRanges": [{"offset": 0, "length": 4, "key": 7}]}),
        link(id='1"><script>hit()</script>'),
        link(id="9" * 30),
        link("DOCUMENT", id="een"),
        "[" * 5_000,
    ],
    ids=["text", "list", "number", "deep", "bottomless", "high", "lost", "script", "long", "word", "nested"],
)
def test_what_the_editor_never_sends_is_refused(editor: Client, body: str) -> None:
    before = Revision.objects.count()

    assert save_draft(editor, body).status_code == 400
    assert Revision.objects.count() == before


@pytest.mark.parametrize("address", ["javascript:hit()", "data:text/html,x", "java\nscript:hit()"])
def test_the_editor_keeps_no_address_that_runs(editor: Client, address: str) -> None:
    assert save_draft(editor, link(url=address)).status_code == 302
    kept = AgendaIndexPage.objects.get().get_latest_revision_as_object().body
    assert "klik" in kept
    assert "href" not in kept


@pytest.mark.parametrize("address", ["https://example.org/", "mailto:a@example.org", "tel:+31701234567", "#deel"])
def test_a_link_that_editors_use_is_kept_and_shown(editor: Client, address: str) -> None:
    assert save_draft(editor, link(url=address)).status_code == 302
    kept = AgendaIndexPage.objects.get().get_latest_revision_as_object().body
    assert f'<p><a href="{address}">klik</a></p>' in str(RichText(kept))
