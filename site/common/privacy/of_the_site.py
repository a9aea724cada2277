"""What the common app and the libraries that every app uses hold about people."""

from django.utils.translation import gettext_lazy as _

from common.privacy.contracts import Basis, Delete, EraseBy, Keep, PersonalData, Processing, by_account, by_email
from common.privacy.registry import declare, holds_none, register_processing, register_rule

LOGGING = "logging"
MAILING = "mailing"
RUNNING = "running"

UNREADABLE = _(
    "Het logboek noemt alleen het nummer van een account, dat daarna naar niemand meer leidt. Zo blijft misbruik na te "
    "gaan."
)


def declare_all() -> None:
    """Say what everything here holds. From `ready()` only."""
    from common.visits import counting

    register_processing(*_processings())
    _declare_mail()
    _declare_log()
    _declare_technique()
    _declare_nothing()
    register_rule(counting.rule())
    holds_none("common.PageVisits", because=_("hoe vaak een pagina is geopend, zonder wie keek"))


def _processings() -> tuple[Processing, ...]:
    return (
        Processing(
            LOGGING,
            _("Logboek van handelingen"),
            _("Misbruik en fouten kunnen nagaan, zoals de BIO vraagt (8.15)."),
            Basis.TASK,
            subjects=_("iedereen die iets wijzigt of inlogt"),
            seen_by=_("beheerders"),
        ),
        Processing(
            MAILING,
            _("Mail van de site"),
            _("Mail één keer bezorgen, en nagaan of dat lukte."),
            Basis.TASK,
            subjects=_("iedereen die mail van de site krijgt"),
            seen_by=_("beheerders, zonder de tekst"),
        ),
        Processing(
            RUNNING,
            _("Techniek van de site"),
            _("Onthouden wie is ingelogd, en werk op de achtergrond doen."),
            Basis.TASK,
            subjects=_("bezoekers en mensen met een account"),
            seen_by=_("niemand; alleen de site zelf"),
        ),
    )


def _declare_mail() -> None:
    from common.mail import erasing

    declare(
        PersonalData(
            "common.OutgoingMail",
            MAILING,
            holds=_("aan wie de site mailde, wanneer, waarover, en een tijd lang de tekst"),
            found=by_email("recipient"),
            erasure=EraseBy(
                erasing.erase_mail_of,
                _("Wordt verwijderd. In mail aan anderen met deze naam of dit adres erin wordt de tekst gewist."),
            ),
            fields=("recipient", "subject", "text", "calendar", "about"),
            plain=("purpose", "version", "calendar_method", "message_id", "claimed_by", "reason"),
            hidden=("claimed_by", "claimed_until", "message_id"),
        ),
        PersonalData(
            "common.MailStop",
            MAILING,
            holds=_("welke mail iemand niet meer wil"),
            found=by_email("recipient"),
            erasure=Delete(),
            kept=_("zolang iemand de mail niet wil"),
            fields=("recipient",),
            plain=("purpose",),
        ),
    )
    register_rule(*erasing.rules())


def _declare_log() -> None:
    from common.activity import services

    declare(
        PersonalData(
            "common.Activity",
            LOGGING,
            holds=_("het nummer van het account, de handeling, het moment en het netwerk; geen namen"),
            found=by_account("actor_id"),
            erasure=Keep(UNREADABLE),
            fields=("origin",),
            plain=("verb", "about_type", "about_id", "codes"),
        ),
    )
    register_rule(services.rule())


def _declare_technique() -> None:
    from common import tasks

    declare(
        PersonalData(
            "django_tasks_database.DBTaskResult",
            RUNNING,
            holds=_("werk op de achtergrond; als dat misgaat, de technische fout"),
            found=None,
            erasure=Keep(_("Er staat niet in over wie het gaat, en na een week is het weg.")),
            fields=("traceback",),
            plain=(
                "args_kwargs",
                "task_path",
                "worker_ids",
                "queue_name",
                "backend_name",
                "return_value",
                "exception_class_path",
            ),
        )
    )
    register_rule(tasks.rule())


def _declare_nothing() -> None:
    holds_none("common.RetentionRun", because=_("aantallen per regel; niets over wie"))
    holds_none("common.DocumentText", because=_("tekst van gepubliceerde documenten"))
    holds_none("common.MailText", because=_("teksten van redacteuren, met invulplekken in plaats van gegevens"))
    holds_none(
        "auth.Permission",
        "auth.Group",
        "contenttypes.ContentType",
        because=_("rechten van rollen; wie een rol heeft, staat bij het account"),
    )
    holds_none("taggit.Tag", "taggit.TaggedItem", because=_("trefwoorden bij gepubliceerde inhoud"))
