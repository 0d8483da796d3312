"""Readers of records, one for each table."""

from __future__ import annotations

from standto.model.crews import OFF, Crew, Seat
from standto.model.duties import ANY, Duty, Power
from standto.model.event import Source
from standto.model.ladder import AID_STATES, CONTINGENCY_STATES
from standto.model.people import DEFAULT_TIER, FORCE_KINDS, Authorisation, Capability, Force, Person, Pool, Team
from standto.scenario.cells import label
from standto.scenario.known_ids import KnownIds
from standto.scenario.row_reader import RowReader

_STATES = {"home": ("available",), "police": AID_STATES, "other": AID_STATES, "military": CONTINGENCY_STATES}
"""The states that the row of a pool may name, by the kind of its force; the first is the default."""

_FURTHEST = 1_000_000


def force(row: RowReader, known: KnownIds) -> Force:
    """Read a force; only the home force has tier 0."""
    name = row.new_id("force", known.forces)
    kind = row.choice("kind", FORCE_KINDS, "")
    tier = row.whole("tier", DEFAULT_TIER.get(kind, 0))
    if row["tier"] and kind and (tier == 0) != (kind == "home"):
        row.fault("tier", f"{tier} is not allowed: home has tier 0, and every other force 1 or more")
    known.force_kind[name] = kind
    return Force(name, kind, tier, row["name"])


def capability(row: RowReader, known: KnownIds) -> Capability:
    """Read a capability."""
    return Capability(row.new_id("capability", known.capabilities), row["name"])


def team(row: RowReader, known: KnownIds) -> Team:
    """Read a team; without a force, it belongs to home."""
    name = row.new_id("team", known.teams)
    force = known.team_force[name] = row.reference("force", known.forces) or known.home
    return Team(name, force, row.reference("pattern", known.patterns), row.whole("offset_days", 0, -_FURTHEST))


def person(row: RowReader, known: KnownIds) -> Person:
    """Read a person; without a force, they belong to that of their team, or to home."""
    name = row.new_id("person", known.people)
    team = row.reference("team", known.teams)
    return Person(name, row.reference("force", known.forces) or known.team_force.get(team, known.home), team)


def authorisation(row: RowReader, known: KnownIds) -> Authorisation:
    """Read a ticket."""
    return Authorisation(
        row.reference("person", known.people), row.reference("capability", known.capabilities), row.period()
    )


def pool(row: RowReader, known: KnownIds) -> Pool:
    """Read a pool; its state is one of the ladder of its force."""
    name = row.new_id("pool", known.pools, known.people)
    force = row.reference("force", known.forces)
    kind = known.pool_kind[name] = known.force_kind.get(force, "")
    states = _STATES.get(kind)
    return Pool(
        name,
        force,
        row.references("capabilities", known.capabilities),
        row.whole("count"),
        row.choice("state", states, states[0]) if states else "",
        row.period(),
        row.whole("lead_minutes"),
        row.whole("ready_minutes"),
    )


def duty(row: RowReader, known: KnownIds) -> Duty:
    """Read a duty."""
    return Duty(
        id=row.new_id("duty", known.duties),
        name=row["name"],
        task=row.name("task"),
        site=row.name("site"),
        capabilities=row.alternatives("capabilities", known.capabilities),
        strength=row.whole("strength"),
        criticality=row.whole("criticality", 1, 1),
        period=row.period(),
        shifts=row.references("shifts", known.shifts),
        when=row.declaration("when"),
        ready_minutes=row.whole("ready_minutes"),
    )


def crew(row: RowReader, known: KnownIds) -> Crew:
    """Read a crew; its id is no duty's."""
    return Crew(
        id=row.new_id("crew", known.crews, known.duties),
        name=row["name"],
        task=row.name("task"),
        site=row.name("site"),
        criticality=row.whole("criticality", 1, 1),
        needs=row.id("needs"),
        ready_minutes=row.whole("ready_minutes"),
        period=row.period(),
        shifts=row.references("shifts", known.shifts),
        when=row.declaration("when"),
    )


def seat(row: RowReader, known: KnownIds) -> Seat:
    """Read a seat of one state of a crew."""
    state = row.id("state")
    if state == OFF:
        row.fault("state", f"{OFF!r} is reserved: it means that a crew has none of its states")
        state = ""
    return Seat(
        row.reference("crew", known.crews),
        state,
        row.id("seat"),
        row.alternatives("capabilities", known.capabilities),
        row.whole("strength", 1, 1),
    )


def power(row: RowReader, known: KnownIds) -> Power:
    """Read a power; its task and its site may be `*`."""
    return Power(
        id=row.new_id("power", known.powers),
        kind=row.choice("kind", FORCE_KINDS, ""),
        task=row.value("task", _any_or_label, ""),
        site=row.value("site", _any_or_label, ANY),
        when=row.declaration("when"),
        permitted=row.choice("permitted", ("yes", "no"), "no") == "yes",
        authority=row["authority"],
        period=row.period(),
    )


def source(row: RowReader, known: KnownIds) -> Source:
    """Read a source."""
    return Source(row.new_id("source", known.sources), row["title"], row["publisher"], row["published"])


def _any_or_label(text: str) -> str:
    return text if text == ANY else label(text)
