"""What every page and snippet has in the CMS, the outbox and the activity log."""

from typing import Any

from django.contrib.messages import error, success
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.wagtail_hooks import require_wagtail_login

from common.access import viewer_of
from common.activity import views as activity_views
from common.activity.buttons import log_buttons
from common.activity.permissions import can_see_activity
from common.admin_api import PagesView
from common.completeness import refuse_incomplete
from common.document_access import is_for_some, may_open
from common.mail import views as mail_views
from common.mail.cms_texts import MailTextViewSet
from common.mail.permissions import can_see_mail
from common.privacy import views as privacy_views
from common.privacy.permissions import can_see_privacy
from common.visits import views as visit_views
from common.visits.reports import can_see_visits
from common.workflow import approve, may_approve

register_snippet(MailTextViewSet)


@hooks.register("before_serve_document")
def keep_hidden_documents(document: Any, request: HttpRequest) -> HttpResponse | None:
    """For visitors a document is where a published page is that it hangs on; a restricted page asks who is there.

    A file is only read: Wagtail's view answers every other method as if it was GET.
    """
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if may_open(request, document):
        return None
    if request.user.is_anonymous and is_for_some(document):
        sign_in: HttpResponse = require_wagtail_login(next=request.get_full_path())
        return sign_in
    raise Http404


