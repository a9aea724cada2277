"""From a row to the message that goes over the wire."""

from email.utils import format_datetime, make_msgid, parseaddr
from functools import cache

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import get_template, render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.calendars.entries import Method
from common.mail.models import OutgoingMail
from common.mail.stopping import stop_url
from common.mail.text import parts_of

STOP_QUESTION = _("Wilt u deze berichten niet meer? Meld u af:")


def new_message_id() -> str:
    """Return an identifier for a message, unique in the world (RFC 5322, 3.6.4)."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return make_msgid(domain=domain)


def build_message(mail: OutgoingMail, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """Return the message of a row: text and HTML, the same each time it is built."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=_body(mail),
        from_email=settings.MAIL_ENVELOPE_SENDER,
        to=[mail.recipient],
        reply_to=[settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else None,
        headers=_headers(mail),
        connection=connection,
    )
    message.attach_alternative(html_of(mail), "text/html")
    if mail.calendar:
        _attach_calendar(message, mail)
    return message


def html_of(mail: OutgoingMail) -> str:
    """Return the HTML part, with its style on the elements: mail programs drop style sheets."""
    html = render_to_string(
        "emails/layout.html",
        {
            "subject": mail.subject,
            "parts": parts_of(mail.text),
            "stop_url": stop_url(mail),
            "site_name": settings.WAGTAIL_SITE_NAME,
            "site_url": settings.SITE_URL,
        },
    )
    return _inliner().inline(html)


def _attach_calendar(message: EmailMultiAlternatives, mail: OutgoingMail) -> None:
    """Put an invitation where programs that know calendars read it (RFC 6047, 2.4), and beside it as a file for others.

    What is only published is a file: nothing is asked of who gets it.
    """
    kind = f"text/calendar; method={mail.calendar_method}"
    if mail.calendar_method == Method.PUBLISH:
        message.attach("bijeenkomst.ics", mail.calendar, kind)
        return
    message.attach_alternative(mail.calendar, kind)
    message.attach("uitnodiging.ics", mail.calendar.encode(), "application/ics")


def _headers(mail: OutgoingMail) -> dict[str, str]:
    headers = {
        # Mail servers report to the address of the envelope, people answer to this one.
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": mail.message_id,
        "Date": format_datetime(timezone.localtime(mail.created_at)),
        # No "I am on holiday" comes back (RFC 3834, 5); Exchange wants a header of its own.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if url := stop_url(mail):
        # Old mail servers know by this that nobody waits for an answer.
        headers["Precedence"] = "bulk"
        headers["List-Unsubscribe"] = f"<{url}>"
        # One click in a mail program is enough, over a connection that nobody else can read (RFC 8058, 3.1).
        if url.startswith("https:"):
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _body(mail: OutgoingMail) -> str:
    """The text, with the way to stop mails like it below."""
    url = stop_url(mail)
    return f"{mail.text}\n\n-- \n{STOP_QUESTION}\n{url}" if url else mail.text


@cache
def _inliner() -> css_inline.CSSInliner:
    # The style sheet is ours; nothing is ever fetched.
    css = get_template("emails/layout.css").render()
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False, extra_css=css)
