"""How much everything counts, in one place, for every engine. Measured; see docs/search-dutch.md."""

# A title stands this many times in the field that ranks.
TITLE_TIMES = 3
# A title that holds the word counts this much more, on top of its place in the field that ranks.
TITLE = 0.3
# What a word of the title is worth that begins as the visitor typed it.
TITLE_BEGINNING = 3.0
TEXT_BEGINNING = 1.0

# How much a document counts that holds this instead of the word itself.
PART = 0.7
JOINED = 0.7
RELATIVE = 0.5
SYNONYM = 0.5
ABBREVIATION = 0.9
# What a longer word counts that begins as the last word, which may still be growing.
COMPLETED = 0.5
ONE_MISTAKE = 0.8
TWO_MISTAKES = 0.6
# An abbreviation of several words is looked for as all of them together; their scores add up.
SEVERAL_WORDS = 0.7

# The last of the documents that come first whatever they hold; each one before it counts so many times more. Far above
# every score, and further apart than the weights of documents.
PROMOTED = 10_000.0
PROMOTED_STEP = 100.0


def promoted_scores(count: int) -> list[float]:
    """The scores of so many documents that come first, the first one first."""
    return [PROMOTED * PROMOTED_STEP**below for below in reversed(range(count))]
