"""Plain text as the HTML of rich text fields, for content that comes from files."""

from collections.abc import Iterable, Mapping

from django.utils.html import escape


def paragraphs(parts: Iterable[str | list[str] | Mapping[str, str]]) -> str:
    """Paragraphs as rich text; a list within them becomes a numbered list, a mapping holds a "heading"."""
    html = []
    for part in parts:
        if isinstance(part, str):
            html.append(f"<p>{escape(part)}</p>")
        elif isinstance(part, Mapping):
            html.append(f"<h2>{escape(part['heading'])}</h2>")
        else:
            html.append("<ol>" + "".join(f"<li>{escape(item)}</li>" for item in part) + "</ol>")
    return "".join(html)
