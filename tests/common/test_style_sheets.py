"""The style sheets keep their promises: small, legible, nothing unused."""

import re
from pathlib import Path

import pytest

from tests.common.gallery import STATIC, TEMPLATES

TOKENS = (STATIC / "tokens.css").read_text()
SITE = (STATIC / "site.css").read_text()
WORK = (STATIC / "work.css").read_text()
PAPERS = ("--basis-color-default-bg-document", "--basis-color-default-bg-default", "--basis-color-default-bg-subtle")


def colours(name: str) -> tuple[str, str]:
    """The light and the dark value of a token."""
    value = re.search(rf"^\s*{name}: (.*);$", TOKENS, re.MULTILINE)
    assert value, name
    pair = re.findall(r"#[0-9a-f]{3,6}", value[1])
    return (pair[0], pair[-1])


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""

    def luminance(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
        channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_style_sheets_are_small_and_ask_nobody_else() -> None:
    assert len(TOKENS.encode()) + len(SITE.encode()) < 40_000
    assert len(WORK.encode()) < 12_000
    for name in ("tokens.css", "site.css", "work.css", "combobox.js"):
        assert not re.search(r"@import|@font-face|//[a-z]+\.|data:", (STATIC / name).read_text())


def test_every_token_is_defined_and_used() -> None:
    defined = set(re.findall(r"(--[\w-]+):", TOKENS + SITE + WORK))
    used = set(re.findall(r"var\((--[\w-]+)", TOKENS + SITE + WORK))
    assert used <= defined
    assert set(re.findall(r"^\s*(--[\w-]+):", TOKENS, re.MULTILINE)) <= used


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("--basis-color-default-color-document", 7.0),
        ("--basis-color-default-color-subtle", 4.5),
        ("--basis-color-accent-1-color-default", 4.5),
        ("--basis-color-info-color-default", 4.5),
        ("--basis-color-positive-color-default", 4.5),
        ("--basis-color-warning-color-default", 4.5),
        ("--basis-color-negative-color-default", 4.5),
        ("--basis-color-default-border-default", 3.0),
        ("--basis-focus-outline-color", 3.0),
        *((name, 3.0) for name in re.findall(r"--kp-color-[\w-]+(?=:)", TOKENS)),
    ],
)
def test_colour_stands_out_on_every_paper(name: str, least: float, theme: int) -> None:
    for paper in PAPERS:
        assert contrast(colours(name)[theme], colours(paper)[theme]) >= least, paper


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("state", ["default", "hover"])
def test_text_on_the_primary_button_can_be_read(state: str, theme: int) -> None:
    background = colours(f"--basis-color-action-1-inverse-bg-{state}")[theme]
    assert contrast(background, colours("--basis-color-action-1-inverse-color-default")[theme]) >= 4.5


def classes(sheet: str) -> set[str]:
    return set(re.findall(r"\.(kp-[\w-]+)", sheet))


def without_contract(path: Path) -> str:
    """A template without the comment that says what it takes."""
    source = path.read_text()
    return source.partition("{% endcomment %}")[2] or source


def test_every_class_of_a_template_has_a_style() -> None:
    styled = classes(SITE + WORK)
    # Names that only mark what something is: styled through their block, or by the value that follows.
    named = {"kp-card--", "kp-thread__node--"}
    for path in [*TEMPLATES.glob("*.html"), *(TEMPLATES / "components").glob("*.html")]:
        for name in re.findall(r"\bkp-[a-z_-]+", without_contract(path)):
            assert name in styled | named or any(style.startswith(name) and name.endswith("--") for style in styled), (
                f"{path.name}: {name}"
            )


def what_it_shows(path: Path) -> set[str]:
    """The classes of a template and of all that it includes by name."""
    source = without_contract(path)
    found = set(re.findall(r"\bkp-[\w-]+", source.replace('variant="danger"', "kp-button--danger")))
    included = (TEMPLATES / name for name in re.findall(r'{% include "([^"]+)"', source))
    return found.union(*(what_it_shows(part) for part in included if part != path))


def ancestors(path: Path) -> set[str]:
    """The templates of this site that a template extends."""
    parent = re.match(r'{% extends "([^"]+)" %}', path.read_text())
    if not parent or not (TEMPLATES / parent[1]).exists():
        return set()
    return {parent[1], *ancestors(TEMPLATES / parent[1])}


def test_a_page_loads_the_style_sheet_of_what_it_shows() -> None:
    """A form or a room on a page of base.html alone would have no style. The elements of allauth are in its layout."""
    own = classes(WORK) - classes(SITE)
    pages = {path: ancestors(path) for path in TEMPLATES.rglob("*.html")}
    with_form = {path for path, above in pages.items() if "base.html" in above and what_it_shows(path) & own}
    assert {path for path in with_form if "work.html" not in pages[path]} == set()
    assert {TEMPLATES / "accounts/my_profile.html", TEMPLATES / "search/saved/list.html"} <= with_form
