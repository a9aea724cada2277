"""What the accounts app adds to the CMS."""

from wagtail import hooks

from accounts.cms_users import SetActiveState

# After Wagtail's own, which it replaces.
hooks.register("register_bulk_action", SetActiveState, order=100)
