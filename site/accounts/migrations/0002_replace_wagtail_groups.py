"""Replace Wagtail's example groups and workflow with the roles of this site.

Not undone when migrating backwards: the groups came with no members, and nothing of ours depends on them.
"""

from django.db import migrations


def replace(apps, schema_editor):
    """Remove the groups Moderators and Editors, and their workflow, where nobody uses them."""
    Group = apps.get_model("auth", "Group")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowState = apps.get_model("wagtailcore", "WorkflowState")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    Task = apps.get_model("wagtailcore", "Task")
    if WorkflowState.objects.exists():
        return
    default = Workflow.objects.filter(name="Moderators approval")
    task_ids = list(default.values_list("workflow_tasks__task_id", flat=True))
    reviewer, _ = Group.objects.get_or_create(name="beoordelaar")
    default.update(name="Beoordeling")
    Task.objects.filter(pk__in=task_ids).update(name="Beoordeling door een beoordelaar")
    for task in GroupApprovalTask.objects.filter(pk__in=task_ids):
        task.groups.set([reviewer])
    Group.objects.filter(name__in=["Moderators", "Editors"], user__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("wagtailcore", "0062_comment_models_and_pagesubscription"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(replace, migrations.RunPython.noop)]
