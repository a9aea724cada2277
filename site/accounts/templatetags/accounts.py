"""What the account pages and mails need that a template cannot compute."""

from typing import Any

from django import template

from accounts.devices import device_name
from accounts.navigation import account_navigation
from common.components import NavigationItem

register = template.Library()
register.filter("device_name", device_name)


@register.simple_tag(takes_context=True)
def account_navigation_items(context: dict[str, Any]) -> tuple[NavigationItem, ...]:
    """The menu of the account pages, with the entry of the current page marked."""
    request = context.get("request")
    return account_navigation(request.path if request else "")
