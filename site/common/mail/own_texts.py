"""The texts that editors write for mails, instead of the standard ones."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin, RevisionMixin

from common.mail.message import html_of
from common.mail.models import OutgoingMail
from common.mail.placeholders import Placeholder, fill, missing_from, problems_of
from common.mail.purposes import Purpose, find_purpose
from common.mail.text import render_subject, render_text, with_site_name

OWN_TEMPLATE = "emails/own"
# The preview stands in a frame of the CMS; the style of a mail is on its elements.
PREVIEW_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class MailText(PreviewableMixin, RevisionMixin, models.Model):
    """The subject and text that editors wrote for the mails of one purpose; left empty, the standard ones are sent.

    `problem` says why the last mail was sent with the standard text after all.
    """

    purpose = models.CharField(_("mail"), max_length=60, unique=True)
    subject = models.CharField(
        _("onderwerp"),
        max_length=120,
        blank=True,
        help_text=_("De naam van de site komt er vanzelf voor. Laat leeg voor het standaardonderwerp."),
    )
    text = models.TextField(
        _("tekst"),
        max_length=5_000,
        blank=True,
        help_text=_(
            "Wat tussen de aanhef en de groet komt; die staan er vanzelf omheen. Een lege regel begint een alinea. Een "
            "regel die met ‘- ’ begint, is een punt van een lijst. Een regel met alleen een adres van deze site wordt "
            "een link. Laat leeg voor de standaardtekst."
        ),
    )
    problem = models.CharField(_("let op"), max_length=500, blank=True, editable=False)
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = _("mailtekst")
        verbose_name_plural = _("mailteksten")
        ordering = ["purpose"]

    def __str__(self) -> str:
        return str(self.standard_mail.label)

    @property
    def revisions(self) -> Any:
        """Every version that was saved."""
        return self._revisions.all()

    @property
    def is_used(self) -> bool:
        """True when something of this is sent, and not all of it is the standard."""
        return bool(self.subject or self.text)

    @property
    def used_in_words(self) -> str:
        """The same, for a list."""
        return gettext("ja") if self.is_used and not self.problem else gettext("nee")

    @property
    def standard_mail(self) -> Purpose:
        """The purpose that this is the text of; an empty one when it no longer exists."""
        return find_purpose(self.purpose) or Purpose(self.purpose, self.purpose)

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """What can be filled in."""
        return self.standard_mail.placeholders

    @property
    def standard(self) -> str:
        """The standard mail, with examples filled in."""
        purpose = self.standard_mail
        if not purpose.template:
            return ""
        examples = purpose.examples
        return f"{render_subject(purpose.template, examples)}\n\n{render_text(purpose.template, examples)}"

    def clean(self) -> None:
        """Refuse placeholders that this mail does not have, and a text without what it is sent for."""
        errors = {
            "subject": problems_of(self.subject, self.placeholders),
            "text": problems_of(self.text, self.placeholders) + self._missing(),
        }
        if found := {name: problems for name, problems in errors.items() if problems}:
            raise ValidationError(found)
        self.problem = ""

    def problems(self) -> list[str]:
        """Why this cannot be sent, in words."""
        return problems_of(f"{self.subject}\n{self.text}", self.placeholders) + self._missing()

    def rendered(self, context: dict[str, Any]) -> tuple[str, str]:
        """The subject and the text for one mail; of what was left empty the standard one.

        Raises ValueError, in words, when a text cannot be sent, and KeyError when the mail does not say enough.
        """
        if problems := self.problems():
            raise ValueError(" ".join(problems))
        template = self.standard_mail.template
        subject = with_site_name(fill(self.subject, context)) if self.subject else render_subject(template, context)
        text = (
            render_text(OWN_TEMPLATE, {"text": fill(self.text, context)})
            if self.text
            else render_text(template, context)
        )
        return subject, text

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The mail as a mail program shows it, with examples filled in."""
        subject, text = self.rendered(self.standard_mail.examples)
        mail = OutgoingMail(pk=0, purpose=self.purpose, subject=subject, text=text)
        return HttpResponse(html_of(mail), headers={"Content-Security-Policy": PREVIEW_POLICY})

    def _missing(self) -> list[str]:
        return missing_from(self.text, self.placeholders) if self.text else []
