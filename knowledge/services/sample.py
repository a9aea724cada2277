"""Loads the sample library: vocabularies, fictional methods and what others saw of them, the way an editor would."""

import json
import uuid
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page

from common.content import add_page_once
from knowledge.importing.planning import Rules
from knowledge.models import LibraryIndexPage, MethodIndexPage
from knowledge.services.importing import import_library

PAGES = Path(__file__).resolve().parent.parent / "pages.json"
CONTENT = PAGES.parent / "content"
# The sample records have the same permanent address on every machine.
SAMPLE_NAMESPACE = uuid.UUID("6d1f3c1e-5a0b-4f0e-9a57-0a3f8a6f2c11")
# In front of the slug, so that records of two kinds may share one.
PREFIXES = {
    "methods": "",
    "evaluations": "evaluation/",
    "use_cases": "usecase/",
    "publications": "publicationpage/",
    "lessons": "lessonpage/",
}


@transaction.atomic
def load_sample(home: Page) -> None:
    """Import the sample content into the library below `home`; it is marked as example.

    What an editor changed, moved or unpublished is left as it is, and so is what has an address that one of the
    examples would like. Raises ValidationError, and stores nothing, when the content is not right.
    """
    load_index_pages(home)
    report = import_library(CONTENT, rules=Rules(identify=_identify, keep_taken=True))
    if report.problems:
        raise ValidationError([str(problem) for problem in report.problems])


def load_index_pages(home: Page) -> None:
    """Make the front pages of the library below `home`, unless they are there; nothing in them is an example."""
    texts = json.loads(PAGES.read_text(encoding="utf-8"))
    add_page_once(home, MethodIndexPage(slug="methoden", **texts["methods"]))
    add_page_once(home, LibraryIndexPage(slug="kennisbank", **texts["library"]))


def _identify(kind: str, slug: str) -> uuid.UUID:
    """The permanent identifier of a sample record: the same on every machine."""
    return uuid.uuid5(SAMPLE_NAMESPACE, PREFIXES[kind] + slug)
