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
    "not-rested",
    "not-ready",
    "elsewhere",
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


class Seat(NamedTuple):
    """A seat of one state of a crew, in the words of a duty; `needed` if the crew needs that state."""

    id: str
    crew: str
    needed: bool
    task: str
    site: str
    capabilities: tuple[str, ...]
    strength: int
    criticality: int
    period: tuple[int, int]
    shifts: tuple[str, ...]
    when: str
    ready_minutes: int


class Window(NamedTuple):
    """The people and places that count for each duty and seat that stands, and the requirement of each duty.

    The seats of the states that crews need are duties called `crew/seat`; others are called `crew/state/seat`.
    """

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
    return pattern_readiness(scenario, team, instant) is not None


def pattern_readiness(scenario, team, instant):
    """Return how long people of a team need by its pattern, in minutes; None if it is off duty."""
    if not team.pattern:
        return 0
    (pattern,) = [one for one in scenario.patterns if one.id == team.pattern]
    minutes = {shift.id: shift.ready_minutes for shift in scenario.shifts}
    found = []
    for day in days_around(scenario.zone, instant):
        entry = pattern.cycle[((day - pattern.anchor).days + team.offset_days) % len(pattern.cycle)]
        if entry != "rest" and runs_at(scenario, entry, day, instant):
            found.append(minutes[entry])
    return min(found, default=None)


# -- events ----------------------------------------------------------------------------------------------------


class KnownEvents:
    """The known events of a scenario, each after those over which it takes precedence."""

    def __init__(self, scenario, known_at=None, assumed=(), ready=None):
        self.scenario, self.assumed, self.ready = scenario, frozenset(assumed), ready or 0
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


def demands(scenario):
    """Return the duties, and the seats of every state of every crew."""
    found = list(scenario.duties)
    for crew in scenario.crews:
        states = list(dict.fromkeys(seat.state for seat in scenario.seats if seat.crew == crew.id))
        for seat in scenario.seats:
            if seat.crew == crew.id:
                needed = seat.state == (crew.needs or states[-1])
                name = f"{crew.id}/{seat.id}" if needed else f"{crew.id}/{seat.state}/{seat.id}"
                task, asked_for = (crew.task, crew.site), (seat.capabilities, seat.strength, crew.criticality)
                times = (crew.period, crew.shifts, crew.when, crew.ready_minutes)
                found.append(Seat(name, crew.id, needed, *task, *asked_for, *times))
    return found


def alternatives(duty):
    """Return the sets of capabilities that are each enough for a duty."""
    return [frozenset(one.split("+")) for one in duty.capabilities]


def subject_of(duty):
    """Return the crew of a seat, or the id of a duty."""
    return duty.crew or duty.id


def waits(known, duty):
    """Return how long a duty can wait, in minutes."""
    return max(duty.ready_minutes, known.ready)


def stands(known, duty, instant):
    """Return whether a duty stands."""
    scenario = known.scenario
    in_shift = not duty.shifts or any(
        runs_at(scenario, shift_id, day, instant)
        for shift_id in duty.shifts
        for day in days_around(scenario.zone, instant)
    )
    return (
        duty.period[0] <= instant < duty.period[1]
        and in_shift
        and (not duty.when or duty.when in declared(known, instant))
        and live_kind(known, instant, subject_of(duty), "duty-suspended", "duty-resumed") != "duty-suspended"
    )


def strength(known, duty, instant):
    """Return the number of people that a duty requires."""
    changed = None if duty.crew else known.latest(instant, duty.id, "strength-changed")
    return changed.count if changed else duty.strength


def required(known, instant):
    """Return the requirement of each duty that stands, with the seats that crews need."""
    return {
        duty.id: strength(known, duty, instant)
        for duty in demands(known.scenario)
        if getattr(duty, "needed", True) and stands(known, duty, instant)
    }


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


def readiness(known, person, instant):
    """Return how long a person needs to be at work, in minutes; None if they are off duty."""
    event = known.latest(instant, person.id, "called-in", "stood-off", "on-call")
    kind = event.kind if event else ""
    if kind == "called-in":
        return 0
    if kind == "stood-off":
        return None
    usual = usual_readiness(known.scenario, person, instant)
    if usual is None and kind == "on-call":
        return event.count or 0
    return usual


def usual_readiness(scenario, person, instant):
    """Return the same by the rota and the patterns alone."""
    if any(row.person == person.id for row in scenario.rota):
        rows = rows_at(scenario, person, instant)
        return rows[0].ready_minutes if rows else None
    teams = [team for team in scenario.teams if team.id == person.team and team.pattern]
    if teams:
        return pattern_readiness(scenario, teams[0], instant)
    return None if scenario.rota and person.force == scenario.home else 0


def rows_at(scenario, person, instant):
    """Return the rows of the rota in which a person is: at most one."""
    return [row for row in scenario.rota if row.person == person.id and row.period.start <= instant < row.period.until]


def is_elsewhere(scenario, person, duty, instant):
    """Return whether a row has a person count for something else alone."""
    return any(row.duty not in ("", subject_of(duty)) for row in rows_at(scenario, person, instant))


def holds(known, person, capability, instant):
    """Return whether a person holds a ticket."""
    kind = live_kind(known, instant, person.id, "authorised", "authorisation-ended", capability=capability)
    if kind:
        return kind == "authorised"
    return any(
        row.person == person.id and row.capability == capability and row.period.start <= instant < row.period.until
        for row in known.scenario.authorisations
    )


