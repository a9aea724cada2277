"""The engines that search can run on. Each is a class behind `search.engines.base.SearchEngine`."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.base import SearchEngine

ENGINES = ("tantivy",)


def get_engine() -> SearchEngine:
    """The engine of this installation, one object per process.

    Raises ValueError for an engine that does not exist; `config.env` refuses that at start.
    """
    return _engine(settings.SEARCH_ENGINE, Path(settings.SEARCH_INDEX_DIR))


def make_engine(name: str, folder: Path) -> SearchEngine:
    """An engine by its name; one that keeps files keeps them in `folder`.

    Raises ValueError for an engine that does not exist.
    """
    if name == "tantivy":
        from search.engines.tantivy import TantivyEngine

        return TantivyEngine(folder)
    raise ValueError(f"There is no search engine {name!r}.")


_engine = lru_cache(make_engine)
