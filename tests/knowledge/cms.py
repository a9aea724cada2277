"""What an editor sends to the CMS: forms that are empty but for a name, and forms that are complete."""

from typing import Any

from django.urls import reverse
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import rich_text

from knowledge.models import MethodPage

# An empty list of rows, as the form of Wagtail sends it.
NO_ROWS = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}


def rows(name: str) -> dict[str, str]:
    return {f"{name}-{key}": value for key, value in NO_ROWS.items()}


def add_method(index: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=["knowledge", "methodpage", index.pk])


def add_item(kind: str, library: Page) -> str:
    """The form of a new "publicationpage" or "lessonpage"."""
    return reverse("wagtailadmin_pages:add", args=["knowledge", kind, library.pk])


def edit_page(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def snippet(model: str, name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_knowledge_{model}:{name}", args=args)


def empty_method(**changes: Any) -> dict[str, Any]:
    """A method with a title and nothing else."""
    texts = ("problem", "aim", "costs_text", "evidence_text", "risks", "first_steps")
    return {
        "title": "Nieuwe methode",
        "slug": "nieuwe-methode",
        **dict.fromkeys(texts, "null"),
        **{f"{name}-count": "0" for name in ("approach", "parts", "conditions", "moderators")},
        **{key: value for name in ("costs", "materials", "relations", "comments") for key, value in rows(name).items()},
    } | changes


def complete_method(labels: dict[str, list[Any]], **changes: Any) -> dict[str, Any]:
    """A method with everything that publishing asks for."""
    rich = rich_text("<p>Tekst.</p>")
    stream = {
        "approach-count": "1",
        "approach-0-deleted": "",
        "approach-0-order": "0",
        "approach-0-type": "step",
        "approach-0-id": "",
        "approach-0-value-title": "Bel rond",
        "approach-0-value-text": rich,
        "approach-0-value-takes": "1 dag",
        "conditions-count": "1",
        "conditions-0-deleted": "",
        "conditions-0-order": "0",
        "conditions-0-type": "condition",
        "conditions-0-id": "",
        "conditions-0-value-topic": "tijd",
        "conditions-0-value-text": "Genoeg tijd.",
    }
    texts = ("problem", "aim", "costs_text", "evidence_text", "risks", "first_steps")
    return (
        empty_method(**stream)
        | {
            "kind": "methode",
            "tagline": "Een zin.",
            "summary": "Kort.",
            "audience": "Ouders.",
            "duration": "1 dag",
            "steward": "De eigenaar.",
            **dict.fromkeys(texts, rich),
            **{name: [concept.pk for concept in concepts] for name, concepts in labels.items()},
        }
        | changes
    )


def empty_item(**changes: Any) -> dict[str, Any]:
    """A publication or a lesson with a title and nothing else."""
    lists = ("files", "relations", "method_links", "comments")
    return {
        "title": "Nog te schrijven",
        "slug": "nog-te-schrijven",
        "body": "null",
        **{key: value for name in lists for key, value in rows(name).items()},
    } | changes


def empty_record(method: MethodPage, **changes: Any) -> dict[str, Any]:
    """An evaluation or a use case of which the editor only knows the name and the method."""
    return {
        "title": "Nog uit te zoeken",
        "slug": "nog-uit-te-zoeken",
        "method": str(method.pk),
        "independent": "onbekend",
        **rows("outcomes"),
    } | changes


def shown(form: Any, name: str) -> str:
    """What stands in a field of the form that came back."""
    value = form[name].value()
    return str(value.source if isinstance(value, RichText) else value)
