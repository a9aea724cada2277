from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0010_reminders_are_told_by_the_outbox")]

    operations = [
        migrations.AddIndex(
            "evaluation",
            models.Index(
                fields=["method", "live", "-period_from", "type", "design", "size_class", "urbanity"],
                name="knowledge_evaluation_overview",
            ),
        ),
        migrations.AddIndex(
            "outcome", models.Index(fields=["evaluation", "direction"], name="knowledge_outcome_direction")
        ),
        migrations.AddIndex(
            "usecase",
            models.Index(
                fields=["method", "live", "-period_from", "again", "size_class", "urbanity"],
                name="knowledge_use_case_overview",
            ),
        ),
    ]
