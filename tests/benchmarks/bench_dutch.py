"""How fast the language rules are: `uv run python -m tests.benchmarks.bench_dutch`."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from search.dutch.compounds import split
from search.dutch.lexicon import lexicon
from search.dutch.spelling import Speller
from search.dutch.tokens import index_fields

HOSTILE = ("wijk" * 250_000, "a-" * 250_000, "'" * 500_000, "wijk buurt " * 50_000)
MISTAKES = ("radicalisrnig", "maatschapelijkk", "weerbaarhiedd", "coordinatoorr", "xxxxxxxxxx")


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def main() -> None:
    """Print the figures; ratios come first, because they say something on every machine."""
    index_fields("wijkteamaanpak in de buurt")  # Loads the word list, which is not what is measured.
    small, large = (
        seconds(lambda size=size: index_fields("wijkteamaanpak in de buurt " * size)) for size in (10_000, 100_000)
    )
    print(f"ten times the text takes {large / small:.1f} times as long")
    speller = Speller(dict.fromkeys(list(lexicon().forms)[:100_000], 1))
    for typed in MISTAKES:
        print(f"correction of {typed}: {seconds(lambda typed=typed: speller.correct(typed)) * 1000:.1f} ms")
    for text in HOSTILE:
        print(f"a million characters of {text[:5]!r}: {seconds(lambda text=text: index_fields(text)):.2f} s")
    print(f"400 hostile words: {seconds(lambda: [split('wijk' * size) for size in range(400)]):.2f} s")


if __name__ == "__main__":
    main()
