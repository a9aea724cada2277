import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0005_drafts_without_dates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "usecase",
            "checked_by",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="gecontroleerd door",
            ),
        ),
        migrations.AddField(
            "usecase",
            "checked_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="gecontroleerd op"),
        ),
        migrations.AlterField(
            "usecase",
            "is_checked",
            models.BooleanField(
                default=False,
                help_text="U hebt de feiten nagevraagd bij de organisatie. Uw naam en de datum worden bewaard.",
                verbose_name="gecontroleerd door de redactie",
            ),
        ),
    ]
