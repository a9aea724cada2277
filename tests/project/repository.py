"""The files of the repository, as git knows them."""

import subprocess
from functools import cache
from pathlib import Path

from config.env import BASE_DIR
from tests.services.availability import unavailable

BINARY = {".png", ".jpg", ".ico", ".pdf", ".docx", ".odt", ".pptx", ".xlsx", ".webp", ".mo"}


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, in the repository."""
    if not (BASE_DIR / ".git").exists():
        unavailable("no git repository here: this test reads the list of its files")
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    names = [name for name in listing.stdout.split("\0") if name]
    return tuple(path for name in sorted(names) if (path := BASE_DIR / name).is_file())


def text_files(*suffixes: str) -> dict[str, str]:
    """The text of every file with one of these endings, or of all that hold text, by its path."""
    return {
        str(path.relative_to(BASE_DIR)): path.read_text()
        for path in tracked_files()
        if (path.suffix in suffixes if suffixes else path.suffix not in BINARY)
    }
