"""What sort of organisation it is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    """The sorts that the site tells apart. The labels are those of the official lists."""

    MUNICIPALITY = "gemeente", _("Gemeente")
    PROVINCE = "provincie", _("Provincie")
    MINISTRY = "ministerie", _("Ministerie")
    SAFETY_REGION = "veiligheidsregio", _("Veiligheidsregio")
    NATIONAL = "landelijk", _("Kennisinstituut of landelijke organisatie")
    CIVIL = "maatschappelijk", _("Maatschappelijke organisatie")