@hooks.register("before_publish_page")
def approve_page_instead(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Publishing a page that waits for your approval is approving it."""
    if not approve(page, request.user):
        return None
    _tell_approved(request, page)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_publish")
def approve_snippet_instead(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """The same for a snippet."""
    if not approve(instance, request.user):
        return None
    _tell_approved(request, instance)
    return redirect(type(instance).snippet_viewset.get_url_name("list"))


@hooks.register("construct_page_action_menu")
def offer_approval_of_page(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Who may approve a page is not offered to publish it as well: Wagtail warns that this ends the workflow."""
    _without_publish(menu_items, request, context.get("page"))


@hooks.register("construct_snippet_action_menu")
def offer_approval_of_snippet(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """The same for a snippet."""
    _without_publish(menu_items, request, context.get("instance"))


@hooks.register("before_bulk_action")
def refuse_incomplete_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Publishing pages together looks at no form: nothing is published when one of them is incomplete."""
    if action_type != "publish" or request.method != "POST":
        return None
    try:
        for page in _to_publish(objects, with_descendants="include_descendants" in request.POST):
            refuse_incomplete(page.get_latest_revision_as_object())
    except ValidationError as refusal:
        error(request, " ".join(refusal.messages))
        return redirect("wagtailadmin_explore", objects[0].get_parent().pk)
    return None


@hooks.register("construct_admin_api")
def publish_complete_pages_only(router: WagtailAPIRouter) -> None:
    """The API of the CMS looks at no form either."""
    router.register_endpoint("pages", PagesView)


class OutboxMenuItem(MenuItem):
    """The way to the outbox, for whoever may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """True for a viewer who may see mail."""
        return can_see_mail(viewer_of(request))


@hooks.register("register_settings_menu_item")
def outbox_menu_item() -> MenuItem:
    """The entry under Settings."""
    return OutboxMenuItem(_("Postvak UIT"), reverse("outbox"), icon_name="mail", order=700)


@hooks.register("register_admin_urls")
def outbox_urls() -> list[URLPattern]:
    """The addresses of the outbox."""
    return [
        path("postvak-uit/", mail_views.OutboxView.as_view(), name="outbox"),
        path("postvak-uit/resultaten/", mail_views.OutboxView.as_view(results_only=True), name="outbox_results"),
        path("postvak-uit/<int:pk>/", mail_views.outbox_mail, name="outbox_mail"),
        path("postvak-uit/<int:pk>/opnieuw/", mail_views.outbox_retry, name="outbox_retry"),
        path("postvak-uit/<int:pk>/tegenhouden/", mail_views.outbox_cancel, name="outbox_cancel"),
    ]


class ActivityMenuItem(MenuItem):
    """The way to the activity log, for whoever may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """True for a viewer who may see the log."""
        return can_see_activity(viewer_of(request))


@hooks.register("register_settings_menu_item")
def activity_menu_item() -> MenuItem:
    """The entry under Settings."""
    return ActivityMenuItem(_("Logboek"), reverse("activity"), icon_name="history", order=710)


@hooks.register("register_admin_urls")
def activity_urls() -> list[URLPattern]:
    """The addresses of the activity log."""
    return [
        path("logboek/", activity_views.ActivityView.as_view(), name="activity"),
        path("logboek/resultaten/", activity_views.ActivityView.as_view(results_only=True), name="activity_results"),
        path("logboek/lijst.csv", activity_views.export_activity, name="activity_export"),
    ]


class PrivacyMenuItem(MenuItem):
    """The way to what is kept and erased, for whoever answers for it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """True for a viewer who may see the register."""
        return can_see_privacy(viewer_of(request))


@hooks.register("register_settings_menu_item")
def privacy_menu_item() -> MenuItem:
    """The entry under Settings."""
    return PrivacyMenuItem(_("Verwerkingsregister"), reverse("privacy_register"), icon_name="list-ul", order=720)


@hooks.register("register_settings_menu_item")
def retention_menu_item() -> MenuItem:
    """The entry under Settings."""
    return PrivacyMenuItem(_("Opschoningen"), reverse("retention_runs"), icon_name="bin", order=725)


@hooks.register("register_admin_urls")
def privacy_urls() -> list[URLPattern]:
    """The addresses of the register and of what was erased."""
    return [
        path("verwerkingsregister/", privacy_views.register, name="privacy_register"),
        path("opschoningen/", privacy_views.runs, name="retention_runs"),
        path("opschoningen/<int:pk>/", privacy_views.run_report, name="retention_run"),
        path("opschoningen/<int:pk>/verslag.csv", privacy_views.run_csv, name="retention_run_csv"),
        path("verwerkingsregister/register.csv", privacy_views.register_csv, name="privacy_register_csv"),
        path("verwerkingsregister/register.json", privacy_views.register_json, name="privacy_register_json"),
    ]


@hooks.register("register_page_header_buttons")
def log_of_page(page: Page, user: Any, view_name: str, next_url: str | None = None) -> list[Button]:
    """From a page to its log; a page is known by its identifier, which stands on the page of its own type."""
    return log_buttons(page.specific, user)


@hooks.register("register_snippet_listing_buttons")
def log_of_snippet(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    """From a snippet to its log."""
    return log_buttons(snippet, user)


@hooks.register("register_user_listing_buttons")
def log_of_account(user: Any, request_user: Any) -> list[Button]:
    """From an account to what was done to it."""
    return log_buttons(user, request_user)


def _to_publish(pages: list[Any], *, with_descendants: bool) -> list[Any]:
    found = [page.specific for page in pages]
    if with_descendants:
        for page in pages:
            found.extend(page.get_descendants().not_live().specific())
    return found


def _without_publish(menu_items: list[Any], request: HttpRequest, instance: Any) -> None:
    if instance is not None and instance.pk and may_approve(instance, request.user):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


def _tell_approved(request: HttpRequest, instance: Any) -> None:
    success(request, _("‘%(title)s’ is goedgekeurd.") % {"title": instance})


class VisitsMenuItem(MenuItem):
    """How often pages are opened, for who decides what is on the site."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only for who may see it."""
        return can_see_visits(viewer_of(request))


@hooks.register("register_reports_menu_item")
def visits_menu_item() -> MenuItem:
    """A report like the others."""
    return VisitsMenuItem(_("Bezoeken"), reverse("visits"), name="bezoeken", icon_name="view", order=90)


@hooks.register("register_admin_urls")
def visit_urls() -> list[URLPattern]:
    """The report and its file."""
    return [
        path("bezoeken/", visit_views.show_visits, name="visits"),
        path("bezoeken/lijst.csv", visit_views.download_visits, name="visits_download"),
    ]
