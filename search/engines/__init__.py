"""The engines that search can run on. Each is a class behind `search.engines.base.SearchEngine`."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.base import SearchEngine


def get_engine() -> SearchEngine:
    """The engine of this installation, one object per process.

    Raises ValueError for an engine that does not exist; `config.env` refuses that at start.
    """
    return _engine(settings.SEARCH_ENGINE, Path(settings.SEARCH_INDEX_DIR))


@lru_cache
def _engine(name: str, folder: Path) -> SearchEngine:
    if name == "tantivy":
        from search.engines.tantivy import TantivyEngine

        return TantivyEngine(folder)
    raise ValueError(f"There is no search engine {name!r}.")
