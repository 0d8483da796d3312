"""Faults of changes, each with the number of its change and the column; faults of other rows say which row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from standto.errors import Fault
from standto.scenario.layout import SETTINGS
from standto.wording import counted
from standto_desk.acts.registering.change_drafts import ChangeDraft
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.acts.registering.row_changes import RegisterChange
from standto_desk.acts.registering.settings_cells import SETTINGS_KEYS
from standto_desk.acts.registering.table_nouns import NOUNS, plural_of
from standto_desk.ledger.draft_faults import PLACE
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.tables import KEYS, SCENARIO, kind_of

PERSONAL = tuple(table.name for table in KEPT.values() if table.of_people)
"""The tables whose rows only accounts that keep people may see."""
NO_SUCH = re.compile(r"no ([a-z ]+) ('[^']*'|\"[^\"]*\"): allowed are those of [a-z.]+(?: and [a-z.]+)?")
"""The fault of an id that does not exist, as the reader of folders words it."""
_PERSONAL_PLACE = re.compile(rf"({'|'.join(PERSONAL)})\.csv")


def at_changes(
    faults: Iterable[Fault], changes: Sequence[RegisterChange], drafts: Sequence[ChangeDraft], written: Sequence[Draft]
) -> Iterator[Fault]:
    """Yield faults whose line is the number of a change, and whose column is one of its table, where they have one."""
    names = {_name(draft): made.change for made, draft in zip(drafts, written, strict=True)}
    for fault in faults:
        if fault.place == PLACE and fault.line:
            number = drafts[fault.line - 1].change
            yield replace(fault, line=number, column=_column(fault, changes[number - 1]))
        elif fault.place == SETTINGS:
            yield _of_settings(fault, changes)
        else:
            named = names.get(fault.place) or next((names[name] for name in names if name in fault.what), None)
            if named and kind_of(fault.place.split()[0]) == changes[named - 1].kept.kind:
                yield Fault(PLACE, fault.what, line=named, column=fault.column)
            else:
                yield _elsewhere(fault)


def without_people(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield faults for an account that sees no people: those of rows about people are counted by table."""
    numbers: Counter[str] = Counter()
    for fault in faults:
        found = _PERSONAL_PLACE.match(fault.place)
        if found and fault.line is None:
            numbers[found[1]] += 1
        else:
            yield fault
    for table, number in numbers.items():
        rows = counted(number, NOUNS[table], plural_of(NOUNS[table]))
        yield Fault("register", f"{rows} would refer to something that is not there: a duty officer changes them first")


def _elsewhere(fault: Fault) -> Fault:
    """Return a fault of a row that no change is about, which says in words which row it is."""
    file, *row = fault.place.split()
    noun = NOUNS.get(kind_of(file), "")
    if noun and (gone := NO_SUCH.match(fault.what)):
        told = f"{' '.join((noun, *row))} refers to {thing_in(gone)}: change or end that first"
        return Fault(fault.place, told)
    column = "" if fault.column is None else f"{fault.column.replace('_', ' ')}: "
    return Fault(fault.place, " ".join((noun, *row)) + f": {column}{fault.what}" if noun else f"{column}{fault.what}")


def thing_in(found: re.Match[str]) -> str:
    """Return the thing that a fault of an unknown id names, in the words of pages."""
    return f"{found[1].replace('capability', NOUNS['capabilities'])} {found[2]}"


def _column(fault: Fault, change: RegisterChange) -> str | None:
    """Return the column of a fault of a draft; the subject of a draft is the id of its row."""
    return change.kept.ids[0] if fault.column == "subject" and change.kept.ids else fault.column


def _name(draft: Draft) -> str:
    """Return the name of a row in faults of tables: its file, its id, and the cells of its key."""
    body = draft.body or {}
    return " ".join((f"{draft.kind}.csv", draft.subject, *(str(body.get(key, "")) for key in KEYS.get(draft.kind, ()))))


def _of_settings(fault: Fault, changes: Sequence[RegisterChange]) -> Fault:
    column = fault.column or ""
    for number, change in enumerate(changes, 1):
        section = change.kept.section
        if section and column.startswith(f"{section}."):
            last = column.removeprefix(f"{section}.")
            return Fault(PLACE, fault.what, line=number, column="bound" if last in ("min", "max") else last)
        if change.table == SCENARIO and column in SETTINGS_KEYS:
            return Fault(PLACE, fault.what, line=number, column=column)
    return Fault("settings", fault.what if fault.column is None else f"{column} {fault.what}")
