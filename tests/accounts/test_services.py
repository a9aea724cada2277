"""Roles follow the code; accounts keep one address."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import (
    Collection,
    DraftStateMixin,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowMixin,
)
from wagtail.snippets.models import get_snippet_models

from accounts import services
from accounts.models import User
from common.access import Role
from tests.accounts.helpers import make_account

pytestmark = pytest.mark.django_db

Rights = dict[str, set[tuple[str, ...]]]


def rights() -> Rights:
    """Everything that each role may do: on models, pages and files."""
    return {
        group.name: {
            *(("model", permission.codename) for permission in group.permissions.all()),
            *(
                ("page", str(row.page_id), row.permission.codename)
                for row in GroupPagePermission.objects.filter(group=group)
            ),
            *(
                ("files", str(row.collection_id), row.permission.codename)
                for row in GroupCollectionPermission.objects.filter(group=group)
            ),
        }
        for group in Group.objects.all()
    }


def page_actions(role: Role) -> set[str]:
    rows = GroupPagePermission.objects.filter(group__name=role.value)
    return {row.permission.codename for row in rows}


def test_after_migrating_there_is_a_group_for_every_role_and_no_other() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {role.value for role in Role}


def test_each_role_may_do_with_pages_what_it_is_for() -> None:
    assert {role: page_actions(role) for role in Role} == {
        Role.EDITOR: {"add_page", "change_page"},
        Role.REVIEWER: {"add_page", "change_page", "publish_page", "lock_page", "unlock_page"},
        Role.FACILITATOR: set(),
        Role.ORGANISER: set(),
        Role.ADMINISTRATOR: {
            "add_page",
            "change_page",
            "publish_page",
            "bulk_delete_page",
            "lock_page",
            "unlock_page",
        },
    }


def test_an_editor_only_reads_what_is_public_as_soon_as_it_is_saved() -> None:
    """A vocabulary and a source have no drafts: saving one changes every published page that uses it.

    What steers search shows nothing by itself, and counts as soon as it is saved.
    """
    held = Permission.objects.filter(group__name=Role.EDITOR.value)

    for model in get_snippet_models():
        codenames = set(held.filter(content_type__app_label=model._meta.app_label).values_list("codename", flat=True))
        may = {
            action
            for action in ("add", "change", "view", "publish")
            if f"{action}_{model._meta.model_name}" in codenames
        }
        is_theirs = issubclass(model, DraftStateMixin) or model._meta.label in services.CHANGED_BY_EDITORS
        assert may == ({"add", "change", "view"} if is_theirs else {"view"}), model
    assert sorted(services.CHANGED_BY_EDITORS) == ["search.Promotion", "search.SynonymGroup"]


def test_every_snippet_with_a_workflow_follows_the_one_of_pages() -> None:
    with_workflow = {model for model in get_snippet_models() if issubclass(model, WorkflowMixin)}

    followed = {row.content_type.model_class(): row.workflow.name for row in WorkflowContentType.objects.all()}
    assert followed == dict.fromkeys(with_workflow, "Beoordeling")
    assert followed


def test_roles_without_the_cms_have_no_right_at_all() -> None:
    found = rights()

    assert found["begeleider"] == set()
    assert found["organisator"] == set()


def test_only_a_beheerder_manages_accounts_and_nobody_manages_groups() -> None:
    may = {name: {right[1] for right in held if right[0] == "model"} for name, held in rights().items()}

    assert "change_user" in may["beheerder"]
    assert not any("change_user" in may[name] for name in may if name != "beheerder")
    assert not any("change_group" in codenames for codenames in may.values())


def test_syncing_again_changes_nothing() -> None:
    before = rights()

    services.sync_roles()

    assert rights() == before


def test_syncing_repairs_what_was_changed_by_hand() -> None:
    before = rights()
    editor = Group.objects.get(name="redacteur")
    root, child = Page.get_first_root_node(), Page.objects.filter(depth=2).first()
    assert child is not None
    editor.permissions.add(Permission.objects.get(codename="delete_user"))
    publish = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    GroupPagePermission.objects.create(group=editor, page=root, permission=publish)
    GroupPagePermission.objects.create(group=editor, page=child, permission=publish)
    GroupPagePermission.objects.filter(group=editor, permission__codename="add_page").delete()
    private = Collection.get_first_root_node().add_child(name="Besloten")
    GroupCollectionPermission.objects.create(
        group=editor, collection=private, permission=Permission.objects.get(codename="delete_image")
    )
    Group.objects.get(name="begeleider").delete()

    services.sync_roles()

    assert rights() == before


def test_migrating_syncs_the_roles() -> None:
    Group.objects.get(name="redacteur").permissions.clear()

    call_command("migrate", verbosity=0)

    assert ("model", "access_admin") in rights()["redacteur"]


def test_the_workflow_is_in_the_hands_of_the_reviewer() -> None:
    workflow = Workflow.objects.get()
    task = GroupApprovalTask.objects.get()

    assert (workflow.name, workflow.active) == ("Beoordeling", True)
    assert task.name == "Beoordeling door een beoordelaar"
    assert [group.name for group in task.groups.all()] == ["beoordelaar"]


# --- Accounts --------------------------------------------------------------------------------------------------------


def addresses(user: User) -> list[tuple[str, bool, bool]]:
    found = EmailAddress.objects.filter(user=user).order_by("email")
    return [(address.email, address.primary, address.verified) for address in found]


def test_a_saved_account_can_sign_in_at_once() -> None:
    user = make_account("Nienke@Example.org", Role.EDITOR)

    assert user.email == "nienke@example.org"
    assert [group.name for group in user.groups.all()] == ["redacteur"]
    assert addresses(user) == [("nienke@example.org", True, True)]


def test_saving_an_account_again_brings_it_back_into_its_state() -> None:
    first = make_account(role=Role.EDITOR)
    first.is_active = False
    first.save()
    EmailAddress.objects.create(user=first, email="oud@example.org", primary=False, verified=True)

    again = make_account("NIENKE@example.org", role=None, password="ander wachtwoord")

    assert again == first
    assert User.objects.count() == 1
    assert again.is_active
    assert again.check_password("ander wachtwoord")
    assert list(again.groups.all()) == []
    assert addresses(again) == [("nienke@example.org", True, True)]


def test_a_new_address_is_the_only_one_and_not_yet_confirmed() -> None:
    user = make_account()
    user.email = "nieuw@example.org"
    user.save()

    services.keep_address(user=user)

    assert addresses(user) == [("nieuw@example.org", True, False)]


def test_an_address_that_stays_stays_confirmed() -> None:
    user = make_account()

    services.keep_address(user=user)

    assert addresses(user) == [("nienke@example.org", True, True)]


def test_a_new_name_is_stored() -> None:
    user = make_account()

    services.rename(user=user, first_name="Nina", last_name="Bakker")

    user.refresh_from_db()
    assert user.get_full_name() == "Nina Bakker"


def test_a_dropped_password_opens_nothing_and_is_dropped_once() -> None:
    user = make_account()

    assert services.drop_password(user=user) is True
    assert services.drop_password(user=user) is False
    user.refresh_from_db()
    assert not user.has_usable_password()
