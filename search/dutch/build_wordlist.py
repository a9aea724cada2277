"""Make `data/words.tsv` from the Dutch dictionary of OpenTaal, as Debian ships it in `hunspell-nl` and `wdutch`.

    apt-get download hunspell-nl wdutch, unpack both into FOLDER with dpkg-deb -x, then
    uv run python -m search.dutch.build_wordlist FOLDER

A word is kept when it is no compound of other words here. What is a compound is decided as `compounds` decides it at
run time, shortest words first, so that the two can never disagree. How often a word occurs as a part of the compounds
of the dictionary stands for how good a part it is: no text, and no test set, is counted.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log2
from pathlib import Path

from search.dutch import inflection
from search.dutch.compounds import Splitter
from search.dutch.folding import fold
from search.dutch.lexicon import (
    DATA,
    Entry,
    Lexicon,
    adjectives,
    hand_written,
    irregular,
    nouns,
    read_affixes,
    surfaces,
    verbs,
)
from search.dutch.stemming import closed

_NOUN = {"Za": "s", "Zb": "b", "Zc": "s", "Zd": "d", "Ze": "e", "Zf": "f", "Zg": "g", "Zh": "h", "Zi": "n", "Zj": "n"}
_LATIN = {"Zu": "u", "Zx": "u"}
_ADJECTIVE = {"Aa": "b", "Al": "f", "Am": "g", "An": "e", "Ar": "h"}
# The dictionary gives no plural to abstract nouns; these endings show that a bare word is one.
_NOUN_ENDINGS = ("schap", "heid", "ing", "atie", "iteit", "isme", "ment", "logie")
# Nouns with these endings have a plural in -s.
_BEFORE_S = ("er", "el", "en", "em", "ie", "or", "eur", "um", "ing", "aar", "ow", "et", "age")
_DEGREES = {"Ab", "Ao", "Aq", "As"}
_LINKS = ("", "s", "e", "en", "er", "n")
# A word may be a part from this length; shorter ones are listed.
_MIN_COMPOUND = 7


@dataclass
class Source:
    """The dictionary: flags of every word, and every form that the word list knows."""

    flags: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    known: set[str] = field(default_factory=set)


def read(folder: Path) -> Source:
    """Read the unpacked packages; capitals, digits and forbidden words are left out."""
    source = Source()
    lines = (folder / "usr/share/hunspell/nl.dic").read_text(encoding="utf-8").splitlines()[1:]
    for line in lines:
        word, _, flags = line.split("\t")[0].partition("/")
        marks = {flags[at : at + 2] for at in range(0, len(flags), 2)}
        if word == word.lower() and _is_word(word) and not marks & {"Fw", "PN"}:
            source.flags[fold(word)] |= marks
    for word in (folder / "usr/share/dict/dutch").read_text(encoding="utf-8").split():
        if word == word.lower() and _is_word(word):
            source.known.add(fold(word))
    return source


def _is_word(word: str) -> bool:
    folded = fold(word)
    return len(folded) > 1 and folded.isascii() and folded.isalpha() and "-" not in word


def entries(source: Source) -> dict[str, Entry]:
    """What every word of the dictionary is, and how it is inflected; the counts still empty."""
    found = {word: _nominal(word, flags, source.known) for word, flags in source.flags.items()}
    for word in [word for word, flags in source.flags.items() if "Vi" in flags and word.endswith("n")]:
        stem, way = _verb_stem(word, source.known)
        if stem:
            past = "t" if stem + "te" in source.known else "d" if stem + "de" in source.known else "-"
            entry = found.get(stem, Entry(stem))
            found[stem] = Entry(stem, entry.noun, entry.adjective, way + past)
    for word in sorted(hand_written("lexicalised.txt")):
        if not found.get(word, Entry(word)).is_known:
            found[word] = Entry(word, "-")
    return {word: entry for word, entry in found.items() if entry.is_known}


def _nominal(word: str, flags: set[str], known: set[str]) -> Entry:
    noun = {_NOUN[flag] for flag in flags & _NOUN.keys()}
    noun |= {_LATIN[flag] for flag in flags & _LATIN.keys() if word.endswith("um")}
    noun = {way for way in noun if inflection.plural(word, way) in known}
    if _is_short(word) and noun and inflection.plural(word, "e") in known:
        # The dictionary gives "zak" the plural "zaken" beside "zakken".
        noun = {"e", *(noun - {"b", "f", "h"})}
    if not noun and (any(flag[0] in "ZYXC" for flag in flags) or (not flags and word.endswith(_NOUN_ENDINGS))):
        noun = {_regular_plural(word, known)}
    adjective = {_ADJECTIVE[flag] for flag in flags & _ADJECTIVE.keys()}
    if adjective and flags & _DEGREES:
        adjective.add("c")
    return Entry(word, "".join(sorted(noun)), "".join(sorted(adjective, key="bfgehc".index)))


def _is_short(word: str) -> bool:
    """Whether the last consonant doubles in the plural: one vowel between consonants."""
    return len(word) > 2 and word[-2] in "aeiou" and word[-3] not in "aeiou" and word[-1] not in "aeiouyjwx"


def _regular_plural(word: str, known: set[str]) -> str:
    """The way to the plural of a noun that is listed without one; "-" when it has none."""
    ways = "s" if word.endswith(("e", "el", "er", "ie", "or")) else ""
    if inflection.shortened(word) != word:
        ways += "f"
    elif _is_short(word):
        ways += "e"
    elif not word.endswith("en"):
        ways += "hb"
    return next((way for way in ways if inflection.plural(word, way) in known), "-")


def _verb_stem(infinitive: str, known: set[str]) -> tuple[str, str]:
    """The stem of a verb and the way to its infinitive."""
    base = infinitive[:-2] if infinitive.endswith("en") else ""
    hard = base[:-1] + {"v": "f", "z": "s"}.get(base[-1:], base[-1:])
    long = hard[:-1] + hard[-2:-1] + hard[-1:] if hard[-2:-1] in inflection.VOWELS else ""
    for stem, way in ((long, "f"), (base[:-1], "e"), (hard, "h"), (base, "b")):
        if len(stem) > 1 and inflection.stretched(stem, way) == base and (stem in known or stem + "t" in known):
            return stem, way
    return "", ""


def count_parts(words: Iterable[str], bases: dict[str, str]) -> tuple[Counter[str], Counter[str]]:
    """How often a word begins, and ends, a longer word of which the rest is a word as well."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    known = set(bases.values())
    for word in words:
        for at in range(3, len(word) - 2):
            rest = word[at:]
            if rest not in known:
                continue
            begin = word[:at]
            linked = {begin[: -len(link)] if link else begin for link in _LINKS if begin.endswith(link)}
            left = (linked & known) | ({bases[begin]} if begin in bases else set())
            if left:
                last[rest] += 1
                first.update(left)
    return first, last


