"""Words that say nothing about what is looked for."""

from search.dutch.lexicon import hand_written

STOP_WORDS = hand_written("stop_words.txt")
