"""Scheduled publishing, with one transaction for each object."""

from typing import Any

from wagtail.management.commands.publish_scheduled import Command as WagtailCommand

from common.publishing import publish_due


class Command(WagtailCommand):
    help = "Publishes and takes down pages and other content that is due."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        changed = publish_due()
        if options["verbosity"] > 0:
            self.stdout.write(f"{changed} object(s) published or taken down.")
