"""What is hidden leaves no trace: one site in which everything is hidden in every way there is, and every public page.

Each hidden thing carries words of its own in its title, its slug and its text. All public addresses are asked for by
every kind of visitor, and none of the words may come back.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from wagtail.models import GroupApprovalTask, Page, PageViewRestriction, Workflow, WorkflowTask

from accounts.services import save_account, sync_roles
from common.access import Role
from knowledge.enums import Scheme
from knowledge.models import ItemMethod, LibraryIndexPage, MethodIndexPage, MethodPage, MethodRelation, Outcome
from search.indexing import drain, rebuild
from search.models import Promotion
from tests.access.matrix import NO_ROLE, NOBODY, VISITORS
from tests.accounts.helpers import sign_in_as
from tests.knowledge.conftest import home, index, library
from tests.knowledge.factories import (
    make_concept,
    make_evaluation,
    make_lesson,
    make_method,
    make_publication,
    make_use_case,
)

__all__ = ["home", "index", "library"]

pytestmark = pytest.mark.django_db

# In every text, hidden or not: what visitors search for.
COMMON = "kwartelkoning"
# In every title, slug and text of what is hidden, each with a letter of its own behind it.
TITLE, SLUG, BODY, CONCEPT = "roerdompig", "purperreigerig", "wielewalig", "ortolanig"
# What editors put a hidden page on top of, each with a number behind it.
ON_TOP = "voorrang"
SECRETS = (TITLE, SLUG, BODY, CONCEPT)

LISTS = ("/methoden/", "/evaluaties/", "/toepassingen/", "/kennisbank/")
FILES = ("/methoden/lijst", "/evaluaties/lijst", "/toepassingen/lijst", "/kennisbank/lijst")


# --- Ways to hide ----------------------------------------------------------------------------------------------------


def never_published(thing: Any) -> None:
    thing.live = False
    thing.first_published_at = None
    thing.save()
    thing.save_revision()


def unpublished(thing: Any) -> None:
    thing.unpublish()


def scheduled(thing: Any) -> None:
    never_published(thing)
    thing.go_live_at = timezone.now() + dt.timedelta(days=3)
    thing.save_revision(approved_go_live_at=thing.go_live_at).publish()


def expired(thing: Any) -> None:
    thing.expire_at = timezone.now() - dt.timedelta(days=1)
    thing.save()
    call_command("publish_scheduled")


def in_workflow(thing: Any) -> None:
    never_published(thing)
    workflow, made = Workflow.objects.get_or_create(name="Beoordeling")
    if made:
        # Without a task a workflow is done at once, and publishes.
        task = GroupApprovalTask.objects.create(name="Beoordelen")
        WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(thing, None)


def for_accounts(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def for_groups(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)


UNPUBLISHED: tuple[Callable[[Any], None], ...] = (never_published, unpublished, scheduled, expired, in_workflow)
RESTRICTED: tuple[Callable[[Any], None], ...] = (for_accounts, for_groups)


# --- The site --------------------------------------------------------------------------------------------------------


class Shelf:
    """A site with one public thing of every kind, and next to it all that is hidden."""

    def __init__(self, home: Any, index: MethodIndexPage, library: LibraryIndexPage) -> None:
        self.index, self.library = index, library
        self.number = 0
        self.theme = make_concept(Scheme.THEME, "open", label="Open onderwerp")
        self.secret_theme = make_concept(Scheme.THEME, CONCEPT, label=CONCEPT)
        self.public = [self.method(f"Open {COMMON}", "open-methode", f"Over de {COMMON}.", self.theme)]
        self.public += self.hanging_on(self.public[0], ("Open", "open", COMMON), self.theme)
        self.hidden: list[Any] = []
        for hide in (*UNPUBLISHED, *RESTRICTED):
            self.hide_a_method(hide)
        self.hide_a_branch(home)
        for hide in UNPUBLISHED:
            for thing in self.hanging_on(self.public[0], self.words(), self.secret_theme):
                hide(thing)
                self.hidden.append(thing)
        for hide in RESTRICTED:
            # A record has no restriction of its own, only that of its method.
            *records, publication, lesson = self.hanging_on(self.public[0], self.words(), self.secret_theme)
            for record in records:
                unpublished(record)
            for page in (publication, lesson):
                hide(page)
            self.hidden += [*records, publication, lesson]
        self.change_without_publishing()
        for number, page in enumerate(thing for thing in self.hidden if isinstance(thing, Page)):
            Promotion.objects.create(page=page, questions=f"{ON_TOP}{number}\n{COMMON}")

    def words(self) -> tuple[str, str, str]:
        """A title, a slug and a text that nobody may read."""
        self.number += 1
        return f"{TITLE}{self.number}", f"{SLUG}{self.number}", f"{BODY}{self.number} {COMMON}"

    def method(self, title: str, slug: str, text: str, theme: Any, index: Any = None) -> MethodPage:
        return make_method(
            index or self.index,
            title=title,
            slug=slug,
            tagline=text,
            summary=text,
            steward=text,
            evidence_text=f"<p>{text}</p>",
            other_names=text,
            themes=[theme],
        )

    def hanging_on(self, method: MethodPage, words: tuple[str, str, str], theme: Any) -> list[Any]:
        """An evaluation, a use case, a publication and a lesson about a method."""
        title, slug, text = words
        shared: dict[str, Any] = {"title": f"{title} {COMMON}", "summary": text, "themes": [theme]}
        evaluation = make_evaluation(
            method, "positief", **shared, slug=slug, municipality=title, researchers=text, worked_for=text
        )
        use_case = make_use_case(method, **shared, slug=slug, municipality=title, organisation=text, helped=text)
        publication = make_publication(self.library, **shared, slug=f"{slug}-publicatie", publisher=text)
        lesson = make_lesson(
            self.library, title=title, slug=f"{slug}-les", statement=text, happened=text, themes=[theme]
        )
        for item in (publication, lesson):
            ItemMethod.objects.create(item=item, method=method)
        return [evaluation, use_case, publication, lesson]

    def hide_a_method(self, hide: Callable[[Any], None], index: Any = None) -> None:
        """A hidden method, related to the public one; what hangs on it is published."""
        title, slug, text = self.words()
        method = self.method(title, slug, text, self.secret_theme, index)
        method.themes.add(self.theme)
        method.save()
        MethodRelation.objects.create(method=self.public[0], related=method, kind="verwant")
        MethodRelation.objects.create(method=method, related=self.public[0], kind="variant")
        evaluation, use_case, publication, lesson = self.hanging_on(method, self.words(), self.secret_theme)
        hide(method)
        for item in (publication, lesson):
            # An item that is about a hidden method is public itself, so this one is hidden too.
            item.unpublish()
        self.hidden += [method, evaluation, use_case, publication, lesson]

    def hide_a_branch(self, home: Any) -> None:
        """A method below a page with a restriction."""
        branch = home.add_child(instance=MethodIndexPage(title="Besloten", slug="besloten", intro="Besloten."))
        for_accounts(branch)
        self.hide_a_method(lambda method: None, branch)

    def change_without_publishing(self) -> None:
        """Drafts of everything that is public."""
        for thing in self.public:
            title, _slug, text = self.words()
            thing.refresh_from_db()
            thing.title = title
            for field in ("summary", "statement", "tagline", "organisation", "researchers"):
                if hasattr(thing, field):
                    setattr(thing, field, text)
            if hasattr(thing, "outcomes"):
                thing.outcomes.add(Outcome(measure=text, direction="negatief", size=text))
            thing.save_revision()


@pytest.fixture
def shelf(home: Any, index: MethodIndexPage, library: LibraryIndexPage) -> Shelf:
    made = Shelf(home, index, library)
    rebuild()
    drain()
    return made


@pytest.fixture
def clients(db: None) -> dict[str, Client]:
    """A browser session for every kind of visitor."""
    sync_roles()
    found = {name: Client() for name in VISITORS}
    for name, client in found.items():
        if name != NOBODY:
            account = save_account(
                email=f"{name}@example.org",
                first_name=name,
                last_name="Voorbeeld",
                password_hash=make_password("x"),
                role=None if name == NO_ROLE else Role(name),
            )
            sign_in_as(client, account)
    return found


# --- The walk --------------------------------------------------------------------------------------------------------


def public_addresses(shelf: Shelf) -> Iterator[str]:
    """Lists, pages, feeds, files and searches; none of them names what is hidden."""
    yield from ("/", "/sitemap.xml", "/methoden/feed/", "/kennisbank/feed/")
    for path in LISTS:
        for query in ("", "?thema=open", "?volgorde=nieuwste", "?volgorde=titel", "?pagina=2", "?richting=negatief"):
            yield path + query
    for path in FILES:
        for query in (".csv", ".json", ".csv?thema=open", ".json?volgorde=titel"):
            yield path + query
    for thing in shelf.public:
        yield thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else thing.get_url()
    yield f"{shelf.public[0].get_url()}pdf/"
    for query in (COMMON, f"{COMMON}&thema=open", f"{COMMON}&soort=method", "Open", "kwartel*"):
        yield f"/zoeken/?q={query}"
    for number in range(sum(isinstance(thing, Page) for thing in shelf.hidden)):
        yield f"/zoeken/?q={ON_TOP}{number}"
    # Nothing is found: what is said instead comes from the same index.
    for query in (
        f"{COMMON}&thema=bestaat-niet",
        "zzzz&thema=open&soort=method",
        f'"{COMMON} zzzz"',
        f"{COMMON} -{COMMON}",
    ):
        yield f"/zoeken/?q={query}"
    for text in (COMMON[:6], TITLE[:5], CONCEPT[:5], BODY[:5]):
        yield f"/zoeken/suggesties/?q={text}"


def own_addresses(thing: Any) -> Iterator[str]:
    """Where something would be if it were not hidden; a page or a file there may repeat the address."""
    url = thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else thing.get_url()
    yield f"/id/{thing.public_id}"
    yield url
    if isinstance(thing, MethodPage):
        yield f"{url}pdf/"
        for path in ("/evaluaties/", "/toepassingen/", "/kennisbank/"):
            yield f"{path}?methode={thing.slug}"
        for path in FILES[1:]:
            yield f"{path}.csv?methode={thing.slug}"


def text_of(client: Client, address: str) -> str:
    """The words of the body, also of a PDF, with what stands in the headers of a redirect and of a file."""
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if response.headers.get("Content-Type") == "application/pdf":
        reader = PdfReader(BytesIO(body))
        text = " ".join([*(page.extract_text() for page in reader.pages), *map(str, (reader.metadata or {}).values())])
    else:
        text = body.decode()
    return " ".join([text, *(response.headers.get(name, "") for name in ("Location", "Content-Disposition"))])


def traces(text: str, words: Iterable[str]) -> list[str]:
    return [word for word in words if word.casefold() in text.casefold()]


@pytest.mark.parametrize("name", VISITORS)
def test_no_public_address_tells_of_what_is_hidden(shelf: Shelf, clients: dict[str, Client], name: str) -> None:
    found = {address: traces(text_of(clients[name], address), SECRETS) for address in public_addresses(shelf)}

    assert {address: words for address, words in found.items() if words} == {}


def test_no_address_of_its_own_tells_of_what_is_hidden(client: Client, shelf: Shelf) -> None:
    found = {
        address: traces(text_of(client, address), (TITLE, BODY, CONCEPT))
        for thing in shelf.hidden
        for address in own_addresses(thing)
    }

    assert len(found) > 100
    assert {address: words for address, words in found.items() if words} == {}
