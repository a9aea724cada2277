"""Measures how well search finds what a test set says that it should."""

import json
import tempfile
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines import ENGINES, make_engine
from search.errors import SearchError
from search.evaluation import COLLECTIONS, EvaluationSet, Question, ask_all, by_phenomenon, halves, judge, read_set
from search.scoring import Score, mean

SEED = 20261124
NAMES = {"kb": "kb", "blind": "clerk and vac"}


class Command(BaseCommand):
    help = "Indexes a test set in an index of its own, asks its queries and prints nDCG@10, MRR@10 and recall@10."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("set", type=Path, help="A file with one JSON object a line: documents and queries.")
        parser.add_argument("--engine", choices=ENGINES, default=ENGINES[0])
        parser.add_argument("--collection", choices=sorted(COLLECTIONS), help="Ask the queries of this one only.")
        parser.add_argument("--run", type=Path, help="Write what was found: {query: [documents, best first]}.")
        parser.add_argument("--seed", type=int, default=SEED, help="Divides the queries in two halves.")

    def handle(self, **options: Any) -> None:
        collections = [options["collection"]] if options["collection"] else list(COLLECTIONS)
        try:
            evaluation_set = read_set(options["set"])
            with tempfile.TemporaryDirectory() as folder:
                engine = make_engine(options["engine"], Path(folder))
                run: dict[str, list[str]] = {}
                for collection in collections:
                    run |= ask_all(engine, evaluation_set, collection)
        except SearchError as error:
            raise CommandError(str(error)) from error
        if options["run"]:
            options["run"].write_text(json.dumps(run, ensure_ascii=False, indent=1), encoding="utf-8")
        self._write(evaluation_set, collections, run, options["seed"])

    def _write(
        self, evaluation_set: EvaluationSet, collections: Sequence[str], run: Mapping[str, list[str]], seed: int
    ) -> None:
        scores = judge(evaluation_set, run)
        parts = {"all": [question for name in collections for question in evaluation_set.of(name)]}
        parts["first"], parts["second"] = map(list, halves(parts["all"], seed))
        self.stdout.write(f"{'':<24} {'n':>4} {'nDCG@10':>8} {'MRR@10':>8} {'rec@10':>8}")
        for phenomenon, (measured, count) in by_phenomenon(parts["all"], scores).items():
            self._write_row(phenomenon, count, measured)
        for name in collections:
            for part, questions in parts.items():
                own = [question for question in questions if question.collection == name]
                self._write_row(f"{NAMES[name]}, {part}", len(own), _macro(own, scores))
        self.stdout.write(
            "The last rows are means of phenomena. First and second are random halves of every phenomenon "
            f"(seed {seed}): weights are tried on the first, the second is what to report."
        )

    def _write_row(self, name: str, count: int, measured: Score) -> None:
        self.stdout.write(f"{name:<24} {count:>4} {measured.ndcg:>8.3f} {measured.mrr:>8.3f} {measured.recall:>8.3f}")


def _macro(questions: Sequence[Question], scores: Mapping[str, Score]) -> Score:
    """Every phenomenon counts the same, however many queries it has."""
    return mean(measured for measured, _ in by_phenomenon(questions, scores).values())
