"""What an import would do to the ledger as it is: the entries that it makes, and what it leaves as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TypeVar

from standto.errors import Fault, ScenarioError
from standto.importing.onto.laying_onto import LaidOnto, laid_onto
from standto.model.event import CORRECTION, UNAVAILABLE, Event
from standto.model.people import Capability, Team
from standto.model.rotas import RotaRow
from standto.model.scenario import Scenario
from standto.model.time import MINUTE, Instant, Period, minute_from
from standto.scenario.cell_tables import CellTables
from standto.scenario.layout import EVENTS, SETTINGS
from standto.scenario.loaded_tables import LoadedTables
from standto.scenario.settings_writer import settings_text
from standto.scenario.table_writer import table_rows
from standto_desk.acts.import_drafts import REGISTER, drafts_between
from standto_desk.ledger.drafts import Draft, body_text
from standto_desk.ledger.tables import kind_of

TAKEN = (*(kind_of(table.file) for table in REGISTER), "events", SETTINGS)
"""The tables that an import into a filled ledger changes. The others say what is required, permitted or lent."""
MOST = 25_000
"""The most entries of an import: nobody can record anything while they are entered, which takes seconds."""
TOO_MANY = "it would make {:,} entries, and {:,} is the most at a time: send fewer days or sheets"
TOO_EARLY = (
    "{:,} people are on duty by a pattern or at all times now. Rows of a rota would put them off duty from now until "
    "the sheets start: send sheets that start now or earlier, so that their rows follow on"
)
STRANGERS, UNKNOWN_DUTIES, OTHER_EVENTS = "people of other forces", "rows of the rota for other duties", "other events"

R = TypeVar("R", Capability, Team)


@dataclass(frozen=True)
class ImportPlan:
    """An import against the ledger as it is.

    Attributes
    ----------
    before, after
        The scenario as it is and as it will be.
    since
        When it begins to hold. Nothing earlier changes.
    counts
        The number of rows added, changed and ended, by table.
    left
        The numbers of what is left as it is, by table.
    missing
        The number of people of the home force who are not in the sheets; they stay as they are.
    switched
        The number of people who are on duty by a pattern or at all times, and would be by the rows of a rota.
    drafts
        The entries that it makes.
    faults
        Why it cannot be entered.
    """

    before: Scenario
    after: Scenario
    since: Instant
    counts: dict[str, dict[str, int]]
    left: dict[str, int]
    missing: int
    switched: int
    drafts: tuple[Draft, ...]
    faults: tuple[Fault, ...]

    @property
    def digest(self) -> str:
        """A digest of the entries and of what is left: the same for an import that does the same."""
        lines = [repr(replace(draft, body=None)) + body_text(draft) for draft in self.drafts]
        return sha256("\n".join([*lines, str(sorted(self.left.items()))]).encode()).hexdigest()

    @property
    def people(self) -> frozenset[str]:
        """The people of the ledger that its entries are about."""
        return frozenset(draft.subject for draft in self.drafts) & {one.id for one in self.before.people}


def start_of_import(covered: Period, now: Instant) -> Instant:
    """Return the start of the sheets, or the next whole minute if they start earlier: the past stays as it is."""
    return max(covered.start, minute_from(now))


def plan_of(base: Scenario, sheets: Scenario, window: Period, *, ending: bool, now: Instant) -> ImportPlan:
    """Return what an import would do.

    Parameters
    ----------
    base
        The scenario as it is, with its events.
    sheets
        What the sheets give.
    window
        From when it begins to hold to the end of what the sheets cover.
    ending
        Whether tickets end that the sheets no longer list.
    now
        The present, in which the rows take effect.

    Raises
    ------
    OptionError
        It would begin after the end of the sheets, or the time zones differ.
    """
    # A mapping that says nothing of the own force has a row for it all the same.
    others = tuple(force for force in sheets.forces if force.id != sheets.home)
    rest = replace(sheets, forces=others, people=(), authorisations=(), rota=(), events=())
    whole = laid_onto(base, rest, since=window.start, covered=window)
    left = Counter({table: sum(kinds.values()) for table, kinds in whole.counts.items() if table not in TAKEN})
    laid = _laid(base, sheets, window, left, ending=ending)
    switched = _switched(base, laid.scenario)
    faults = list(_faults(laid.scenario))
    if switched and window.start - now > 2 * MINUTE:
        faults.append(Fault("From when?", TOO_EARLY.format(switched)))
    drafts = tuple(drafts_between(base, laid.scenario))
    if len(drafts) > MOST:
        faults.append(Fault("the import", TOO_MANY.format(len(drafts), MOST)))
    return ImportPlan(
        before=base,
        after=laid.scenario,
        since=window.start,
        counts=laid.counts,
        left={name: number for name, number in left.items() if number},
        missing=len(laid.missing),
        switched=switched,
        drafts=drafts,
        faults=tuple(faults),
    )


def _laid(base: Scenario, sheets: Scenario, window: Period, left: Counter[str], *, ending: bool) -> LaidOnto:
    """Return the scenario with what an import may change, and count what it may not."""
    since = window.start
    own, duties = {sheets.home, base.home}, {duty.id for duty in base.duties} | {""}
    strangers = {one.id for one in sheets.people if one.force not in own}
    others = {one.id for one in base.people if one.force != base.home}
    strangers |= {one.id for one in sheets.people if one.id in others}
    rota = [row for row in sheets.rota if row.person not in strangers]
    on_rows = {row.person for row in base.rota}
    rota = [row if row.person in on_rows else _begun(row, since) for row in rota]
    absences = [one for one in sheets.events if one.kind == UNAVAILABLE and one.subject not in strangers]
    left[STRANGERS] += len(strangers)
    left[UNKNOWN_DUTIES] += sum(row.duty not in duties for row in rota)
    left[OTHER_EVENTS] += sum(one.kind != UNAVAILABLE for one in sheets.events)
    taken = replace(
        sheets,
        capabilities=_new_in(sheets.capabilities, base.capabilities),
        teams=_new_in(sheets.teams, base.teams),
        people=tuple(one for one in sheets.people if one.id not in strangers),
        authorisations=tuple(one for one in sheets.authorisations if one.person not in strangers),
        rota=tuple(row for row in rota if row.duty in duties),
        events=tuple(absences_from(since, absences, base)),
        forces=(), duties=(), pools=(), crews=(), seats=(), sources=(), shifts=(), patterns=(), powers=None,
    )  # fmt: skip
    return laid_onto(base, taken, since=since, ending=ending, covered=window)


def _new_in(rows: tuple[R, ...], known: tuple[R, ...]) -> tuple[R, ...]:
    """Return the rows with new ids: what sheets leave blank about a known skill or team says nothing."""
    ids = {one.id for one in known}
    return tuple(one for one in rows if one.id not in ids)


def _begun(row: RotaRow, since: Instant) -> RotaRow:
    """Return a row that has begun from the start of the import on: nothing else has its person on duty then."""
    if not row.period.start < since < row.period.until:
        return row
    return replace(row, period=Period(since, row.period.until))


def _switched(before: Scenario, after: Scenario) -> int:
    """Return how many people of the home force would be on duty by rows instead of a pattern or at all times."""
    old, new = ({row.person for row in scenario.rota} for scenario in (before, after))
    patterns = {team.id for team in before.teams if team.pattern}
    always = bool(new) and not old
    home = [person for person in before.people if person.force == before.home and person.id not in old]
    by_pattern = {person.id for person in home if person.team in patterns}
    if always:
        return sum(person.id in new or person.id not in by_pattern for person in home)
    # Beside the rows of others, only a pattern has somebody without rows on duty.
    return len(by_pattern & new)


def absences_from(since: Instant, absences: Iterable[Event], base: Scenario) -> Iterator[Event]:
    """Yield absences; of one that has begun, what is known, or the part from the start of the import on."""
    corrected = {one.subject for one in base.events if one.kind == CORRECTION}
    known = {
        (one.subject, one.until, one.capability): one.occurred
        for one in base.events
        if one.kind == UNAVAILABLE and one.id not in corrected
    }
    for one in absences:
        begun = one.occurred
        if begun < since < one.until:
            begun = min(since, known.get((one.subject, one.until, one.capability), since))
        yield replace(one, occurred=begun, recorded=min(one.recorded, since))


def _faults(scenario: Scenario) -> Iterator[Fault]:
    """Yield the faults of the tables that an import would leave."""
    rows = {table.file: found for table, found in table_rows(scenario) if table is not EVENTS}
    try:
        LoadedTables(CellTables({file: found for file, found in rows.items() if found}, settings_text(scenario)))
    except ScenarioError as error:
        yield from (replace(fault, line=None) for fault in error.faults)
