"""The few things a component needs that a template cannot compute."""

from typing import Any

from django import template
from django.forms import BaseForm

from common.components import FOOTER, Link, NavigationItem, build_navigation, form_errors

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation_items(context: dict[str, Any]) -> tuple[NavigationItem, ...]:
    """The primary navigation, with the entry of the current page marked."""
    request = context.get("request")
    return build_navigation(request.path if request else "")


@register.simple_tag
def footer_links() -> tuple[Link, ...]:
    """The addresses at the foot of every page."""
    return FOOTER


@register.filter
def error_links(form: BaseForm) -> tuple[Link, ...]:
    """The errors of a form as links to its fields; nothing while the form is not sent."""
    return form_errors(form) if form.is_bound else ()
