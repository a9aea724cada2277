"""Background tasks of search."""

import logging

from django_tasks import task

from search.errors import WriterBusyError
from search.indexing import drain

logger = logging.getLogger(__name__)


@task()
def drain_index() -> int:
    """Bring the index up to date; return how many changes were processed. A busy writer is no failure: rows wait."""
    try:
        return drain().processed
    except WriterBusyError:
        logger.info("Another process writes to the index; the changes wait.")
        return 0
