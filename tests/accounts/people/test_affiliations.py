"""Where people work: by their address, by the word of a beheerder, and the questions in between."""

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Affiliation, Organisation, User
from accounts.people import services
from accounts.people.enums import AffiliationState
from accounts.people.my_profile import profile_state, questions_of_others
from accounts.people.permissions import can_decide_affiliations
from accounts.people.selectors import organisation_of
from common.access import ANONYMOUS, Role, Viewer, resolve_viewer
from common.activity.models import Activity
from common.mail.models import OutgoingMail
from tests.accounts.helpers import errors, make_account, notices, sign_in_as, text
from tests.accounts.organisations.helpers import make_organisation

pytestmark = pytest.mark.django_db

ASK = "/mijn/organisatie/"
END = "/mijn/organisatie/beeindigen/"
PROFILE = "/mijn/profiel/"
QUEUE = "/beheer/organisatie-aanvragen/"


@pytest.fixture
def user() -> User:
    return make_account("nienke@gmail.com")


@pytest.fixture
def organisation() -> Organisation:
    return make_organisation("Voorbeeldstad", "voorbeeldstad.nl")


@pytest.fixture
def cms(client: Client) -> Client:
    sign_in_as(client, make_account("beheerder@example.org", Role.ADMINISTRATOR))
    return client


def states(user: User) -> list[tuple[str, str]]:
    rows = Affiliation.objects.filter(user=user).order_by("pk")
    return [(row.organisation.name, row.state) for row in rows]


def told() -> list[str]:
    rows = Activity.objects.filter(verb__startswith="account.organisation_").order_by("pk")
    return [row.verb.removeprefix("account.organisation_") for row in rows]


def confirmed(user: User, organisation: Organisation) -> Affiliation:
    asked = services.ask_affiliation(user=user, organisation=organisation)
    services.confirm_affiliation(affiliation=asked)
    return asked


def test_a_confirmed_address_of_an_organisation_tells_where_somebody_works(organisation: Organisation) -> None:
    user = make_account("nienke@team.voorbeeldstad.nl")
    assert organisation_of(user) == organisation

    EmailAddress.objects.filter(user=user).update(verified=False)

    assert organisation_of(user) is None


def test_an_address_that_everybody_can_get_tells_nothing(user: User) -> None:
    make_organisation("Slim", "gmail.com")

    assert organisation_of(user) is None


def test_the_word_of_a_beheerder_counts_before_an_address(organisation: Organisation) -> None:
    user = make_account("nienke@voorbeeldstad.nl")
    other = make_organisation("Anderdam")

    confirmed(user, other)
    assert organisation_of(user) == other
    services.end_affiliation(user=user)
    assert organisation_of(user) == organisation


def test_who_worked_for_a_municipality_that_merged_works_for_what_it_became(
    user: User, organisation: Organisation
) -> None:
    old = make_organisation("Oudstad", valid_until="2020-12-31", successor=organisation)
    gone = make_organisation("Weg", valid_until="2020-12-31")

    confirmed(user, old)
    assert organisation_of(user) == organisation
    confirmed(user, gone)
    assert organisation_of(user) is None


def test_a_question_is_asked_decided_and_told_by_mail(client: Client, user: User, organisation: Organisation) -> None:
    client.force_login(user)

    page = client.post(ASK, {"organisation": organisation.pk}, follow=True)

    assert notices(page) == ["Uw aanvraag is verstuurd. U krijgt een mail als er is besloten."]
    assert "U hebt gevraagd om Gemeente Voorbeeldstad te bevestigen." in text(page.content.decode())
    assert organisation_of(user) is None
    services.confirm_affiliation(affiliation=Affiliation.objects.get())
    assert organisation_of(user) == organisation
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.purpose) == ("nienke@gmail.com", "accounts.organisation_confirmed")
    assert "Een beheerder heeft bevestigd dat u werkt bij: Gemeente Voorbeeldstad." in mail.text
    assert "http://testserver/mijn/profiel/" in mail.text
    assert "Een beheerder heeft dit bevestigd." in client.get(PROFILE).content.decode()
    assert told() == ["asked", "confirmed"]


