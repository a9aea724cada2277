"""Rich text on its way to a page."""

from django import template
from django.utils.safestring import SafeString

from common import html

register = template.Library()


@register.filter
def clean_html(source: str) -> SafeString:
    """`common.html.clean_html` for templates."""
    return html.clean_html(source)
