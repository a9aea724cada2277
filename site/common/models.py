"""The tables of the common app; each stands in the room that it belongs to."""

from common.activity.models import Activity
from common.document_text.models import DocumentText
from common.mail.models import MailStop, OutgoingMail
from common.mail.own_texts import MailText
from common.privacy.models import RetentionRun
from common.visits.models import PageVisits

__all__ = ["Activity", "DocumentText", "MailStop", "MailText", "OutgoingMail", "PageVisits", "RetentionRun"]