def test_a_question_that_is_declined_may_be_asked_again(user: User, organisation: Organisation) -> None:
    asked = services.ask_affiliation(user=user, organisation=organisation)
    services.decline_affiliation(affiliation=asked)
    services.ask_affiliation(user=user, organisation=organisation)

    assert states(user) == [("Voorbeeldstad", "declined"), ("Voorbeeldstad", "asked")]
    assert "kon niet bevestigen dat u werkt bij: Gemeente Voorbeeldstad" in OutgoingMail.objects.get().text


def test_a_new_question_takes_the_place_of_the_open_one_and_keeps_what_was_confirmed(
    user: User, organisation: Organisation
) -> None:
    other = make_organisation("Anderdam")
    confirmed(user, organisation)
    services.ask_affiliation(user=user, organisation=organisation)
    services.ask_affiliation(user=user, organisation=other)

    assert [state for _name, state in states(user)] == ["confirmed", "ended", "asked"]
    assert organisation_of(user) == organisation
    services.confirm_affiliation(affiliation=Affiliation.objects.get(state=AffiliationState.ASKED))
    assert states(user) == [("Voorbeeldstad", "ended"), ("Voorbeeldstad", "ended"), ("Anderdam", "confirmed")]


@pytest.mark.parametrize("decide", [services.confirm_affiliation, services.decline_affiliation])
@pytest.mark.parametrize("state", [state for state in AffiliationState if state != AffiliationState.ASKED])
def test_what_was_decided_is_not_decided_again(
    user: User, organisation: Organisation, decide: object, state: AffiliationState
) -> None:
    asked = services.ask_affiliation(user=user, organisation=organisation)
    Affiliation.objects.update(state=state)

    with pytest.raises(services.AffiliationStateError, match="al besloten, of hij is ingetrokken"):
        decide(affiliation=asked)  # type: ignore[operator]

    assert states(user) == [("Voorbeeldstad", state)]
    assert (told(), OutgoingMail.objects.count()) == (["asked"], 0)


def test_somebody_takes_a_question_back_or_stops_working_there(
    client: Client, user: User, organisation: Organisation
) -> None:
    client.force_login(user)
    services.ask_affiliation(user=user, organisation=organisation)
    assert "Trek mijn aanvraag in" in client.get(PROFILE).content.decode()
    client.post(END)
    confirmed(user, organisation)
    assert "Ik werk hier niet meer" in client.get(PROFILE).content.decode()

    page = client.post(END, follow=True)

    assert notices(page) == ["Uw organisatie is bijgewerkt."]
    assert organisation_of(user) is None
    assert notices(client.post(END, follow=True)) == []
    assert told() == ["asked", "ended", "asked", "confirmed", "ended"]


@pytest.mark.parametrize("value", ["", "0", "999999999999999999999", "x", "\x00"])
def test_what_is_no_organisation_is_refused_with_a_message(client: Client, user: User, value: str) -> None:
    make_organisation()
    client.force_login(user)

    page = client.post(ASK, {"organisation": value})

    assert page.status_code == 200
    assert len(errors(page)) == 1
    assert not Affiliation.objects.exists()


def test_an_organisation_that_ended_is_not_offered(client: Client, user: User) -> None:
    ended = make_organisation("Oudstad", valid_until="2020-12-31")
    client.force_login(user)

    page = client.post(ASK, {"organisation": ended.pk})

    assert errors(page) == ["Organisatie: Kies een organisatie uit de lijst."]
    assert "Oudstad" not in page.content.decode()


# --- The questions in the CMS ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [None, *Role])
def test_the_rule_and_the_query_select_the_same_rows(role: Role | None, user: User, organisation: Organisation) -> None:
    services.ask_affiliation(user=user, organisation=organisation)
    viewer = Viewer(user_id=user.pk, roles=frozenset({role} if role else ()))

    assert can_decide_affiliations(viewer) is (role is Role.ADMINISTRATOR)
    assert Affiliation.objects.visible_to(viewer).exists() is can_decide_affiliations(viewer)
    assert not Affiliation.objects.visible_to(ANONYMOUS).exists()