def ever_holds(known, person, alternative):
    """Return whether a person ever holds tickets for all of some capabilities at one time, by the known events."""
    moments = {BEGINNING}
    moments |= {end for row in known.scenario.authorisations for end in row.period}
    moments |= {end for event in known.events for end in (event.occurred, event.until)}
    return any(
        all(holds(known, person, capability, moment) for capability in alternative)
        for moment in moments
        if moment < FOREVER
    )


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
    minutes = readiness(known, person, instant)
    return (
        minutes is not None
        and minutes <= waits(known, duty)
        and not is_elsewhere(known.scenario, person, duty, instant)
        and is_available(known, person, instant)
        and is_present(known, person, basis)
        and may_do(known, person.force, duty, instant)
        and any(
            all(
                holds(known, person, capability, instant)
                and has_authority(known, person, capability, instant)
                and is_willing(known, person, capability, instant)
                for capability in alternative
            )
            for alternative in alternatives(duty)
        )
    )


def reason_of(known, person, duties, instant, basis):
    """Return the first reason why a person counts for none of some duties; None if they count or never could."""
    tickets = [(duty, one) for duty in duties for one in alternatives(duty) if ever_holds(known, person, one)]
    if not tickets:
        return None
    minutes = readiness(known, person, instant)

    def whole(alternative, check):
        return all(check(known, person, capability, instant) for capability in alternative)

    keeps = {
        "off-shift": lambda _duty, _one: minutes is not None,
        "not-rested": lambda _duty, _one: True,
        "not-ready": lambda duty, _one: minutes <= waits(known, duty),
        "elsewhere": lambda duty, _one: not is_elsewhere(known.scenario, person, duty, instant),
        "not-current": lambda _duty, one: whole(one, holds),
        "authority-withdrawn": lambda _duty, one: whole(one, has_authority),
        "stepped-back": lambda _duty, one: whole(one, is_willing),
        "unavailable": lambda _duty, _one: is_available(known, person, instant),
        "not-permitted": lambda duty, _one: may_do(known, person.force, duty, instant),
        "not-present": lambda _duty, _one: is_present(known, person, basis),
    }
    for reason in REASONS:
        tickets = [ticket for ticket in tickets if keeps[reason](*ticket)]
        if not tickets:
            return reason
    return None


def reasons_in(scenario):
    """Return the reasons that answers about a scenario print."""
    minutes = [row.ready_minutes for table in (scenario.rota, scenario.shifts, scenario.pools) for row in table]
    minutes += [event.count or 0 for event in scenario.events if event.kind == "on-call"]
    rules = scenario.working_time.rules or scenario.working_time.own
    absent = {
        "not-rested": not rules or scenario.working_time.unrested != "leave-out",
        "not-ready": not any(minute > 0 for minute in minutes),
        "elsewhere": all(row.duty == "" for row in scenario.rota),
    }
    return [reason for reason in REASONS if not absent.get(reason)]


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
    able = [duty for duty in duties if suits(pool, duty)]
    if not able:
        return None
    able = [duty for duty in able if pool.ready_minutes <= waits(known, duty)]
    if not able:
        return "not-ready"
    if state == "stepped-back":
        return "stepped-back"
    if not any(may_do(known, pool.force, duty, instant) for duty in able):
        return "not-permitted"
    return None if place_counts(known, pool, state, instant, basis) else "not-present"


def suits(pool, duty):
    """Return whether the places of a pool hold an alternative of a duty."""
    return any(alternative <= set(pool.capabilities) for alternative in alternatives(duty))


# -- answers ---------------------------------------------------------------------------------------------------


def not_counted(known, instant, duties, basis):
    """Return the number of people and places that count for none of some duties, by reason."""
    reasons = [reason_of(known, person, duties, instant, basis) for person in known.scenario.people]
    reasons += [
        reason_of_place(known, pool, state, duties, instant, basis)
        for pool in known.scenario.pools
        for state, _ in places_of(known, pool, instant)
    ]
    return {reason: reasons.count(reason) for reason in reasons_in(known.scenario)}


def answer_at(known, instant, basis):
    """Return requirements, people and places: everything that is constant in a window."""
    scenario = known.scenario
    needs = required(known, instant)
    standing = [duty for duty in demands(scenario) if stands(known, duty, instant)]
    people = {
        person.id: frozenset(duty.id for duty in standing if counts_for(known, person, duty, instant, basis))
        for person in scenario.people
    }
    places = {}
    for pool in scenario.pools:
        can = frozenset(
            duty.id
            for duty in standing
            if suits(pool, duty)
            and pool.ready_minutes <= waits(known, duty)
            and may_do(known, pool.force, duty, instant)
        )
        number = sum(place_counts(known, pool, state, instant, basis) for state, _ in places_of(known, pool, instant))
        if can and number:
            places[pool.id] = (number, can)
    return needs, {name: can for name, can in people.items() if can}, places


def moments(known, start, until):
    """Return every instant of a period at which anything could change."""
    scenario = known.scenario
    found = {start}
    tables = (scenario.authorisations, scenario.pools, scenario.duties, scenario.crews, scenario.rota)
    for table in (*tables, scenario.powers or ()):
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
    wanted = {alternative for duty in duties for alternative in alternatives(duty)}
    times = moments(known, start, until)
    people = {
        person.id
        for person in scenario.people
        if person.force == scenario.home
        and any(
            all(is_willing(known, person, capability, start) for capability in alternative)
            and any(all(holds(known, person, capability, moment) for capability in alternative) for moment in times)
            for alternative in wanted
        )
    }
    places = {
        pool.id: sum(state == "available" for state, _ in places_of(known, pool, start))
        for pool in scenario.pools
        if pool.force == scenario.home
        and any(suits(pool, duty) for duty in duties)
        and any(pool.period.start <= moment < pool.period.until for moment in times)
    }
    return people, {name: number for name, number in places.items() if number}
