"""What is left of an account when its person is erased."""

from django.utils import timezone

from accounts.models import User
from common.privacy.contracts import Person

# Nobody can have an address below this name (RFC 2606), so nobody can sign in to what is left, or be mailed.
ERASED_DOMAIN = "verwijderd.invalid"
FIRST_NAME, LAST_NAME = "Verwijderde", "gebruiker"


def erase_account(person: Person) -> int:
    """Empty the account: its number stays, for the work that refers to it, and nothing that leads to somebody."""
    if person.user_id is None:
        return 0
    account = User.objects.get(pk=person.user_id)
    account.email = f"{account.pk}@{ERASED_DOMAIN}"
    account.first_name, account.last_name = FIRST_NAME, LAST_NAME
    account.is_active = account.is_staff = account.is_superuser = False
    account.last_login = None
    account.date_joined = timezone.now()
    account.set_unusable_password()
    account.save()
    account.groups.clear()
    account.user_permissions.clear()
    return 1
