"""The edge between Tantivy and us: whatever it throws becomes an error of ours."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from search.errors import SearchError, SearchUnavailableError

logger = logging.getLogger(__name__)

# A panic in Rust arrives as a BaseException of this module, so that `except Exception` would let it end the process.
_PANIC_MODULE = "pyo3_runtime"


@contextmanager
def edge(doing: str, error: type[SearchError] = SearchUnavailableError) -> Iterator[None]:
    """Turn every failure inside, panics included, into `error`. Our own errors and an interrupt pass."""
    try:
        yield
    except SearchError:
        raise
    except Exception as problem:
        raise error(f"Tantivy failed while {doing}: {problem}") from problem
    except BaseException as problem:
        if type(problem).__module__ != _PANIC_MODULE:
            raise
        raise error(f"Tantivy panicked while {doing}: {problem}") from problem


@contextmanager
def log_failure(doing: str) -> Iterator[None]:
    """Log a failure inside instead of raising it."""
    try:
        with edge(doing):
            yield
    except SearchError:
        logger.exception("The search index was left untidy.")
