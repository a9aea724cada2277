"""What every app leans on: access, sanitised HTML, identifiers, the chain, components."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    """Shared ground; knows no other app."""

    name = "common"
    verbose_name = "Gemeenschappelijk"

    def ready(self) -> None:
        """Register the work that belongs to no single app, and look at what is approved."""
        from wagtail.signals import task_approved

        from common import jobs, publishing, tasks, workflow
        from common.document_text.services import has_waiting

        task_approved.connect(workflow.check_approved)
        jobs.register_job("scheduled publishing", tasks.publish_scheduled, publishing.has_due)
        jobs.register_job("reading of documents", tasks.read_documents, has_waiting)
        self._follow_documents()
        self._send_mail()
        self._keep_log()
        self._count_visits()
        self._keep_privacy()

    def _follow_documents(self) -> None:
        """Keep the texts of documents true to their files, and closed with their collections."""
        from django.db.models.signals import post_delete, post_save, pre_delete
        from wagtail.documents import get_document_model
        from wagtail.models import Collection, CollectionViewRestriction

        from common.document_text import handlers

        post_save.connect(handlers.document_saved, sender=get_document_model())
        pre_delete.connect(handlers.document_removed, sender=get_document_model())
        post_save.connect(handlers.restriction_changed, sender=CollectionViewRestriction)
        post_delete.connect(handlers.restriction_changed, sender=CollectionViewRestriction)
        post_save.connect(handlers.collection_saved, sender=Collection)

    def _send_mail(self) -> None:
        """Have the worker send what waits; libraries mail under a purpose of their own."""
        from common import jobs
        from common.mail import backend, purposes, tasks, worker

        jobs.register_job("mail", tasks.drain_mail, worker.has_mail_to_send)
        purposes.register_purpose(
            purposes.Purpose(
                backend.CMS_NOTICE,
                _("Bericht over werk in het CMS"),
                can_stop=True,
            )
        )

    def _count_visits(self) -> None:
        """Write what was counted after an answer, and have the worker forget what is too old."""
        from django.core.signals import request_finished

        from common import jobs, tasks
        from common.visits import counting

        request_finished.connect(counting.write_when_due)
        jobs.register_job("forgetting of visits", tasks.forget_visits, counting.has_old)

    def _keep_log(self) -> None:
        """Say what this app records, and take over what the CMS records."""
        from django.db.models.signals import post_save
        from wagtail.models import ModelLogEntry, PageLogEntry

        from common.activity import handlers, verbs

        verbs.register_verbs(
            {
                "activity.exported": _("Logboek gedownload"),
                "mail.retried": _("Mail opnieuw verstuurd"),
                "mail.cancelled": _("Mail tegengehouden"),
            }
        )
        for entry in (PageLogEntry, ModelLogEntry):
            post_save.connect(handlers.cms_entry_saved, sender=entry)

    def _keep_privacy(self) -> None:
        """Say what this app and the libraries hold about people, check all declarations, and erase at night."""
        from django.core import checks

        from common import jobs
        from common.privacy import of_the_cms, of_the_site, retention
        from common.privacy.checks import check_declarations

        of_the_site.declare_all()
        of_the_cms.declare_all()
        checks.register(check_declarations, "privacy")
        jobs.register_job("retention", retention.run_nightly, retention.is_due)
