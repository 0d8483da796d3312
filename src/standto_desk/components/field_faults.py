"""The faults of a field in words that name the field and what is allowed, instead of Django's "this value"."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from standto_desk.components.typed_times import BOXES


def faults_with_boxes(bound: forms.BoundField) -> list[tuple[str, int]]:
    """Return the faults of a field, each with the box that is wrong; the first box if the whole field is wrong.

    Parameters
    ----------
    bound
        The field, as ``form["name"]``. Words that its form chose itself stay as they are.
    """
    return [(_words(bound, error), _box_of(error) or 0) for error in bound.errors.as_data()]


def boxes_wrong(bound: forms.BoundField) -> frozenset[int]:
    """Return the boxes of a date and a time that are wrong; all of them if the whole field is wrong."""
    boxes = [_box_of(error) for error in bound.errors.as_data()]
    return frozenset(range(len(BOXES))) if None in boxes else frozenset(box for box in boxes if box is not None)


def _box_of(error: ValidationError) -> int | None:
    """Return the box that a fault names by its code; None if the whole field is wrong."""
    return BOXES.index(error.code) if error.code in BOXES else None


def _words(bound: forms.BoundField, error: ValidationError) -> str:
    usual = " ".join(error.messages)
    if error.code == "required":
        return _missing(bound) if usual == forms.Field.default_error_messages["required"] else usual
    what = "" if _chosen(bound.field, error) else _allowed(bound.field, error)
    return f"{str(bound.label).rstrip('?:')}: {what}" if what else usual


def _chosen(field: forms.Field, error: ValidationError) -> bool:
    """Tell whether the form chose the words of a fault itself, instead of using those of its kind of field."""
    usual = getattr(type(field), "default_error_messages", {}).get(error.code)
    return error.code is None or (error.code in field.error_messages and field.error_messages[error.code] != usual)


def _allowed(field: forms.Field, error: ValidationError) -> str:
    """Return what a field allows, by the fault that Django found; blank to keep Django's words."""
    if isinstance(field, forms.IntegerField) and error.code in ("invalid", "min_value", "max_value"):
        return f"enter a whole number{_bounds(field)}"
    if isinstance(field, forms.URLField) and error.code == "invalid":
        return "enter an address such as https://hooks.example.org/desk"
    if isinstance(field, forms.CharField) and error.code == "max_length":
        return f"enter {field.max_length:,} characters or fewer"
    if error.code == "null_characters_not_allowed":
        return "remove the character NUL, which no text may have"
    return ""


def _bounds(field: forms.IntegerField) -> str:
    least, most = field.min_value, field.max_value
    if least is not None and most is not None:
        return f" from {least:,} to {most:,}"
    return f" of {least:,} or more" if least is not None else f" of {most:,} or less" if most is not None else ""


def _missing(bound: forms.BoundField) -> str:
    """Return the words for a field that was left empty."""
    label = str(bound.label).rstrip("?:")
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return f"Tick the box: {label}"
    choosing = forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple | forms.FileInput
    verb = "Choose" if isinstance(bound.field.widget, choosing) else "Enter"
    return f"{verb} {label[:1].lower()}{label[1:]}"
