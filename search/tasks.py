"""Background tasks of search."""

import logging

from django_tasks import task

from search.errors import WriterBusyError
from search.indexing import drain, is_outdated, rebuild_outdated

logger = logging.getLogger(__name__)


@task()
def drain_index() -> int:
    """Bring the index up to date; return how many changes were processed. A busy writer is no failure: rows wait.

    After an update of the software with another schema or analysis the whole index is built again first.
    """
    try:
        if is_outdated():
            rebuild_outdated()
        return drain().processed
    except WriterBusyError:
        logger.info("Another process writes to the index; the changes wait.")
        return 0
