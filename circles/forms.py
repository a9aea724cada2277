"""Forms of circles. What they hold goes to a service; nothing is written here."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.organisations.domains import check_domain
from circles.enums import CircleRole, Joining, Visibility
from circles.models import Circle
from circles.models.circle import LINE_LENGTH, MAX_QUESTIONS, TEXT_LENGTH
from circles.services.agreements import USUAL_AGREEMENT
from knowledge.list_selectors import themes


class CircleForm(forms.ModelForm[Circle]):
    """What a circle is about, who can find it and how people join."""

    themes = forms.ModelMultipleChoiceField(
        themes().none(), label=gettext_lazy("Thema’s"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Circle
        fields = (
            "title",
            "question",
            "purpose",
            "themes",
            "visibility",
            "joining",
            "join_questions",
            "max_members",
            "region",
            "meets",
            "place",
            "starts_on",
            "ends_on",
            "confidentiality",
        )
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 5}),
            "join_questions": forms.Textarea(attrs={"rows": 4}),
            "confidentiality": forms.Textarea(attrs={"rows": 4}),
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "question": gettext_lazy("De vraag waar de kring mee bezig is, in één zin."),
            "visibility": gettext_lazy("Wat er in de kring gebeurt, zien altijd alleen de deelnemers."),
            "join_questions": gettext_lazy("Eén vraag per regel, hoogstens vijf. Alleen bij meedoen op aanvraag."),
            "max_members": gettext_lazy("Met de begeleiders erbij. Acht tot twaalf werkt meestal het best."),
            "place": gettext_lazy("De plaatsnaam is genoeg. Het precieze adres zien alleen deelnemers."),
            "confidentiality": gettext_lazy("Wat mag naar buiten, en wat niet? Zien alleen deelnemers."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["themes"]
        field.queryset = themes()

    def clean(self) -> dict[str, Any]:
        """Refuse what no circle is, at the field where it can be put right."""
        cleaned: dict[str, Any] = super().clean() or {}
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Een leerkring kan niet eindigen voordat die begint."))
        if cleaned.get("visibility") == Visibility.HIDDEN and cleaned.get("joining") != Joining.INVITATION:
            self.add_error(
                "joining",
                _("Een verborgen kring vindt niemand. Kies hier ‘Alleen op uitnodiging’, of maak de kring zichtbaar."),
            )
        questions = [line for line in cleaned.get("join_questions", "").splitlines() if line.strip()]
        if len(questions) > MAX_QUESTIONS or any(len(line) > LINE_LENGTH for line in questions):
            self.add_error(
                "join_questions", _("Stel hoogstens vijf vragen, elk op één regel en van hoogstens 250 tekens.")
            )
        return cleaned


class NewCircleForm(CircleForm):
    """A circle that is made, with its first agreements."""

    agreement = forms.CharField(
        label=gettext_lazy("Kringafspraken"),
        max_length=TEXT_LENGTH,
        initial=USUAL_AGREEMENT,
        help_text=gettext_lazy("Wie meedoet, gaat hiermee akkoord. Pas dit voorstel aan."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class AgreementForm(forms.Form):
    """The agreements, for who writes them."""

    text = forms.CharField(
        label=gettext_lazy("Kringafspraken"),
        max_length=TEXT_LENGTH,
        help_text=gettext_lazy("Verandert u iets, dan vragen wij iedereen opnieuw om akkoord."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class AgreeForm(forms.Form):
    """Agreeing to the agreements that stand above the form, in the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    agree = forms.BooleanField(
        label=gettext_lazy("Ik ga akkoord met de kringafspraken"),
        error_messages={"required": gettext_lazy("U kunt alleen meedoen als u akkoord gaat met de kringafspraken.")},
    )


class JoinForm(AgreeForm):
    """The same, with the questions of the circle before it."""

    def __init__(self, *args: Any, questions: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._questions = {f"answer_{number}": question for number, question in enumerate(questions)}
        for name, question in self._questions.items():
            widget = forms.Textarea(attrs={"rows": 4})
            self.fields[name] = forms.CharField(label=question, max_length=TEXT_LENGTH, widget=widget)
        self.order_fields([*self._questions, "version", "agree"])

    @property
    def answers(self) -> list[tuple[str, str]]:
        """Each question as it was asked, with what was said to it."""
        return [(question, self.cleaned_data[name]) for name, question in self._questions.items()]


class TextForm(forms.Form):
    """One text: an answer, a question, a reason."""

    text = forms.CharField(max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label


class DecisionForm(forms.Form):
    """What a facilitator says to a request; the buttons below it say what happens."""

    ACCEPT, DECLINE, ASK = "accept", "decline", "ask"

    text = forms.CharField(
        label=gettext_lazy("Uw vraag of toelichting"),
        required=False,
        max_length=LINE_LENGTH,
        help_text=gettext_lazy("Nodig als u iets vraagt. Bij afwijzen leest de aanvrager dit in de mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    action = forms.ChoiceField(choices=[(value, value) for value in (ACCEPT, DECLINE, ASK)], widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A question needs words."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("action") == self.ASK and not cleaned.get("text"):
            self.add_error("text", _("Schrijf hier uw vraag."))
        return cleaned


class InviteForm(forms.Form):
    """An invitation: for one address, or a link that several people can use."""

    email = forms.EmailField(
        label=gettext_lazy("E-mailadres"),
        required=False,
        help_text=gettext_lazy("Deze persoon krijgt een mail. Laat leeg voor een link die u zelf deelt."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Als"),
        choices=[(CircleRole.MEMBER.value, CircleRole.MEMBER.label), (CircleRole.GUEST.value, CircleRole.GUEST.label)],
        help_text=gettext_lazy("Een gast ziet alleen de bijeenkomsten en casussen waarvoor u die vraagt."),
    )
    max_uses = forms.IntegerField(label=gettext_lazy("Hoe vaak de link werkt"), min_value=1, max_value=50, initial=1)
    days = forms.IntegerField(label=gettext_lazy("Hoeveel dagen de link werkt"), min_value=1, max_value=90, initial=14)
    domain = forms.CharField(
        label=gettext_lazy("Alleen e-mailadressen van"),
        required=False,
        max_length=253,
        help_text=gettext_lazy("Bijvoorbeeld voorbeeldstad.nl. Laat leeg als het adres niet uitmaakt."),
    )

    def clean_domain(self) -> str:
        """A domain of one organisation, in small letters."""
        domain: str = self.cleaned_data["domain"].strip().lower()
        if domain:
            check_domain(domain)
        return domain

    def clean(self) -> dict[str, Any]:
        """An invitation for one address works once, and needs no domain."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("email") and (cleaned.get("max_uses", 1) != 1 or cleaned.get("domain")):
            self.add_error("email", _("Een uitnodiging voor één adres werkt één keer en kent geen domein."))
        return cleaned


class RoleForm(forms.Form):
    """The role of somebody inside."""

    role = forms.ChoiceField(label=gettext_lazy("Rol"), choices=CircleRole.choices)
