"""Documents that do not rot: links lead somewhere, and every decision is listed."""

import re

import pytest

from config.env import BASE_DIR
from tests.project.repository import text_files

LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]+)")
DECISIONS = BASE_DIR / "docs/decisions"


def decisions() -> dict[str, str]:
    """The first line of every decision, by the name of its file."""
    return {path.name: path.read_text().splitlines()[0] for path in sorted(DECISIONS.glob("[0-9]*.md"))}


def test_links_lead_to_files_that_exist() -> None:
    links = [(name, link) for name, text in text_files(".md").items() for link in LINK.findall(text)]

    assert links
    assert [(name, link) for name, link in links if not ((BASE_DIR / name).parent / link).exists()] == []


def test_every_decision_is_listed_under_its_number_and_title() -> None:
    listed = re.findall(r"^- \[(\d+\. .+)\]\((.+)\)$", (DECISIONS / "README.md").read_text(), re.MULTILINE)

    assert listed == [(title.removeprefix("# "), name) for name, title in decisions().items()]
    assert [int(name[:4]) for _, name in listed] == [int(title.split(".")[0]) for title, _ in listed]


@pytest.mark.parametrize("name", decisions())
def test_a_decision_has_its_four_parts(name: str) -> None:
    text = (DECISIONS / name).read_text()

    assert re.findall(r"^\*\*([A-Z][a-z]+)", text, re.MULTILINE) == ["Context", "Decision", "Alternatives", "Revisit"]


def test_the_readme_starts_with_the_one_command() -> None:
    first_screen = (BASE_DIR / "README.md").read_text().splitlines()[:25]

    assert "pip install uv && uv run manage.py demo" in first_screen
