"""The pages of an account, and the menu that leads from one to the other."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.components import NavigationItem
from common.my_page import my_pages

# Title, address, and what the addresses of pages that belong to the entry start with.
ACCOUNT_PAGES: tuple[tuple[str | Promise, str, tuple[str, ...]], ...] = (
    (_("Overzicht"), "/mijn/", ()),
    (_("Kalender"), "/mijn/kalender/", ("/mijn/kalender/",)),
    (_("Naam"), "/mijn/naam/", ()),
    (_("Profiel"), "/mijn/profiel/", ("/mijn/organisatie/",)),
    (_("E-mailadres"), "/account/email/", ("/account/confirm-email/",)),
    (_("Wachtwoord"), "/account/password/change/", ("/account/password/set/",)),
    (_("Tweestapscontrole"), "/account/2fa/", ("/account/2fa/",)),
    (_("Apparaten"), "/account/sessions/", ()),
    (_("Mijn gegevens"), "/mijn/privacy/", ("/mijn/privacy/",)),
)


def account_navigation(path: str) -> tuple[NavigationItem, ...]:
    """The menu as seen from `path`: the page itself is "page", a page that belongs to an entry "true"."""

    def current(url: str, below: tuple[str, ...]) -> str:
        if path == url:
            return "page"
        return "true" if below and path.startswith(below) else ""

    first, *others = ACCOUNT_PAGES
    pages = (first, *((page.title, page.url, (page.url,)) for page in my_pages()), *others)
    return tuple(NavigationItem(str(title), url, current(url, below)) for title, url, below in pages)
