"""What the accounts app adds to the CMS."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from accounts.cms_users import SetActiveState
from accounts.organisations.cms import OrganisationViewSet

# After Wagtail's own, which it replaces.
hooks.register("register_bulk_action", SetActiveState, order=100)
register_snippet(OrganisationViewSet)
