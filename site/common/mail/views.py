"""The outbox in the CMS, and the mail of a demo."""

from typing import Any

import django_filters
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from common.access import viewer_of
from common.mail import services, stopping
from common.mail.enums import STOPPED, WAITING, MailState
from common.mail.models import OutgoingMail
from common.mail.permissions import can_see_mail
from common.mail.purposes import all_purposes, find_purpose
from common.mail.text import parts_of

PER_PAGE = 50
DEMO_MAILS = 25


def purpose_label(mail: OutgoingMail) -> str:
    """What a mail is for, in words."""
    purpose = find_purpose(mail.purpose)
    return str(purpose.label) if purpose else mail.purpose


class OutboxFilterSet(WagtailFilterSet):
    """By state and by what a mail is for."""

    state = django_filters.MultipleChoiceFilter(label=gettext_lazy("Status"), choices=MailState)
    purpose = django_filters.ChoiceFilter(
        label=gettext_lazy("Doel"), choices=lambda: [(purpose.name, purpose.label) for purpose in all_purposes()]
    )

    class Meta:
        model = OutgoingMail
        fields = ["state", "purpose"]


class OutboxView(generic.IndexView):
    """Every mail of the last year, the latest first: to whom, what for, and what became of it."""

    model = OutgoingMail
    page_title = gettext_lazy("Postvak UIT")
    header_icon = "mail"
    template_name = "common/cms/outbox.html"
    results_template_name = "common/cms/outbox_results.html"
    index_url_name = "outbox"
    index_results_url_name = "outbox_results"
    paginate_by = PER_PAGE
    default_ordering = "-created_at"
    search_fields = ["recipient"]
    is_searchable = True
    filterset_class = OutboxFilterSet
    permission_policy = None
    columns = [
        TitleColumn(
            "recipient",
            label=gettext_lazy("Aan"),
            get_url=lambda mail: reverse("outbox_mail", args=[mail.pk]),
        ),
        Column("purpose", label=gettext_lazy("Doel"), accessor=purpose_label),
        Column("state", label=gettext_lazy("Status"), accessor="get_state_display"),
        Column("reason", label=gettext_lazy("Reden")),
        Column("attempts", label=gettext_lazy("Pogingen")),
        DateColumn("created_at", label=gettext_lazy("Gemaakt"), sort_key="created_at"),
        DateColumn("finished_at", label=gettext_lazy("Afgehandeld")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not see mail.

        Raises PermissionDenied.
        """
        refuse_others(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> Any:
        """The mails of this viewer, without their texts."""
        return OutgoingMail.objects.visible_to(viewer_of(self.request)).defer("text")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add how many mails are in each state."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["counts"] = counts_by_state(self.get_base_queryset())
        return context


def counts_by_state(mails: Any) -> list[tuple[str, int, str]]:
    """The label of each state that occurs, how many mails are in it, and the address of their list."""
    counts = dict(mails.order_by().values_list("state").annotate(Count("id")))
    return [
        (str(state.label), counts[state], f"{reverse('outbox')}?state={state}")
        for state in MailState
        if state in counts
    ]


def refuse_others(request: HttpRequest) -> None:
    """Raise PermissionDenied unless the viewer may see mail."""
    if not can_see_mail(viewer_of(request)):
        raise PermissionDenied


@require_safe
def outbox_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail: everything but its text, which may hold a code."""
    refuse_others(request)
    mail = get_object_or_404(OutgoingMail.objects.visible_to(viewer_of(request)), pk=pk)
    context = {
        "mail": mail,
        "purpose": find_purpose(mail.purpose),
        "purpose_label": purpose_label(mail),
        "can_retry": mail.state in STOPPED and not mail.is_erased and not mail.is_expired,
        "can_cancel": mail.state in WAITING,
    }
    return render(request, "common/cms/outbox_mail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def outbox_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a mail is to be tried again, and do so."""
    return _with_confirmation(
        request,
        pk,
        verb=services.retry,
        question=_("Wilt u deze mail opnieuw versturen?"),
        button=_("Verstuur opnieuw"),
        done=_("De mail staat weer in de rij."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def outbox_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a mail is to be withheld, and do so."""
    return _with_confirmation(
        request,
        pk,
        verb=services.cancel,
        question=_("Wilt u deze mail tegenhouden? Dan wordt hij niet verstuurd."),
        button=_("Houd tegen"),
        done=_("De mail wordt niet verstuurd."),
    )


def _with_confirmation(
    request: HttpRequest, pk: int, *, verb: Any, question: str, button: str, done: str
) -> HttpResponse:
    refuse_others(request)
    mail = get_object_or_404(OutgoingMail.objects.visible_to(viewer_of(request)), pk=pk)
    if request.method != "POST":
        context = {"mail": mail, "purpose_label": purpose_label(mail), "question": question, "button": button}
        return render(request, "common/cms/outbox_confirm.html", context)
    try:
        verb(mail=mail)
    except services.MailStateError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("outbox_mail", mail.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@csrf_exempt
def mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Where one stops mails like the one with this link, or asks for them again.

    Looking changes nothing: mail scanners follow links. Mail programs post here by themselves when somebody chooses
    "unsubscribe" (RFC 8058, 3.2), without any cookie; the signed link is what lets them in.

    Raises Http404 for a link that is not ours or too old.
    """
    mail = stopping.find_by_token(token)
    if mail is None:
        raise Http404
    if request.method == "POST":
        change = stopping.resume if "again" in request.POST else stopping.stop
        change(mail=mail)
    name, _at, domain = mail.recipient.rpartition("@")
    context = {
        "purpose": purpose_label(mail),
        "recipient": f"{name[:1]}…@{domain}",
        "is_stopped": stopping.is_stopped(mail),
    }
    return render(request, "common/mail_stop.html", context)


@require_safe
@never_cache
def demo_mail(request: HttpRequest) -> HttpResponse:
    """The last mails of a laptop, to read in the browser.

    Raises Http404 on every other installation: these are codes that open accounts.
    """
    if not settings.DEMO_ALLOWED:
        raise Http404
    mails = OutgoingMail.objects.order_by("-created_at", "-id")[:DEMO_MAILS]
    context = {"mails": [(mail, parts_of(mail.text)) for mail in mails]}
    return render(request, "common/demo_mail.html", context)
