"""The site itself: its address and its home page."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

from agenda.models import HomePage
from agenda.services.loading import Values, place_page

_PORTS = {"http": 80, "https": 443}


def place_home(values: Values, *, fresh: bool) -> HomePage:
    """Publish the home page, point the site at it, and remove Wagtail's welcome page."""
    home = place_page(HomePage, Page.get_first_root_node(), key="home", values=values, fresh=fresh)
    _point_site_at(home)
    _remove_welcome_page()
    return home


def _point_site_at(home: HomePage) -> None:
    """Give the default site the address of SITE_URL; sites that were added in the CMS stay."""
    address = urlsplit(settings.SITE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname = address.hostname or "localhost"
    site.port = address.port or _PORTS[address.scheme]
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.root_page = home
    site.save()


def _remove_welcome_page() -> None:
    """Wagtail's own migrations make a plain page that says it works; nobody else makes pages without a type."""
    welcome = Page.objects.filter(depth=2, slug="home").first()
    if welcome is not None and welcome.specific_class is Page and welcome.is_leaf():
        welcome.delete()
