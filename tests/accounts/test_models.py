"""The account itself: one per address, whatever the capitals."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_an_address_is_kept_in_small_letters() -> None:
    user = User.objects.create_user("  Nienke.VanDam@Example.ORG ", "geheim")

    assert user.email == "nienke.vandam@example.org"
    assert user.check_password("geheim")


def test_an_account_needs_an_address() -> None:
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("")


def test_an_account_without_a_password_cannot_be_opened_with_one() -> None:
    assert not User.objects.create_user("nienke@example.org").has_usable_password()


def test_the_database_refuses_the_same_address_in_capitals() -> None:
    User.objects.create_user("nienke@example.org")

    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="NIENKE@example.org")])


def test_a_form_hears_that_the_address_is_taken() -> None:
    User.objects.create_user("nienke@example.org")

    with pytest.raises(ValidationError) as caught:
        User(email="Nienke@example.org").validate_constraints()

    assert caught.value.messages == ["Er is al een account met dit e-mailadres."]


def test_an_account_is_found_by_its_address_in_any_capitals() -> None:
    user = User.objects.create_user("nienke@example.org")

    assert User.objects.get_by_natural_key("NIENKE@EXAMPLE.ORG") == user


def test_a_superuser_may_do_everything() -> None:
    user = User.objects.create_superuser("baas@example.org", "geheim")

    assert (user.is_superuser, user.is_staff, user.has_perm("wagtailadmin.access_admin")) == (True, True, True)


@pytest.mark.parametrize(
    ("names", "shown"),
    [(("Nienke", "van Dam"), "Nienke van Dam"), (("", ""), "nienke@example.org")],
)
def test_an_account_shows_its_name_or_else_its_address(names: tuple[str, str], shown: str) -> None:
    assert str(User(email="nienke@example.org", first_name=names[0], last_name=names[1])) == shown
