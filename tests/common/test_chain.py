"""The thread: steps in order, links from the app that owns the relation."""

import pytest

from common import chain
from common.access import ANONYMOUS
from common.chain import ChainStep, Step
from common.components import Link


@pytest.fixture(autouse=True)
def _empty_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "_steps", {})
    monkeypatch.setattr(chain, "_providers", [])


def test_overview_counts_every_known_step_in_the_order_of_the_chain() -> None:
    chain.register_step(ChainStep(step=Step.METHOD, url="/methoden/", count=lambda viewer: 1))
    chain.register_step(ChainStep(step=Step.GOAL, url="/agenda/", count=lambda viewer: 5))

    nodes = chain.overview(ANONYMOUS)

    assert [(node.step, node.label, node.url, node.count) for node in nodes] == [
        ("goal", "Doelen", "/agenda/", 5),
        ("method", "Methode", "/methoden/", 1),
    ]


def test_a_step_is_registered_once() -> None:
    chain.register_step(ChainStep(step=Step.GOAL, url="/agenda/", count=lambda viewer: 0))

    with pytest.raises(ValueError, match="goal"):
        chain.register_step(ChainStep(step=Step.GOAL, url="/elders/", count=lambda viewer: 0))


def test_links_of_all_providers_hang_on_their_node_and_none_on_the_current_one() -> None:
    for step in (Step.GOAL, Step.ACTIVITY, Step.METHOD):
        chain.register_step(ChainStep(step=step, url=f"/{step}/", count=lambda viewer: 0))
    chain.register_links(lambda subject, viewer: {Step.GOAL: [Link("Doel 1", "/d1/")], Step.METHOD: [Link("x", "/x/")]})
    chain.register_links(lambda subject, viewer: {Step.GOAL: [Link("Doel 2", "/d2/")]})

    goal, activity, method = chain.thread_for("een methode", Step.METHOD, ANONYMOUS)

    assert (goal.links, goal.count, goal.current) == ((Link("Doel 1", "/d1/"), Link("Doel 2", "/d2/")), 2, False)
    assert (activity.links, activity.count) == ((), 0)
    assert (method.links, method.count, method.current) == ((), None, True)
