"""Columns of an import file, made from the fields and blocks that they fill: lengths and choices are written there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Field
from wagtail import blocks
from wagtail.fields import RichTextField

from common.importing.places import Place
from knowledge.enums import Scheme
from knowledge.importing.lists import Notations, Rich
from knowledge.importing.values import LONGEST_TEXT, Choice, Day, Slug, Text, Url, ValueType, Whole, YesNo


@dataclass(frozen=True)
class Column:
    """A column: its name in files, what it may hold, and the field that it fills."""

    name: str
    type: ValueType
    # Translated when it is shown.
    label: Any
    required: bool = False
    field: str = ""
    in_json: str = ""

    def name_at(self, place: Place) -> str:
        """The name that it has in the format of this place."""
        return self.in_json or self.name if place.path else self.name

    @property
    def target(self) -> str:
        """The field or block that takes the value."""
        return self.field or self.name


def model_columns(
    model: type[models.Model], names: str, *, types: Mapping[str, ValueType] | None = None, **files: str
) -> tuple[Column, ...]:
    """Columns for the fields of `names`, which a space separates.

    `types` gives a field another type of column than its own, and `files` the name that it has in files.
    """
    return tuple(_model_column(model._meta.get_field(name), types or {}, files) for name in names.split())


def _model_column(field: Any, types: Mapping[str, ValueType], files: Mapping[str, str]) -> Column:
    return Column(
        name=files.get(field.name, field.name),
        type=types.get(field.name) or _type_of_field(field),
        label=field.verbose_name,
        required=not field.blank and not field.has_default(),
        field=field.name,
    )


def _type_of_field(field: Field[Any, Any]) -> ValueType:
    if field.choices:
        return Choice(dict(field.choices))
    if any(isinstance(validator, URLValidator) for validator in field.validators):
        return Url(max_length=field.max_length or LONGEST_TEXT)
    # The narrower class comes first: a slug is also a CharField.
    for kind, make in FIELD_TYPES:
        if isinstance(field, kind):
            return make(field)
    raise TypeError(f"No type of column is known for {field!r}.")


FIELD_TYPES: tuple[tuple[type[Any], Callable[[Any], ValueType]], ...] = (
    (models.PositiveSmallIntegerField, lambda field: Whole(highest=32_767)),
    (models.PositiveIntegerField, lambda field: Whole(highest=2_147_483_647)),
    (models.ManyToManyField, lambda field: Notations(Scheme(field.get_limit_choices_to()["scheme"]))),
    (models.SlugField, lambda field: Slug(max_length=field.max_length)),
    (models.DateField, lambda field: Day()),
    (models.BooleanField, lambda field: YesNo()),
    (RichTextField, lambda field: Rich(has_headings="h2" in field.features)),
    (models.CharField, lambda field: Text(max_length=field.max_length, one_line=True)),
    (models.TextField, lambda field: Text(max_length=field.max_length or LONGEST_TEXT)),
)


def block_columns(block: type[blocks.StructBlock]) -> tuple[Column, ...]:
    """Columns for the parts of one item of a StreamField."""
    return tuple(
        Column(
            name=name,
            type=_type_of_block(part),
            label=part.label,
            required=_is_required(part),
        )
        for name, part in block().child_blocks.items()
    )


def _is_required(part: Any) -> bool:
    # The field of a rich text is made with its editor, for which Wagtail reads the hooks of all apps: too early here.
    return bool(part.field_options["required"] if isinstance(part, blocks.RichTextBlock) else part.required)


def _type_of_block(part: Any) -> ValueType:
    match part:
        case blocks.ChoiceBlock():
            return Choice({value: label for value, label in part.field.choices if value})
        case blocks.RichTextBlock():
            return Rich()
        case blocks.TextBlock():
            return Text(max_length=part.field.max_length or LONGEST_TEXT)
        case blocks.CharBlock():
            return Text(max_length=part.field.max_length or 255, one_line=True)
    raise TypeError(f"No type of column is known for {part!r}.")
