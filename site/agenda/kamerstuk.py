"""References to official publications: Kamerstukken of the Tweede Kamer, and the Staatscourant.

A Kamerstuk is numbered within a dossier: "30 821, nr. 114". A chapter of the budget carries a Roman numeral or a
letter: "36 200-XV, nr. 96". Official publications are addressed by the same number, in another order.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_LENGTH = 200
PUBLICATIONS = "https://zoek.officielebekendmakingen.nl"

DOSSIERS = range(10_000, 100_000)
NUMBERS = range(1, 10_000)
# Sessions before this one were published on paper, with addresses of another form.
SESSIONS = range(1995, 2100)

_ROMAN_TENS = ("", "X", "XX")
_ROMAN_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
# Chapters of the national budget, and the letters of the funds that come after them.
CHAPTERS = frozenset(tens + units for tens in _ROMAN_TENS for units in _ROMAN_UNITS) - {""} | frozenset("ABCDEFGHJ")

_DOSSIER = r"(?P<dossier>[0-9]{2} ?[0-9]{3})(?: ?-? ?(?P<chapter>[A-Z]{1,6}))?"
_NUMBER = r"(?: ?, ?(?:nr\.? ?)?| nr\.? ?)(?P<number>[0-9]{1,6})"
_FLAGS = re.IGNORECASE | re.ASCII
_CITATION = re.compile(
    r"(?:kamerstuk(?:ken)? ?(?P<chamber>II?)?(?: ?(?P<session>[0-9]{4}[/-][0-9]{2,4}),?)? ?)?" + _DOSSIER + _NUMBER,
    _FLAGS,
)
_CODE = re.compile(
    r"(?:https?://zoek\.officielebekendmakingen\.nl/)?"
    r"kst-(?P<dossier>[0-9]{5})(?:-(?P<chapter>[A-Z]{1,6}))?-(?P<number>[0-9]{1,6})(?:\.html)?",
    _FLAGS,
)
_GAZETTE = re.compile(
    r"(?:https?://zoek\.officielebekendmakingen\.nl/)?"
    r"(?:stcrt\.?|staatscourant)[ -]?(?P<year>[0-9]{4})(?: ?, ?(?:nr\.? ?)?|-)(?P<number>[0-9]{1,6})(?:\.html)?",
    _FLAGS,
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


@dataclass(frozen=True)
class Kamerstuk:
    """A document of the Tweede Kamer: a number within a dossier, perhaps with the first year of the session."""

    dossier: int
    number: int
    chapter: str = ""
    session: int | None = None

    def __post_init__(self) -> None:
        """Refuse a reference that cannot exist. Raises ValidationError with a message in Dutch."""
        if self.dossier not in DOSSIERS:
            raise ValidationError(_("Een dossiernummer heeft vijf cijfers, bijvoorbeeld 30 821."))
        if self.chapter and self.chapter not in CHAPTERS:
            raise ValidationError(
                _("%(chapter)s is geen begrotingshoofdstuk. Gebruik een Romeins cijfer, bijvoorbeeld 36 200-XV.")
                % {"chapter": self.chapter}
            )
        if self.number not in NUMBERS:
            raise ValidationError(_("Het nummer na nr. ligt tussen 1 en 9999."))
        if self.session is not None and self.session not in SESSIONS:
            raise ValidationError(_("Dit vergaderjaar kennen we niet. Schrijf het als 2019/20."))

    def __str__(self) -> str:
        """The number as it is cited, the session included when it is known."""
        if self.session is None:
            return self.short
        return f"Kamerstukken II {self.session}/{(self.session + 1) % 100:02}, {self.short}"

    @property
    def short(self) -> str:
        """The number without the session: "36 200-XV, nr. 96"."""
        return f"{self.dossier_label}, nr. {self.number}"

    @property
    def dossier_label(self) -> str:
        """The number of the dossier with its chapter: "36 200-XV"."""
        thousands, rest = divmod(self.dossier, 1000)
        return f"{thousands} {rest:03}" + (f"-{self.chapter}" if self.chapter else "")

    @property
    def code(self) -> str:
        """The identifier of the official publication: "kst-36200-XV-96"."""
        return "-".join(["kst", str(self.dossier), *filter(None, [self.chapter]), str(self.number)])

    @property
    def url(self) -> str:
        """The address of the official publication."""
        return f"{PUBLICATIONS}/{self.code}.html"

    @classmethod
    def parse(cls, text: str) -> "Kamerstuk":
        """Read a reference in any of its usual forms, or the address of the publication.

        Raises ValidationError with a message in Dutch that says what is wrong, and nothing else.
        """
        line = _one_line(text)
        match = _CITATION.fullmatch(line) or _CODE.fullmatch(line)
        if match is None:
            raise ValidationError(_explain(line))
        parts = match.groupdict()
        if (parts.get("chamber") or "").upper() == "I":
            raise ValidationError(_("Dit is een stuk van de Eerste Kamer. Hier passen alleen Kamerstukken II."))
        return cls(
            dossier=int(parts["dossier"].replace(" ", "")),
            number=int(parts["number"]),
            chapter=(parts["chapter"] or "").upper(),
            session=_session(parts.get("session")),
        )


@dataclass(frozen=True)
class Staatscourant:
    """A publication in the Staatscourant: a number within a year."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse a reference that cannot exist. Raises ValidationError with a message in Dutch."""
        if self.year not in SESSIONS:
            raise ValidationError(_("Dit jaar kennen we niet. Schrijf het als Stcrt. 2023, 17605."))
        if not 1 <= self.number <= 999_999:
            raise ValidationError(_("Het nummer van de Staatscourant ligt tussen 1 en 999999."))

    def __str__(self) -> str:
        return f"Stcrt. {self.year}, {self.number}"

    @property
    def code(self) -> str:
        """The identifier of the official publication: "stcrt-2023-17605"."""
        return f"stcrt-{self.year}-{self.number}"

    @property
    def url(self) -> str:
        """The address of the official publication."""
        return f"{PUBLICATIONS}/{self.code}.html"

    @classmethod
    def parse(cls, text: str) -> "Staatscourant":
        """Read a reference in any of its usual forms, or the address of the publication.

        Raises ValidationError with a message in Dutch, and nothing else.
        """
        match = _GAZETTE.fullmatch(_one_line(text))
        if match is None:
            raise ValidationError(_("Schrijf de Staatscourant als Stcrt. 2023, 17605."))
        return cls(year=int(match["year"]), number=int(match["number"]))


