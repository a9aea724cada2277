"""The fixed words of the library: kinds, vocabularies and the scales of the evidence.

The values are part of addresses (facets), of exports and of the evidence rows, so a value never changes.
"""

from collections.abc import Mapping

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What sort of thing a method page describes."""

    INTERVENTION = "interventie", _("Interventie")
    METHOD = "methode", _("Methode")
    INSTRUMENT = "instrument", _("Instrument")


class Scheme(TextChoices):
    """The vocabularies. Together they are one list of concepts."""

    THEME = "thema", _("Thema")
    TARGET_GROUP = "doelgroep", _("Doelgroep")
    SETTING = "setting", _("Plek")
    SCALE = "schaal", _("Schaal")
    FORM = "vorm", _("Vorm")
    PREVENTION_LEVEL = "preventieniveau", _("Preventieniveau")
    RISK_FACTOR = "risicofactor", _("Risicofactor")
    PROTECTIVE_FACTOR = "beschermende-factor", _("Beschermende factor")


# The relations of a method to concepts, each with its vocabulary.
CONCEPT_SCHEMES: Mapping[str, Scheme] = {
    "themes": Scheme.THEME,
    "target_groups": Scheme.TARGET_GROUP,
    "settings": Scheme.SETTING,
    "scales": Scheme.SCALE,
    "prevention_levels": Scheme.PREVENTION_LEVEL,
    "forms": Scheme.FORM,
    "risk_factors": Scheme.RISK_FACTOR,
    "protective_factors": Scheme.PROTECTIVE_FACTOR,
}


class CostBasis(TextChoices):
    """What an amount is paid for."""

    ONCE = "eenmalig", _("eenmalig")
    YEARLY = "per-jaar", _("per jaar")
    PER_ROUND = "per-ronde", _("per ronde")
    PER_PARTICIPANT = "per-deelnemer", _("per deelnemer")


class ConditionTopic(TextChoices):
    """What a condition is about."""

    PEOPLE = "mensen", _("Mensen en vaardigheden")
    COOPERATION = "samenwerking", _("Samenwerking")
    SUPPORT = "draagvlak", _("Draagvlak")
    TIME = "tijd", _("Tijd en planning")
    PLACE = "plek", _("Ruimte en materiaal")
    PRIVACY = "privacy", _("Privacy en veiligheid")


class PartRole(TextChoices):
    """How freely whoever uses a method may treat a part of it."""

    CORE = "kern", _("Dit moet blijven")
    ADAPTABLE = "aanpasbaar", _("Dit mag u aanpassen")
    NEVER = "niet-doen", _("Dit moet u niet doen")


class ModeratorDirection(TextChoices):
    """Which way a circumstance pushes the effect."""

    BETTER = "beter", _("Werkt beter als")
    WORSE = "slechter", _("Werkt slechter als")


class RelationKind(TextChoices):
    """What one method is to another; it is written down at the first of the two."""

    RELATED = "verwant", _("Lijkt op")
    VARIANT = "variant", _("Is een variant van")
    REPLACES = "vervangt", _("Vervangt")


class Language(TextChoices):
    """The language of a material, as the code that also stands in its link."""

    DUTCH = "nl", _("Nederlands")
    ENGLISH = "en", _("Engels")
    ARABIC = "ar", _("Arabisch")
    GERMAN = "de", _("Duits")
    FRENCH = "fr", _("Frans")
    FRISIAN = "fy", _("Fries")
    UKRAINIAN = "uk", _("Oekraïens")
    PAPIAMENTO = "pap", _("Papiaments")
    POLISH = "pl", _("Pools")
    SPANISH = "es", _("Spaans")
    TIGRINYA = "ti", _("Tigrinya")
    TURKISH = "tr", _("Turks")


class Licence(TextChoices):
    """What others may do with a material. Open licences carry the names of the SPDX list."""

    CC0 = "CC0-1.0", _("CC0: vrij te gebruiken")
    BY = "CC-BY-4.0", _("CC BY 4.0: vrij, met naam van de maker")
    BY_SA = "CC-BY-SA-4.0", _("CC BY-SA 4.0: vrij, met naam, en zo doorgeven")
    BY_NC = "CC-BY-NC-4.0", _("CC BY-NC 4.0: met naam, niet om aan te verdienen")
    BY_ND = "CC-BY-ND-4.0", _("CC BY-ND 4.0: met naam, niets veranderen")
    BY_NC_SA = "CC-BY-NC-SA-4.0", _("CC BY-NC-SA 4.0: met naam, niet om aan te verdienen, en zo doorgeven")
    BY_NC_ND = "CC-BY-NC-ND-4.0", _("CC BY-NC-ND 4.0: met naam, niet om aan te verdienen, niets veranderen")
    OWNER = "eigenaar", _("Vraag het de eigenaar")
    UNKNOWN = "onbekend", _("Licentie onbekend")


# --- Evidence ----------------------------------------------------------------------------------------------------


class Axis(TextChoices):
    """What an assessment is about. The five dimensions of EMMIE are axes of their own."""

    STAGE = "fase", _("Fase")
    RECOGNITION = "erkenning", _("Erkenning")
    EFFECT = "effect", _("Gemeten: effect")
    MECHANISM = "mechanisme", _("Gemeten: hoe het werkt")
    MODERATORS = "omstandigheden", _("Gemeten: voor wie en waar")
    IMPLEMENTATION = "uitvoering", _("Gemeten: uitvoering")
    ECONOMICS = "kosten", _("Gemeten: kosten en baten")
    DIRECTION = "richting", _("Richting van het effect")


# Effect, Mechanism, Moderators, Implementation, Economics: the dimensions of EMMIE, in its order.
EMMIE_AXES: tuple[Axis, ...] = (
    Axis.EFFECT,
    Axis.MECHANISM,
    Axis.MODERATORS,
    Axis.IMPLEMENTATION,
    Axis.ECONOMICS,
)


class Stage(TextChoices):
    """How far a method has come. Not a judgement of its effect."""

    IN_DEVELOPMENT = "in-ontwikkeling", _("In ontwikkeling")
    TESTED = "getest", _("Getest")
    EVALUATED = "geevalueerd", _("Geëvalueerd")
    PROVEN = "bewezen", _("Bewezen")
    NATIONWIDE = "landelijk-uitgerold", _("Landelijk uitgerold")
    STOPPED = "gestopt", _("Gestopt")


class Recognition(TextChoices):
    """Verdicts of the shared Dutch recognition of interventions (SEI), in its own words, from low to high."""

    NOT_SUBMITTED = "niet-voorgelegd", _("Niet voorgelegd")
    NOT_RECOGNISED = "niet-erkend", _("Niet erkend")
    PROVISIONAL = "onder-voorbehoud", _("Onder voorbehoud")
    DESCRIBED = "goed-beschreven", _("Goed beschreven")
    SUBSTANTIATED = "goed-onderbouwd", _("Goed onderbouwd")
    FIRST_INDICATIONS = "eerste-aanwijzingen", _("Effectief volgens eerste aanwijzingen")
    GOOD_INDICATIONS = "goede-aanwijzingen", _("Effectief volgens goede aanwijzingen")
    STRONG_INDICATIONS = "sterke-aanwijzingen", _("Effectief volgens sterke aanwijzingen")


# Years that a verdict of the SEI holds: the lowest level three, the others five.
RECOGNITION_YEARS: Mapping[Recognition, int] = {
    Recognition.DESCRIBED: 3,
    Recognition.SUBSTANTIATED: 5,
    Recognition.FIRST_INDICATIONS: 5,
    Recognition.GOOD_INDICATIONS: 5,
    Recognition.STRONG_INDICATIONS: 5,
}


class Measured(TextChoices):
    """What is known on one dimension of EMMIE."""

    MEASURED = "gemeten", _("Onderzocht")
    DESCRIBED = "beschreven", _("Beschreven, niet gemeten")
    NOT_MEASURED = "niet-gemeten", _("Niet gemeten")


class Direction(TextChoices):
    """Which way the measured effect points. No effect and unknown are answers like the others."""

    POSITIVE = "positief", _("Positief")
    NONE = "geen-effect", _("Geen effect")
    MIXED = "gemengd", _("Gemengd")
    NEGATIVE = "negatief", _("Negatief")
    UNKNOWN = "onbekend", _("Onbekend")


# The value shown, filtered and counted where no assessment was made.
UNKNOWN = Direction.UNKNOWN.value

AXIS_VALUES: Mapping[Axis, type[TextChoices]] = {
    Axis.STAGE: Stage,
    Axis.RECOGNITION: Recognition,
    Axis.DIRECTION: Direction,
    **dict.fromkeys(EMMIE_AXES, Measured),
}


class Quality(IntegerChoices):
    """How sound the research on one dimension is."""

    NONE = 0, _("geen onderzoek")
    WEAK = 1, _("zwak onderzoek")
    FAIR = 2, _("redelijk onderzoek")
    GOOD = 3, _("goed onderzoek")
    STRONG = 4, _("sterk onderzoek")


class EvidenceScheme(TextChoices):
    """Whose yardstick an assessment uses. Verdicts of different schemes stand side by side and are never merged."""

    PLATFORM = "platform", _("Kennisplatform")
    SEI = "sei", _("SEI")
    EMMIE = "emmie", _("EMMIE")


AXIS_SCHEME: Mapping[Axis, EvidenceScheme] = {
    Axis.STAGE: EvidenceScheme.PLATFORM,
    Axis.RECOGNITION: EvidenceScheme.SEI,
    Axis.DIRECTION: EvidenceScheme.PLATFORM,
    **dict.fromkeys(EMMIE_AXES, EvidenceScheme.EMMIE),
}


# --- Evaluations and use cases -----------------------------------------------------------------------------------


# The relations of an evaluation or a use case to concepts, each with its vocabulary.
RECORD_SCHEMES: Mapping[str, Scheme] = {
    "themes": Scheme.THEME,
    "target_groups": Scheme.TARGET_GROUP,
    "settings": Scheme.SETTING,
}


class EvaluationType(TextChoices):
    """What an evaluation looked at."""

    PLAN = "plan", _("Planevaluatie")
    PROCESS = "proces", _("Procesevaluatie")
    EFFECT = "effect", _("Effectevaluatie")
    COSTS = "kosten", _("Kostenevaluatie")


# What says something of the effect: a method can be carried out as planned, or cost too much, and change nothing.
EFFECT_TYPES: frozenset[EvaluationType] = frozenset({EvaluationType.EFFECT})


class Design(TextChoices):
    """How an evaluation was set up."""

    RANDOMISED = "loting", _("Vergelijking door loting")
    QUASI = "vergelijking", _("Vergelijking zonder loting")
    BEFORE_AFTER = "voor-en-na", _("Meting vooraf en achteraf")
    QUALITATIVE = "gesprekken", _("Gesprekken en observaties")
    CASE = "casus", _("Beschrijving van één geval")
    OTHER = "anders", _("Anders")


class Independence(TextChoices):
    """Whether the researchers stood apart from whoever made or sold the method."""

    YES = "ja", _("Ja")
    NO = "nee", _("Nee")
    UNKNOWN = "onbekend", _("Onbekend")


# The directions that one outcome can have: a measurement always points somewhere, if only at nothing.
MEASURED_DIRECTIONS: tuple[Direction, ...] = (
    Direction.POSITIVE,
    Direction.NONE,
    Direction.MIXED,
    Direction.NEGATIVE,
)


class Again(TextChoices):
    """Would the people who used a method use it again?"""

    YES = "ja", _("Ja")
    YES_IF = "ja-mits", _("Ja, mits")
    NO = "nee", _("Nee")


# --- Publications and lessons ------------------------------------------------------------------------------------


class ItemKind(TextChoices):
    """What stands in the knowledge base beside methods and what was seen of them."""

    PUBLICATION = "publicatie", _("Publicatie")
    LESSON = "les", _("Les")


class PublicationType(TextChoices):
    """What sort of text a publication is."""

    RESEARCH = "onderzoek", _("Onderzoek")
    GUIDE = "handreiking", _("Handreiking")
    FACTSHEET = "factsheet", _("Factsheet")
    REPORT = "verslag", _("Verslag")
    ADVICE = "advies", _("Advies")
    ARTICLE = "artikel", _("Artikel")


class LessonRelationKind(TextChoices):
    """What one lesson says of another; it is written down at the first of the two."""

    SUPPORTS = "ondersteunt", _("Ondersteunt")
    NUANCES = "nuanceert", _("Nuanceert")
    CONTRADICTS = "weerspreekt", _("Spreekt tegen")


# --- The work of editors -----------------------------------------------------------------------------------------


class ReminderReason(TextChoices):
    """Why somebody is reminded."""

    REVIEW = "bekijken", _("Opnieuw bekijken")
    RECOGNITION = "erkenning", _("Erkenning loopt af")


class ReminderState(TextChoices):
    """How far a reminder is."""

    WAITING = "wacht", _("Nog niet gemeld")
    SENT = "verzonden", _("Gemeld")
    LAPSED = "vervallen", _("Vervallen: het is al bekeken of van de site gehaald")
