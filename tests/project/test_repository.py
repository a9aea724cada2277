"""What may stand in the repository, and what may not."""

import gettext
import re
import shutil
import subprocess
from importlib.metadata import requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from config.env import BASE_DIR
from tests.project.repository import text_files, tracked_files
from tests.services.availability import unavailable

# This file names what it forbids.
HERE = str(Path(__file__).relative_to(BASE_DIR))

FORBIDDEN = {
    "a folder of one machine": r"/(root|home|work|Users)/[a-z]",
    "a temporary folder": r"/tmp/",  # noqa: S108
    "the host of a package registry": r"(files\.pythonhosted|pypi\.org/simple|registry\.npmjs|repo1?\.maven)",
    "the house style of the national government": r"Rijksoverheid(Sans|Serif|Text)|RijksSans|[Rr]ijkswapen",
    "a conflict that was not solved": r"^(<<<<<<<|>>>>>>>) ",
    "work that was not done": r"\b(TODO|FIXME|XXX)\b|[Ll]orem ipsum",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
}

# Compiled translations are there on purpose: a laptop need not have gettext. See below.
MADE = re.compile(r"(^|/)(uv\.lock|node_modules|var)(/|$)|\.(pyc|sqlite3|woff2?|ttf)$")
FOREIGN_ADDRESS = re.compile(r"""(?:https?:)?//(?!www\.w3\.org/)[a-z0-9.-]+\.[a-z]{2,}""")
INLINE = re.compile(
    r"""<script(?![^>]*\bsrc=)(?![^>]*type="application/(ld\+)?json")|<style\b|\sstyle=["']|\son[a-z]+=["']|javascript:"""
)

MOST_CSS_BYTES = 40_000
MOST_LINES = 400


def occurrences(pattern: re.Pattern[str], files: dict[str, str]) -> dict[str, str]:
    """The first match of `pattern` in each file that has one."""
    return {name: match.group() for name, text in files.items() if (match := pattern.search(text))}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_repository_does_not_hold(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what], re.MULTILINE)
    files = {name: text for name, text in text_files().items() if name != HERE}

    assert occurrences(pattern, files) == {}


def test_what_a_machine_makes_is_not_in_the_repository() -> None:
    names = [str(path.relative_to(BASE_DIR)) for path in tracked_files()]

    assert [name for name in names if MADE.search(name)] == []


def test_style_sheets_and_scripts_name_no_other_host() -> None:
    assert occurrences(FOREIGN_ADDRESS, text_files(".css", ".js")) == {}


def test_templates_hold_no_inline_style_or_script() -> None:
    assert occurrences(INLINE, text_files(".html")) == {}


def test_the_style_sheets_together_stay_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (BASE_DIR / "site/common/static").rglob("*.css")}

    assert sum(sizes.values()) < MOST_CSS_BYTES, sizes


def test_every_component_starts_with_its_contract() -> None:
    components = sorted((BASE_DIR / "templates/components").glob("*.html"))
    without = [path.name for path in components if not path.read_text().startswith("{% comment %}\n")]

    assert components
    assert without == []


def test_no_module_grows_too_long() -> None:
    modules = {name: text for name, text in text_files(".py").items() if not re.match(r"tests/|.*/migrations/", name)}
    lengths = {name: text.count("\n") for name, text in modules.items()}

    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_the_folder_site_is_no_package() -> None:
    # `site` is a module of the standard library; with an __init__.py ours would hide it.
    assert not (BASE_DIR / "site/__init__.py").exists()


def test_every_folder_of_tests_is_a_package() -> None:
    # Without an __init__.py tests/search would hide the app of that name.
    folders = {path.parent for path in tracked_files() if path.suffix == ".py" and BASE_DIR / "tests" in path.parents}

    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_compiled_translations_are_those_of_the_source(tmp_path: Path) -> None:
    if shutil.which("msgfmt") is None:
        unavailable("no gettext on this machine (Debian: apt-get install gettext)")
    sources = sorted((BASE_DIR / "site/config/locale").rglob("*.po"))
    assert sources
    for source in sources:
        compiled = tmp_path / "compiled.mo"
        subprocess.run(["msgfmt", "--check-format", "-o", compiled, source], check=True)
        assert translations(source.with_suffix(".mo")) == translations(compiled), source


def translations(compiled: Path) -> dict[str, str]:
    """The messages of a compiled file, without its header: that holds a date."""
    with compiled.open("rb") as stream:
        catalog = dict(gettext.GNUTranslations(stream)._catalog)  # type: ignore[attr-defined]
    catalog.pop("", None)
    return catalog


# --- Licence and metadata ---------------------------------------------------------------------------------------------


def test_the_licence_is_the_whole_eupl() -> None:
    text = (BASE_DIR / "LICENSE").read_text()
    articles = [int(number) for number in re.findall(r"^(\d+)\. [A-Z]", text, re.MULTILINE)]

    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text
    assert articles == list(range(1, 16))
    assert "Québec Free and Open-Source Licence" in text
    assert len(text.split()) == 2237


def test_the_version_is_the_same_everywhere() -> None:
    project = (BASE_DIR / "pyproject.toml").read_text()
    current = re.search(r'^version = "(.+)"$', project, re.MULTILINE)
    assert current is not None

    assert f"softwareVersion: {current[1]}\n" in (BASE_DIR / "publiccode.yml").read_text()
    assert f"\n## [{current[1]}]" in (BASE_DIR / "CHANGELOG.md").read_text()


# --- Dependencies -----------------------------------------------------------------------------------------------------


def locked_versions() -> dict[str, str]:
    """What requirements.lock pins, for the interpreter that runs now."""
    pinned = {}
    for line in (BASE_DIR / "requirements.lock").read_text().splitlines():
        if line.startswith(("#", " ")):
            continue
        requirement = Requirement(line.removesuffix("\\").strip())
        if requirement.marker is None or requirement.marker.evaluate():
            (specifier,) = requirement.specifier
            pinned[canonicalize_name(requirement.name)] = specifier.version
    return pinned


def needed_packages() -> set[str]:
    """What the project depends on, with what that depends on in turn."""
    project = (BASE_DIR / "pyproject.toml").read_text()
    block = re.search(r"^dependencies = \[\n(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    assert block is not None
    waiting = [Requirement(text) for text in re.findall(r'^    "(.+)",$', block[1], re.MULTILINE)]
    needed: set[str] = set()
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        key = (name, frozenset(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        needed.add(name)
        for text in requires(name) or []:
            following = Requirement(text)
            extras = requirement.extras or {""}
            if following.marker is None or any(following.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(following)
    return needed


def test_the_lock_names_every_dependency_with_the_version_that_is_installed() -> None:
    installed = {name: version(name) for name in needed_packages()}

    assert locked_versions() == installed


def test_the_lock_has_a_hash_for_everything_and_an_address_for_nothing() -> None:
    text = (BASE_DIR / "requirements.lock").read_text()
    pins = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)

    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert "//" not in text
    assert "--index" not in text
