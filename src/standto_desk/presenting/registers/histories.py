"""The history of a row in words: each version with its changes, its time in force, its author and time of entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from standto.model.time import BEGINNING, Instant
from standto.scenario.layout import Cells
from standto_desk.acts.registering.kept_tables import KEPT, KeptTable
from standto_desk.acts.registering.undoing import UNDOES, is_undoing, undoing_key
from standto_desk.book.row_versions import RowHistory, RowVersion, settings_history
from standto_desk.components.spoken import id_words
from standto_desk.presenting.registers.row_words import RowWords
from standto_desk.presenting.registers.rows_of_tables import part_rows
from standto_desk.presenting.registers.settings_words import changed_lines, settings_lines
from standto_desk.presenting.registers.table_names import column_name, table_name

NOW, AHEAD, PAST, NEVER = "in force", "ahead", "past", "never in force"
"""The states of a version at a moment."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that a version changed, in words; blank before for a new row."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version of a row in words.

    Attributes
    ----------
    sequence, known, occurred
        Its entry, when that was entered, and from when it is in force.
    until
        The end of its time in force; None if it is never in force, because another takes its place.
    state
        `NOW`, `AHEAD`, `PAST` or `NEVER`, at the moment that the page shows.
    title
        What was done, in words.
    changes
        What it changed.
    by, account
        The post that entered it, in words, and the account.
    undone, undoes
        Whether a later version undoes it, and whether it undoes an earlier one.
    may_be_undone
        Whether it is the last change of its row, was entered here, and is not undone.
    """

    sequence: int
    known: Instant
    occurred: Instant
    until: Instant | None
    state: str
    title: str
    changes: tuple[CellChange, ...]
    by: str
    account: str
    undone: bool
    undoes: bool
    may_be_undone: bool

    @property
    def from_the_start(self) -> bool:
        """Whether it is in force from the beginning."""
        return self.occurred <= BEGINNING


def shown_history(history: RowHistory, words: RowWords, at: Instant) -> tuple[ShownVersion, ...]:
    """Return the versions of a row in words, the one entered last first."""
    return tuple(_shown(history, one, words, at) for one in reversed(history.versions))


def merged(histories: Iterable[tuple[ShownVersion, ...]]) -> tuple[ShownVersion, ...]:
    """Return the versions of several rows, the one entered last first."""
    every = [one for versions in histories for one in versions]
    return tuple(sorted(every, key=lambda one: one.sequence, reverse=True))


def section_history(table: KeptTable, thing: str) -> RowHistory:
    """Return the history of a row that is a part of the settings: their versions that changed it."""
    whole = settings_history()
    found: list[RowVersion] = []
    for one in whole.versions:
        cells = _in_section(table, thing, one.cells)
        before = whole.before(one)
        if cells != _in_section(table, thing, before.cells if before else None):
            found.append(replace(one, subject=thing, cells=cells))
    return RowHistory(table.name, thing, "", tuple(found))


def settings_section_history(section: str, at: Instant, known_at: Instant) -> tuple[ShownVersion, ...]:
    """Return the versions of the settings that changed a section, in words, the one entered last first."""
    whole, found = settings_history().known_at(known_at), []
    for one in whole.versions:
        before = whole.before(one)
        lines = changed_lines(_lines(section, before), _lines(section, one))
        changes = tuple(CellChange(name, old, new or "no longer set") for name, old, new in lines)
        if changes:
            title = "Changed" if before else "First entered"
            found.append(_version_words(whole, one, at, title, changes))
    return tuple(reversed(found))


def _lines(section: str, version: RowVersion | None) -> dict[str, str]:
    return settings_lines(section, version.cells[0]) if version and version.cells else {}


def _in_section(table: KeptTable, thing: str, settings: Cells | None) -> Cells | None:
    rows = part_rows(table, settings[0]) if settings else ()
    return next((cells for cells in rows if cells[0] == thing), None)


def _shown(history: RowHistory, version: RowVersion, words: RowWords, at: Instant) -> ShownVersion:
    before = None if history.table == "authorisations" and version.cells else history.before(version)
    changes = tuple(_changes(history.table, before, version, words))
    return _version_words(history, version, at, _title(history, version, before, words), changes)


def _version_words(
    history: RowHistory, version: RowVersion, at: Instant, title: str, changes: tuple[CellChange, ...]
) -> ShownVersion:
    span = history.span(version)
    undone = _undone(history, version)
    standing = [one for one in history.versions if not (_undone(history, one) or _undoes(history, one))]
    return ShownVersion(
        sequence=version.sequence,
        known=version.known,
        occurred=version.occurred,
        until=None if span is None else span.until,
        state=_state(version, None if span is None else span.until, at),
        title=title,
        changes=changes,
        by="imported" if version.imported and not version.post else id_words(version.post) or "no post",
        account=version.account,
        undone=undone,
        undoes=version.sent.startswith(UNDOES),
        may_be_undone=not (undone or version.imported) and version in (history.versions[-1], *standing[-1:]),
    )


def _undone(history: RowHistory, version: RowVersion) -> bool:
    """Return whether later versions of a row undo one, and were not undone themselves."""
    start = undoing_key(version.sent, version.sequence)
    return any(is_undoing(one.sent, start) and not _undone(history, one) for one in history.versions)


def _undoes(history: RowHistory, version: RowVersion) -> bool:
    """Return whether a version undoes another of the same row."""
    return any(is_undoing(version.sent, undoing_key(one.sent, one.sequence)) for one in history.versions)


def _state(version: RowVersion, until: Instant | None, at: Instant) -> str:
    if until is None:
        return NEVER
    if version.occurred > at:
        return AHEAD
    return NOW if at < until else PAST


def _title(history: RowHistory, version: RowVersion, before: RowVersion | None, words: RowWords) -> str:
    """Return what a version did: it added, changed or ended a row."""
    one = table_name(history.table).one
    what = f"{one[0].upper()}{one[1:]}"
    if history.table == "authorisations":
        what = f"Ticket for {words.called('capabilities', history.key)}"
    elif history.table == "seats" and "\n" in history.key:
        what = f"Seat {history.key.replace(chr(10), ', ')}"
    if version.cells is None:
        return "Person taken off the register" if history.table == "people" else f"{what} ended"
    if before is None:
        return f"{what} added"
    return f"{what} changed" if before.cells != version.cells else f"{what} entered again, unchanged"


def _changes(table: str, before: RowVersion | None, version: RowVersion, words: RowWords) -> Iterator[CellChange]:
    """Yield the cells that differ from the version before; of a new row, those that are filled."""
    if version.cells is None:
        return
    earlier = before.cells if before else None
    for place, column in enumerate(KEPT[table].columns):
        new, old = version.cells[place], earlier[place] if earlier else ""
        if column == KEPT[table].columns[0] or new == old:
            continue
        said = words.words(table, column, old) if earlier else ""
        yield CellChange(
            column_name(table, column), said or ("blank" if earlier else ""), words.words(table, column, new) or "blank"
        )
