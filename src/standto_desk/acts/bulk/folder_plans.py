"""The plan of a folder: the entries that it would make now, and the rows that it leaves as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from standto.errors import Fault
from standto.importing.onto.row_changes import ADDED, CHANGED
from standto.model.event import Event
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.scenario.folder_cells import FolderCells
from standto.scenario.layout import EVENTS, POWERS, TABLES
from standto.scenario.settings_writer import settings_text
from standto.scenario.table_writer import table_rows
from standto_desk.acts.bulk.folder_absences import absence_drafts, new_absences
from standto_desk.acts.bulk.laying_cells import LayingWays
from standto_desk.acts.bulk.parts import ABSENCES, SECOND
from standto_desk.acts.bulk.reading_laid import laid_over
from standto_desk.acts.bulk.row_differences import RowDifference, counts_of, rows_that_differ
from standto_desk.acts.bulk.rules_of_folders import OWN_SETTINGS, proposed_rules
from standto_desk.acts.bulk.what_stays import Leaving, leaving
from standto_desk.acts.import_drafts import row_drafts, settings_draft
from standto_desk.acts.import_plans import MOST, TOO_MANY
from standto_desk.acts.registering.row_changes import RegisterChange
from standto_desk.ledger.drafts import Draft, body_text
from standto_desk.ledger.forbidden_powers import PLACE, void_powers
from standto_desk.ledger.tables import kind_of


@dataclass(frozen=True)
class FolderChoices:
    """The choices for a folder.

    Attributes
    ----------
    ending
        The parts of which rows end that the folder does not list.
    since
        From when its rows hold; None: from when they are entered.
    begun
        The start of absences that have begun already.
    """

    ending: frozenset[str]
    since: Instant | None
    begun: Instant


@dataclass(frozen=True)
class FolderPlan:
    """A folder against the register as it is.

    Attributes
    ----------
    before, after
        The scenario as it is and as it will be, once a second person has confirmed what waits.
    since
        When it begins to hold.
    differences, waiting
        The rows that differ: those entered at once, and those that wait for a second person.
    absences
        The number of absences added.
    untouched, unlisted
        By part that the folder has: the rows that are as they were, and those in force that it does not list.
    left
        The numbers of rows that stay as they are, by part.
    drafts
        The entries that it makes at once.
    proposed
        The changes of powers and settings that it proposes.
    faults
        Why it cannot be entered.
    """

    before: Scenario
    after: Scenario
    since: Instant
    differences: tuple[RowDifference, ...] = ()
    waiting: tuple[RowDifference, ...] = ()
    absences: int = 0
    untouched: dict[str, int] = field(default_factory=dict)
    unlisted: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    drafts: tuple[Draft, ...] = ()
    proposed: tuple[RegisterChange, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """The number of rows added, changed and ended, by part, of all parts of the folder."""
        found = counts_of((*self.differences, *self.waiting))
        absences = {ABSENCES: {ADDED: self.absences}} if self.absences else {}
        return {part: found.get(part, {}) for part in self.untouched | found} | absences

    @property
    def digest(self) -> str:
        """A digest of the entries and of the rows that are left: the same for a folder that does the same."""
        lines = [repr(replace(draft, body=None)) + body_text(draft) for draft in self.drafts]
        lines += [repr(change.as_json()) for change in self.proposed]
        return sha256("\n".join([*lines, str(sorted(self.left.items()))]).encode()).hexdigest()

    @property
    def changes_nothing(self) -> bool:
        """Whether there is nothing to enter or to propose."""
        return not (self.drafts or self.proposed)

    @property
    def people(self) -> frozenset[str]:
        """The people of the ledger that its entries are about."""
        return frozenset(draft.subject for draft in self.drafts) & {one.id for one in self.before.people}


def plan_of_folder(
    base: Scenario,
    ever: Sequence[Event],
    sent: FolderCells,
    asked: FolderChoices,
    *,
    parts: Collection[str],
    alone: bool,
    now: Instant,
) -> FolderPlan:
    """Return the plan of a folder.

    Parameters
    ----------
    base
        The scenario from which it begins to hold, with the events known now.
    ever
        Every event of the ledger.
    sent
        The folder.
    parts
        The parts that the account may change.
    alone
        Whether powers and settings wait for nobody, and people may be of any force: the operator of the machine.
    """
    since = now if asked.since is None else max(asked.since, now)
    rest = leaving(base, sent, parts, any_force=alone)
    ways = LayingWays(rest.parts, asked.ending, since, rest.strangers)
    whole = laid_over(base, rest.sent, ways)
    # What is entered at once must be sound without what waits for a second person.
    first = whole if alone else laid_over(base, rest.sent, ways._replace(parts=rest.parts - SECOND))
    plan = FolderPlan(base, base, since, left=rest.left, unlisted=whole.unlisted, faults=whole.faults or first.faults)
    if whole.scenario is None or first.scenario is None:
        return plan
    if void := tuple(_void_powers(base, whole.scenario, rest.sent)):
        return replace(plan, faults=void)
    begun = max(asked.begun, asked.since or asked.begun)
    absences, others = new_absences(base, ever, whole.scenario.events, begun)
    last = replace(whole.scenario, events=(*base.events, *absences))
    return _with_rows(replace(plan, after=last, left=rest.left | others), first.scenario, absences, asked.since, rest)


def _void_powers(base: Scenario, after: Scenario, sent: FolderCells) -> Iterator[Fault]:
    """Yield a fault, at its line of the folder, for each new or changed power that permits only what others forbid."""
    kept = {one.id for one in base.powers or () if one in (after.powers or ())}
    lines = {cells[0]: line for line, cells in sent.rows.get(POWERS.file, ())}
    for fault in void_powers(after.powers or ()):
        name = fault.place.removeprefix(PLACE)
        if name not in kept:
            yield replace(fault, place=POWERS.file, line=lines.get(name))


def _with_rows(
    plan: FolderPlan, first: Scenario, absences: Sequence[Event], occurred: Instant | None, rest: Leaving
) -> FolderPlan:
    """Return a plan with the rows that differ and their entries; `first` is the scenario that is entered at once."""
    differences, waiting = tuple(rows_that_differ(plan.before, first)), tuple(rows_that_differ(first, plan.after))
    drafts = (*_row_drafts(plan.before, first, occurred), *absence_drafts(absences))
    rules = proposed_rules(waiting, occurred)
    left = plan.left | ({OWN_SETTINGS: rules.left} if rules.left else {})
    number = len(drafts) + len(rules.changes)
    return replace(
        plan,
        differences=differences,
        waiting=waiting,
        absences=len(absences),
        untouched=_untouched(rest, (*differences, *waiting)),
        drafts=drafts,
        proposed=rules.changes,
        left=left,
        faults=(Fault("folder", TOO_MANY.format(number, MOST)),) if number > MOST else (),
    )


def _row_drafts(before: Scenario, after: Scenario, since: Instant | None) -> Iterator[Draft]:
    """Yield the drafts of the settings and of every table; all take effect together."""
    if settings_text(before) != settings_text(after) or (before.powers is None) != (after.powers is None):
        yield settings_draft(settings_text(after), powers=after.powers is not None, occurred=since)
    old, new = dict(table_rows(before)), dict(table_rows(after))
    for table in TABLES.values():
        if table is not EVENTS:
            yield from (replace(each, occurred=since) for each in row_drafts(table, old[table], new[table]))


def _untouched(rest: Leaving, differences: Collection[RowDifference]) -> dict[str, int]:
    """Return the number of rows of the folder that are as they were, by part."""
    changed = Counter(each.part for each in differences if each.kind in (ADDED, CHANGED))
    tables = {kind_of(file): len(rows) for file, rows in rest.sent.rows.items() if file != EVENTS.file}
    return {part: max(0, number - changed[part]) for part, number in tables.items() if part in rest.parts}
