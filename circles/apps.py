"""App configuration of circles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CirclesConfig(AppConfig):
    """Registers what this app shows elsewhere."""

    name = "circles"
    verbose_name = "Leerkringen"

    def ready(self) -> None:
        """Give the chain its circles, search its source, /mijn/ its sections and the room of a circle its pages."""
        from circles import activity, mails, my_circles, personal_data, selectors, tasks
        from circles.meetings import wiring as meetings
        from circles.models import CircleIndexPage, CirclePage
        from circles.overview import count_circles
        from circles.search_source import circle_source
        from common import access, chain, jobs
        from common.activity.verbs import register_verbs
        from common.identifiers import page_resolver, register_resolver
        from common.mail.purposes import register_purpose
        from common.my_page import register_section
        from search.contracts import PAGES
        from search.index_pages import index_page_source
        from search.registry import register_source

        chain.register_step(chain.ChainStep(step=chain.Step.CIRCLE, url="/leerkringen/", count=count_circles))
        register_resolver(page_resolver(CircleIndexPage))
        register_resolver(page_resolver(CirclePage))
        register_source(index_page_source("circle_index", "Over leerkringen", CircleIndexPage), group=PAGES)
        register_source(circle_source())
        register_verbs(activity.VERBS)
        for purpose in mails.purposes():
            register_purpose(purpose)
        register_section(6, my_circles.requests_to_decide)
        register_section(40, my_circles.my_circles)
        self._follow_themes()
        self._furnish_room()
        access.register_token_source(selectors.audience_tokens)
        jobs.register_job("places in circles", tasks.look_after_places, tasks.has_places_to_look_after)
        personal_data.declare_all()
        meetings.register()

    def _follow_themes(self) -> None:
        """Have circles found by the words of their themes, also after those change."""
        from django.db.models.signals import post_save

        from circles.models import Circle
        from circles.services.pages import concept_changed

        post_save.connect(concept_changed, sender=Circle._meta.get_field("themes").related_model)

    def _furnish_room(self) -> None:
        """The pages of every circle, and what its first page tells."""
        from circles import home_parts
        from circles.permissions import can_enter, can_facilitate, can_visit
        from circles.workspace import RoomTab, register_part, register_tab

        for order, title, name, rule in (
            (10, _("Overzicht"), "home", can_visit),
            (50, _("Mensen"), "people", can_enter),
            (60, _("Afspraken"), "agreements", can_visit),
            (70, _("Aanvragen"), "requests", can_facilitate),
            (75, _("Uitnodigingen"), "invitations", can_facilitate),
            (80, _("Deelnemers"), "members", can_facilitate),
            (90, _("Instellingen"), "settings", can_facilitate),
        ):
            register_tab(order, RoomTab(title, f"circles:{name}", rule))
        register_part(10, home_parts.open_actions)
        register_part(50, home_parts.new_people)