def select(found: dict[str, Entry], source: Source) -> Lexicon:
    """Keep the words that are no compounds, shortest first."""
    bases = {form: entry.word for entry in found.values() for form in surfaces(entry)}
    bases.update({word: word for word in found})
    bases.update({form: word for kind, word, forms in irregular() if kind == "a" for form in forms})
    plurals = {form for entry in found.values() for form in (*nouns(entry), *adjectives(entry))}
    participles = {form for entry in found.values() for form in verbs(entry)}
    participles.update(form for kind, _, forms in irregular() if kind == "v" for form in forms)
    first, last = count_parts((word for word in source.flags if len(word) >= _MIN_COMPOUND), bases)
    whole = hand_written("lexicalised.txt")
    lexicon = Lexicon(read_affixes())
    splitter = Splitter(lexicon)
    for word in sorted(found, key=lambda word: (len(word), word)):
        entry = found[word]
        only_plural = word in plurals and entry == Entry(word, "-")
        if word not in whole and (
            only_plural or (word in participles and _is_plain_adjective(entry)) or _is_compound(word, splitter, entry)
        ):
            continue
        lexicon.add(Entry(word, entry.noun, entry.adjective, entry.verb, _weight(first[word]), _weight(last[word])))
    return lexicon


def _singular(word: str) -> str:
    """The singular of a word that the dictionary has no other trace of; empty when it cannot be told."""
    if word.endswith("heden"):
        return word[:-5] + "heid"
    if word.endswith("s") and word[:-1].endswith(_BEFORE_S) and len(word) >= _MIN_COMPOUND:
        return word[:-1]
    return closed(word[:-2]) if word.endswith("en") and len(word) >= _MIN_COMPOUND else ""


def _is_plain_adjective(entry: Entry) -> bool:
    """Whether it is an adjective without degrees, and nothing else: gevoerd, not gezond."""
    return bool(entry.adjective) and "c" not in entry.adjective and not entry.noun and not entry.verb


def _is_compound(word: str, splitter: Splitter, entry: Entry) -> bool:
    if len(word) < _MIN_COMPOUND or entry.is_only_verb:
        return False
    return bool(splitter.best(word))


def _weight(count: int) -> int:
    return min(9, round(log2(1 + count)))


def main(folder: Path) -> None:
    """Write the list."""
    source = read(folder)
    lexicon = select(entries(source), source)
    lines = sorted(entry.line() for entry in lexicon.entries.values())
    (DATA / "words.tsv").write_text("\n".join(lines) + "\n", encoding="ascii")
    sys.stdout.write(f"{len(lines)} words\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
