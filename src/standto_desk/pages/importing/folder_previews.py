"""The preview of a folder in words: each part with its numbers, and its rows with old and new cells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from standto.importing.onto.row_changes import ADDED, CHANGED, ENDED
from standto.wording import counted
from standto_desk.acts.bulk.effects import RegisterEffect, effect_of
from standto_desk.acts.bulk.folder_plans import FolderPlan
from standto_desk.acts.bulk.parts import ABSENCES, HORIZON, RULES
from standto_desk.acts.bulk.row_differences import RowDifference
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.ledger.tables import SCENARIO
from standto_desk.presenting.registers.table_names import column_name, table_name

MOST_ROWS = 200
"""The most rows of a part that a page shows."""
NAMES = {ABSENCES: "Absences", HORIZON: "The time that is planned", RULES: "Settings"}
KINDS = {ADDED: "added", CHANGED: "changed", ENDED: "ended"}


class ShownRow(NamedTuple):
    """A row that differs: its name, what happens to it, and each cell that differs as before and after."""

    name: str
    kind: str
    cells: list[tuple[str, str, str]]


class ShownPart(NamedTuple):
    """A part of the register that a folder has.

    Attributes
    ----------
    part, name
        The part and its name.
    added, changed, ended, untouched, unlisted
        The numbers of its rows.
    rows, more
        The rows that differ, and the number of those that are not shown.
    waits
        Whether they wait for a second person.
    """

    part: str
    name: str
    added: int
    changed: int
    ended: int
    untouched: int
    unlisted: int
    rows: list[ShownRow]
    more: int
    waits: bool


class FolderPreview(NamedTuple):
    """What a folder would do, in words."""

    parts: list[ShownPart]
    left: list[tuple[str, int]]
    effect: RegisterEffect | None


def preview_of(plan: FolderPlan) -> FolderPreview:
    """Return the plan of a folder in words."""
    rows = (*plan.differences, *plan.waiting)
    parts = [_part(plan, part, [each for each in rows if each.part == part]) for part in plan.counts]
    effect = None if plan.changes_nothing else effect_of(plan.before, plan.after, plan.since)
    left = [(part_name(part), number) for part, number in plan.left.items()]
    return FolderPreview(parts, left, None if plan.faults else effect)


def shown_rows(rows: Sequence[RowDifference]) -> list[ShownRow]:
    """Return rows that differ, as far as a page shows them."""
    return [
        ShownRow(
            " ".join(each.name),
            KINDS[each.kind],
            [(_column(each.part, name), each.before.get(name, ""), each.after.get(name, "")) for name in each.columns],
        )
        for each in rows[:MOST_ROWS]
    ]


def _column(part: str, column: str) -> str:
    # Each setting is a row of its own, with nothing in it but its value.
    return column_name(part, column) if part in KEPT and part != SCENARIO else ""


def part_name(part: str) -> str:
    """Return the name of a part of the register, or of something else that is left."""
    if part in KEPT and part != SCENARIO:
        return str(table_name(part).many)
    return NAMES.get(part, f"{part[0].upper()}{part[1:]}")


def unlisted_words(plan: FolderPlan, ending: Collection[str]) -> dict[str, str]:
    """Return the words for each part of which rows could end, by the part; those that were chosen stay there."""
    found = {
        part: f"{part_name(part)}: {counted(number, 'row is', 'rows are')} not in the folder"
        for part, number in plan.unlisted.items()
    }
    if HORIZON in found:
        found[HORIZON] = f"{part_name(HORIZON)}: plan no longer than the folder does"
    return found | {part: part_name(part) for part in ending if part not in found}


def _part(plan: FolderPlan, part: str, rows: list[RowDifference]) -> ShownPart:
    kinds = plan.counts[part]
    return ShownPart(
        part=part,
        name=part_name(part),
        added=kinds.get(ADDED, 0),
        changed=kinds.get(CHANGED, 0),
        ended=kinds.get(ENDED, 0),
        untouched=plan.untouched.get(part, 0),
        unlisted=plan.unlisted.get(part, 0),
        rows=shown_rows(rows),
        more=max(0, len(rows) - MOST_ROWS),
        waits=bool(rows) and any(each.part == part for each in plan.waiting),
    )
