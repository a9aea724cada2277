"""What every template may use without a query."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse


def site(request: HttpRequest) -> dict[str, Any]:
    """The site's name and address, its theme, where suggestions come from, and on a laptop where its mail is read."""
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_url": settings.SITE_URL,
        "search_suggest_url": reverse("search:suggestions"),
        "theme_css_url": static(settings.THEME_CSS) if settings.THEME_CSS else "",
        "demo_mail_url": reverse("demo_mail") if settings.DEMO_ALLOWED else "",
    }
