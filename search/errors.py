"""What can go wrong in search; every error of search is a `SearchError`."""


class SearchError(Exception):
    """Anything search raises by itself."""


class SearchUnavailableError(SearchError):
    """There is no index that may be served; visitors get a plain page."""


class WriterBusyError(SearchError):
    """Another process writes to the index; the rows wait."""


class DocumentRefusedError(SearchError):
    """The engine can not take this document; its row keeps the reason."""


class RebuildFailedError(SearchError):
    """The new index does not hold what was put in; it was thrown away and the old one still serves."""
