"""The thread: goal, activity, method, evaluation, circle, lesson.

Each app registers what it knows of one step. A lower app can so show what hangs on a page in a higher one without
importing it. Counts and links only ever hold what the viewer may see.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from common.access import Viewer
from common.components import Link, ThreadNode


class Step(StrEnum):
    """A step of the chain, in order."""

    GOAL = "goal"
    ACTIVITY = "activity"
    METHOD = "method"
    EVALUATION = "evaluation"
    CIRCLE = "circle"
    LESSON = "lesson"


LABELS: Mapping[Step, str] = {
    Step.GOAL: "Doel",
    Step.ACTIVITY: "Activiteit",
    Step.METHOD: "Methode",
    Step.EVALUATION: "Evaluatie",
    Step.CIRCLE: "Leerkring",
    Step.LESSON: "Les",
}


@dataclass(frozen=True)
class ChainSource:
    """What an app knows of one step.

    `url` is the address of the step's overview, `count` how many of it the viewer may see, `related` the ones that
    hang on an object (any page of the chain; an object that the app does not know gives nothing).
    """

    step: Step
    url: str
    count: Callable[[Viewer], int]
    related: Callable[[Any, Viewer], Sequence[Link]]


_sources: dict[Step, ChainSource] = {}


def register(source: ChainSource) -> None:
    """Make a step known. Called from `ready()` only; registering a step twice is a mistake."""
    if source.step in _sources:
        raise ValueError(f"The step {source.step} has a source already.")
    _sources[source.step] = source


def overview(viewer: Viewer) -> tuple[ThreadNode, ...]:
    """The whole thread with a count on every node, for the home page."""
    return tuple(
        ThreadNode(step=step, label=LABELS[step], url=source.url, count=source.count(viewer), current=False, links=())
        for step, source in _in_order()
    )


def thread_for(subject: Any, step: Step, viewer: Viewer) -> tuple[ThreadNode, ...]:
    """The thread around one page: the nodes that hang on `subject`, which itself is a `step`."""
    nodes = []
    for other, source in _in_order():
        links = () if other is step else tuple(source.related(subject, viewer))
        count = None if other is step else len(links)
        nodes.append(
            ThreadNode(step=other, label=LABELS[other], url=source.url, count=count, current=other is step, links=links)
        )
    return tuple(nodes)


def _in_order() -> list[tuple[Step, ChainSource]]:
    return [(step, _sources[step]) for step in Step if step in _sources]
