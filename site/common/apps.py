"""What every app leans on: access, sanitised HTML, identifiers, the chain, components."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Shared ground; knows no other app."""

    name = "common"
    verbose_name = "Gemeenschappelijk"

    def ready(self) -> None:
        """Register the work that belongs to no single app, and look at what is approved."""
        from wagtail.signals import task_approved

        from common import jobs, publishing, tasks, workflow

        task_approved.connect(workflow.check_approved)
        jobs.register_job("scheduled publishing", tasks.publish_scheduled, publishing.has_due)
        jobs.register_job("pruning of task results", tasks.prune_task_results, tasks.has_old_results)
