"""What search holds about people."""

from django.utils.translation import gettext_lazy as _

from common.privacy.contracts import Basis, Delete, PersonalData, Processing, by_account
from common.privacy.registry import declare, holds_none, register_processing, register_rule
from search.asked import counting
from search.saved import services

SEARCHING = "searching"


def declare_all() -> None:
    """Say what everything here holds. From `ready()` only."""
    register_processing(
        Processing(
            SEARCHING,
            _("Bewaarde zoekopdrachten"),
            _("Een zoekvraag bewaren en volgen, omdat iemand daarom vroeg."),
            Basis.TASK,
            subjects=_("mensen met een account"),
            seen_by=_("de persoon zelf"),
        )
    )
    declare(
        PersonalData(
            "search.SavedSearch",
            SEARCHING,
            holds=_("de zoekvraag, de naam die iemand eraan gaf, en wat die al zag"),
            found=by_account("owner"),
            erasure=Delete(),
            kept=_("tot iemand de zoekopdracht verwijdert"),
            fields=("owner", "name", "query", "seen"),
            plain=("feed_key",),
            hidden=("feed_key",),
        )
    )
    register_rule(services.rule(), counting.rule())
    holds_none(
        "search.AskedQuestion",
        because=_("aantallen zonder wie vroeg; een vraag die weinig mensen stelden, heeft geen tekst"),
    )
    holds_none("search.SynonymGroup", "search.Promotion", because=_("keuzes van redacteuren over het zoeken"))
    holds_none(
        "search.IndexTask", "search.IndexState", "search.EditorialState", because=_("techniek van de zoekmachine")
    )
