"""The style sheets keep their promises: small, legible, nothing unused."""

import re

import pytest

from tests.common.gallery import STATIC, TEMPLATES

TOKENS = (STATIC / "tokens.css").read_text()
SITE = (STATIC / "site.css").read_text()
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
    for name in ("tokens.css", "site.css", "combobox.js"):
        assert not re.search(r"@import|@font-face|//[a-z]+\.|data:", (STATIC / name).read_text())


def test_every_token_is_defined_and_used() -> None:
    defined = set(re.findall(r"(--[\w-]+):", TOKENS + SITE))
    used = set(re.findall(r"var\((--[\w-]+)", TOKENS + SITE))
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


def test_every_class_of_a_template_has_a_style() -> None:
    styled = set(re.findall(r"\.(kp-[\w-]+)", SITE))
    # Names that only mark what something is: styled through their block, or by the value that follows.
    named = {"kp-card--", "kp-thread__node--"}
    for path in [*TEMPLATES.glob("*.html"), *(TEMPLATES / "components").glob("*.html")]:
        source = path.read_text().partition("{% endcomment %}")[2] or path.read_text()
        for name in re.findall(r"\bkp-[a-z_-]+", source):
            assert name in styled | named or any(style.startswith(name) and name.endswith("--") for style in styled), (
                f"{path.name}: {name}"
            )
