"""The outbox in the CMS and the mail of a demo: who sees what, and that no secret is shown."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from common.access import Role
from common.mail.enums import MailState
from common.mail.models import OutgoingMail
from common.mail.services import send
from common.mail.worker import drain
from tests.accounts.helpers import make_account, sign_in_as
from tests.common.mail.helpers import queued, state_of
from tests.common.mail.transport import ScriptedTransport, recipient_refused

pytestmark = pytest.mark.django_db

OUTBOX = "/beheer/postvak-uit/"


@pytest.fixture
def administrator() -> User:
    return make_account("beheerder@example.org", Role.ADMINISTRATOR)


@pytest.fixture
def cms(client: Client, administrator: User) -> Client:
    sign_in_as(client, administrator)
    return client


def code_mail(recipient: str = "nienke@example.org") -> OutgoingMail:
    return send(
        purpose="account.login_code",
        recipient=recipient,
        context={"code": "BCDF-GHJK"},
        expires_at=timezone.now() + dt.timedelta(minutes=15),
    )


def page(client: Client, path: str = OUTBOX) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def ended(mail: OutgoingMail, state: MailState, reason: str = "") -> OutgoingMail:
    OutgoingMail.objects.filter(pk=mail.pk).update(state=state, finished_at=timezone.now(), reason=reason)
    mail.refresh_from_db()
    return mail


def test_an_empty_outbox_says_what_will_be_there(cms: Client) -> None:
    assert "Er is nog niets gemaild." in page(cms)


def test_the_list_says_to_whom_what_for_and_what_became_of_it(cms: Client, server: type[ScriptedTransport]) -> None:
    code_mail("weg@example.org")
    server.answer = lambda message: recipient_refused(550, "no such user")  # type: ignore[assignment]
    drain()

    html = page(cms)

    for text in ("weg@example.org", "Inlogcode", "mislukt", "no such user", "Mislukt: 1"):
        assert text in html


def test_the_counts_are_those_of_all_mail_and_lead_to_their_list(cms: Client) -> None:
    ended(queued("a@example.org"), MailState.FAILED)
    ended(queued("b@example.org"), MailState.FAILED)
    queued("c@example.org")

    html = page(cms)

    assert '<a href="/beheer/postvak-uit/?state=failed">Mislukt: 2</a>' in html
    assert '<a href="/beheer/postvak-uit/?state=queued">Wacht: 1</a>' in html
    assert "Verstuurd:" not in html


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("?state=failed", {"a@example.org"}),
        ("?state=failed&state=queued", {"a@example.org", "b@example.org"}),
        ("?q=B%40EXAMPLE", {"b@example.org"}),
        ("?purpose=account.login_code", {"c@example.org"}),
        ("?q=niemand", set()),
        ("?state=bestaat-niet", {"a@example.org", "b@example.org", "c@example.org"}),
        ("?p=99", {"a@example.org", "b@example.org", "c@example.org"}),
        ("?q=%00%22", {"a@example.org", "b@example.org", "c@example.org"}),
    ],
)
def test_the_list_is_narrowed_by_state_purpose_and_recipient(cms: Client, question: str, shown: set[str]) -> None:
    ended(queued("a@example.org"), MailState.FAILED)
    queued("b@example.org")
    ended(code_mail("c@example.org"), MailState.SENT)

    html = page(cms, OUTBOX + question)

    assert {address for address in ("a@example.org", "b@example.org", "c@example.org") if address in html} == shown
    assert ("Geen mail past bij wat u zoekt." in html) is (shown == set())


def test_a_page_has_fifty_mails(cms: Client) -> None:
    for number in range(51):
        queued(f"nummer-{number}@example.org")

    first, second = page(cms), page(cms, f"{OUTBOX}?p=2")

    assert (first.count("nummer-"), second.count("nummer-")) == (50, 1)


def test_thirty_mails_take_as_many_queries_as_one(cms: Client) -> None:
    queued("0@example.org")
    cms.get(OUTBOX)
    with CaptureQueriesContext(connection) as one:
        cms.get(OUTBOX)
    for number in range(1, 30):
        queued(f"{number}@example.org")
    with CaptureQueriesContext(connection) as thirty:
        cms.get(OUTBOX)

    assert len(one) == len(thirty)


def test_no_screen_of_the_cms_shows_the_text_of_a_mail(cms: Client) -> None:
    mail = code_mail()

    for path in (OUTBOX, f"{OUTBOX}{mail.pk}/", f"{OUTBOX}{mail.pk}/tegenhouden/"):
        html = page(cms, path)
        assert "nienke@example.org" in html
        assert "BCDF-GHJK" not in html


def test_one_mail_shows_everything_but_its_text(cms: Client) -> None:
    mail = code_mail()

    html = page(cms, f"{OUTBOX}{mail.pk}/")

    for text in (mail.subject.replace("&", "&amp;"), "wacht", "account/email/login_code", mail.message_id[1:-1]):
        assert text in html
    assert f'href="{OUTBOX}{mail.pk}/tegenhouden/"' in html
    assert "opnieuw/" not in html


def test_a_mail_that_waits_is_withheld_after_a_question(cms: Client) -> None:
    mail = queued()
    path = f"{OUTBOX}{mail.pk}/tegenhouden/"

    assert "Wilt u deze mail tegenhouden?" in page(cms, path)
    assert state_of(mail) == MailState.QUEUED
    response = cms.post(path, follow=True)

    assert state_of(mail) == MailState.WITHHELD
    assert "De mail wordt niet verstuurd." in response.content.decode()
    assert "Tegengehouden door een beheerder." in response.content.decode()


def test_a_mail_that_failed_is_sent_again_after_a_question(cms: Client) -> None:
    mail = ended(queued(), MailState.FAILED, "vol")
    path = f"{OUTBOX}{mail.pk}/opnieuw/"

    assert "Wilt u deze mail opnieuw versturen?" in page(cms, path)
    assert state_of(mail) == MailState.FAILED
    response = cms.post(path, follow=True)

    assert state_of(mail) == MailState.QUEUED
    assert "De mail staat weer in de rij." in response.content.decode()


def test_what_can_not_be_done_is_said_in_words(cms: Client) -> None:
    mail = ended(queued(), MailState.SENT)

    again = cms.post(f"{OUTBOX}{mail.pk}/opnieuw/", follow=True)
    withheld = cms.post(f"{OUTBOX}{mail.pk}/tegenhouden/", follow=True)

    assert "Deze mail is niet mislukt of tegengehouden." in again.content.decode()
    assert "Deze mail wacht niet meer" in withheld.content.decode()
    assert state_of(mail) == MailState.SENT


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER])
def test_other_roles_in_the_cms_do_nothing_with_mail(client: Client, role: Role) -> None:
    mail = ended(queued(), MailState.FAILED)
    sign_in_as(client, make_account("collega@example.org", role))

    for path in (OUTBOX, f"{OUTBOX}resultaten/", f"{OUTBOX}{mail.pk}/"):
        assert client.get(path).status_code == 302
    for verb in ("opnieuw", "tegenhouden"):
        assert client.post(f"{OUTBOX}{mail.pk}/{verb}/").headers["Location"] == "/beheer/"
    assert state_of(mail) == MailState.FAILED
    assert OUTBOX not in page(client, "/beheer/")


def test_a_beheerder_finds_the_outbox_in_the_menu(cms: Client) -> None:
    assert OUTBOX in page(cms, "/beheer/")


# --- The demo --------------------------------------------------------------------------------------------------------


def test_in_a_demo_the_mail_is_read_in_the_browser(client: Client, settings: object) -> None:
    settings.DEMO_ALLOWED = True  # type: ignore[attr-defined]
    assert "Er is nog niets gemaild." in page(client, "/demo/mail/")
    make_account("nienke@example.org")
    client.post("/account/login/code/", {"email": "nienke@example.org"})

    html = page(client, "/demo/mail/")

    assert "Kennisplatform V&amp;WS: uw inlogcode" in html
    assert OutgoingMail.objects.get().text.splitlines()[4] in html
    assert 'href="/demo/mail/"' in page(client, "/account/login/code/confirm/")


def test_nobody_else_reads_mail_in_the_browser(cms: Client) -> None:
    code_mail()

    assert cms.get("/demo/mail/").status_code == 404
    make_account("nienke@example.org")
    visitor = Client()
    visitor.post("/account/login/code/", {"email": "nienke@example.org"})
    assert "/demo/mail/" not in page(visitor, "/account/login/code/confirm/")
