"""The edge between Elasticsearch and us: whatever it answers or throws becomes an error of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from elastic_transport import TransportError
from elasticsearch import ApiError
from elasticsearch.helpers import BulkIndexError, ScanError

from search.errors import SearchUnavailableError

MAX_REASON = 300


@contextmanager
def edge(doing: str) -> Iterator[None]:
    """Turn every failure of the cluster, or on the way to it, into `SearchUnavailableError`."""
    try:
        yield
    except (ApiError, TransportError, BulkIndexError, ScanError) as problem:
        reason = str(problem)[:MAX_REASON]
        raise SearchUnavailableError(f"The search cluster failed while {doing}: {reason}") from problem
