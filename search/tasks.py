"""Background tasks of search."""

import logging

from django_tasks import task

from search.errors import SearchUnavailableError, WriterBusyError
from search.indexing import drain, is_outdated, rebuild_outdated

logger = logging.getLogger(__name__)


@task()
def drain_index() -> int:
    """Bring the index up to date; return how many changes were processed.

    A busy writer or an engine that is down is no failure of the task: the rows wait, and the next look finds them.
    After an update of the software with another schema or analysis the whole index is built again first.
    """
    try:
        if is_outdated():
            rebuild_outdated()
        return drain().processed
    except WriterBusyError:
        logger.info("Another process writes to the index; the changes wait.")
    except SearchUnavailableError:
        logger.exception("The search index can not be brought up to date; the changes wait.")
    return 0
