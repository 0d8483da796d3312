"""Rows as the lines of a list, and cells with links to what they name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from standto.scenario.layout import Cells
from standto_desk.acts.registering.kept_tables import KEPT, KeptTable
from standto_desk.acts.registering.row_addresses import address_of
from standto_desk.presenting.registers.row_words import CellPart, RowWords, is_own_id
from standto_desk.presenting.registers.rows_of_tables import key_of
from standto_desk.presenting.registers.table_names import LISTED

_LINK = Markup('<a class="govuk-link" href="{}">{}</a>')


def list_columns(table: KeptTable) -> Sequence[str]:
    """Return the columns that a list shows."""
    return LISTED.get(table.name, table.columns)


def line_of(table: KeptTable, cells: Cells, words: RowWords) -> list[Any]:
    """Return a row as the cells of a line; the first leads to the page of the row's thing."""
    row = dict(zip(table.columns, cells, strict=True))
    first, *others = list_columns(table)
    name = (
        words.called(table.name, row[first])
        if is_own_id(table.name, first)
        else words.words(table.name, first, row[first])
    )
    return [
        _LINK.format(thing_address(table.name, key_of(table.name, cells)), name),
        *(cell_of(table.name, column, row[column], words) for column in others),
    ]


def cell_of(table: str, column: str, cell: str, words: RowWords) -> Markup:
    """Return a cell as markup, with a link to each thing that it names; blank if it is."""
    return Markup(", ").join(part_of(part) for part in words.parts(table, column, cell))


def part_of(part: CellPart) -> Markup:
    """Return a part of a cell, with a link to the thing that it names."""
    if not part.table or KEPT[part.table].of_people:
        return Markup.escape(part.words)
    return _LINK.format(thing_address(part.table, (part.id,)), part.words)


def thing_address(table: str, key: Sequence[str]) -> str:
    """Return the address of the page of a thing; seats have their crew's, and what is a person's has theirs."""
    if table == "seats":
        return thing_address("crews", key[:1])
    if KEPT[table].of_people:
        return reverse("register-person", args=[address_of("people", key[:1])])
    return reverse("register-thing", args=[table, address_of(table, key)])
