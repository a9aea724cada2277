from django.db import migrations, models

REVIEW_ON = {
    "blank": True,
    "help_text": "Op deze dag staat dit in de werkvoorraad en krijgt de redactie een herinnering.",
    "null": True,
    "verbose_name": "opnieuw bekijken op",
}


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0003_parts_materials_and_relations")]

    operations = [
        migrations.AddField("evaluation", "review_on", models.DateField(**REVIEW_ON)),
        migrations.AddField("methodpage", "review_on", models.DateField(**REVIEW_ON)),
        migrations.AddField("usecase", "review_on", models.DateField(**REVIEW_ON)),
    ]
