"""Organisations in the CMS."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.organisations.models import Organisation


class OrganisationViewSet(SnippetViewSet):
    """The list and the form. Most of it comes from the official lists; domains, the end and the successor do not."""

    model = Organisation
    icon = "home"
    menu_label = _("Organisaties")
    add_to_settings_menu = True
    menu_order = 690
    list_display = [
        "name",
        Column("get_kind_display", label=_("Soort"), sort_key="kind"),
        Column("code", label=_("Code")),
        Column("province", label=_("Provincie"), accessor="province.name"),
        Column("valid_until", label=_("Bestond tot en met"), sort_key="valid_until"),
    ]
    list_filter = ["kind", "province", "urbanity"]
    list_select_related = ["province"]
    search_fields = ["name", "abbreviation", "tooi_uri", "domains__domain"]
    ordering = ["name"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("kind"),
            FieldPanel("abbreviation"),
            FieldPanel("tooi_uri"),
            InlinePanel("domains", label=_("domein"), heading=_("Domeinen van e-mail")),
            MultiFieldPanel(
                [
                    FieldPanel("province"),
                    FieldRowPanel([FieldPanel("inhabitants"), FieldPanel("inhabitants_on")]),
                    FieldPanel("urbanity"),
                ],
                heading=_("Gemeente"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]), FieldPanel("successor")],
                heading=_("Begin en einde"),
            ),
        ]
    )
