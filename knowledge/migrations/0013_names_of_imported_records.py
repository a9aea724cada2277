"""Keep what files call a record, so that one that an editor removed is known when it comes again."""

from typing import Any

from django.db import migrations, models

MODELS = {
    "methods": "MethodPage",
    "evaluations": "Evaluation",
    "use_cases": "UseCase",
    "publications": "PublicationPage",
    "lessons": "LessonPage",
}


def fill(apps: Any, schema_editor: Any) -> None:
    """Records have the address of their file, unless an editor changed it; a concept is called by its key."""
    imported = apps.get_model("knowledge", "ImportedRecord")
    imported.objects.filter(kind="concepts").update(slug=models.F("key"))
    for kind, name in MODELS.items():
        slugs = {
            str(key): slug for key, slug in apps.get_model("knowledge", name).objects.values_list("public_id", "slug")
        }
        for row in imported.objects.filter(kind=kind, key__in=slugs):
            row.slug = slugs[row.key]
            row.save(update_fields=["slug"])


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0012_merged_concepts")]

    operations = [
        migrations.AddField(
            model_name="importedrecord",
            name="slug",
            field=models.CharField(blank=True, default="", max_length=255, verbose_name="naam in het bestand"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
