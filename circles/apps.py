"""App configuration of circles."""

from django.apps import AppConfig


class CirclesConfig(AppConfig):
    """Registers what this app shows elsewhere."""

    name = "circles"
    verbose_name = "Leerkringen"

    def ready(self) -> None:
        """Give the chain its circles: an overview now, none of them open yet."""
        from circles import activity, personal_data, selectors, tasks
        from circles.meetings import wiring as meetings
        from circles.models import CircleIndexPage
        from common import access, chain, jobs
        from common.activity.verbs import register_verbs
        from common.identifiers import page_resolver, register_resolver
        from search.contracts import PAGES
        from search.index_pages import index_page_source
        from search.registry import register_source

        chain.register_step(chain.ChainStep(step=chain.Step.CIRCLE, url="/leerkringen/", count=lambda viewer: 0))
        register_resolver(page_resolver(CircleIndexPage))
        register_source(index_page_source("circle_index", "Over leerkringen", CircleIndexPage), group=PAGES)
        register_verbs(activity.VERBS)
        access.register_token_source(selectors.audience_tokens)
        jobs.register_job("places in circles", tasks.look_after_places, tasks.has_places_to_look_after)
        personal_data.declare_all()
        meetings.register()
