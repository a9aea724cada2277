"""Who gets which answer on which address. An address without a row fails `test_matrix.py`.

A row names the address as the resolver spells it, a path to ask for, and the answer to GET for every kind of visitor.
The CMS has rows for its sections; its other addresses are covered by a rule: without access to the CMS nobody gets a
page of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from common.access import Role

NOBODY = "bezoeker"
NO_ROLE = "deelnemer"
VISITORS = (NOBODY, NO_ROLE, *(role.value for role in Role))
UNKNOWN = "00000000-0000-4000-8000-000000000000"

# An answer is a status; for a redirect with the path it leads to.
SIGN_IN = "302 /account/login/"
MY_PAGE = "302 /mijn/"
AGAIN = "302 /account/reauthenticate/"
DASHBOARD = "302 /beheer/"

Answer = int | str
Answers = Mapping[str, Answer]


def everybody(answer: Answer) -> dict[str, Answer]:
    """One answer for all."""
    return dict.fromkeys(VISITORS, answer)


def signed_in(answer: Answer, *, nobody: Answer = SIGN_IN) -> dict[str, Answer]:
    """One answer for every account, another for a visitor without one."""
    return everybody(answer) | {NOBODY: nobody}


def factor(answer: Answer, *, without: Answer) -> dict[str, Answer]:
    """One answer for the accounts that have a second factor, because their role asks for it; another without."""
    return signed_in(without) | dict.fromkeys(FACTOR_ROLES, answer)


def only(*roles: Role, others: Answer) -> dict[str, Answer]:
    """A page of the CMS for some of the roles that see the CMS."""
    cms = dict.fromkeys(CMS_ROLES, others) | {role.value: 200 for role in roles}
    return everybody(403) | {NOBODY: SIGN_IN} | cms


CMS_ROLES = (Role.EDITOR.value, Role.REVIEWER.value, Role.ADMINISTRATOR.value)
FACTOR_ROLES = (*CMS_ROLES, Role.ORGANISER.value)
ALL_OF_THE_CMS = only(Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR, others=200)
ADMINISTRATOR_ONLY = only(Role.ADMINISTRATOR, others=DASHBOARD)
# A concept that does not exist: who may change concepts is told so, an editor is sent back.
CONCEPT_ACTION = only(others=DASHBOARD) | dict.fromkeys((Role.REVIEWER.value, Role.ADMINISTRATOR.value), 404)

MEETING_PAGES = ("", "bijeenkomst.ics", "wijzigen/", "verplaatsen/", "annuleren/", "herinnering/")
MEETING_VERBS = ("antwoord/", "afloop/")


# The pages of a circle that are read.
CIRCLE_PAGES = (
    "",
    "meedoen/",
    "mijn-plek/",
    "mensen/",
    "afspraken/",
    "aanvragen/",
    "uitnodigingen/",
    "deelnemers/",
    "instellingen/",
    "instellingen/afspraken/",
)


@dataclass(frozen=True)
class Row:
    """An address, a path of it, and the answers."""

    route: str
    path: str
    answers: Answers


def row(route: str, answers: Answers, *, path: str = "") -> Row:
    """A row; the path is the route itself where that has no parameters."""
    return Row(route=route, path="/" + (path or route), answers=answers)


ROWS = (
    # --- Machines -----------------------------------------------------------------------------------------------------
    row("livez", everybody(200)),
    row("readyz", everybody(200)),
    row("robots.txt", everybody(200)),
    row(".well-known/security.txt", everybody(404)),  # No contact is set in the tests.
    row("sitemap.xml", everybody(200)),
    row("media/images/<path:path>", everybody(404), path="media/images/bestaat-niet.png"),
    row("id/<uuid:public_id>", everybody(404), path=f"id/{UNKNOWN}"),
    row("demo/mail/", everybody(404)),  # Only on a laptop.
    row("mail/afmelden/<str:token>/", everybody(404), path="mail/afmelden/1:geen-handtekening/"),
    # --- The library: what is no page of the CMS ----------------------------------------------------------------------
    row("evaluaties/", everybody(200)),
    row("evaluaties/<slug:slug>/", everybody(200), path="evaluaties/wijktafel-voorbeeldoever-uitvoering/"),
    row("toepassingen/", everybody(200)),
    row("toepassingen/<slug:slug>/", everybody(200), path="toepassingen/wijktafel-in-voorbeeldbeek/"),
    *(
        row(f"{kind}/lijst.{ending}", everybody(200))
        for kind in ("methoden", "evaluaties", "toepassingen", "kennisbank")
        for ending in ("csv", "json")
    ),
    # --- Search -------------------------------------------------------------------------------------------------------
    row("zoeken/", everybody(200)),
    row("zoeken/suggesties/", everybody(200)),
    row("zoeken/volgen/<uuid:public_id>/<str:token>/", everybody(404), path=f"zoeken/volgen/{UNKNOWN}/{'0' * 64}/"),
    row(
        "zoeken/vergelijkbaar/<slug:kind>/<uuid:public_id>/",
        everybody(503),  # These tests have no index.
        path=f"zoeken/vergelijkbaar/method/{UNKNOWN}/",
    ),
    # --- My account ---------------------------------------------------------------------------------------------------
    row("mijn/", signed_in(200)),
    row("mijn/naam/", signed_in(200)),
    row("mijn/tweede-stap/", signed_in(MY_PAGE)),
    row("kalender/<str:token>.ics", everybody(404), path="kalender/onbekend.ics"),
    row("mijn/kalender/", signed_in(200)),
    row("mijn/kalender/adres/", everybody(405)),
    row("mijn/kalender/stop/", everybody(405)),
    row("mijn/zoekopdrachten/", signed_in(200)),
    row("mijn/zoekopdrachten/bewaar/", everybody(405)),
    row("mijn/zoekopdrachten/<uuid:public_id>/naam/", signed_in(404), path=f"mijn/zoekopdrachten/{UNKNOWN}/naam/"),
    *(
        row(
            f"mijn/zoekopdrachten/<uuid:public_id>/{verb}/",
            everybody(405),
            path=f"mijn/zoekopdrachten/{UNKNOWN}/{verb}/",
        )
        for verb in ("bekijk", "verwijder", "zet-terug", "volg", "stop")
    ),
    row("mijn/privacy/bestand/", everybody(405)),
    row("mijn/privacy/bestand/<uuid:public_id>/", signed_in(404), path=f"mijn/privacy/bestand/{UNKNOWN}/"),
    row("mijn/apparaten/<int:pk>/uitloggen/", everybody(405), path="mijn/apparaten/1/uitloggen/"),
    row("mijn/profiel/", signed_in(200)),
    row("mijn/organisatie/", signed_in(200)),
    row("mijn/privacy/", signed_in(200)),
    row("mijn/privacy/wissen/", signed_in(200)),
    row("mijn/privacy/wissen/intrekken/", everybody(405)),
    row("mijn/organisatie/beeindigen/", everybody(405)),
    # --- Learning circles; `test_circles.py` has the same addresses for everything that somebody can be to a circle ---
    row("kring/nieuw/", signed_in(403) | {Role.FACILITATOR.value: 200}),
    row("kring/uitnodiging/<str:secret>/", signed_in(404), path="kring/uitnodiging/geen-uitnodiging/"),
    *(row(f"kring/<uuid:public_id>/{page}", signed_in(404), path=f"kring/{UNKNOWN}/{page}") for page in CIRCLE_PAGES),
    row("kring/<uuid:public_id>/aanvragen/<int:pk>/", signed_in(404), path=f"kring/{UNKNOWN}/aanvragen/1/"),
    *(
        row(f"kring/<uuid:public_id>/{verb}/", everybody(405), path=f"kring/{UNKNOWN}/{verb}/")
        for verb in ("mijn-plek/antwoord", "stoppen", "gelezen", "instellingen/stap")
    ),
    *(
        row(
            f"kring/<uuid:public_id>/{rows}/<int:pk>/{verb}/",
            everybody(405),
            path=f"kring/{UNKNOWN}/{rows}/1/{verb}/",
        )
        for rows, verb in (("uitnodigingen", "intrekken"), ("deelnemers", "rol"), ("deelnemers", "verwijderen"))
    ),
    # --- Signing in ---------------------------------------------------------------------------------------------------
    row("account/login/", signed_in(MY_PAGE, nobody=200)),
    row("account/login/code/", signed_in(MY_PAGE, nobody=200)),
    row("account/login/code/confirm/", signed_in(MY_PAGE, nobody="302 /account/login/code/")),
    row("account/logout/", signed_in(200, nobody="302 /")),
    row("account/inactive/", everybody(200)),
    row("account/signup/", signed_in(MY_PAGE, nobody=200)),
    row("account/reauthenticate/", signed_in(200)),
    row("account/email/", signed_in(200)),
    row("account/confirm-email/", signed_in("302 /account/email/")),
    row("account/password/change/", signed_in(200)),
    row("account/password/set/", signed_in("302 /account/password/change/")),
    row("account/password/reset/", everybody(200)),
    row("account/password/reset/done/", everybody(200)),
    row("account/password/reset/confirm/", everybody(SIGN_IN)),
    row("account/password/reset/complete/", everybody("302 /account/password/reset/")),
    row("account/sessions/", signed_in(200)),
    # --- Meetings of a circle: who they are there for stands in tests/circles/meetings/test_leaks.py ------------------
    row("kring/antwoord/<str:token>/", everybody(404), path="kring/antwoord/1.1:geen-handtekening/"),
    row("kring/<uuid:public_id>/bijeenkomsten/", signed_in(404), path=f"kring/{UNKNOWN}/bijeenkomsten/"),
    row("kring/<uuid:public_id>/bijeenkomsten/nieuw/", signed_in(404), path=f"kring/{UNKNOWN}/bijeenkomsten/nieuw/"),
    *(
        row(
            f"kring/<uuid:public_id>/bijeenkomsten/<uuid:meeting_id>/{part}",
            answers,
            path=f"kring/{UNKNOWN}/bijeenkomsten/{UNKNOWN}/{part}",
        )
        for part, answers in (
            *((part, signed_in(404)) for part in MEETING_PAGES),
            *((part, everybody(405)) for part in MEETING_VERBS),
        )
    ),
    # --- Second factor ------------------------------------------------------------------------------------------------
    row("account/2fa/", signed_in(200)),
    row("account/2fa/authenticate/", signed_in(MY_PAGE)),
    row("account/2fa/reauthenticate/", factor(200, without=AGAIN)),
    row("account/2fa/totp/activate/", signed_in(AGAIN)),
    row("account/2fa/totp/deactivate/", factor(AGAIN, without=404)),
    row("account/2fa/recovery-codes/", signed_in(404)),
    row("account/2fa/recovery-codes/generate/", signed_in(AGAIN)),
    row("account/2fa/recovery-codes/download/", signed_in(404)),
    row("account/2fa/webauthn/", signed_in(200)),
    row("account/2fa/webauthn/add/", signed_in(AGAIN)),
    row("account/2fa/webauthn/login/", signed_in(MY_PAGE)),
    row("account/2fa/webauthn/reauthenticate/", signed_in(AGAIN)),
    row("account/2fa/webauthn/keys/<int:pk>/edit/", signed_in(AGAIN), path="account/2fa/webauthn/keys/1/edit/"),
    row("account/2fa/webauthn/keys/<int:pk>/remove/", signed_in(AGAIN), path="account/2fa/webauthn/keys/1/remove/"),
    # --- Sign-in through another organisation: none is set in the tests -----------------------------------------------
    row("account/3rdparty/", signed_in(200)),
    row("account/3rdparty/signup/", everybody(SIGN_IN)),
    row("account/3rdparty/login/cancelled/", everybody(200)),
    row("account/3rdparty/login/error/", everybody(401)),
    row("account/social/connections/", everybody("301 /account/3rdparty/")),
    row("account/social/signup/", everybody("301 /account/3rdparty/signup/")),
    row("account/social/login/cancelled/", everybody("301 /account/3rdparty/login/cancelled/")),
    row("account/social/login/error/", everybody("301 /account/3rdparty/login/error/")),
    row("account/oidc/<slug:provider_id>/login/", everybody(404), path="account/oidc/x/login/"),
    row("account/oidc/^(?P<provider_id>[^/]+)/login/", everybody(404), path="account/oidc/x.y/login/"),
    row("account/oidc/^(?P<provider_id>[^/]+)/login/callback/", everybody(404), path="account/oidc/x/login/callback/"),
    # --- Files and pages; `test_pages.py` has the pages themselves ----------------------------------------------------
    row(r"documenten/^(\d+)/(.*)$", everybody(404), path="documenten/1/bestand.pdf"),
    row(
        "documenten/authenticate_with_password/<int:restriction_id>/",
        everybody(404),
        path="documenten/authenticate_with_password/1/",
    ),
    row(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        everybody(404),
        path="_util/authenticate_with_password/1/1/",
    ),
    row("_util/login/", everybody(SIGN_IN)),
    row(r"^((?:[\w\-]+/)*)$", everybody(404), path="bestaat-niet/"),
)

CMS_ROWS = (
    row("beheer/", ALL_OF_THE_CMS),
    row("beheer/login/", only(others=SIGN_IN)),
    row("beheer/logout/", only(others=405) | {NOBODY: 405}),
    row("beheer/pages/", ALL_OF_THE_CMS),
    row("beheer/images/", ALL_OF_THE_CMS),
    row("beheer/documents/", ALL_OF_THE_CMS),
    row("beheer/snippets/agenda/source/", ALL_OF_THE_CMS),
    row("beheer/snippets/agenda/parliamentarydocument/", ALL_OF_THE_CMS),
    row("beheer/snippets/common/mailtext/", ALL_OF_THE_CMS),
    row("beheer/snippets/knowledge/concept/", ALL_OF_THE_CMS),
    row("beheer/snippets/knowledge/evaluation/", ALL_OF_THE_CMS),
    row("beheer/snippets/knowledge/usecase/", ALL_OF_THE_CMS),
    row("beheer/snippets/accounts/organisation/", ALL_OF_THE_CMS),
    *(
        row(f"beheer/begrippen/<int:concept_id>/{verb}/", CONCEPT_ACTION, path=f"beheer/begrippen/999999999/{verb}/")
        for verb in ("samenvoegen", "verplaatsen")
    ),
    row("beheer/snippets/search/promotion/", ALL_OF_THE_CMS),
    row("beheer/snippets/search/promotion/add/", ALL_OF_THE_CMS),
    row("beheer/snippets/search/synonymgroup/", ALL_OF_THE_CMS),
    row("beheer/snippets/search/synonymgroup/add/", ALL_OF_THE_CMS),
    row("beheer/bezoeken/", ALL_OF_THE_CMS),
    row("beheer/bezoeken/lijst.csv", ALL_OF_THE_CMS),
    row("beheer/zoekvragen/", ALL_OF_THE_CMS),
    row("beheer/zoekvragen/lijst.csv", ALL_OF_THE_CMS),
    row("beheer/zoekwoorden/voorbeeld/", only(others=405)),
    row("beheer/zoekwoorden/<int:group_id>/voorbeeld/", only(others=405), path="beheer/zoekwoorden/1/voorbeeld/"),
    row("beheer/werkvoorraad/", ALL_OF_THE_CMS),
    row("beheer/werkvoorraad/lijst.csv", ALL_OF_THE_CMS),
    row("beheer/account/", ALL_OF_THE_CMS),
    row("beheer/reports/site-history/", ALL_OF_THE_CMS),
    row("beheer/postvak-uit/", ADMINISTRATOR_ONLY),
    row("beheer/postvak-uit/resultaten/", ADMINISTRATOR_ONLY),
    row(
        "beheer/postvak-uit/<int:pk>/",
        only(Role.ADMINISTRATOR, others=DASHBOARD) | {Role.ADMINISTRATOR.value: 404},
        path="beheer/postvak-uit/1/",
    ),
    row(
        "beheer/postvak-uit/<int:pk>/opnieuw/",
        only(Role.ADMINISTRATOR, others=DASHBOARD) | {Role.ADMINISTRATOR.value: 404},
        path="beheer/postvak-uit/1/opnieuw/",
    ),
    row(
        "beheer/postvak-uit/<int:pk>/tegenhouden/",
        only(Role.ADMINISTRATOR, others=DASHBOARD) | {Role.ADMINISTRATOR.value: 404},
        path="beheer/postvak-uit/1/tegenhouden/",
    ),
    row(
        "beheer/tweede-stap/<int:pk>/",
        only(Role.ADMINISTRATOR, others=DASHBOARD) | {Role.ADMINISTRATOR.value: 404},
        path="beheer/tweede-stap/0/",
    ),
    row("beheer/organisatie-aanvragen/", ADMINISTRATOR_ONLY),
    *(
        row(
            f"beheer/organisatie-aanvragen/<int:pk>/{verb}/",
            only(Role.ADMINISTRATOR, others=DASHBOARD) | {Role.ADMINISTRATOR.value: 404},
            path=f"beheer/organisatie-aanvragen/1/{verb}/",
        )
        for verb in ("bevestigen", "afwijzen")
    ),
    row("beheer/logboek/", ADMINISTRATOR_ONLY),
    row("beheer/logboek/resultaten/", ADMINISTRATOR_ONLY),
    # The file is asked for with a POST: that it was made is written down.
    row("beheer/logboek/lijst.csv", only(others=405)),
    row("beheer/verwerkingsregister/", ADMINISTRATOR_ONLY),
    row("beheer/opschoningen/", ADMINISTRATOR_ONLY),
    *(
        row(
            f"beheer/opschoningen/<int:pk>/{file}",
            only(others=DASHBOARD) | {Role.ADMINISTRATOR.value: 404},
            path=f"beheer/opschoningen/1/{file}",
        )
        for file in ("", "verslag.csv")
    ),
    row("beheer/verwerkingsregister/register.csv", ADMINISTRATOR_ONLY),
    row("beheer/verwerkingsregister/register.json", ADMINISTRATOR_ONLY),
    row("beheer/users/", ADMINISTRATOR_ONLY),
    row("beheer/users/new/", ADMINISTRATOR_ONLY),
    row("beheer/sites/", ADMINISTRATOR_ONLY),
    row("beheer/redirects/", ADMINISTRATOR_ONLY),
    row("beheer/workflows/list/", ADMINISTRATOR_ONLY),
    row("beheer/workflows/tasks/index/", ADMINISTRATOR_ONLY),
    # What a role may do stands in the code; the next release would undo a change in the CMS.
    row("beheer/groups/", only(others=DASHBOARD)),
)
