"""What Wagtail holds about people: who wrote, judged and published what, and what they had open."""

from functools import partial

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from common.privacy.contracts import (
    ERASED_NAME,
    Basis,
    Delete,
    EraseBy,
    Keep,
    Person,
    PersonalData,
    Processing,
    RetentionRule,
    by_account,
    either,
)
from common.privacy.files import deleting_with_files
from common.privacy.registry import declare, holds_none, register_processing, register_rule

EDITING = "editing"

WITH_THE_WORK = _("zolang het werk zelf bestaat")
WITH_THE_ACCOUNT = _("zolang het account bestaat")
NAMELESS = _("Bij dit werk staat daarna ‘Verwijderde gebruiker’: wat is gepubliceerd, moet te volgen blijven.")


def declare_all() -> None:
    """Say what everything here holds. From `ready()` only."""
    register_processing(
        Processing(
            EDITING,
            _("Schrijven, beoordelen en publiceren"),
            _("Bijhouden wie wat schreef, beoordeelde en publiceerde, zodat het werk te volgen is."),
            Basis.TASK,
            subjects=_("redacteuren, beoordelaars en beheerders"),
            seen_by=_("wie in het CMS werkt"),
        )
    )
    _declare_authors()
    _declare_history()
    _declare_workplace()
    _declare_files()
    _declare_nothing()


def _declare_authors() -> None:
    authored = partial(PersonalData, processing=EDITING, erasure=Keep(NAMELESS), kept=WITH_THE_WORK)
    declare(
        authored(
            "wagtailcore.Page",
            holds=_("van wie een pagina is, en wie haar op slot zette"),
            found=by_account("owner", "locked_by"),
            fields=("owner", "locked_by"),
            plain=("path", "title", "draft_title", "slug", "url_path", "seo_title", "search_description"),
            hidden=("locked_by", "path", "depth", "numchild", "translation_key"),
        ),
        authored(
            "wagtailcore.Revision",
            holds=_("wie een versie bewaarde; de versie zelf is de tekst van de pagina"),
            found=by_account("user"),
            fields=("user",),
            plain=("object_id", "object_str", "content"),
            hidden=("content",),
        ),
        authored(
            "wagtailcore.WorkflowState",
            holds=_("wie iets ter beoordeling aanbood"),
            found=by_account("requested_by"),
            fields=("requested_by",),
            plain=("object_id",),
        ),
        authored(
            "wagtailcore.TaskState",
            holds=_("wie iets beoordeelde, en met welke toelichting"),
            found=by_account("finished_by"),
            fields=("finished_by", "comment"),
        ),
        authored(
            "wagtailcore.Comment",
            holds=_("opmerkingen van collega’s bij een pagina"),
            found=by_account("user"),
            fields=("user", "text", "resolved_by"),
            plain=("contentpath", "position"),
            hidden=("resolved_by",),
        ),
        authored(
            "wagtailcore.CommentReply",
            holds=_("antwoorden op opmerkingen bij een pagina"),
            found=by_account("user"),
            fields=("user", "text"),
        ),
    )


def _declare_history() -> None:
    declare(
        PersonalData(
            "wagtailcore.PageLogEntry",
            EDITING,
            holds=_("wie wat met een pagina deed"),
            found=by_account("user"),
            erasure=Keep(NAMELESS),
            kept=WITH_THE_WORK,
            fields=("user", "data"),
            plain=("label", "action"),
            hidden=("data",),
        ),
        PersonalData(
            "wagtailcore.ModelLogEntry",
            EDITING,
            holds=_("wie wat met een record of account deed, en hoe dat toen heette"),
            found=either(by_account("user"), _about_account),
            erasure=EraseBy(
                _forget_names_in_history, _("De naam verdwijnt uit de geschiedenis van het account."), NAMELESS
            ),
            kept=WITH_THE_WORK,
            fields=("user", "label", "data", "object_id"),
            plain=("action",),
            hidden=("data",),
        ),
    )


