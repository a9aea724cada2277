"""Keeping the texts of documents true to their files."""

import hashlib
import logging
import time
from collections.abc import Callable, Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection as DocumentCollection

from common.document_text.extract import COPY_BYTES, extract
from common.document_text.models import DocumentText, TextState
from common.document_text.problems import Problem, UnreadableError

logger = logging.getLogger(__name__)

# Seconds after which other work of the worker gets its turn.
PATIENCE = 60

Follower = Callable[[Collection[int]], None]
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Have an app told of the documents whose text is no longer what it was. Called from `ready()` only."""
    _followers.append(follower)


def mark_changed(document: Any) -> None:
    """A document was made or changed: what was read from it no longer holds, and it waits for the worker."""
    fresh = {"state": TextState.WAITING, "problem": "", "pages": [], "sha256": "", "changed_at": timezone.now()}
    DocumentText.objects.update_or_create(document=document, defaults=fresh)
    _tell([document.pk])


def tell_removed(document: Any) -> None:
    """A document is about to go, and its text with it."""
    _tell([document.pk])


def tell_collection_changed(collection: DocumentCollection) -> None:
    """Who may see the documents of a collection and of those below it has changed."""
    documents = get_document_model().objects.filter(collection__path__startswith=collection.path)
    _tell(documents.values_list("pk", flat=True))


def has_waiting() -> bool:
    """True when a file is to be read."""
    return DocumentText.objects.waiting().exists() or _without_row().exists()


def read_waiting() -> int:
    """Read the files that wait, until a minute has passed; return how many.

    Each is a transaction of its own, and a file that changed while it was read keeps waiting.
    """
    until = time.monotonic() + PATIENCE
    missing = [DocumentText(document=document) for document in _without_row()]
    DocumentText.objects.bulk_create(missing, ignore_conflicts=True)
    number = 0
    for text in DocumentText.objects.waiting().select_related("document"):
        if time.monotonic() > until:
            break
        read_text(text)
        number += 1
    return number


def read_text(text: DocumentText) -> None:
    """Read the file of one document and keep its pages, or the reason why there are none."""
    found = _read(text.document)
    with transaction.atomic():
        unchanged = DocumentText.objects.filter(pk=text.pk, state=TextState.WAITING, changed_at=text.changed_at)
        if unchanged.update(**found):
            _tell([text.document_id])


def _read(document: Any) -> dict[str, Any]:
    try:
        with document.open_file() as file:
            sha256 = _fingerprint(file)
            file.seek(0)
            pages = extract(file, document.file_extension.lower())
    except UnreadableError as error:
        return {"state": TextState.FAILED, "problem": error.problem, "pages": []}
    except Exception:  # Every place where files are kept has errors of its own.
        logger.exception("The file of document %s could not be opened.", document.pk)
        return {"state": TextState.FAILED, "problem": Problem.GONE, "pages": []}
    return {"state": TextState.READ, "problem": "", "pages": list(pages), "sha256": sha256}


def _fingerprint(file: Any) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(COPY_BYTES):
        digest.update(chunk)
    return digest.hexdigest()


def _without_row() -> Any:
    """Documents from before texts were kept."""
    return get_document_model().objects.filter(text=None)


def _tell(documents: Collection[int]) -> None:
    for follower in _followers:
        follower(documents)
