"""One writer at a time: over threads, over processes, over machines."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection

from config.env import BASE_DIR
from search.engines.lock import DatabaseLock, FileLock, Lock
from search.errors import SearchUnavailableError, WriterBusyError

HOLD = """
import sys
from pathlib import Path
from search.engines.lock import FileLock

with FileLock(Path(sys.argv[1])).held(wait=5):
    print("held", flush=True)
    sys.stdin.read()
"""


def is_free(lock: Lock) -> bool:
    """Whether another thread, with a database session of its own, could take it."""
    answers: list[bool] = []

    def attempt() -> None:
        try:
            with lock.held(wait=0):
                answers.append(True)
        except WriterBusyError:
            answers.append(False)
        finally:
            connection.close()

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    return answers[0]


def test_a_file_is_held_by_one_until_it_is_given_back(tmp_path: Path) -> None:
    lock, same_file = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")

    with lock.held(wait=0):
        assert (is_free(lock), is_free(same_file)) == (False, False)
    assert (is_free(lock), is_free(same_file)) == (True, True)


def test_an_error_gives_the_lock_back(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")

    with pytest.raises(KeyError), lock.held(wait=0):
        raise KeyError("something else went wrong")

    assert is_free(lock)


def test_a_folder_that_can_not_be_made_is_no_lock_that_is_held(tmp_path: Path) -> None:
    (tmp_path / "search").write_text("A file where the folder should be.")
    lock = FileLock(tmp_path / "search" / "lock")

    for _ in range(2):
        with pytest.raises(SearchUnavailableError, match="can not be written to"), lock.held(wait=0):
            pass
    (tmp_path / "search").unlink()

    assert is_free(lock)


def test_a_process_that_is_killed_gives_the_file_back(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    command = [sys.executable, "-c", HOLD, str(path)]
    on_path = os.environ | {"PYTHONPATH": f"{BASE_DIR / 'site'}:{BASE_DIR}"}
    with subprocess.Popen(
        command, cwd=BASE_DIR, env=on_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        assert not is_free(FileLock(path))
        holder.kill()
        holder.wait()

    assert is_free(FileLock(path))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_database_holds_a_lock_for_everybody_who_shares_it() -> None:
    lock, elsewhere, other = DatabaseLock("index"), DatabaseLock("index"), DatabaseLock("something else")

    with lock.held(wait=0):
        assert (is_free(lock), is_free(elsewhere), is_free(other)) == (False, False, True)
    assert (is_free(lock), is_free(elsewhere)) == (True, True)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_session_that_ends_gives_the_lock_back() -> None:
    taken = threading.Event()
    lock = DatabaseLock("index")

    def take_and_go() -> None:
        assert lock._take()
        connection.close()
        taken.set()

    thread = threading.Thread(target=take_and_go)
    thread.start()
    thread.join()

    assert taken.is_set()
    assert is_free(DatabaseLock("index"))