def _declare_workplace() -> None:
    """What the CMS keeps of somebody who works in it, for that person alone."""
    declare(
        PersonalData(
            "wagtailcore.PageSubscription",
            EDITING,
            holds=_("bij welke pagina’s iemand bericht van opmerkingen wil"),
            found=by_account("user"),
            erasure=Delete(),
            kept=WITH_THE_ACCOUNT,
            fields=("user",),
        ),
        PersonalData(
            "wagtailcore.APIToken",
            EDITING,
            holds=_("sleutels waarmee een programma namens iemand werkt"),
            found=by_account("user"),
            erasure=Delete(),
            kept=WITH_THE_ACCOUNT,
            fields=("user", "name"),
            plain=("key_hash", "prefix"),
            hidden=("key_hash",),
        ),
        PersonalData(
            "wagtailadmin.EditingSession",
            EDITING,
            holds=_("wie nu iets bewerkt"),
            found=by_account("user"),
            erasure=Delete(),
            fields=("user",),
            plain=("object_id",),
        ),
        PersonalData(
            "wagtailadmin.FormState",
            EDITING,
            holds=_("wat in een formulier van het CMS staat voordat het is bewaard"),
            found=either(by_account("user"), _about_account),
            erasure=Delete(),
            fields=("user", "data"),
            plain=("object_id", "parent_object_id"),
        ),
        PersonalData(
            "wagtailusers.UserProfile",
            EDITING,
            holds=_("voorkeuren in het CMS en een foto"),
            found=by_account("user"),
            erasure=EraseBy(deleting_with_files("wagtailusers.UserProfile"), _("Wordt verwijderd, met de foto.")),
            kept=WITH_THE_ACCOUNT,
            fields=("user", "avatar", "dismissibles"),
            plain=("preferred_language", "current_time_zone"),
        ),
    )
    register_rule(
        RetentionRule("cms.editing_sessions", "wagtailadmin.EditingSession", _("na het bewerken"), 1, "last_seen_at"),
        RetentionRule("cms.form_states", "wagtailadmin.FormState", _("niet bewaard werk"), 1, "last_updated_at"),
    )


def _declare_files() -> None:
    uploaded = partial(PersonalData, processing=EDITING, erasure=Keep(NAMELESS), kept=WITH_THE_WORK)
    declare(
        uploaded(
            "wagtaildocs.Document",
            holds=_("wie een document op de site zette"),
            found=by_account("uploaded_by_user"),
            fields=("uploaded_by_user",),
            plain=("title", "file", "file_hash"),
            hidden=("file",),
        ),
        uploaded(
            "wagtailimages.Image",
            holds=_("wie een afbeelding op de site zette"),
            found=by_account("uploaded_by_user"),
            fields=("uploaded_by_user",),
            plain=("title", "file", "description", "file_hash"),
            hidden=("file",),
        ),
        PersonalData(
            "wagtailcore.UploadedFile",
            EDITING,
            holds=_("bestanden die nog geen plaats in het CMS hebben"),
            found=by_account("uploaded_by_user"),
            erasure=EraseBy(deleting_with_files("wagtailcore.UploadedFile"), _("Wordt verwijderd.")),
            kept=_("tot het bestand zijn plaats krijgt"),
            fields=("uploaded_by_user", "file"),
        ),
    )


def _declare_nothing() -> None:
    holds_none(
        "wagtailadmin.Admin",
        "wagtailcore.GroupSitePermission",
        "wagtailcore.GroupCollectionPermission",
        "wagtailcore.GroupPagePermission",
        "wagtailcore.CollectionViewRestriction",
        "wagtailcore.PageViewRestriction",
        because=_("rechten van rollen; wie een rol heeft, staat bij het account"),
    )
    holds_none(
        "wagtailcore.Locale",
        "wagtailcore.Site",
        "wagtailcore.Collection",
        "wagtailcore.Workflow",
        "wagtailcore.WorkflowContentType",
        "wagtailcore.WorkflowTask",
        "wagtailcore.WorkflowPage",
        "wagtailcore.Task",
        "wagtailcore.GroupApprovalTask",
        because=_("inrichting van de site"),
    )
    holds_none(
        "wagtailredirects.Redirect",
        "wagtailembeds.Embed",
        "wagtailimages.Rendition",
        "wagtailcore.ReferenceIndex",
        because=_("over gepubliceerde inhoud"),
    )
    # The second table is only there on SQLite.
    words = [name for name in ("IndexEntry", "SQLiteFTSIndexEntry") if name.lower() in apps.all_models["wagtailsearch"]]
    holds_none(
        *(f"wagtailsearch.{name}" for name in words),
        because=_("zoekwoorden van inhoud in het CMS, die meegaan met de inhoud; accounts staan er niet in"),
    )


def _about_account(person: Person) -> Q:
    """Rows of which the object is the account itself."""
    if person.user_id is None:
        return Q(pk__in=())
    kind = ContentType.objects.get_for_model(get_user_model())
    return Q(content_type=kind, object_id=str(person.user_id))


def _forget_names_in_history(person: Person) -> int:
    """Take the name out of what the CMS wrote about the account itself: the only rows with the name of a person."""
    rows = ModelLogEntry.objects.filter(_about_account(person))
    return int(rows.update(label=str(ERASED_NAME), data={}))
