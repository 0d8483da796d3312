"""Writing the records of a scenario as the cells of its tables.

A default is written as a blank. A column in which every cell is blank is left out, unless every row needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from standto.model.duties import ANY
from standto.model.event import CORRECTION
from standto.model.people import DEFAULT_TIER, Person, Pool
from standto.model.scenario import Scenario
from standto.model.time import BEGINNING, FOREVER, Instant, Period
from standto.model.zone import Zone
from standto.scenario import layout
from standto.scenario.layout import Cells, TableLayout

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


def moment_of(zone: Zone, instant: Instant) -> datetime:
    """Return the local time of an instant; its time in UTC if local time cannot be read back exactly."""
    moment = zone.local(instant)
    offset = moment.utcoffset() or timedelta()
    if offset % _MINUTE or zone.instant(moment) != instant:
        return _EPOCH + timedelta(microseconds=instant)
    return moment


class TimeTexts(dict[Instant, str]):
    """A cache of the texts of instants in a table; those of `BEGINNING` and `FOREVER` are blank."""

    def __init__(self, zone: Zone) -> None:
        super().__init__({BEGINNING: "", FOREVER: ""})
        self._zone = zone

    def __missing__(self, instant: Instant) -> str:
        found = self[instant] = moment_of(self._zone, instant).isoformat()
        return found


def table_texts(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield the file name and the text of each table that a scenario fills."""
    for table, rows in table_rows(scenario):
        if rows or table.required or (table is layout.POWERS and scenario.powers is not None):
            yield table.file, table_text(table, rows)


def table_rows(scenario: Scenario) -> Iterator[tuple[TableLayout, list[Cells]]]:
    """Yield every table, with the cells of its rows in the documented columns."""
    written = TimeTexts(scenario.zone)
    for table, cells_of in _TABLES.items():
        yield table, list(cells_of(scenario, written))


def table_text(table: TableLayout, rows: Sequence[Cells]) -> str:
    """Return a table as CSV, without the columns that are blank in every row and that no row needs."""
    kept = [i for i, name in enumerate(table.columns) if name in table.needed or any(row[i] for row in rows)]
    lines = [",".join(table.columns[i] for i in kept)]
    lines += [",".join([_quoted(row[i]) for i in kept]) for row in rows]
    return "\n".join(lines) + "\n"


def _quoted(cell: str) -> str:
    if '"' in cell or "," in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _unless(default: int, number: int) -> str:
    """Return a number; a blank if it is the default."""
    return "" if number == default else str(number)


def _period(period: Period, written: TimeTexts) -> Cells:
    return written[period.start], written[period.until]


def _forces(scenario: Scenario, _: TimeTexts) -> Iterator[Cells]:
    for force in scenario.forces:
        tier = "" if force.tier == DEFAULT_TIER.get(force.kind) else str(force.tier)
        yield force.id, force.name, force.kind, tier


def _capabilities(scenario: Scenario, _: TimeTexts) -> Iterator[Cells]:
    for capability in scenario.capabilities:
        yield capability.id, capability.name


def _teams(scenario: Scenario, _: TimeTexts) -> Iterator[Cells]:
    for team in scenario.teams:
        force = "" if team.force == scenario.home else team.force
        yield team.id, force, team.pattern, _unless(0, team.offset_days)


def _people(scenario: Scenario, _: TimeTexts) -> Iterator[Cells]:
    for person in scenario.people:
        yield person.id, _force_of(person, scenario), person.team


def _force_of(person: Person, scenario: Scenario) -> str:
    """Return a person's force; a blank if it is the default, their team's or home."""
    team = scenario.team.get(person.team)
    return "" if person.force == (team.force if team else scenario.home) else person.force


def _authorisations(scenario: Scenario, written: TimeTexts) -> Iterator[Cells]:
    for ticket in scenario.authorisations:
        yield ticket.person, ticket.capability, *_period(ticket.period, written)


def _pools(scenario: Scenario, written: TimeTexts) -> Iterator[Cells]:
    for pool in scenario.pools:
        yield (
            pool.id,
            pool.force,
            ";".join(pool.capabilities),
            str(pool.count),
            *_period(pool.period, written),
            _state(pool, scenario),
            _unless(0, pool.lead_minutes),
            _unless(0, pool.ready_minutes),
        )


def _state(pool: Pool, scenario: Scenario) -> str:
    """Return a pool's first state; a blank if it is the default."""
    default = "available" if pool.force == scenario.home else "not-asked"
    return "" if pool.state == default else pool.state


def _duties(scenario: Scenario, written: TimeTexts) -> Iterator[Cells]:
    for duty in scenario.duties:
        yield (
            duty.id,
            duty.name,
            duty.task,
            duty.site,
            ";".join(duty.capabilities),
            str(duty.strength),
            _unless(1, duty.criticality),
            *_period(duty.period, written),
            ";".join(duty.shifts),
            duty.when,
            _unless(0, duty.ready_minutes),
        )


def _crews(scenario: Scenario, written: TimeTexts) -> Iterator[Cells]:
    for crew in scenario.crews:
        yield (
            crew.id,
            crew.name,
            crew.task,
            crew.site,
            _unless(1, crew.criticality),
            crew.needs,
            _unless(0, crew.ready_minutes),
            *_period(crew.period, written),
            ";".join(crew.shifts),
            crew.when,
        )


def _seats(scenario: Scenario, _: TimeTexts) -> Iterator[Cells]:
    for seat in scenario.seats:
        yield seat.crew, seat.state, seat.id, ";".join(seat.capabilities), _unless(1, seat.strength)


def _rota(scenario: Scenario, written: TimeTexts) -> Iterator[Cells]:
    for row in scenario.rota:
        yield row.person, *_period(row.period, written), row.duty, _unless(0, row.ready_minutes)


def _powers(scenario: Scenario, written: TimeTexts) -> Iterator[Cells]:
    for power in scenario.powers or ():
        site = "" if power.site == ANY else power.site
        permitted = "yes" if power.permitted else "no"
        ends = _period(power.period, written)
        yield power.id, power.kind, power.task, site, power.when, permitted, power.authority, *ends


def _events(scenario: Scenario, written: TimeTexts) -> Iterator[Cells]:
    for event in scenario.events:
        at_once = event.recorded == event.occurred and event.kind != CORRECTION
        yield (
            event.id,
            written[event.occurred],
            "" if at_once else written[event.recorded],
            event.kind,
            event.subject,
            event.capability,
            _number(event.count),
            _number(event.low),
            _number(event.high),
            written[event.until],
            event.step,
            event.source,
            event.note,
        )


def _sources(scenario: Scenario, _: TimeTexts) -> Iterator[Cells]:
    for source in scenario.sources:
        yield source.id, source.title, source.publisher, source.published


_TABLES: dict[TableLayout, Callable[[Scenario, TimeTexts], Iterator[Cells]]] = {
    layout.FORCES: _forces,
    layout.CAPABILITIES: _capabilities,
    layout.TEAMS: _teams,
    layout.PEOPLE: _people,
    layout.AUTHORISATIONS: _authorisations,
    layout.POOLS: _pools,
    layout.DUTIES: _duties,
    layout.CREWS: _crews,
    layout.SEATS: _seats,
    layout.ROTA: _rota,
    layout.POWERS: _powers,
    layout.EVENTS: _events,
    layout.SOURCES: _sources,
}
