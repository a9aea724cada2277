"""Who a person of an organisation is. The way there and back is tested with a real provider."""

from typing import Any

import pytest
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.test import RequestFactory

from accounts.oidc import IssuerProvider

ISSUER = "https://connect.example.org"


def provider(issuer: str = ISSUER, *, trust_email: bool = False) -> IssuerProvider:
    settings = {"server_url": issuer, "trust_email": trust_email}
    app = SocialApp(provider="openid_connect", provider_id="proef", name="Proef", settings=settings)
    return IssuerProvider(RequestFactory().get("/"), app=app)


def answer(issuer: str = ISSUER, subject: Any = "123", **userinfo: Any) -> dict[str, Any]:
    return {"id_token": {"iss": issuer, "sub": subject}, "userinfo": {"sub": subject} | userinfo}


def test_a_subject_is_somebody_else_at_another_issuer() -> None:
    other = "https://ander.example.org"

    here, there = provider().extract_uid(answer()), provider(other).extract_uid(answer(other))

    assert here != there
    assert here == provider().extract_uid(answer(email="ander@example.org", name="Anders"))
    assert here == provider().extract_uid(answer() | {"userinfo": {"sub": "123"}})


def test_a_long_subject_fits() -> None:
    assert len(provider().extract_uid(answer(subject="x" * 255))) == 64


@pytest.mark.parametrize(
    "data",
    [
        answer("https://ander.example.org"),
        answer(subject=""),
        answer() | {"userinfo": {"sub": "456"}},
        answer() | {"userinfo": {"email": "n@example.org"}},
        {"userinfo": {"sub": "123"}},
        {"id_token": {"sub": "123"}},
    ],
)
def test_an_answer_that_is_not_about_one_person_of_this_issuer_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(OAuth2Error):
        provider().extract_uid(data)


def test_nothing_but_issuer_and_subject_is_kept() -> None:
    kept = provider().extract_extra_data(answer(email="n@example.org", name="Nienke"))

    assert kept == {"iss": ISSUER, "sub": "123"}


@pytest.mark.parametrize(
    ("trusted", "claim", "verified"),
    [(True, True, True), (True, "true", False), (True, False, False), (False, True, False)],
)
def test_only_who_is_trusted_says_that_an_address_is_verified(trusted: bool, claim: Any, verified: bool) -> None:
    [address] = provider(trust_email=trusted).extract_email_addresses(
        answer(email="Nienke@Example.org", email_verified=claim)
    )

    assert (address.email, address.verified) == ("nienke@example.org", verified)
