"""Many people with a mark of their own in every place where the site keeps people, and where those marks are found."""

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from wagtail.models import Comment, ModelLogEntry, Page
from wagtail.users.models import UserProfile

from accounts.models import Affiliation, Organisation, Profile, User
from accounts.privacy import services
from accounts.privacy.models import ErasureRequest
from circles.models import Circle, CircleMembership, JoinAnswer, JoinRequest
from common.activity.services import record
from common.mail.models import MailStop, OutgoingMail
from search.models import SavedSearch

# Letters that no word has, and the number of the person: in the name, the address, the answers and the files.
MARK = re.compile(r"qzx(\d{6})xzq", re.IGNORECASE)
PER_SESSION = 10
PER_FILE = 20


def mark(number: int) -> str:
    """What is only found where something is about this person."""
    return f"qzx{number:06}xzq"


def populate(number: int) -> list[User]:
    """Make so many people, each with rows in the tables of accounts, mail, search, circles and the CMS."""
    marks = [mark(each) for each in range(number)]
    users = User.objects.bulk_create(
        [User(email=f"{each}@example.org", first_name=f"V{each}", last_name=f"Achter{each}") for each in marks]
    )
    people = list(zip(users, marks, strict=True))
    organisation = Organisation.objects.create(name="Gemeente Voorbeeld", kind="gemeente")
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user, _mark in people
    )
    Profile.objects.bulk_create(Profile(user=user, function=f"functie {each}") for user, each in people)
    Affiliation.objects.bulk_create(Affiliation(user=user, organisation=organisation) for user, _mark in people)
    Authenticator.objects.bulk_create(
        Authenticator(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": each}) for user, each in people
    )
    SavedSearch.objects.bulk_create(SavedSearch(owner=user, name=each, query=f"q={each}") for user, each in people)
    MailStop.objects.bulk_create(MailStop(purpose="proef", recipient=user.email) for user, _mark in people)
    _mails(people)
    _circles(people)
    _cms(people)
    _sessions(people[::PER_SESSION])
    for user, each in people[::PER_FILE]:
        UserProfile.objects.create(user=user, avatar=ContentFile(f"foto van {each}".encode(), f"{each}.png"))
    return users


def _mails(people: list[tuple[User, str]]) -> None:
    """One mail to each person, and one to somebody else in which they are named."""
    now = timezone.now()
    common = {"state": "sent", "finished_at": now, "erase_at": now + dt.timedelta(days=30)}
    OutgoingMail.objects.bulk_create(
        OutgoingMail(
            purpose="proef",
            recipient=recipient,
            version=f"{user.pk}-{index}",
            subject=f"Over {user.get_full_name()}",
            text=f"Dag {user.get_full_name()}, {user.email}",
            message_id=f"<{user.pk}-{index}@example.org>",
            **common,
        )
        for user, each in people
        for index, recipient in enumerate((user.email, "redactie@example.org"))
    )


def _circles(people: list[tuple[User, str]]) -> None:
    circle = Circle.objects.create(title="Kring", purpose="Doel", question="Vraag")
    members = CircleMembership.objects.bulk_create(
        CircleMembership(circle=circle, person=user, state="requested") for user, _mark in people
    )
    asked = JoinRequest.objects.bulk_create(JoinRequest(membership=member) for member in members)
    JoinAnswer.objects.bulk_create(
        JoinAnswer(request=request, question="Waarom?", answer=f"omdat {each}")
        for request, (_user, each) in zip(asked, people, strict=True)
    )


def _cms(people: list[tuple[User, str]]) -> None:
    kind = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=kind,
            object_id=str(user.pk),
            label=str(user),
            action="wagtail.edit",
            timestamp=timezone.now(),
            user=user,
            data={"naam": each},
            content_changed=True,
            deleted=False,
        )
        for user, each in people
    )
    page = Page.get_first_root_node()
    Comment.objects.bulk_create(
        Comment(page=page, user=user, text="goed", contentpath="title") for user, _mark in people[:50]
    )
    for user, _mark in people[:50]:
        record(verb="account.profile_changed", about=user, actor=user)


def _sessions(people: list[tuple[User, str]]) -> None:
    for user, each in people:
        session = SessionStore()
        session["_auth_user_id"] = str(user.pk)
        session["terug"] = each
        session.create()
        UserSession.objects.create(
            user=user, session_key=session.session_key, ip="192.0.2.1", user_agent=each, created_at=timezone.now()
        )


def ask_for(users: Iterable[User]) -> None:
    """Have these people ask to be erased, so long ago that it is time."""
    for user in users:
        services.ask_erasure(user=user)
    past = timezone.now() - dt.timedelta(minutes=1)
    ErasureRequest.objects.update(due_at=past, remind_at=None)


def found_in_tables() -> dict[str, set[int]]:
    """The numbers of the people whose mark is in a table, by its name: every column of every row, sessions opened."""
    found: dict[str, set[int]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # Names of tables.
            for row in cursor:
                _note(found, table, str(row))
                if table == "django_session":
                    _note(found, table, str(SessionStore().decode(row[1])))
    return found


def found_in_files() -> dict[str, set[int]]:
    """The same for every file of the installation but the database: name and content."""
    found: dict[str, set[int]] = {}
    for path in Path(settings.VAR_DIR).rglob("*"):
        if path.is_file() and "sqlite3" not in path.name:
            _note(found, str(path), path.name)
            _note(found, str(path), path.read_bytes().decode("latin-1"))
    return found


def people_in(found: dict[str, set[int]]) -> set[int]:
    """Everybody who is found somewhere."""
    return set().union(*found.values())


def _note(found: dict[str, set[int]], where: str, text: str) -> None:
    if numbers := {int(number) for number in MARK.findall(text)}:
        found.setdefault(where, set()).update(numbers)
