from django.db import migrations, models


class Migration(migrations.Migration):
    """A draft may be saved before its dates are known. Going back asks that no such draft is left."""

    dependencies = [("knowledge", "0004_review_dates")]

    operations = [
        migrations.AlterField("evaluation", "period_from", models.DateField(null=True, verbose_name="van")),
        migrations.AlterField("usecase", "period_from", models.DateField(null=True, verbose_name="van")),
        migrations.AlterField("usecase", "filled_in_on", models.DateField(null=True, verbose_name="ingevuld op")),
        migrations.AddConstraint(
            "evaluation",
            models.CheckConstraint(
                condition=models.Q(("live", False), ("period_from__isnull", False), _connector="OR"),
                name="knowledge_evaluation_has_period",
            ),
        ),
        migrations.AddConstraint(
            "usecase",
            models.CheckConstraint(
                condition=models.Q(("live", False), ("period_from__isnull", False), _connector="OR"),
                name="knowledge_usecase_has_period",
            ),
        ),
        migrations.AddConstraint(
            "usecase",
            models.CheckConstraint(
                condition=models.Q(("live", False), ("filled_in_on__isnull", False), _connector="OR"),
                name="knowledge_usecase_has_day",
            ),
        ),
    ]
