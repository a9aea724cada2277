"""What the account pages and mails need that a template cannot compute."""

from typing import Any

from django import template

from accounts.devices import device_name
from accounts.navigation import account_navigation
from accounts.second_factor import BACK_TO_SESSION_KEY, Standing, standing_of
from common.components import NavigationItem

register = template.Library()
register.filter("device_name", device_name)


@register.simple_tag(takes_context=True)
def account_navigation_items(context: dict[str, Any]) -> tuple[NavigationItem, ...]:
    """The menu of the account pages, with the entry of the current page marked."""
    request = context.get("request")
    return account_navigation(request.path if request else "")


@register.simple_tag(takes_context=True)
def must_show_factor(context: dict[str, Any]) -> bool:
    """True while this session is held back until it shows the second factor."""
    return standing_of(context["request"]) is Standing.CHALLENGE


@register.simple_tag(takes_context=True)
def back_to_after_setup(context: dict[str, Any]) -> str:
    """Where somebody was going who had to set up a second factor first; empty for everybody else."""
    address: str = context["request"].session.get(BACK_TO_SESSION_KEY, "")
    return address
