"""Examples of every component, and what the tests of components read a page with."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from common.charts import Bar, bar_chart
from common.components import (
    CardItem,
    Chip,
    Column,
    FacetGroup,
    FacetOption,
    Fact,
    Link,
    Mark,
    OrderLink,
    Pager,
    Tab,
    ThreadNode,
    TimelineItem,
    build_pager,
    build_table,
)

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "site/common/static/common"


class RegistrationForm(forms.Form):
    name = forms.CharField(label="Naam")
    email = forms.EmailField(label="E-mailadres", help_text="Wij sturen de bevestiging hierheen.")
    organisation = forms.CharField(label="Organisatie", required=False)
    attendance = forms.ChoiceField(label="Hoe doet u mee?", choices=[("a", "Op locatie")], widget=forms.RadioSelect)
    sessions = forms.MultipleChoiceField(
        label="Sessies",
        required=False,
        help_text="U kunt later wisselen.",
        choices=[("1", "Ronde 1")],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="Ik ga akkoord met de kringafspraken.")
    version = forms.CharField(widget=forms.HiddenInput, required=False)


def facet(count: int, selected: int | None = None) -> FacetGroup:
    options = tuple(FacetOption(str(i), f"Keuze {i}", i, i == selected) for i in range(count))
    return FacetGroup("doelgroep", "Doelgroep", options)


def pager(number: int = 5, pages: int = 12) -> Pager:
    return build_pager(number=number, pages=pages, total=240, url_for=lambda page: f"?pagina={page}")


MARKS = (
    Mark("stage", "Fase", "Geëvalueerd", "neutral"),
    Mark("recognition", "Erkenning", "Onbekend", "unknown"),
    Mark("measured", "Wat is gemeten", "Gedrag", "neutral"),
    Mark("direction", "Richting", "Geen effect", "none"),
)
CARD = CardItem(
    "method",
    "Methode",
    "Rots & Water",
    "/methoden/rots/",
    mark_safe("Over <mark>rust</mark>."),
    MARKS,
    ("Zwolle",),
    True,
    "Uitgelicht",
    Link("Gevonden op pagina 7 van “Handleiding” (download)", "/documenten/1/"),
)
NODES = (
    ThreadNode("goal", "Doel", "/agenda/", 1, False, (Link("Doel 2", "/agenda/2/"),)),
    ThreadNode("method", "Methode", "/methoden/", None, True, ()),
    ThreadNode("evaluation", "Evaluatie", "/evaluaties/", 0, False, ()),
)
TABLE = build_table(
    "Geld per doel",
    (Column("Doel"), Column("2026", numeric=True)),
    ((Link("Doel 1", "/agenda/1/"), "1.400"), ("Doel 2", "815")),
)
FORM = RegistrationForm()

EXAMPLES: dict[str, dict[str, Any]] = {
    "accordion": {"title": "Vraag", "body": "Antwoord"},
    "breadcrumb": {"links": (Link("Home", "/"),), "current": "Methoden"},
    "button": {"label": "Versturen"},
    "card": {"item": CARD},
    "card_list": {"cards": (CARD,), "orders": (OrderLink("Titel", "?", True), OrderLink("Nieuwste", "?n", False))},
    "chart": {"chart": bar_chart((Bar("Doel 1", 3, "3 methoden"),)), "id": "c", "title": "Methoden", "table": TABLE},
    "contents": {"links": (Link("Werkt het?", "#bewijs"),)},
    "error_summary": {"errors": (Link("Vul uw naam in", "#id_name"), Link("De ronde is vol", ""))},
    "evidence_mark": {"mark": MARKS[0]},
    "evidence_marks": {"marks": MARKS},
    "example_mark": {},
    "example_notice": {},
    "facet_group": {"group": facet(3)},
    "facet_option": {"name": "fase", "option": FacetOption("getest", "Getest", 4, True)},
    "filter_chips": {"chips": (Chip("Jongeren", "?x"),), "clear_url": "?"},
    "filters": {"groups": (facet(3), facet(12, 0)), "chosen": 1, "keep": (("q", "rust"),)},
    "form": {"form": FORM},
    "form_field": {"field": FORM["name"]},
    "form_field_error": {"field": RegistrationForm({})["name"]},
    "form_field_hint": {"field": FORM["email"]},
    "form_field_label": {"field": FORM["organisation"]},
    "key_facts": {
        "facts": (
            Fact("Duur", "12 weken"),
            Fact("Eigenaar", "Instituut", "/over/"),
            Fact("Kosten", "€ 5", part="#bewijs"),
        )
    },
    "kind_mark": {"kind": "method", "label": "Methode"},
    "navigation": {},
    "notice": {"text": "Bewaard."},
    "page_bottom": {},
    "page_header": {
        "title": "Rots & Water",
        "kind": "method",
        "kind_label": "Methode",
        "marks": MARKS,
        "example": True,
    },
    "page_top": {},
    "pagination": {"pager": pager()},
    "search_bar": {"id": "zoek", "query": "rust"},
    "skip_link": {},
    "status_badge": {"label": "Bevestigd", "tone": "success"},
    "table": {"table": TABLE},
    "tabs": {
        "label": "Soort",
        "tabs": (
            Tab("", "Alles", 3, "?q=rust", current=True),
            Tab("method", "Methoden", 2, "?soort=method", False),
            Tab("les", "Lessen", None, "?x", False),
        ),
    },
    "tag": {"label": "Jongeren"},
    "tag_links": {"id": "themas", "title": "Waar gaat het over?", "links": (Link("Polarisatie (3)", "/methoden/"),)},
    "thread": {"nodes": NODES},
    "thread_nodes": {"nodes": NODES},
    "timeline": {"items": (TimelineItem("Juni 2027", "Voortgang", "", "future"),)},
}


def render(name: str, /, **context: Any) -> str:
    """The component as a page shows it, with the white space between words made even."""
    return " ".join(render_to_string(f"components/{name}.html", context).split())


class Page(HTMLParser):
    """The ids of a page, what refers to them, and its headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.references: list[str] = []
        self.headings: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key == "id":
                self.ids.append(value or "")
            elif key in {"for", "aria-labelledby", "aria-describedby"}:
                self.references += (value or "").split()
            elif key == "href" and (value or "").startswith("#"):
                self.references.append((value or "")[1:])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
