"""The register word for word as the contract has it: one person, one place and one instant at a time.

Plain and slow on purpose. It reads the records of the model and shares nothing else with the register.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

FOREVER = 2**62
BEGINNING = -(2**62)
EPOCH = datetime(1970, 1, 1)
MICROSECOND = timedelta(microseconds=1)

REASONS = (
    "off-shift",
    "not-current",
    "authority-withdrawn",
    "stepped-back",
    "unavailable",
    "not-permitted",
    "not-present",
)

# into, from which states, whether places that they lack are added
LADDER = {
    "stepped-back": ("stepped-back", "available", False),
    "returned": ("available", "stepped-back", False),
    "aid-asked": ("asked", "not-asked declined withdrawn released", True),
    "aid-offered": ("offered", "asked not-asked declined withdrawn released", True),
    "aid-confirmed": ("confirmed", "offered asked not-asked declined withdrawn released", True),
    "aid-arrived": ("arrived", "confirmed offered asked not-asked declined withdrawn released", True),
    "aid-declined": ("declined", "asked not-asked", False),
    "aid-withdrawn": ("withdrawn", "confirmed offered", False),
    "aid-released": ("released", "arrived confirmed offered", False),
    "contingency-requested": ("requested", "not-asked declined stood-down", True),
    "contingency-agreed": ("standby", "requested not-asked declined stood-down", True),
    "contingency-deployed": ("deployed", "standby requested not-asked declined stood-down", True),
    "contingency-declined": ("declined", "requested not-asked", False),
    "contingency-stood-down": ("stood-down", "deployed standby requested", False),
}

COUNTS_UNDER = {
    "none": (),
    "present": ("arrived", "deployed"),
    "confirmed": ("arrived", "deployed", "confirmed"),
    "offered": ("arrived", "deployed", "confirmed", "offered", "standby"),
}


class Window(NamedTuple):
    """The people and places that count for each duty that stands, and the requirement of each."""

    start: int
    until: int
    required: dict[str, int]
    people: dict[str, frozenset[str]]
    places: dict[str, tuple[int, frozenset[str]]]


# -- clocks ----------------------------------------------------------------------------------------------------


def clock_times(zone, moment):
    """Return every instant at which the local time is a given one, and the instant under the offset before."""
    info = ZoneInfo(zone.name)

    def offset_at(local):
        return local.replace(tzinfo=UTC).astimezone(info).utcoffset()

    before, after = offset_at(moment - timedelta(days=1)), offset_at(moment + timedelta(days=1))
    shown = [
        moment - offset
        for offset in {before, after}
        if (moment - offset).replace(tzinfo=UTC).astimezone(info).replace(tzinfo=None) == moment
    ]
    return sorted((one - EPOCH) // MICROSECOND for one in shown), (moment - before - EPOCH) // MICROSECOND


def clock_time(zone, day, clock):
    """Return the first instant of a local time on a day; a time that the clocks skip moves forward by the skip."""
    shown, later = clock_times(zone, datetime.combine(day, clock))
    return shown[0] if shown else later


def run_of(zone, shift, day):
    """Return the start and the end of the shift that starts on a date; the end may not be after the start."""
    last = day if shift.ends > shift.starts else day + timedelta(days=1)
    return clock_time(zone, day, shift.starts), clock_time(zone, last, shift.ends)


def is_day(zone, day):
    """Return whether any minute of a day occurs in local time."""
    noon = (datetime(day.year, day.month, day.day, 12) - EPOCH) // MICROSECOND
    seen = (noon + minutes * 60_000_000 for minutes in range(-48 * 60, 48 * 60, 20))
    shown = ((EPOCH + instant * MICROSECOND).replace(tzinfo=UTC) for instant in seen)
    return any(each.astimezone(ZoneInfo(zone.name)).date() == day for each in shown)


def days_around(zone, instant):
    """Return the local dates on which a shift that runs at an instant may have started."""
    today = (EPOCH + instant * MICROSECOND).replace(tzinfo=UTC).astimezone(ZoneInfo(zone.name)).date()
    return [today + timedelta(days=days) for days in (-2, -1, 0, 1)]


def runs_at(scenario, shift_id, day, instant):
    """Return whether the shift that starts on a date is running."""
    (shift,) = [one for one in scenario.shifts if one.id == shift_id]
    start, until = run_of(scenario.zone, shift, day)
    return start <= instant < until


def on_pattern(scenario, team, instant):
    """Return whether a team is on duty by its pattern."""
    if not team.pattern:
        return True
    (pattern,) = [one for one in scenario.patterns if one.id == team.pattern]
    for day in days_around(scenario.zone, instant):
        entry = pattern.cycle[((day - pattern.anchor).days + team.offset_days) % len(pattern.cycle)]
        if entry != "rest" and runs_at(scenario, entry, day, instant):
            return True
    return False


# -- events ----------------------------------------------------------------------------------------------------


class KnownEvents:
    """The known events of a scenario, each after those over which it takes precedence."""

    def __init__(self, scenario, known_at=None, assumed=()):
        self.scenario, self.assumed = scenario, frozenset(assumed)
        recorded = [event for event in scenario.events if known_at is None or event.recorded <= known_at]
        wrong = {event.subject for event in recorded if event.kind == "correction"}
        events = [event for event in recorded if event.kind != "correction" and event.id not in wrong]
        self.events = sorted(events, key=lambda event: event.occurred)

    def about(self, subject, *kinds):
        """Return the events of some kinds about a subject."""
        return [event for event in self.events if event.subject == subject and event.kind in kinds]

    def latest(self, instant, subject, *kinds, capability=None):
        """Return the event that decides; None if no event is live."""
        live = [
            event
            for event in self.about(subject, *kinds)
            if event.occurred <= instant < event.until and capability in (None, event.capability or capability)
        ]
        return live[-1] if live else None


def live_kind(known, instant, subject, *kinds, capability=None):
    """Return the kind of the event that decides; empty if no event is live."""
    event = known.latest(instant, subject, *kinds, capability=capability)
    return event.kind if event else ""


def declared(known, instant):
    """Return the declarations in force, including assumed ones."""
    names = {event.subject for event in known.events if event.kind in ("declared", "ended")}
    in_force = {name for name in names if live_kind(known, instant, name, "declared", "ended") == "declared"}
    return in_force | known.assumed


# -- duties ----------------------------------------------------------------------------------------------------


def stands(known, duty, instant):
    """Return whether a duty stands."""
    scenario = known.scenario
    in_shift = not duty.shifts or any(
        runs_at(scenario, shift_id, day, instant)
        for shift_id in duty.shifts
        for day in days_around(scenario.zone, instant)
    )
    return (
        duty.period.start <= instant < duty.period.until
        and in_shift
        and (not duty.when or duty.when in declared(known, instant))
        and live_kind(known, instant, duty.id, "duty-suspended", "duty-resumed") != "duty-suspended"
    )


def strength(known, duty, instant):
    """Return the number of people that a duty requires."""
    changed = known.latest(instant, duty.id, "strength-changed")
    return changed.count if changed else duty.strength


def required(known, instant):
    """Return the requirement of each duty that stands."""
    return {duty.id: strength(known, duty, instant) for duty in known.scenario.duties if stands(known, duty, instant)}


def kind_of(scenario, force_id):
    (kind,) = [force.kind for force in scenario.forces if force.id == force_id]
    return kind


def may_do(known, force_id, duty, instant):
    """Return whether a force may lawfully do the task of a duty."""
    kind = kind_of(known.scenario, force_id)
    if known.scenario.powers is None:
        return kind in ("home", "police", "other")
    rows = [
        row.permitted
        for row in known.scenario.powers
        if row.kind == kind
        and row.task in ("*", duty.task)
        and row.site in ("*", duty.site)
        and (row.when == "" or row.when in declared(known, instant))
        and row.period.start <= instant < row.period.until
    ]
    return True in rows and False not in rows


# -- people ----------------------------------------------------------------------------------------------------


def on_duty(known, person, instant):
    """Return whether a person is on duty."""
    kind = live_kind(known, instant, person.id, "called-in", "stood-off")
    if kind:
        return kind == "called-in"
    teams = [team for team in known.scenario.teams if team.id == person.team]
    return all(on_pattern(known.scenario, team, instant) for team in teams)


def holds(known, person, capability, instant):
    """Return whether a person holds a ticket."""
    kind = live_kind(known, instant, person.id, "authorised", "authorisation-ended", capability=capability)
    if kind:
        return kind == "authorised"
    return any(
        row.person == person.id and row.capability == capability and row.period.start <= instant < row.period.until
        for row in known.scenario.authorisations
    )


def ever_holds(known, person, capability):
    """Return whether a person ever holds a ticket, by the known events."""
    moments = {BEGINNING}
    moments |= {end for row in known.scenario.authorisations for end in row.period}
    moments |= {end for event in known.events for end in (event.occurred, event.until)}
    return any(holds(known, person, capability, moment) for moment in moments if moment < FOREVER)


def has_authority(known, person, capability, instant):
    """Return whether the force has not suspended the ticket."""
    kinds = ("authority-withdrawn", "authority-restored")
    return live_kind(known, instant, person.id, *kinds, capability=capability) != "authority-withdrawn"


def is_willing(known, person, capability, instant):
    """Return whether the person has not stepped back."""
    kinds = ("stepped-back", "returned")
    return live_kind(known, instant, person.id, *kinds, capability=capability) != "stepped-back"


def is_available(known, person, instant):
    """Return whether nothing makes the person unavailable."""
    about = known.about(person.id, "unavailable", "available")
    for place, event in enumerate(about):
        if event.kind == "unavailable" and event.occurred <= instant < event.until:
            ended = [one for one in about[place:] if one.kind == "available" and one.occurred <= instant]
            if not ended:
                return False
    return True


def is_present(known, person, basis):
    """Return whether a person counts under a basis."""
    return person.force == known.scenario.home or basis != "none"


def counts_for(known, person, duty, instant, basis):
    """Return whether a person counts for a duty."""
    return (
        on_duty(known, person, instant)
        and is_available(known, person, instant)
        and is_present(known, person, basis)
        and may_do(known, person.force, duty, instant)
        and any(
            holds(known, person, capability, instant)
            and has_authority(known, person, capability, instant)
            and is_willing(known, person, capability, instant)
            for capability in duty.capabilities
        )
    )


def reason_of(known, person, duties, instant, basis):
    """Return the first reason why a person counts for none of some duties; None if they count or never could."""
    tickets = {
        capability for duty in duties for capability in duty.capabilities if ever_holds(known, person, capability)
    }
    if not tickets:
        return None

    def lawful(ticket):
        return any(ticket in duty.capabilities and may_do(known, person.force, duty, instant) for duty in duties)

    keeps = {
        "off-shift": lambda _: on_duty(known, person, instant),
        "not-current": lambda ticket: holds(known, person, ticket, instant),
        "authority-withdrawn": lambda ticket: has_authority(known, person, ticket, instant),
        "stepped-back": lambda ticket: is_willing(known, person, ticket, instant),
        "unavailable": lambda _: is_available(known, person, instant),
        "not-permitted": lawful,
        "not-present": lambda _: is_present(known, person, basis),
    }
    for reason in REASONS:
        tickets = {ticket for ticket in tickets if keeps[reason](ticket)}
        if not tickets:
            return reason
    return None


# -- places ----------------------------------------------------------------------------------------------------


def places_of(known, pool, instant):
    """Return the state of every place of a pool, and the instant at which it came into that state."""
    places = [(pool.state, BEGINNING)] * pool.count
    for event in known.about(pool.id, *LADDER):
        if event.occurred > instant:
            continue
        into, sources, grows = LADDER[event.kind]
        sources = [state for state in sources.split() if any(place[0] == state for place in places)]
        left = event.count
        if left is None:
            sources = sources[:1]
            left = sum(place[0] in sources for place in places)
        for _ in range(left):
            here = [place for state in sources for place in places if place[0] == state]
            if here:
                places.remove(here[0])
            if here or grows:
                places.append((into, event.occurred))
    return places


def place_counts(known, pool, state, instant, basis):
    """Return whether a place in a state counts."""
    if not pool.period.start <= instant < pool.period.until:
        return False
    return state == "available" if pool.force == known.scenario.home else state in COUNTS_UNDER[basis]


def reason_of_place(known, pool, state, duties, instant, basis):
    """Return the first reason why a place counts for none of some duties; None if it counts or never could."""
    able = [duty for duty in duties if set(duty.capabilities) & set(pool.capabilities)]
    if not able:
        return None
    if state == "stepped-back":
        return "stepped-back"
    if not any(may_do(known, pool.force, duty, instant) for duty in able):
        return "not-permitted"
    return None if place_counts(known, pool, state, instant, basis) else "not-present"


# -- answers ---------------------------------------------------------------------------------------------------


def not_counted(known, instant, duties, basis):
    """Return the number of people and places that count for none of some duties, by reason."""
    reasons = [reason_of(known, person, duties, instant, basis) for person in known.scenario.people]
    reasons += [
        reason_of_place(known, pool, state, duties, instant, basis)
        for pool in known.scenario.pools
        for state, _ in places_of(known, pool, instant)
    ]
    return {reason: reasons.count(reason) for reason in REASONS}


def answer_at(known, instant, basis):
    """Return requirements, people and places: everything that is constant in a window."""
    scenario = known.scenario
    needs = required(known, instant)
    standing = [duty for duty in scenario.duties if duty.id in needs]
    people = {
        person.id: frozenset(duty.id for duty in standing if counts_for(known, person, duty, instant, basis))
        for person in scenario.people
    }
    places = {}
    for pool in scenario.pools:
        can = frozenset(
            duty.id
            for duty in standing
            if set(duty.capabilities) & set(pool.capabilities) and may_do(known, pool.force, duty, instant)
        )
        number = sum(place_counts(known, pool, state, instant, basis) for state, _ in places_of(known, pool, instant))
        if can and number:
            places[pool.id] = (number, can)
    return needs, {name: can for name, can in people.items() if can}, places


def moments(known, start, until):
    """Return every instant of a period at which anything could change."""
    scenario = known.scenario
    found = {start}
    for table in (scenario.authorisations, scenario.pools, scenario.duties, scenario.powers or ()):
        found |= {end for row in table for end in row.period}
    found |= {end for event in known.events for end in (event.occurred, event.until)}
    for instant in range(start, until + 86_400_000_000, 86_400_000_000):
        for day in days_around(scenario.zone, instant):
            found |= {end for shift in scenario.shifts for end in run_of(scenario.zone, shift, day)}
    return sorted(moment for moment in found if start <= moment < until)


def windows(known, start, until, basis):
    """Return the longest periods in which the same people and places count for the same duties."""
    found = []
    times = moments(known, start, until)
    for moment, following in zip(times, [*times[1:], until], strict=True):
        answer = answer_at(known, moment, basis)
        if found and found[-1][2:] == answer:
            found[-1] = found[-1]._replace(until=following)
        else:
            found.append(Window(moment, following, *answer))
    return found


def stepped_back(known, force_id, instant):
    """Return the number of people of a force who have stepped back from anything, and of its places that have."""
    anything = [capability.id for capability in known.scenario.capabilities]
    people = [
        person
        for person in known.scenario.people
        if person.force == force_id and not all(is_willing(known, person, one, instant) for one in anything)
    ]
    pools = [pool for pool in known.scenario.pools if pool.force == force_id]
    return len(people) + sum(state == "stepped-back" for pool in pools for state, _ in places_of(known, pool, instant))


def claims(known, until):
    """Return the reports made before an instant, each with the register's number."""
    return [
        (event, stepped_back(known, event.subject, event.occurred))
        for event in known.events
        if event.kind == "report" and event.occurred < until
    ]


def register(known, start, until, duties):
    """Return the home people, and places by home pool, that may still step back from some duties."""
    scenario = known.scenario
    wanted = {capability for duty in duties for capability in duty.capabilities}
    times = moments(known, start, until)
    people = {
        person.id
        for person in scenario.people
        if person.force == scenario.home
        and any(
            is_willing(known, person, capability, start)
            and any(holds(known, person, capability, moment) for moment in times)
            for capability in wanted
        )
    }
    places = {
        pool.id: sum(state == "available" for state, _ in places_of(known, pool, start))
        for pool in scenario.pools
        if pool.force == scenario.home
        and wanted & set(pool.capabilities)
        and any(pool.period.start <= moment < pool.period.until for moment in times)
    }
    return people, {name: number for name, number in places.items() if number}
