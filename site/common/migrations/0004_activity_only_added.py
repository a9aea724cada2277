from django.db import migrations

# What is written down stays as it is, also for who reaches the database by another way than the site.
SQLITE = """
CREATE TRIGGER common_activity_unchanged BEFORE UPDATE ON common_activity
BEGIN
    SELECT RAISE(ABORT, 'The activity log is only added to.');
END
"""
POSTGRESQL = """
CREATE FUNCTION common_activity_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The activity log is only added to.';
END
$$;
CREATE TRIGGER common_activity_unchanged BEFORE UPDATE ON common_activity
    FOR EACH ROW EXECUTE FUNCTION common_activity_refuse();
CREATE TRIGGER common_activity_kept BEFORE DELETE ON common_activity
    FOR EACH ROW WHEN (OLD.keep_until > now()) EXECUTE FUNCTION common_activity_refuse();
"""
POSTGRESQL_BACK = """
DROP TRIGGER common_activity_kept ON common_activity;
DROP TRIGGER common_activity_unchanged ON common_activity;
DROP FUNCTION common_activity_refuse();
"""


def guard(apps, schema_editor):
    # SQLite knows no way to empty a table but deleting its rows, so there only the site itself refuses that.
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def leave(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(POSTGRESQL_BACK if is_postgresql else "DROP TRIGGER common_activity_unchanged")


class Migration(migrations.Migration):
    dependencies = [("common", "0003_activity")]

    operations = [migrations.RunPython(guard, leave)]
