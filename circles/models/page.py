"""The page at /leerkringen/."""

from common.chain import Step
from common.pages import IndexPage


class CircleIndexPage(IndexPage):
    """The overview of learning circles."""

    chain_step = Step.CIRCLE
    subpage_types: list[str] = []
    template = "common/index_page.html"

    class Meta:
        verbose_name = "overzicht van leerkringen"
