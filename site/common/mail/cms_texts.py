"""The texts of mails in the CMS."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from common.mail.own_texts import MailText
from common.mail.purposes import Purpose, all_purposes


def editable_purposes() -> list[Purpose]:
    """The mails of which editors can write the text."""
    return [purpose for purpose in all_purposes() if purpose.placeholders]


class ProblemPanel(FieldPanel):
    """Why a text is not used, when that is so."""

    class BoundPanel(FieldPanel.BoundPanel):
        """The same for one text."""

        def is_shown(self) -> bool:
            """True when there is something to mend."""
            return bool(self.instance.problem) and super().is_shown()


class StandardPanel(Panel):
    """What can be filled in, and what is sent when editors write nothing; for all mails while none was chosen."""

    class BoundPanel(Panel.BoundPanel):
        """The same for one text."""

        template_name = "common/cms/mail_text_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the purposes."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["purposes"] = [self.instance.standard_mail] if self.instance.pk else editable_purposes()
            context["standard"] = self.instance.standard if self.instance.pk else ""
            return context


class MailTextForm(WagtailAdminModelForm):
    """The form of a text: first which mail, later that cannot be changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(MailText.objects.exclude(pk=self.instance.pk).values_list("purpose", flat=True))
        choices = [(purpose.name, purpose.label) for purpose in editable_purposes() if purpose.name not in taken]
        if "purpose" in self.fields:
            self.fields["purpose"] = forms.ChoiceField(
                label=_("Mail"), choices=[("", "---------"), *choices], disabled=bool(self.instance.pk)
            )


class MailTextViewSet(SnippetViewSet):
    """The texts that editors wrote themselves; what is not in this list is sent with its standard text."""

    model = MailText
    icon = "mail"
    menu_label = gettext_lazy("Mailteksten")
    menu_name = "mail-texts"
    add_to_settings_menu = True
    menu_order = 710
    list_display = [
        "__str__",
        Column("is_used", label=gettext_lazy("Eigen tekst in gebruik"), accessor="used_in_words"),
        Column("problem", label=gettext_lazy("Let op")),
        UpdatedAtColumn(),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("purpose"),
            ProblemPanel("problem", read_only=True),
            FieldPanel("subject"),
            FieldPanel("text"),
            StandardPanel(heading=gettext_lazy("Invulwoorden en standaardtekst")),
        ],
        base_form_class=MailTextForm,
    )
