"""Puts records from the project's content files into the database, the way an editor would.

A record in a file has a key; its permanent identifier follows from that key, so a second run finds the record again
wherever an editor moved it, and leaves it as it is.
"""

import json
import uuid
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q
from wagtail.fields import StreamField
from wagtail.models import Page

from agenda.models import Source
from common.content import publish

CONTENT_DIR = Path(__file__).resolve().parent.parent / "content"
_NAMESPACE = uuid.UUID("6f1d3f4e-4c1b-4a55-9a53-2f0d6f8b1c11")

PageType = TypeVar("PageType", bound=Page)

Values = Mapping[str, Any]


def read_content(name: str) -> Any:
    """Return what stands in a content file."""
    return json.loads((CONTENT_DIR / f"{name}.json").read_text(encoding="utf-8"))


def identifier_of(key: str) -> uuid.UUID:
    """The permanent identifier of the record with this key."""
    return uuid.uuid5(_NAMESPACE, key)


def assign(record: models.Model, values: Values) -> None:
    """Set fields of a record from their form in a content file.

    A source is written as its key, a date as ISO 8601, rows of the record's own as a list of objects. Raises
    Source.DoesNotExist or FieldDoesNotExist for a name that is not there.
    """
    for name, value in values.items():
        field: Any = record._meta.get_field(name)
        if field.one_to_many:
            setattr(record, name, [_row(field, record, row) for row in value])
        elif isinstance(field, StreamField):
            setattr(record, name, field.stream_block.to_python(_with_source_ids(value)))
        elif field.related_model is Source:
            setattr(record, name, Source.objects.get(key=value))
        else:
            setattr(record, name, field.to_python(value))


def _with_source_ids(value: Any) -> Any:
    """Replace the key of a source in blocks by its id, which is what a block stores."""
    if isinstance(value, list):
        return [_with_source_ids(item) for item in value]
    if isinstance(value, dict):
        return {
            name: Source.objects.get(key=item).pk if name == "source" else _with_source_ids(item)
            for name, item in value.items()
        }
    return value


def place_page(
    model: type[PageType],
    parent: Page,
    *,
    key: str,
    values: Values,
    related: Values = MappingProxyType({}),
    fresh: bool,
) -> PageType:
    """Publish the page with this key below `parent`; a page that is there is left alone unless `fresh`.

    A page of the same type and slug below `parent` counts as that page. `related` holds records, set as they are.
    Raises ValidationError when the content does not satisfy the page type.
    """
    known = Q(public_id=identifier_of(key)) | (Q(slug=values["slug"]) & Q(pk__in=parent.get_children()))
    found: PageType | None = model.objects.filter(known).first()
    if found is not None and not fresh:
        return found
    page: PageType = found or model(public_id=identifier_of(key))
    assign(page, values)
    for name, value in related.items():
        setattr(page, name, value)
    return publish(page, below=parent if found is None else None)


def _row(relation: Any, record: models.Model, values: Values) -> models.Model:
    """A row of `record`, cleaned as the CMS would."""
    row: models.Model = relation.related_model()
    setattr(row, relation.field.name, record)
    assign(row, values)
    row.clean()
    return row