def _one_line(text: str) -> str:
    """Plain hyphens and single spaces: text that was copied from a letter often has other ones."""
    if len(text) > MAX_LENGTH:
        raise ValidationError(_("Dit is te lang voor een verwijzing. Plak alleen het nummer."))
    return " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())


def _session(text: str | None) -> int | None:
    """The first year of a session that is written as 2019/20, 2019-20 or 2019-2020."""
    if text is None:
        return None
    first, second = re.split(r"[/-]", text)
    expected = int(first) + 1
    if second not in {str(expected), f"{expected % 100:02}"}:
        raise ValidationError(_("Een vergaderjaar loopt van een jaar naar het volgende, bijvoorbeeld 2019/20."))
    return int(first)


def _explain(line: str) -> str:
    """Say what is probably wrong with a reference that cannot be read."""
    if not line:
        return _("Vul een Kamerstuk in, bijvoorbeeld 30 821, nr. 114.")
    if _GAZETTE.fullmatch(line):
        return _("Dit is een Staatscourant, geen Kamerstuk. Noem die als bron.")
    if re.search(r"[0-9] ?(?:;|en|&) ?[0-9]", line):
        return _("Dit lijken meer nummers. Geef elk dossier een eigen regel.")
    if re.fullmatch(rf"(?:kamerstuk(?:ken)?.*? )?{_DOSSIER}", line, _FLAGS):
        return _("Het nummer na het dossier ontbreekt. Schrijf bijvoorbeeld 30 821, nr. 114.")
    return _("Dit is geen nummer van een Kamerstuk. Schrijf het als 30 821, nr. 114 of 36 200-XV, nr. 96.")
