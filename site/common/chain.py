"""The thread: goal, activity, method, evaluation, circle, lesson.

Apps register their steps, and the links between objects of two steps. A lower app can so show what hangs on its
pages in a higher one without importing it. Counts and links only ever hold what the viewer may see.
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


# One of it, and any other number.
LABELS: Mapping[Step, tuple[str, str]] = {
    Step.GOAL: ("Doel", "Doelen"),
    Step.ACTIVITY: ("Activiteit", "Activiteiten"),
    Step.METHOD: ("Methode", "Methoden"),
    Step.EVALUATION: ("Evaluatie", "Evaluaties"),
    Step.CIRCLE: ("Leerkring", "Leerkringen"),
    Step.LESSON: ("Les", "Lessen"),
}


@dataclass(frozen=True)
class ChainStep:
    """What an app knows of one step: where its overview is, and how many of it a viewer may see."""

    step: Step
    url: str
    count: Callable[[Viewer], int]


# Given an object of the chain: what hangs on it, per step. An object that the app does not know gives nothing.
LinkProvider = Callable[[Any, Viewer], Mapping[Step, Sequence[Link]]]

_steps: dict[Step, ChainStep] = {}
_providers: list[LinkProvider] = []


def register_step(step: ChainStep) -> None:
    """Make a step known. Called from `ready()` only; registering a step twice is a mistake."""
    if step.step in _steps:
        raise ValueError(f"The step {step.step} is registered already.")
    _steps[step.step] = step


def register_links(provider: LinkProvider) -> None:
    """Let the app that owns a relation answer for it, in both directions. Called from `ready()` only."""
    _providers.append(provider)


def overview(viewer: Viewer) -> tuple[ThreadNode, ...]:
    """The whole thread with a count on every node, for the home page."""
    nodes = []
    for step, known in _in_order():
        count = known.count(viewer)
        singular, plural = LABELS[step]
        label = singular if count == 1 else plural
        nodes.append(ThreadNode(step=step, label=label, url=known.url, count=count, current=False, links=()))
    return tuple(nodes)


def thread_for(subject: Any, current: Step, viewer: Viewer) -> tuple[ThreadNode, ...]:
    """The thread around one page: what hangs on `subject`, which itself is a `current`."""
    found: dict[Step, list[Link]] = {step: [] for step in Step}
    for provider in _providers:
        for step, links in provider(subject, viewer).items():
            found[step].extend(links)
    return tuple(
        ThreadNode(
            step=step,
            label=LABELS[step][0],
            url=known.url,
            count=None if step is current else len(found[step]),
            current=step is current,
            links=() if step is current else tuple(found[step]),
        )
        for step, known in _in_order()
    )


def _in_order() -> list[tuple[Step, ChainStep]]:
    return [(step, _steps[step]) for step in Step if step in _steps]
