"""The plan of undoing an import: the rows that it changed become what they were before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from standto.errors import Fault, ScenarioError
from standto.model.event import CORRECTION
from standto.model.scenario import Scenario
from standto.model.time import Instant, minute_from
from standto.scenario.layout import Cells
from standto.wording import counted
from standto_desk.acts.bulk.row_differences import RowDifference, rows_that_differ
from standto_desk.acts.import_drafts import row_drafts, settings_draft
from standto_desk.acts.registering.undoing import key_in_subject, row_of_entry
from standto_desk.book.ledger_events import events_in
from standto_desk.book.moment_tables import tables_known
from standto_desk.ledger.cached_answers import current_ledger
from standto_desk.ledger.drafts import EVENT, ROW, Draft, body_text, number_reference
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries
from standto_desk.ledger.tables import ROW_TABLES, SCENARIO, Tables

MOST_NAMED = 20
"""The most later entries that are named one by one."""
LATER = "was changed again by entry {}: change it by hand instead"


@dataclass(frozen=True)
class UndoPlan:
    """The undoing of an import against the ledger as it is.

    Attributes
    ----------
    before, after
        The scenario without events, as it is and as it would be.
    since
        When that begins to hold.
    differences
        The rows that differ.
    absences
        The number of absences that it corrects or enters again.
    drafts
        The entries that it makes.
    faults
        Why it cannot be undone.
    """

    before: Scenario
    after: Scenario
    since: Instant
    differences: tuple[RowDifference, ...]
    absences: int
    drafts: tuple[Draft, ...]
    faults: tuple[Fault, ...]

    @property
    def digest(self) -> str:
        """A digest of the entries: the same for an undoing that does the same."""
        lines = [repr(replace(draft, body=None)) + body_text(draft) for draft in self.drafts]
        return sha256("\n".join(lines).encode()).hexdigest()


def plan_of_undoing(made: Sequence[Entry], now: Instant) -> UndoPlan:
    """Return the plan of undoing an import.

    Parameters
    ----------
    made
        The entries that the import made, in their order; there is one at least.
    now
        The present. Rows that are to take effect later are undone from then on.
    """
    ledger = current_ledger()
    then, tables = (tables_known(ledger, at) for at in (made[0].known - 1, now))
    rows = [one for one in made if one.sort == ROW]
    # An import also changes what was planned for later.
    moments = sorted({max(one.occurred, now) for one in rows}) or [now]
    since = moments[0]
    drafts = tuple(
        replace(each, occurred=at if at > now else None)
        for at in moments
        for each in _row_drafts([one for one in rows if max(one.occurred, now) == at], then, tables, at)
    )
    absences = tuple(_absence_drafts([one for one in made if one.sort == EVENT], now))
    before = tables.load(since).scenario
    faults = list(_changed_later(rows, made[-1].sequence))
    after = before
    try:
        changed = tables.followed_by(_versions(drafts, ledger.head.count, since))
        after = changed.load(since).scenario
    except ScenarioError as error:
        faults += error.faults
    return UndoPlan(
        before=before,
        after=after,
        since=since,
        differences=tuple(rows_that_differ(before, after)),
        absences=len(absences),
        drafts=(*drafts, *absences),
        faults=tuple(dict.fromkeys(faults)),
    )


def _row_drafts(rows: Iterable[Entry], then: Tables, tables: Tables, at: Instant) -> Iterator[Draft]:
    """Yield the drafts that make rows again what they were."""
    touched: dict[str, dict[str, None]] = {}
    for one in rows:
        touched.setdefault(one.kind, {})[one.subject] = None
    if SCENARIO in touched and (text := then.settings(at)) != tables.settings(at):
        yield settings_draft(text, powers=tables.has_powers())
    keys = {row_of_entry(one) for one in rows}
    for kind, table in ROW_TABLES.items():
        subjects = touched.get(kind, {})
        old, new = ([*_cells(each, kind, subjects, keys, at)] for each in (tables, then))
        yield from row_drafts(table, old, new)


def _cells(
    tables: Tables, kind: str, subjects: Iterable[str], keys: set[tuple[str, str, str]], at: Instant
) -> Iterator[Cells]:
    """Yield the rows in force among those that an import changed."""
    columns = ROW_TABLES[kind].columns
    for subject in subjects:
        for cells in tables.cells_of(kind, subject, at):
            if (kind, subject, key_in_subject(kind, dict(zip(columns, cells, strict=True)))) in keys:
                yield cells


def _changed_later(rows: Sequence[Entry], last: int) -> Iterator[Fault]:
    """Yield a fault for each row that later entries changed again."""
    keys = {row_of_entry(one) for one in rows}
    later = entries(after=last).rows().about_any({one.subject for one in rows}) if rows else ()
    found = [one for one in later if row_of_entry(one) in keys]
    for one in found[:MOST_NAMED]:
        yield Fault(f"{one.kind} {one.subject}", LATER.format(one.sequence))
    if len(found) > MOST_NAMED:
        yield Fault("ledger", f"has {counted(len(found) - MOST_NAMED, 'other later change')} of these rows")


def _absence_drafts(made: Sequence[Entry], now: Instant) -> Iterator[Draft]:
    """Yield corrections of the absences that an import entered, and again those that it corrected and that last."""
    names = {number_reference(one.sequence) if not one.name else one.name for one in made if one.kind != CORRECTION}
    gone = {one.event.subject for one in events_in(entries().corrections_of(sorted(names)))}
    for name in sorted(names - gone):
        yield Draft(EVENT, CORRECTION, name)
    corrected = {one.subject for one in made if one.kind == CORRECTION}
    begun = minute_from(now)
    for one in events_in(entries()) if corrected else ():
        event = one.event
        if event.id in corrected and event.until > begun:
            yield Draft(
                EVENT, event.kind, event.subject, occurred=max(event.occurred, begun), until=event.until,
                capability=event.capability, source=event.source,
            )  # fmt: skip


def _versions(drafts: Sequence[Draft], count: int, at: Instant) -> Iterator[dict[str, object]]:
    for number, draft in enumerate(drafts, count + 1):
        yield {
            "kind": draft.kind, "subject": draft.subject, "occurred": at if draft.occurred is None else draft.occurred,
            "capability": draft.capability,
            "step": draft.step, "sequence": number, "body": body_text(draft),
        }  # fmt: skip
