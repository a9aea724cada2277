"""The lock of every verb of a meeting."""

from circles.models import Meeting


def lock_meeting(meeting: Meeting) -> Meeting:
    """Read a meeting again and hold it until the end of the transaction."""
    # The circle is read along and not held: who changes it need not wait for a meeting.
    return Meeting.objects.select_for_update(of=("self",)).select_related("circle").get(pk=meeting.pk)
