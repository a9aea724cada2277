"""Measuring search against a set of documents and queries with known answers.

A set goes through the path of the site: `SearchDocument`, the engine's writer, `Snapshot.understand` and
`Snapshot.search`, in an index of its own that is thrown away. Only the database is left out: a set has no viewers.
Nothing here knows what is in a set.
"""

import json
import secrets
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from search.contracts import PUBLIC_AUDIENCE, SearchDocument
from search.engines.base import EngineQuery, SearchEngine, Snapshot
from search.errors import SearchError
from search.query import parse
from search.scoring import Score, mean, score

# The field that is the title of a document in each collection.
COLLECTIONS = {"kb": "title", "blind": "blind_title"}
DEPTH = 20

_KIND = "evaluation"
_WRITER_WAIT = 120.0

Run = Mapping[str, Sequence[str]]


class EvaluationSetError(SearchError):
    """The file is no test set."""


@dataclass(frozen=True)
class Question:
    """A query of a set, with the documents that answer it."""

    id: str
    text: str
    collection: str
    phenomenon: str
    grades: Mapping[str, int]


@dataclass(frozen=True)
class EvaluationSet:
    """Documents as they stand in the file, and queries."""

    documents: tuple[Mapping[str, Any], ...]
    questions: tuple[Question, ...]

    @property
    def groups(self) -> Mapping[str, str]:
        """The group of near-duplicates of every document."""
        return {document["id"]: document.get("group") or document["id"] for document in self.documents}

    def of(self, collection: str) -> tuple[Question, ...]:
        """The queries of one collection."""
        return tuple(question for question in self.questions if question.collection == collection)


def read_set(path: Path) -> EvaluationSet:
    """Read a set: one JSON object a line, of the type "meta", "doc" or "query".

    Raises EvaluationSetError for a file or a line that can not be read, naming the line.
    """
    documents: list[Mapping[str, Any]] = []
    questions: list[Question] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationSetError(f"{path} can not be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line)
            if record["type"] == "doc":
                documents.append(record | {"id": str(record["id"])})
            elif record["type"] == "query":
                questions.append(_question(record))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise EvaluationSetError(f"Line {number} of {path} is no part of a test set: {error!r}") from error
    if not documents or not questions:
        raise EvaluationSetError(f"{path} holds {len(documents)} documents and {len(questions)} queries.")
    return EvaluationSet(tuple(documents), tuple(questions))


def ask_all(engine: SearchEngine, evaluation_set: EvaluationSet, collection: str) -> dict[str, list[str]]:
    """The identifiers that every query of a collection finds, best first.

    Raises SearchError when the engine fails, and EvaluationSetError for a document that it can not take.
    """
    questions = evaluation_set.of(collection)
    if not questions:
        return {}
    ids = {_public_id(document["id"]): document["id"] for document in evaluation_set.documents}
    with _throwaway(engine, _documents(evaluation_set, COLLECTIONS[collection])) as snapshot:
        return {question.id: [ids[found] for found in _ask(snapshot, question.text)] for question in questions}


def judge(evaluation_set: EvaluationSet, run: Run) -> dict[str, Score]:
    """The score of every query of the collections that were run; one without an answer scores zero."""
    groups = evaluation_set.groups
    return {
        question.id: score(run.get(question.id, ()), question.grades, groups) for question in evaluation_set.questions
    }


def by_phenomenon(questions: Iterable[Question], scores: Mapping[str, Score]) -> dict[str, tuple[Score, int]]:
    """The mean score and the number of queries of every phenomenon."""
    collected: dict[str, list[Score]] = defaultdict(list)
    for question in questions:
        collected[question.phenomenon].append(scores[question.id])
    return {phenomenon: (mean(found), len(found)) for phenomenon, found in collected.items()}


def halves(questions: Sequence[Question], seed: int) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """Two random halves of every phenomenon: one to try weights on, one to report.

    The same for the same seed and queries. Of an odd number the second half has one more.
    """
    random = Random(seed)  # noqa: S311 - a split that can be made again, no secret.
    by_name: dict[str, list[Question]] = defaultdict(list)
    for question in sorted(questions, key=lambda question: question.id):
        by_name[question.phenomenon].append(question)
    first: list[Question] = []
    second: list[Question] = []
    for _, group in sorted(by_name.items()):
        random.shuffle(group)
        first += group[: len(group) // 2]
        second += group[len(group) // 2 :]
    return tuple(first), tuple(second)


def _question(record: Mapping[str, Any]) -> Question:
    grades = {str(document): int(grade) for document, grade in record["qrels"].items()}
    if record["collection"] not in COLLECTIONS or max(grades.values(), default=0) <= 0:
        raise ValueError(f"the query {record['id']} has no collection that is known, or no answer")
    return Question(str(record["id"]), record["text"], record["collection"], record["phenomenon"], grades)


def _documents(evaluation_set: EvaluationSet, title: str) -> Iterator[SearchDocument]:
    for document in evaluation_set.documents:
        try:
            yield SearchDocument(
                kind=_KIND,
                public_id=_public_id(document["id"]),
                # On the site everything has a title.
                title=document.get(title) or document["id"],
                summary="",
                body=document["body"],
            )
        except (KeyError, AttributeError) as error:
            raise EvaluationSetError(f"The document {document['id']} can not be indexed: {error!r}") from error


def _public_id(identifier: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_OID, identifier)


@contextmanager
def _throwaway(engine: SearchEngine, documents: Iterable[SearchDocument]) -> Iterator[Snapshot]:
    generation = f"evaluation-{secrets.token_hex(6)}"
    try:
        with engine.exclusive(wait=_WRITER_WAIT), engine.writer(generation, new=True) as writer:
            for document in documents:
                writer.put(document)
            writer.commit(stamp=1)
        yield engine.open(generation, stamp=1)
    finally:
        engine.drop(generation)


def _ask(snapshot: Snapshot, text: str) -> Iterator[uuid.UUID]:
    asked = snapshot.understand(parse(text))
    for hit in snapshot.search(EngineQuery(query=asked, audience=PUBLIC_AUDIENCE, limit=DEPTH)).hits:
        yield hit.public_id
