"""Every model says what it holds about people, and what it says is true."""

from typing import Any

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import models
from django.test import override_settings

from common.privacy import registry
from common.privacy.checks import check_declarations, stored_models
from common.privacy.contracts import Basis, Delete, PersonalData, Processing, Pseudonymise, RetentionRule, by_account
from common.privacy.registry import declare, find_declared, holds_none, register_processing, register_rule


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test declares is forgotten after it."""
    for name in ("_processings", "_declared", "_rules"):
        monkeypatch.setattr(registry, name, dict(getattr(registry, name)))


def ids() -> list[str | None]:
    return [message.id for message in check_declarations(None)]


def replace(declared: Any) -> None:
    """Declare a model in another way than its app does."""
    registry._declared.pop(declared.model.lower())
    registry._declared[declared.model.lower()] = declared


def profile(**changes: Any) -> PersonalData:
    values: dict[str, Any] = {
        "processing": "accounts",
        "holds": "functie",
        "found": by_account("user"),
        "erasure": Delete(),
        "kept": "altijd",
        "fields": ("user", "function"),
    }
    return PersonalData("accounts.Profile", **(values | changes))


def test_every_model_is_declared() -> None:
    assert run_checks(tags=["privacy"]) == []
    assert [model for model in stored_models() if find_declared(model) is None] == []


def test_a_model_without_a_declaration_stops_the_commands(registered: None) -> None:
    registry._declared.pop("accounts.profile")

    with pytest.raises(SystemCheckError, match=r"accounts.Profile does not say what it holds about people."):
        call_command("check")


@pytest.mark.django_db
def test_a_model_that_appears_tomorrow_is_found(registered: None) -> None:
    class Visitor(models.Model):
        name = models.CharField(max_length=10)

        class Meta:
            app_label = "common"

    try:
        found = check_declarations(None)
        assert [(message.id, message.obj) for message in found] == [("privacy.E001", Visitor)]
        declare(
            PersonalData(
                "common.Visitor", "accounts", "naam", found=None, erasure=Delete(), fields=("name",), kept="kort"
            )
        )
        assert ids() == []
    finally:
        del apps.all_models["common"]["visitor"]
        apps.clear_cache()


def test_who_points_at_an_account_holds_something(registered: None) -> None:
    registry._declared.pop("accounts.profile")
    holds_none("accounts.Profile", because="echt niet")

    assert ids() == ["privacy.E002"]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"processing": "bestaat_niet"}, "privacy.E003"),
        ({"kept": ""}, "privacy.E004"),
        ({"fields": ("user", "function", "nickname")}, "privacy.E005"),
        ({"hidden": ("nickname",)}, "privacy.E005"),
        ({"erasure": Pseudonymise({"nickname": ""}, "daarom")}, "privacy.E005"),
        ({"fields": ("user",)}, "privacy.E006"),
        ({"fields": ("function",)}, "privacy.E006"),
    ],
)
def test_a_declaration_is_true_to_its_model(registered: None, changes: dict[str, Any], wrong: str) -> None:
    replace(profile(**changes))

    assert ids() == [wrong]


def test_a_field_is_named_as_personal_or_as_not(registered: None) -> None:
    replace(profile(fields=("user",), plain=("function",)))

    assert ids() == []


def test_a_model_that_does_not_exist_is_told(registered: None) -> None:
    holds_none("accounts.Nickname", because="bestaat niet")

    assert ids() == ["privacy.E007"]


@pytest.mark.parametrize(
    ("model", "since", "wrong"),
    [
        ("accounts.Nickname", "at", ["privacy.E008"]),
        ("accounts.Profile", "left_at", ["privacy.E008"]),
        ("accounts.Profile", "user__last_login", []),
    ],
)
def test_a_rule_is_about_a_moment_that_exists(registered: None, model: str, since: str, wrong: list[str]) -> None:
    register_rule(RetentionRule("accounts.test", model, "na een tijd", 1, since=since))

    assert ids() == wrong


def test_a_term_is_of_a_rule_that_exists() -> None:
    with override_settings(RETENTION_DAYS={"mail.row": 10, "mail.rows": 10}):
        found = check_declarations(None)

    assert [message.msg for message in found] == ["RETENTION_DAYS names mail.rows, and there is no such rule."]


def test_an_operator_sets_a_term() -> None:
    assert registry.days_of("mail.row") == 365
    with override_settings(RETENTION_DAYS={"mail.row": 10}):
        assert registry.days_of("mail.row") == 10
    with pytest.raises(LookupError):
        registry.days_of("mail.rows")


def test_nothing_is_registered_twice(registered: None) -> None:
    with pytest.raises(ValueError, match=r"accounts\.Profile"):
        declare(profile())
    with pytest.raises(ValueError, match=r"accounts\.Profile"):
        holds_none("accounts.Profile", because="nee")
    with pytest.raises(ValueError, match="accounts"):
        register_processing(Processing("accounts", "t", "d", Basis.TASK, "b", "w"))
    with pytest.raises(ValueError, match=r"mail\.row"):
        register_rule(RetentionRule("mail.row", "common.OutgoingMail", "rij", 1, since="created_at"))


def test_a_rule_has_one_moment() -> None:
    for moments in ({}, {"since": "created_at", "ends": "erase_at"}):
        with pytest.raises(ValueError, match="needs one of since and ends"):
            register_rule(RetentionRule("mail.other", "common.OutgoingMail", "rij", 1, **moments))
