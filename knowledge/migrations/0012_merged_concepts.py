import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0011_indexes_of_overviews"),
    ]

    operations = [
        migrations.CreateModel(
            name="MergedConcept",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("thema", "Thema"),
                            ("doelgroep", "Doelgroep"),
                            ("setting", "Plek"),
                            ("schaal", "Schaal"),
                            ("vorm", "Vorm"),
                            ("preventieniveau", "Preventieniveau"),
                            ("risicofactor", "Risicofactor"),
                            ("beschermende-factor", "Beschermende factor"),
                        ],
                        max_length=30,
                        verbose_name="lijst",
                    ),
                ),
                ("notation", models.SlugField(max_length=60, verbose_name="code")),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merged",
                        to="knowledge.concept",
                        verbose_name="samengevoegd met",
                    ),
                ),
            ],
            options={
                "verbose_name": "samengevoegd begrip",
                "verbose_name_plural": "samengevoegde begrippen",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "notation"), name="knowledge_mergedconcept_notation")
                ],
            },
        ),
    ]
