import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0002_evaluations_and_use_cases"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [
        migrations.AddField(
            model_name="methodpage",
            name="forms",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="Hoe ziet het eruit voor wie meedoet?",
                limit_choices_to={"scheme": "vorm"},
                related_name="methods_by_form",
                to="knowledge.concept",
                verbose_name="vorm",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="moderators",
            field=wagtail.fields.StreamField(
                [("moderator", 3)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [("beter", "Werkt beter als"), ("slechter", "Werkt slechter als")],
                            "label": "Richting",
                        },
                    ),
                    1: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {
                            "help_text": "Maak de zin af: 'Werkt beter als …' of 'Werkt slechter als …'.",
                            "label": "Omstandigheid",
                            "rows": 2,
                        },
                    ),
                    2: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Een onderzoek of de ervaring van gebruikers. Leeg als het een vermoeden is.",
                            "label": "Hoe weet u dat?",
                            "max_length": 200,
                            "required": False,
                        },
                    ),
                    3: ("wagtail.blocks.StructBlock", [[("direction", 0), ("text", 1), ("source", 2)]], {}),
                },
                help_text="Voor wie, waar en wanneer werkt het beter, en wanneer slechter? Noem ook wat tegenvalt.",
                verbose_name="werkt beter of slechter als",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="parts",
            field=wagtail.fields.StreamField(
                [("part", 2)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("kern", "Dit moet blijven"),
                                ("aanpasbaar", "Dit mag u aanpassen"),
                                ("niet-doen", "Dit moet u niet doen"),
                            ],
                            "label": "Mag dit anders?",
                        },
                    ),
                    1: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {
                            "help_text": "Noem het onderdeel en waarom dit zo is. Eén of twee zinnen.",
                            "label": "Onderdeel",
                            "rows": 2,
                        },
                    ),
                    2: ("wagtail.blocks.StructBlock", [[("role", 0), ("text", 1)]], {}),
                },
                help_text="Wat moet blijven, wat mag een ander aanpassen, en wat moet niemand doen?",
                verbose_name="wat mag anders",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="protective_factors",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="Wat maakt mensen weerbaar, en maakt deze methode sterker?",
                limit_choices_to={"scheme": "beschermende-factor"},
                related_name="methods_by_protective_factor",
                to="knowledge.concept",
                verbose_name="beschermende factoren",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="risk_factors",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="Wat maakt het probleem groter, en pakt deze methode aan?",
                limit_choices_to={"scheme": "risicofactor"},
                related_name="methods_by_risk_factor",
                to="knowledge.concept",
                verbose_name="risicofactoren",
            ),
        ),
        migrations.CreateModel(
            name="MethodMaterial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("title", models.CharField(max_length=160, verbose_name="titel")),
                (
                    "url",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="webadres",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("nl", "Nederlands"),
                            ("en", "Engels"),
                            ("ar", "Arabisch"),
                            ("de", "Duits"),
                            ("fr", "Frans"),
                            ("fy", "Fries"),
                            ("uk", "Oekraïens"),
                            ("pap", "Papiaments"),
                            ("pl", "Pools"),
                            ("es", "Spaans"),
                            ("ti", "Tigrinya"),
                            ("tr", "Turks"),
                        ],
                        default="nl",
                        max_length=5,
                        verbose_name="taal",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("CC0-1.0", "CC0: vrij te gebruiken"),
                            ("CC-BY-4.0", "CC BY 4.0: vrij, met naam van de maker"),
                            ("CC-BY-SA-4.0", "CC BY-SA 4.0: vrij, met naam, en zo doorgeven"),
                            ("CC-BY-NC-4.0", "CC BY-NC 4.0: met naam, niet om aan te verdienen"),
                            ("CC-BY-ND-4.0", "CC BY-ND 4.0: met naam, niets veranderen"),
                            ("CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0: met naam, niet om aan te verdienen, en zo doorgeven"),
                            (
                                "CC-BY-NC-ND-4.0",
                                "CC BY-NC-ND 4.0: met naam, niet om aan te verdienen, niets veranderen",
                            ),
                            ("eigenaar", "Vraag het de eigenaar"),
                            ("onbekend", "Licentie onbekend"),
                        ],
                        help_text="Wat mogen anderen ermee doen?",
                        max_length=20,
                        verbose_name="licentie",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Bijvoorbeeld: voor wie het is, of wat het kost.",
                        max_length=250,
                        verbose_name="toelichting",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        help_text="Vul dit in of het webadres, niet allebei.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtaildocs.document",
                        verbose_name="bestand",
                    ),
                ),
                (
                    "method",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="materials", to="knowledge.methodpage"
                    ),
                ),
            ],
            options={
                "verbose_name": "materiaal",
                "verbose_name_plural": "materialen",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MethodRelation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("verwant", "Lijkt op"), ("variant", "Is een variant van"), ("vervangt", "Vervangt")],
                        max_length=20,
                        verbose_name="deze methode",
                    ),
                ),
                (
                    "method",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="relations", to="knowledge.methodpage"
                    ),
                ),
                (
                    "related",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations_to",
                        to="knowledge.methodpage",
                        verbose_name="methode",
                    ),
                ),
            ],
            options={
                "verbose_name": "verwante methode",
                "verbose_name_plural": "verwante methoden",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
    ]
