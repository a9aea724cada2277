"""What every engine has to do. A test class of an engine inherits from `EngineContract` and gives it an `engine`.

A behaviour that an engine can not have is skipped in its own class, with the reason.
"""

import pytest

from search.engines.base import SearchEngine
from tests.search.contract_answers import AnswersContract
from tests.search.contract_editorial import EditorialContract
from tests.search.contract_words import WordsContract
from tests.search.contract_writing import WritingContract


class EngineContract(WordsContract, AnswersContract, EditorialContract, WritingContract):
    """Behaviour that does not depend on the engine."""

    @pytest.fixture
    def engine(self) -> SearchEngine:
        raise NotImplementedError("Every engine's test class gives its own engine.")
