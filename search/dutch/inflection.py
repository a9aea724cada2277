"""The regular ways in which Dutch words are inflected, each with a letter.

`data/words.tsv` names for every word the ways that it follows; from those the forms are made again. All words here
are folded.
"""

from collections.abc import Iterator

VOWELS = frozenset("aeiouy")
_VOICED = {"f": "v", "s": "z"}


def shortened(word: str) -> str:
    """Write a long vowel in an open syllable: school, schol(en)."""
    if len(word) > 2 and word[-2] == word[-3] and word[-2] in VOWELS and word[-1] not in VOWELS:
        return word[:-2] + word[-1]
    return word


def voiced(word: str) -> str:
    """Soften the last letter: huis, huiz(en)."""
    return word[:-1] + _VOICED.get(word[-1], word[-1])


def stretched(word: str, way: str) -> str:
    """The word as it is written before -en and -e. Ways: b as it is, e doubled, f short and soft, g short, h soft."""
    if way == "e":
        return word + word[-1]
    if way == "f":
        return voiced(shortened(word))
    if way == "g":
        return shortened(word)
    if way == "h":
        return voiced(word)
    return word


def plural(word: str, way: str) -> str:
    """The plural of a noun. Further ways: s, n, d (-heid, -heden), u (-um, -a), i (-us, -i)."""
    if way in "sn":
        return word + way
    if way == "d":
        return word[:-4] + "heden"
    if way == "u":
        return word[:-2] + "a"
    if way == "i":
        return word[:-2] + "i"
    return stretched(word, way) + "en"


def degrees(word: str, way: str) -> Iterator[str]:
    """The degrees of comparison of an adjective that is inflected in this way."""
    long = stretched(word, way) + ("d" if word.endswith("r") else "")
    yield from (long + "er", long + "ere")
    highest = word + ("t" if word.endswith("s") else "st")
    yield from (highest, highest + "e")


def verb_forms(stem: str, way: str, past: str) -> Iterator[str]:
    """The forms of a weak verb, with its participles. `past` is t, d or - (strong: its past is listed apart)."""
    infinitive = stretched(stem, way) + "en"
    yield infinitive
    if not stem.endswith("t"):
        yield stem + "t"
    yield from (infinitive + "d", infinitive + "de")
    if past in "td":
        yield from (stem + past + "e", stem + past + "en")
        # "gemeld" and "verplicht" end in the letter that would be added.
        participle = stem if stem.endswith(past) else stem + past
        yield from ("ge" + participle, "ge" + stretched(participle, "f" if participle is stem else "b") + "e")
        if participle is not stem:
            yield from (participle, participle + "e")
