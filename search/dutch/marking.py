"""Which words of a text a query may mean, written down when the text is indexed: marking then analyses nothing.

Every different run of letters has one line: its words behind "=", its stems, and the run as it stands (left out when
that is its only word). Everything that can be looked for has a space before it.
"""

from collections.abc import Iterable, Mapping


def line(run: str, words: Iterable[str], stems: Iterable[str]) -> str:
    """The line of a run, with its folded words and all stems that are indexed for it."""
    known = tuple(words)
    if not known:
        return ""
    tokens = " ".join(dict.fromkeys([*(f"={word}" for word in known), *stems]))
    return f" {tokens} \t{'' if known == (run,) else run}\n"


def stem_needle(stem: str) -> str:
    """What finds the runs with a stem."""
    return f" {stem} "


def word_needle(word: str) -> str:
    """What finds the runs in which a folded word stands."""
    return f" ={word} "


def beginning_needle(beginning: str) -> str:
    """What finds the runs with a folded word that begins so."""
    return f" ={beginning}"


def find_runs(lines: str, needles: Mapping[str, str]) -> dict[str, str]:
    """The runs that a needle finds, each with what the first of those needles stands for."""
    found: dict[str, str] = {}
    for needle, meaning in needles.items():
        at = lines.find(needle)
        while at >= 0:
            end = lines.index("\n", at)
            run = lines[lines.index("\t", at) + 1 : end] or _only_word(lines, at)
            found.setdefault(run, meaning)
            at = lines.find(needle, end)
    return found


def _only_word(lines: str, at: int) -> str:
    start = lines.rfind("\n", 0, at) + len("\n =")
    return lines[start : lines.index(" ", start)]