def test_a_beheerder_decides_after_a_question(cms: Client, user: User, organisation: Organisation) -> None:
    assert "Er wacht niemand op een besluit." in cms.get(QUEUE).content.decode()
    asked = services.ask_affiliation(user=user, organisation=organisation)
    listed = cms.get(QUEUE).content.decode()
    assert "nienke@gmail.com" in listed
    confirm, decline = (f"{QUEUE}{asked.pk}/{verb}/" for verb in ("bevestigen", "afwijzen"))
    assert f'href="{confirm}"' in listed

    assert "Hebt u nagegaan dat deze persoon hier werkt?" in cms.get(confirm).content.decode()
    assert states(user) == [("Voorbeeldstad", "asked")]
    done = cms.post(confirm, follow=True).content.decode()
    again = cms.post(decline, follow=True).content.decode()

    assert "De organisatie is bevestigd." in done
    assert "Over deze aanvraag is al besloten" in again
    assert states(user) == [("Voorbeeldstad", "confirmed")]


def test_a_beheerder_declines(cms: Client, user: User, organisation: Organisation) -> None:
    asked = services.ask_affiliation(user=user, organisation=organisation)

    page = cms.post(f"{QUEUE}{asked.pk}/afwijzen/", follow=True)

    assert "De aanvraag is afgewezen." in page.content.decode()
    assert states(user) == [("Voorbeeldstad", "declined")]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER])
def test_other_roles_decide_nothing(client: Client, role: Role, user: User, organisation: Organisation) -> None:
    asked = services.ask_affiliation(user=user, organisation=organisation)
    sign_in_as(client, make_account("collega@example.org", role))

    for verb in ("bevestigen", "afwijzen"):
        assert client.post(f"{QUEUE}{asked.pk}/{verb}/").headers["Location"] == "/beheer/"
    assert QUEUE not in client.get("/beheer/").content.decode()
    assert states(user) == [("Voorbeeldstad", "asked")]


def test_thirty_questions_take_as_many_queries_as_one(cms: Client, organisation: Organisation) -> None:
    def ask(number: int) -> None:
        services.ask_affiliation(user=make_account(f"{number}@example.com"), organisation=organisation)

    ask(0)
    cms.get(QUEUE)
    with CaptureQueriesContext(connection) as one:
        cms.get(QUEUE)
    for number in range(1, 30):
        ask(number)
    with CaptureQueriesContext(connection) as thirty:
        cms.get(QUEUE)

    assert len(one) == len(thirty)


# --- On /mijn/ -------------------------------------------------------------------------------------------------------


def items(section: object) -> list[tuple[str, str, str]]:
    return [(item.title, item.url, item.note) for item in section.items]  # type: ignore[attr-defined]


def test_my_page_tells_what_a_profile_lacks(user: User, organisation: Organisation) -> None:
    assert items(profile_state(user, resolve_viewer(user))) == [("Vertel waar u werkt", ASK, "")]
    user.first_name = user.last_name = ""
    services.ask_affiliation(user=user, organisation=organisation)
    assert items(profile_state(user, resolve_viewer(user))) == [
        ("Vul uw naam in", "/mijn/naam/", "zodat anderen weten wie u bent"),
        ("Gemeente Voorbeeldstad", PROFILE, "een beheerder moet dit nog bevestigen"),
    ]

    services.confirm_affiliation(affiliation=Affiliation.objects.get())
    assert items(profile_state(User.objects.get(pk=user.pk), resolve_viewer(User.objects.get(pk=user.pk)))) == []


def test_a_beheerder_hears_how_many_people_wait(user: User, organisation: Organisation) -> None:
    administrator = make_account("beheerder@example.org", Role.ADMINISTRATOR)
    assert items(questions_of_others(administrator, resolve_viewer(administrator))) == []

    services.ask_affiliation(user=user, organisation=organisation)

    assert items(questions_of_others(administrator, resolve_viewer(administrator))) == [
        ("1 aanvraag van een organisatie", QUEUE, "beslis of iemand daar werkt")
    ]
    assert questions_of_others(user, resolve_viewer(user)) is None
