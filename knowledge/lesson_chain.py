"""Lessons in the chain: what hangs on a method, and the methods that a lesson is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from common.access import Viewer
from common.chain import Step
from common.components import Link
from knowledge.experience import method_experience
from knowledge.item_profile import method_cards
from knowledge.models import LessonPage, MethodPage


def lesson_links(subject: Any, viewer: Viewer) -> Mapping[Step, Sequence[Link]]:
    """The lessons about a method, or the methods of a lesson."""
    if isinstance(subject, MethodPage):
        # The page of the method has read them already.
        return {Step.LESSON: (subject.experience or method_experience(subject, viewer)).lesson_links}
    if not isinstance(subject, LessonPage):
        return {}
    if subject.read_methods is None:
        return {Step.METHOD: tuple(Link(card.title, card.url) for card in method_cards(subject, viewer))}
    return {Step.METHOD: subject.read_methods}


def count_lessons(viewer: Viewer) -> int:
    """How many lessons a viewer may see."""
    return int(LessonPage.objects.visible_to(viewer).count())
