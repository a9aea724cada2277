"""What the accounts app adds to the CMS."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet

from accounts.cms_users import SetActiveState
from accounts.factor_reset import factor_reset, reset_buttons
from accounts.models import User
from accounts.organisations.cms import OrganisationViewSet
from accounts.people import views
from accounts.people.permissions import can_decide_affiliations
from common.access import viewer_of

# After Wagtail's own, which it replaces.
hooks.register("register_bulk_action", SetActiveState, order=100)
register_snippet(OrganisationViewSet)


class AffiliationsMenuItem(MenuItem):
    """The way to the questions about where people work, for whoever decides them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """True for a viewer who may decide."""
        return can_decide_affiliations(viewer_of(request))


@hooks.register("register_settings_menu_item")
def affiliations_menu_item() -> MenuItem:
    """The entry under Settings."""
    return AffiliationsMenuItem(_("Aanvragen organisatie"), reverse("affiliations"), icon_name="user", order=695)


@hooks.register("register_admin_urls")
def account_urls() -> list[URLPattern]:
    """The addresses of our own screens."""
    return [
        path("tweede-stap/<int:pk>/", factor_reset, name="factor_reset"),
        path("organisatie-aanvragen/", views.affiliations, name="affiliations"),
        path("organisatie-aanvragen/<int:pk>/bevestigen/", views.confirm_affiliation, name="confirm_affiliation"),
        path("organisatie-aanvragen/<int:pk>/afwijzen/", views.decline_affiliation, name="decline_affiliation"),
    ]


@hooks.register("register_user_listing_buttons")
def user_buttons(user: User, request_user: User) -> list[Button]:
    """What can be done with an account in the list."""
    return reset_buttons(user, request_user)
