"""The rows that refer to a thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from standto.model.duties import ANY, JOINED
from standto.scenario.layout import Cells
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.ledger.tables import RowsInForce
from standto_desk.pages.register.rows_shown import part_of
from standto_desk.presenting.registers.row_words import REFERENCES, CellPart, RowWords, cells_by_column, is_own_id
from standto_desk.presenting.registers.rows_of_tables import kept_rows
from standto_desk.presenting.registers.table_names import table_name


class Referring(NamedTuple):
    """The rows of a table that refer to a thing: how many, and links to those that are no person's."""

    name: str
    number: int
    links: tuple[Markup, ...]


def referring(table: str, thing: str, rows: RowsInForce, words: RowWords) -> tuple[Referring, ...]:
    """Return the rows that refer to a thing, by table; tables without one are left out."""
    found = []
    for other in KEPT:
        if other in _TABLES:
            names = [cells for cells in kept_rows(other, rows) if _refers(table, thing, other, cells)]
            if names:
                found.append(_counted(other, names, words))
    bearing = tuple(_powers(table, thing, rows, words))
    return (*found, *([Referring("Powers about its task and site", len(bearing), bearing)] if bearing else []))


_TABLES = tuple(name for name in KEPT if KEPT[name].columns)


def _refers(table: str, thing: str, other: str, cells: Cells) -> bool:
    return any(
        table in REFERENCES.get(column, ()) and not is_own_id(other, column) and thing in _items(cell)
        for column, cell in zip(KEPT[other].columns, cells, strict=True)
    )


def _items(cell: str) -> list[str]:
    return cell.replace(JOINED, ";").split(";")


def _counted(other: str, found: list[Cells], words: RowWords) -> Referring:
    kept = KEPT[other]
    if kept.of_people:
        return Referring(table_name(other).many, len(found), ())
    if other == "seats":
        parts = [
            CellPart(f"{words.called('crews', cells[0])}: {cells[1]}, {cells[2]}", "crews", cells[0]) for cells in found
        ]
    else:
        parts = [CellPart(words.called(other, cells[0]), other, cells[0]) for cells in found]
    return Referring(table_name(other).many, len(found), tuple(map(part_of, parts)))


def _powers(table: str, thing: str, rows: RowsInForce, words: RowWords) -> Iterator[Markup]:
    """Yield the powers that bear on a duty or a crew, by its task and its site."""
    own = next((cells_by_column(table, cells) for cells in kept_rows(table, rows) if cells[0] == thing), None)
    if table not in ("duties", "crews") or own is None:
        return
    for cells in kept_rows("powers", rows):
        power = cells_by_column("powers", cells)
        if power["task"] in (ANY, own["task"]) and power["site"] in (ANY, "", own["site"]):
            said = f"{words.words('powers', 'kind', power['kind'])}: {power['permitted']}"
            under = f", while {power['when']} is declared" if power["when"] else ""
            yield part_of(CellPart(power["power"], "powers", power["power"])) + f" ({said}{under})"
