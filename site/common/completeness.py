"""What the CMS asks for before something may be published, and what of that is missing.

The form says what is asked for, so there is no second list to keep.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.forms import BaseForm, Field
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import Block, BlockField, FieldBlock, ListBlock, StreamBlock, StructBlock
from wagtail.rich_text import RichText

# Rich text that was emptied keeps its paragraph, and Wagtail takes that for a text.
_NO_TEXT = re.compile(r"(?:</?(?:p|br|h[1-6]|ul|ol|li|b|i|em|strong)\b[^>]*>|&nbsp;|\s)*")
# A part of a value that is the value itself.
_WHOLE = ""


def missing_fields(instance: Any) -> tuple[str, ...]:
    """What this page or snippet lacks to be published: labels, with the part in brackets where only that is missing.

    Rows below the form and the blocks of a stream are looked into, because a draft may leave their parts empty.
    """
    return tuple(_missing_in_form(type(instance).get_edit_handler().get_form_class()(instance=instance)))


def refuse_incomplete(instance: Any) -> None:
    """Raise ValidationError, naming what is missing, for something that can not be published yet."""
    missing = missing_fields(instance)
    if missing:
        raise ValidationError(
            _("‘%(title)s’ is nog niet compleet. Er ontbreekt: %(missing)s.")
            % {"title": instance, "missing": ", ".join(missing)}
        )


def missing_parts(field: Field, value: Any) -> tuple[str, ...]:
    """What is asked for and missing in the value of a field of a form; an empty string is the value as a whole."""
    if field.required and _is_blank(value):
        return (_WHOLE,)
    if not isinstance(field, BlockField):
        return ()
    return tuple(_missing_in_block(field.block, value)) or (() if _is_accepted(field, value) else (_WHOLE,))


def _missing_in_form(form: BaseForm) -> Iterator[str]:
    for name, field in form.fields.items():
        yield from (_within(form[name].label, part) for part in missing_parts(field, form[name].value()))
    for formset in getattr(form, "formsets", {}).values():
        name = capfirst(formset.model._meta.verbose_name)
        rows = formset.initial_forms
        if len(rows) < (formset.min_num or 0):
            yield name
        for number, row in enumerate(rows, start=1):
            yield from (_within(f"{name} {number}", part) for part in _missing_in_form(row))


def _missing_in_block(block: Block, value: Any) -> Iterator[str]:
    """The ways to the empty blocks in a block, outermost first."""
    for label, child, content in _children(block, value):
        yield from (f"{label}: {part}" if part else label for part in _missing_in_block(child, content))
    if isinstance(block, FieldBlock) and block.required and _is_blank(value):
        yield _WHOLE


def _children(block: Block, value: Any) -> Iterator[tuple[str, Block, Any]]:
    """The blocks in a block: what each is called, how it is defined and what is in it."""
    if isinstance(block, StructBlock):
        yield from ((str(child.label), child, value.get(name)) for name, child in block.child_blocks.items())
    elif isinstance(block, StreamBlock):
        for number, child in enumerate(value, start=1):
            yield f"{child.block.label} {number}", child.block, child.value
    elif isinstance(block, ListBlock):
        for number, item in enumerate(value, start=1):
            yield f"{block.child_block.label or block.label} {number}", block.child_block, item


def _within(label: object, part: str) -> str:
    name = capfirst(str(label))
    return f"{name} ({part})" if part else name


def _is_accepted(field: BlockField, value: Any) -> bool:
    """Whether the rules that a block has of its own are met, such as a least number of items."""
    try:
        field.block.clean(value)
    except ValidationError:
        return False
    return True


def _is_blank(value: Any) -> bool:
    text = value.source if isinstance(value, RichText) else value
    if isinstance(text, str):
        return bool(_NO_TEXT.fullmatch(text))
    # A stream and a chosen relation are sequences.
    return text in EMPTY_VALUES or (hasattr(text, "__len__") and len(text) == 0)
