"""Kinds of cells on a form: the field of each, and the way from a cell to its value and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from standto.model.zone import Zone
from standto.scenario.cells import MOST, Times, Unusable
from standto.scenario.table_writer import moment_of
from standto_desk.acts.registering.settings_cells import SEPARATOR, items_in
from standto_desk.components.date_and_time import DateAndTimeField

LONGEST = 200
"""The most characters of an id or a text."""
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CellKind:
    """A kind of cell.

    Attributes
    ----------
    field
        Makes the field from its label, hint, choices, and whether it must be filled.
    value
        Returns the value of the field for a cell.
    cell
        Returns the cell for a value of the field.
    """

    field: Callable[[str, str, Choices, bool], forms.Field]
    value: Callable[[str, Zone], Any]
    cell: Callable[[Any, Zone], str]


def _as_it_is(cell: str, _zone: Zone) -> Any:
    return cell


def _text(value: Any, _zone: Zone) -> str:
    return "" if value is None else str(value).strip()


def _char(label: str, hint: str, _choices: Choices, needed: bool) -> forms.Field:
    return forms.CharField(
        label=label, help_text=hint, required=needed, max_length=LONGEST, error_messages={"required": _enter(label)}
    )


def _number(label: str, hint: str, _choices: Choices, needed: bool) -> forms.Field:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=needed,
        min_value=-MOST,
        max_value=MOST,
        error_messages={"required": _enter(label), "invalid": f"{label.rstrip('?')} must be a whole number"},
    )


def _moment(label: str, hint: str, _choices: Choices, needed: bool) -> forms.Field:
    missing = {"required": f"Enter a date and a time under “{label}”"}
    return DateAndTimeField(label=label, help_text=hint, required=needed, error_messages=missing)


def _choice(label: str, hint: str, choices: Choices, needed: bool) -> forms.Field:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        required=needed,
        error_messages={"required": f"Choose one under “{label}”"},
    )


def _radios(label: str, hint: str, choices: Choices, needed: bool) -> forms.Field:
    field = _choice(label, hint, [one for one in choices if one[0]], needed)
    field.widget = forms.RadioSelect(choices=field.choices)
    return field


def _several(label: str, hint: str, choices: Choices, needed: bool) -> forms.Field:
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        required=needed,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": f"Choose at least one under “{label}”"},
    )


def _lines(label: str, hint: str, _choices: Choices, needed: bool) -> forms.Field:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=needed,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _enter(label)},
    )


def _instant(cell: str, zone: Zone) -> Any:
    try:
        return Times(zone).instant(cell) if cell else None
    except Unusable:
        return None


def _moment_cell(value: Any, zone: Zone) -> str:
    return "" if value is None else moment_of(zone, value).isoformat()


def joined(items: Iterable[str]) -> str:
    """Return the items of a list as a cell."""
    return SEPARATOR.join(items)


def _enter(label: str) -> str:
    return f"Fill in “{label}”"


TEXT = CellKind(_char, _as_it_is, _text)
NUMBER = CellKind(_number, _as_it_is, _text)
MOMENT = CellKind(_moment, _instant, _moment_cell)
CHOICE = CellKind(_choice, _as_it_is, _text)
RADIOS = CellKind(_radios, _as_it_is, _text)
SEVERAL = CellKind(_several, lambda cell, _zone: items_in(cell), lambda value, _zone: joined(value or ()))
LINES = CellKind(
    _lines,
    lambda cell, _zone: "\n".join(items_in(cell)),
    lambda value, _zone: joined(line.strip() for line in (value or "").splitlines() if line.strip()),
)
"""A list with an item on each line."""
