"""An index that was made with other rules must not be served."""

import hashlib
from pathlib import Path

from search.dutch.lexicon import lexicon
from search.dutch.tokens import index_fields
from search.dutch.version import ANALYSIS_VERSION

SAMPLE = Path(__file__).with_name("compounds.tsv")


def test_the_version_goes_up_when_texts_get_other_tokens() -> None:
    """When this fails, raise ANALYSIS_VERSION and put the new digest here."""
    forms = " ".join(sorted(lexicon().forms)[::20])
    text = SAMPLE.read_text(encoding="utf-8") + forms + " e-mail NPLV-gebied foto's m.b.t. 1.500 coördinatie OM"
    fields = index_fields(text)
    digest = hashlib.sha256(f"{fields.ranking}\n{fields.words}".encode()).hexdigest()
    assert (ANALYSIS_VERSION, digest[:16]) == ("dutch-1", "71de5275cfcbd061")
