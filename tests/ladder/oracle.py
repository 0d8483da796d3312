"""Reviews by the letter of the contract: one person, one place, one piece of time and one hour at a time.

Plain and slow on purpose. It reads the records of the model, and asks the plain register of `tests.register` who may
do what; gaps are found by putting one person after the other to work, worst cases by sending people home.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cache, cached_property
from itertools import combinations, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.register import oracle as register

HOUR = 3_600_000_000
MINUTE = HOUR // 60
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

COUNTS = register.COUNTS_UNDER
FREE_AID = ("not-asked", "released", "withdrawn")
FREE_MILITARY = ("not-asked", "stood-down")
UP = ("aid-asked", "aid-offered", "aid-confirmed", "aid-arrived")
UP_MILITARY = ("contingency-requested", "contingency-agreed", "contingency-deployed")
ANSWERS = ("aid-offered", "aid-confirmed", "aid-arrived", "aid-declined", "aid-withdrawn")
HELP = ("asked", "offered", "confirmed", "arrived", "requested", "standby", "deployed")


class Window(NamedTuple):
    """Who and what counts for which of the duties that stand, and what each of these requires."""

    start: int
    until: int
    required: dict[str, int]
    people: dict[str, frozenset[str]]
    places: dict[str, tuple[int, frozenset[str]]]


class Facts(NamedTuple):
    """All that is so for a while.

    `can` is what each person would count for on duty, `may` what each pool's places can and may do.
    """

    required: dict[str, int]
    on_duty: dict[str, bool]
    called: dict[str, bool]
    can: dict[str, frozenset[str]]
    may: dict[str, frozenset[str]]


class Step(NamedTuple):
    """A recommendation as far as it is compared."""

    step: str
    subject: str
    condition: str | None = None
    count: int | None = None
    windows: tuple[tuple[int, int, int], ...] | None = None
    by: int | None = None
    late: bool = False
    duties: tuple[str, ...] | None = None


class Kept(NamedTuple):
    """Help that stays, and what keeps it."""

    pool: str
    state: str
    count: int
    duty: str | None = None
    start: int | None = None
    until: int | None = None
    at: int | None = None
    gap: int | None = None
    worst_case: int | None = None
    held_since: int | None = None


def hours(number):
    """A number of hours as a length of time."""
    return round(number * HOUR)


def minute_past(zone, instant):
    """How far the clock on the wall is past the hour."""
    local = (EPOCH + timedelta(microseconds=instant)).astimezone(ZoneInfo(zone.name))
    return (local.minute * 60 + local.second) * 1_000_000 + local.microsecond


def whole_hours(zone, start, until):
    """Every instant of a closed span at which the clock on the wall shows a whole hour."""
    quarter = 15 * MINUTE
    first = -(-start // quarter) * quarter
    return [moment for moment in range(first, until + 1, quarter) if minute_past(zone, moment) == 0]


# -- who fills what --------------------------------------------------------------------------------------------


def most_filled(able, places):
    """How many places can be filled at once: somebody steps in for each, and others make room."""
    holder = {}

    def seat(who, tried):
        for number, duty in enumerate(places):
            if duty in able[who] and number not in tried:
                tried.add(number)
                if number not in holder or seat(holder[number], tried):
                    holder[number] = who
                    return True
        return False

    return sum(seat(who, set()) for who in range(len(able)))


def gaps_of(able, required, order):
    """The gap of each duty: as small as possible, the first duty's first."""
    places, filled, gaps = [], 0, {}
    for duty in order:
        places += [duty] * required.get(duty, 0)
        now = most_filled(able, places)
        gaps[duty] = required.get(duty, 0) - (now - filled)
        filled = now
    return gaps


def pour(gaps, offers, reserve, order):
    """How many of each offer gaps take, an earlier offer as many as it can, and the gaps that are left.

    An offer is a number of places and the duties that each of them may fill. The reserve is filled last.
    """
    open_duties = {duty for duty, gap in gaps.items() if gap}
    able, owners = [], []
    for number, (count, duties) in enumerate(offers):
        useful = open_duties & set(duties)
        if useful:
            able += [useful | {"the reserve"}] * count
            owners += [number] * count
    left = gaps_of(able, gaps, order)
    places = [duty for duty in order for _ in range(gaps[duty])]
    places += ["the reserve"] * reserve
    used, before = [], 0
    for number in range(len(offers)):
        now = most_filled([each for each, owner in zip(able, owners, strict=True) if owner <= number], places)
        used.append(now - before)
        before = now
    return used, left


def most_served(people, serve):
    """What is filled, window by window, when as many places as possible are, each person in one shift at most.

    `people` are those who could come, shift by shift; `serve` says what some of them fill in each window of a shift.
    Every way to send people to shifts is tried. Of equals it is what fills the first window's first duty best, then
    its second, and so on.
    """

    @cache
    def best(shift, free):
        if shift == len(people):
            return 0, ()
        found = []
        for size in range(len(free & people[shift]) + 1):
            for coming in map(frozenset, combinations(sorted(free & people[shift]), size)):
                here, (number, rest) = serve(shift, coming), best(shift + 1, free - coming)
                found.append((number + sum(map(sum, here)), here + rest))
        return max(found)

    return best(0, frozenset().union(*people))[1]


def worst_case(home, others, required):
    """The most home people who may go, whoever they are; -1 where it is short already, None where all may."""

    def covered(able):
        places = [duty for duty, number in required.items() for _ in range(number)]
        return most_filled(able, places) == len(places)

    if not covered(home + others):
        return -1
    for going in range(len(home) + 1):
        for stay in combinations(home, len(home) - going):
            if not covered([*stay, *others]):
                return going - 1
    return None


def first_to_break(home, others, required, order):
    """The first duty of the set that breaks first: the least to spare, then the fewest duties, then the first."""
    asked = [duty for duty in order if required.get(duty)]
    best = None
    for size in range(1, len(asked) + 1):
        for some in combinations(asked, size):
            needs = sum(required[duty] for duty in some)
            outside = sum(bool(each & set(some)) for each in others)
            spare = outside + sum(bool(each & set(some)) for each in home) - needs
            if outside < needs and (best is None or spare < best[0]):
                best = (spare, some)
    return best[1][0]


# -- what is so ------------------------------------------------------------------------------------------------


class Seen:
    """What somebody knows of a scenario, worked out once for each piece of time in which nothing changes."""

    def __init__(self, told, on_pattern):
        self.told, self.scenario, self._on_pattern = told, told.scenario, on_pattern
        start, until = told.scenario.horizon
        self.times = register.moments(told, start, until)
        self._facts = {}
        self._windows = {}

    def facts(self, instant):
        """All that is so at an instant."""
        moment = max(time for time in self.times if time <= instant)
        if moment not in self._facts:
            self._facts[moment] = self._made(moment)
        return self._facts[moment]

    def _made(self, moment):
        told, scenario = self.told, self.scenario
        lawful = {
            force.id: {duty.id for duty in scenario.duties if register.may_do(told, force.id, duty, moment)}
            for force in scenario.forces
        }
        called = {
            person.id: register.live_kind(told, moment, person.id, "called-in", "stood-off")
            for person in scenario.people
        }
        return Facts(
            register.required(told, moment),
            {
                person.id: called[person.id] == "called-in"
                or (not called[person.id] and self._on_pattern(person.team, moment))
                for person in scenario.people
            },
            {person.id: bool(called[person.id]) for person in scenario.people},
            {person.id: self._can(person, moment) & lawful[person.force] for person in scenario.people},
            {
                pool.id: frozenset(
                    duty.id for duty in scenario.duties if set(duty.capabilities) & set(pool.capabilities)
                )
                & lawful[pool.force]
                for pool in scenario.pools
            },
        )

    def _can(self, person, moment):
        told = self.told
        tickets = {
            capability.id
            for capability in self.scenario.capabilities
            if register.is_available(told, person, moment)
            and register.holds(told, person, capability.id, moment)
            and register.has_authority(told, person, capability.id, moment)
            and register.is_willing(told, person, capability.id, moment)
        }
        return frozenset(duty.id for duty in self.scenario.duties if tickets & set(duty.capabilities))

    def windows(self, start, until, states, lent=True):
        """The longest periods in which the same people and places count for the same duties.

        `states` holds the states of each pool's places that count, beside a home pool's.
        """
        key = (start, until, tuple(sorted(states.items())), lent)
        if key not in self._windows:
            self._windows[key] = self._found(start, until, states, lent)
        return self._windows[key]

    def _found(self, start, until, states, lent):
        found = []
        cuts = [start, *(time for time in self.times if start < time < until), until]
        for moment, following in pairwise(cuts):
            so = self._so(moment, states, lent)
            if found and found[-1][2:] == so:
                found[-1] = found[-1]._replace(until=following)
            else:
                found.append(Window(moment, following, *so))
        return found

    def _so(self, moment, states, lent):
        facts, scenario = self.facts(moment), self.scenario
        standing = frozenset(facts.required)
        people = {
            person.id: facts.can[person.id] & standing
            for person in scenario.people
            if facts.on_duty[person.id] and (lent or person.force == scenario.home)
        }
        places = {}
        for pool in scenario.pools:
            wanted = ("available",) if pool.force == scenario.home else states.get(pool.id, ())
            can = facts.may[pool.id] & standing
            number = sum(state in wanted for state, _ in register.places_of(self.told, pool, moment))
            if can and number and pool.period.start <= moment < pool.period.until:
                places[pool.id] = (number, can)
        return facts.required, {name: can for name, can in people.items() if can}, places


class Case:
    """One review."""

    def __init__(self, scenario, at, known_at=None, memory=None):
        self.scenario, self.at = scenario, at
        self.known_at = at if known_at is None else known_at
        self.policy = scenario.policy
        self.memory = {} if memory is None else memory
        self.now = self.seen(self.known_at)
        self.end = min(at + hours(self.policy.look_ahead_hours), scenario.horizon.until)
        self.order = [duty.id for duty in sorted(scenario.duties, key=lambda duty: duty.criticality)]
        tier = {force.id: force.tier for force in scenario.forces}
        kind = {force.id: force.kind for force in scenario.forces}
        lent = [pool for pool in scenario.pools if pool.force != scenario.home]
        self.pools = sorted(lent, key=lambda pool: tier[pool.force])
        self.military = [pool for pool in self.pools if kind[pool.force] == "military"]
        self.aid = [pool for pool in self.pools if kind[pool.force] != "military"]
        cuts = {at, *(time for time in self.now.times if at < time < self.end)}
        cuts |= {arrival for pool in self.pools if at < (arrival := self.arrival(pool)) < self.end}
        self.pieces = sorted(cuts)

    # -- what is known -----------------------------------------------------------------------------------------

    def seen(self, known_at, assumed=()):
        """What is known at an instant; kept where others know the same."""
        told = register.Told(self.scenario, known_at, assumed)
        key = (tuple(id(event) for event in told.events), tuple(assumed))
        if key not in self.memory:
            self.memory[key] = Seen(told, self._on_pattern)
        return self.memory[key]

    def _on_pattern(self, team_id, moment):
        key = ("on", team_id, moment)
        if key not in self.memory:
            teams = [team for team in self.scenario.teams if team.id == team_id]
            self.memory[key] = all(register.on_pattern(self.scenario, team, moment) for team in teams)
        return self.memory[key]

    def places(self, pool, *states, older_than=None):
        """How many places of a pool are in some states, for longer than an age where one is given."""
        found = register.places_of(self.now.told, pool, self.at)
        start = self.scenario.horizon.start
        since = [start if moment == register.BEGINNING else moment for state, moment in found if state in states]
        return sum(older_than is None or self.at - moment > hours(older_than) for moment in since)

    def last(self, pool, *kinds):
        """When some kind of event last happened to a pool, by now; None: never."""
        return max((e.occurred for e in self.now.told.about(pool.id, *kinds) if e.occurred <= self.at), default=None)

    def arrival(self, pool):
        """When help that is asked for now could be here."""
        return self.at + pool.lead_minutes * MINUTE

    def coming(self, pool):
        """Whether places asked of a pool count as coming."""
        asked = self.last(pool, "aid-asked")
        if asked is None and pool.state == "asked":
            asked = self.scenario.horizon.start
        answered = self.last(pool, *ANSWERS)
        silent = asked is not None and (answered is None or answered < asked)
        return silent and self.at - asked < hours(self.policy.answer_hours)

    # -- bases -------------------------------------------------------------------------------------------------

    def basis(self, name):
        """The states that count under a basis, pool by pool."""
        return {pool.id: COUNTS[name] for pool in self.pools}

    def expected(self, military=()):
        """What is offered or asked and coming; of the military only some states."""
        states = {pool.id: (*COUNTS["offered"], *(("asked",) if self.coming(pool) else ())) for pool in self.aid}
        return states | {pool.id: military for pool in self.military}

    def ahead(self, seen, states):
        """The windows of the look-ahead."""
        return seen.windows(self.at, self.end, states)

    def gaps(self, window):
        """The gap of each duty in a window."""
        key = ("gaps", tuple(window.required.items()), tuple(sorted(tuple(sorted(can)) for can in able_in(window))))
        if key not in self.memory:
            self.memory[key] = gaps_of(able_in(window), window.required, self.order)
        return self.memory[key]

    def ability(self, pool, instant, seen=None):
        """The duties that a pool's places can and may do at an instant, none outside its time."""
        inside = pool.period.start <= instant < pool.period.until
        return (seen or self.now).facts(instant).may[pool.id] if inside else frozenset()

    def ends(self):
        """Start and end of each piece of the look-ahead."""
        return list(zip(self.pieces, [*self.pieces[1:], self.end], strict=True))

    # -- own people first --------------------------------------------------------------------------------------

    @cached_property
    def planned(self):
        """How many call-ins are counted on: by the start of the window, then by duty."""
        soonest = self.at + hours(self.policy.call_in_notice_hours)
        confirmed = self.ahead(self.now, self.basis("confirmed"))
        gapped = [window for window in confirmed if any(self.gaps(window).values()) and window.start >= soonest]
        could = {window.start: self._could_come(window) for window in gapped}
        wanted = {window.start: self._wanted(window, could[window.start]) for window in gapped}
        by_shift = {}
        for window in gapped:
            by_shift.setdefault(self._shift_of(window), []).append(window)
        shifts = list(by_shift.values())

        @cache
        def serve(shift, coming):
            return tuple(self._served(wanted[one.start], could[one.start], coming) for one in shifts[shift])

        people = [
            frozenset(name for window in windows for name, able in could[window.start].items() if able)
            for windows in shifts
        ]
        filled = most_served(people, serve)
        return {
            window.start: dict(zip(self.order, numbers, strict=True))
            for window, numbers in zip((one for windows in shifts for one in windows), filled, strict=True)
        }

    def _could_come(self, window):
        """For which duties each home person could be called in, for the whole of a window."""
        rest = hours(self.policy.rest_hours)
        moments = [window.start, *(time for time in self.now.times if window.start < time < window.until)]
        facts = [self.now.facts(moment) for moment in moments]
        patterned = {team.id for team in self.scenario.teams if team.pattern}
        found = {}
        for person in self.scenario.people:
            able = frozenset.intersection(*(each.can[person.id] for each in facts))
            if (
                person.force == self.scenario.home
                and person.team in patterned
                and not any(each.called[person.id] for each in facts)
                and not self._works(person.team, window.start - rest, window.until + rest)
            ):
                found[person.id] = able
        return found

    def _works(self, team_id, start, until):
        """Whether a team is on duty by its pattern at some time of a period."""
        (team,) = [one for one in self.scenario.teams if one.id == team_id]
        (pattern,) = [one for one in self.scenario.patterns if one.id == team.pattern]
        for days in range(-3, (until - start) // (24 * HOUR) + 4):
            day = (EPOCH + timedelta(microseconds=start)).date() + timedelta(days=days)
            entry = pattern.cycle[((day - pattern.anchor).days + team.offset_days) % len(pattern.cycle)]
            for shift in self.scenario.shifts:
                if shift.id == entry:
                    first, last = register.run_of(self.scenario.zone, shift, day)
                    if max(first, start) < min(last, until):
                        return True
        return False

    def _shift_of(self, window):
        """The start of the shift that a window belongs to: of those that run at its start the first to have begun."""
        zone = self.scenario.zone
        runs = [
            register.run_of(zone, shift, day)
            for day in register.days_around(zone, window.start)
            for shift in self.scenario.shifts
        ]
        return min((start for start, until in runs if start <= window.start < until), default=window.start)

    def _wanted(self, window, could):
        """How many call-ins each duty may count on in a window: the gap, or the share of those who could come."""
        gaps, share = self.gaps(window), Fraction(str(self.policy.call_in_share))
        return {duty: min(gaps[duty], int(share * sum(duty in able for able in could.values()))) for duty in self.order}

    def _served(self, wanted, could, coming):
        """How many places of each duty some people fill in a window."""
        left = pour(wanted, [(1, could.get(name, frozenset())) for name in sorted(coming)], 0, self.order)[1]
        return tuple(wanted[duty] - left[duty] for duty in self.order)

    def called_in(self, instant):
        """The call-ins counted on at an instant."""
        (window,) = [w for w in self.ahead(self.now, self.basis("confirmed")) if w.start <= instant < w.until]
        return self.planned.get(window.start, dict.fromkeys(self.order, 0))

    def call_in_steps(self):
        confirmed = self.ahead(self.now, self.basis("confirmed"))
        for duty in self.order:
            numbers = [(w.start, w.until, self.planned.get(w.start, {}).get(duty, 0)) for w in confirmed]
            needs = tuple(need for need in numbers if need[2])
            if needs:
                count = max(need[2] for need in needs)
                by = needs[0][0] - hours(self.policy.call_in_notice_hours)
                yield Step("call-in", duty, None, count, needs, by, by <= self.at, (duty,))

    # -- aid ---------------------------------------------------------------------------------------------------

    def donors(self):
        """The pools that may be asked, with how many places."""
        stale = self.policy.stale_hours
        free = [
            (pool, self.places(pool, *FREE_AID) + self.places(pool, "declined", older_than=stale)) for pool in self.aid
        ]
        return [(pool, number) for pool, number in free if number]

    @cached_property
    def asked_for(self):
        """Piece by piece: what is asked of each donor, the gaps before it, and the gaps that it leaves."""
        return {piece: self._asked_for(piece) for piece in self.pieces}

    def _asked_for(self, piece):
        window = at(self.ahead(self.now, self.expected()), piece)
        gaps, planned = self.gaps(window), self.called_in(piece)
        left = {duty: max(gaps[duty] - planned[duty], 0) for duty in self.order}
        offers = [
            (number if piece >= self.arrival(pool) else 0, self.ability(pool, piece)) for pool, number in self.donors()
        ]
        used, after = pour(left, offers, self.policy.reserve, self.order)
        return used, left, after

    def done_by_then(self, piece):
        """Gaps closed by call-ins and aid asked for."""
        _, before, after = self.asked_for[piece]
        planned = self.called_in(piece)
        return {duty: planned[duty] + before[duty] - after[duty] for duty in self.order}

    def ask_steps(self):
        windows = self.ahead(self.now, self.expected())
        for place, (pool, _) in enumerate(self.donors()):
            numbers = {piece: used[place] for piece, (used, _, _) in self.asked_for.items()}
            gaps = {piece: before for piece, (_, before, _) in self.asked_for.items()}
            yield from self._step("ask-aid", pool, None, numbers, gaps, windows, self.now)

    def _step(self, step, pool, condition, numbers, gaps, windows, seen):
        """A step up for a pool, from how many each piece needs."""
        needs, duties = [], set()
        for start, until in self.ends():
            count = numbers[start]
            if not count:
                continue
            duties |= {duty for duty, gap in gaps[start].items() if gap} & self.ability(pool, start, seen)
            same = needs and needs[-1][1:] == (start, count) and at(windows, needs[-1][0]) == at(windows, start)
            needs[-1:] = [(needs[-1][0], until, count)] if same else [*needs[-1:], (start, until, count)]
        if needs:
            by = needs[0][0] - (0 if step == "deploy-contingency" else pool.lead_minutes * MINUTE)
            most = max(count for _, _, count in needs)
            ordered = tuple(duty for duty in self.order if duty in duties)
            yield Step(step, pool.id, condition, most, tuple(needs), by, by <= self.at, ordered)

    # -- contingency -------------------------------------------------------------------------------------------

    def declarations(self):
        """Every declaration that the powers speak of, as listed."""
        return list(dict.fromkeys(row.when for row in self.scenario.powers or () if row.when))

    def conditions(self, pool):
        """The declarations under which a pool may and can do a duty at some time that it otherwise may not."""
        return [name for name in self.declarations() if self._opens(name, pool)]

    def _opens(self, name, pool):
        key = ("opens", id(self.now), self.at, name, pool.id)
        if key not in self.memory:
            can = [duty for duty in self.scenario.duties if set(duty.capabilities) & set(pool.capabilities)]
            self.memory[key] = any(
                self._may(pool, duty, piece, name, with_it=True)
                and not self._may(pool, duty, piece, name, with_it=False)
                for piece in self.pieces
                for duty in can
            )
        return self.memory[key]

    def _may(self, pool, duty, instant, name, *, with_it):
        """Whether a pool may do a duty at an instant if some declaration is in force, or if it is not."""
        others = [row for row in self.scenario.powers if row.when != name]
        rows = [replace(row, when="") if row.when == name else row for row in self.scenario.powers]
        told = copy(self.now.told)
        told.scenario = replace(self.scenario, powers=tuple(rows if with_it else others))
        return register.may_do(told, pool.force, duty, instant)

    def request_steps(self):
        found = []
        theirs = {name for pool in self.military for name in self.conditions(pool)}
        for condition in (None, *(name for name in self.declarations() if name in theirs)):
            seen = self.now if condition is None else self.seen(self.known_at, (condition,))
            numbers, gaps = {}, {}
            for piece in self.pieces:
                numbers[piece], gaps[piece] = self._requested(piece, seen, condition)
            windows = self.ahead(seen, self.expected())
            for place, pool in enumerate(self.military):
                mine = {piece: used[place] for piece, used in numbers.items()}
                found += self._step("request-contingency", pool, condition, mine, gaps, windows, seen)
        order = [pool.id for pool in self.military]
        return sorted(found, key=lambda step: order.index(step.subject))

    def _requested(self, piece, seen, condition):
        """What is requested of each military pool for a piece, and the gaps that it is for."""
        after = self.asked_for[piece][2]
        may = [self.ability(pool, piece, seen) for pool in self.military]
        if condition:
            may = [then - self.ability(pool, piece) for pool, then in zip(self.military, may, strict=True)]
            then, done = self.gaps(at(self.ahead(seen, self.expected()), piece)), self.done_by_then(piece)
            sized = {duty: max(then[duty] - done[duty], 0) for duty in self.order}
        else:
            sized = after
        allowed = frozenset().union(*may)
        gaps = {duty: sized[duty] if after[duty] and duty in allowed else 0 for duty in self.order}
        made = [
            (self.places(pool, "requested", "standby", "deployed"), each)
            for pool, each in zip(self.military, may, strict=True)
        ]
        free = [(self.free(pool), each) for pool, each in zip(self.military, may, strict=True)]
        used, _ = pour(gaps, [*made, *free], self.policy.reserve, self.order)
        return used[len(made) :], gaps

    def free(self, pool):
        """How many places of a military pool may be requested."""
        declined = self.places(pool, "declined", older_than=self.policy.stale_hours)
        return self.places(pool, *FREE_MILITARY) + declined

    def deploy_steps(self):
        windows = self.ahead(self.now, self.basis("confirmed"))
        ready = [pool for pool in self.military if self.places(pool, "standby")]
        gaps = {piece: self.gaps(at(windows, piece)) for piece in self.pieces}
        used = {
            piece: pour(
                gaps[piece],
                [(self.places(pool, "standby"), self.ability(pool, piece)) for pool in ready],
                0,
                self.order,
            )[0]
            for piece in self.pieces
        }
        for place, pool in enumerate(ready):
            numbers = {piece: used[piece][place] for piece in self.pieces}
            yield from self._step("deploy-contingency", pool, None, numbers, gaps, windows, self.now)

    # -- the way down ------------------------------------------------------------------------------------------

    def way_down(self):
        """The steps down, and the help that is kept."""
        down, kept, released = [], [], []
        for pool in self.military:
            if self.places(pool, "requested", "standby", "deployed"):
                states = {other.id: () for other in self.pools}
                self._settle(
                    pool, states, False, "stand-down-contingency", ("requested", "standby", "deployed"), down, kept
                )
        for pool in reversed(self.aid):
            if self.places(pool, "confirmed", "arrived"):
                here = {other.id: COUNTS["present"] for other in self.aid if other not in (pool, *released)}
                if self._settle(pool, here, True, "release-aid", ("arrived", "confirmed", "offered"), down, kept):
                    released.append(pool)
        return down, sorted(kept, key=lambda one: [pool.id for pool in self.pools].index(one.pool))

    def _settle(self, pool, states, lent, step, gone, down, kept):
        duties = self._duties(pool)
        failure = next((found for hour in self._hours() if (found := self._fails(hour, states, lent, duties))), None)
        last = self.last(pool, *UP, *UP_MILITARY)
        hold = self.at - hours(self.policy.hold_hours)
        declared = register.declared(self.now.told, self.at)
        goes = (
            failure is None
            and hold >= self.scenario.horizon.start
            and (last is None or last <= hold)
            and not declared & set(self.conditions(pool))
            and self.at + hours(self.policy.look_ahead_hours) <= self.scenario.horizon.until
        )
        if goes:
            ordered = tuple(duty for duty in self.order if duty in duties)
            down.append(Step(step, pool.id, None, self.places(pool, *gone), duties=ordered))
            return True
        furthest = ("deployed", "standby", "requested", "arrived", "confirmed")
        states_here = [state for state in furthest if self.places(pool, state)]
        plain = Kept(pool.id, states_here[0], self.places(pool, *furthest))
        since = {"held_since": max(hold, self.scenario.horizon.start)}
        kept.append(plain._replace(**(failure or since)))
        return False

    def _duties(self, pool):
        """The duties that a pool can and may do in the look-ahead, as things are or under a condition."""
        sights = [self.now]
        sights += [self.seen(self.known_at, (name,)) for name in self.conditions(pool)]
        return frozenset().union(*(seen.facts(piece).may[pool.id] for seen in sights for piece in self.pieces))

    def _hours(self):
        """The review's instant, then the whole hours of the hold, the latest first."""
        start = max(self.at - hours(self.policy.hold_hours), self.scenario.horizon.start)
        before = whole_hours(self.scenario.zone, start, self.at - 1)
        return [self.at, *reversed(before)]

    def _fails(self, hour, states, lent, duties):
        """The first window of an hour's look-ahead that would not do, with its first duty; None where all do."""
        seen = self.now if hour == self.at else self.seen(min(hour, self.known_at))
        until = min(hour + hours(self.policy.look_ahead_hours), self.scenario.horizon.until)
        for window in seen.windows(hour, until, states, lent):
            gaps = self.gaps(window)
            short = [duty for duty in self.order if duty in duties and gaps[duty]]
            worst = self._worst(window, duties)
            if short or (worst is not None and worst < self.policy.reserve):
                duty = short[0] if short else self._first_to_break(window, duties)
                return {
                    "duty": duty,
                    "start": window.start,
                    "until": window.until,
                    "at": hour,
                    "gap": gaps[duty],
                    "worst_case": worst,
                }
        return None

    def _alone(self, window, duties):
        """Home people and places, others, and requirements, as far as some duties are concerned."""
        people = {person.id: person.force == self.scenario.home for person in self.scenario.people}
        own = {pool.id: pool.force == self.scenario.home for pool in self.scenario.pools}
        units = [(people[name], can & duties) for name, can in window.people.items()]
        units += [(own[name], can & duties) for name, (number, can) in window.places.items() for _ in range(number)]
        required = {duty: number for duty, number in window.required.items() if duty in duties and number}
        able = frozenset(required)
        home = sorted((can & able for is_home, can in units if is_home and can & able), key=sorted)
        others = sorted((can & able for is_home, can in units if not is_home and can & able), key=sorted)
        return home, others, required

    def _worst(self, window, duties):
        home, others, required = self._alone(window, duties)
        key = ("worst", tuple(home), tuple(others), tuple(sorted(required.items())))
        if key not in self.memory:
            self.memory[key] = worst_case(home, others, required)
        return self.memory[key]

    def _first_to_break(self, window, duties):
        return first_to_break(*self._alone(window, duties), self.order)

    # -- what proves it ----------------------------------------------------------------------------------------

    def because(self, step):
        """The basis of a step and the proofs for its first window; None where it has none."""
        seen = self.seen(self.known_at, (step.condition,)) if step.condition else self.now
        if step.step in ("stand-down-contingency", "release-aid"):
            return ("none" if step.step.startswith("stand") else "present"), []
        if step.windows is None:
            return None
        offered = step.step in ("ask-aid", "request-contingency")
        states = self.expected() if offered else self.basis("confirmed")
        window = at(self.ahead(seen, states), step.windows[0][0])
        return ("offered" if offered else "confirmed"), list(self._proofs(window, seen, states))

    def counted_before(self, step):
        """Other steps counted as done in the first window of a step; None where nothing is counted."""
        if step.step in ("call-in", "deploy-contingency"):
            return {}
        if step.step not in ("ask-aid", "request-contingency"):
            return None
        piece = max(piece for piece in self.pieces if piece <= step.windows[0][0])
        done = {"call-in": sum(self.called_in(piece).values())}
        if step.step == "request-contingency":
            done["ask-aid"] = sum(self.asked_for[piece][0])
        return {name: number for name, number in done.items() if number}

    def _proofs(self, window, seen, states):
        """For each criticality that has a gap with those before, the smallest set that proves it, in parts."""
        able = able_in(window)
        rows = {duty.id: duty for duty in self.scenario.duties}
        for criticality in sorted({rows[duty].criticality for duty in window.required}):
            duties = [d for d in self.order if window.required.get(d) and rows[d].criticality <= criticality]
            sets = [set(some) for size in range(len(duties) + 1) for some in combinations(duties, size)]
            short = [sum(window.required[d] for d in some) - sum(bool(each & some) for each in able) for some in sets]
            if max(short):
                smallest = set.intersection(*(some for some, n in zip(sets, short, strict=True) if n == max(short)))
                for part in parts_of(smallest, able, self.order):
                    needs, could = sum(window.required[d] for d in part), sum(bool(each & set(part)) for each in able)
                    reasons = self._not_counted(window.start, [rows[d] for d in part], seen, states)
                    yield criticality, tuple(part), needs, could, needs - could, reasons

    def _not_counted(self, instant, duties, seen, states):
        """How many people and places do not count for any of some duties, by the first reason."""
        told = seen.told
        reasons = [register.reason_of(told, person, duties, instant, "present") for person in self.scenario.people]
        for pool in self.scenario.pools:
            wanted = ("available",) if pool.force == self.scenario.home else states[pool.id]
            inside = pool.period.start <= instant < pool.period.until
            for state, _ in register.places_of(told, pool, instant):
                reason = register.reason_of_place(told, pool, state, duties, instant, "none")
                able = any(set(duty.capabilities) & set(pool.capabilities) for duty in duties)
                if able and reason in (None, "not-present"):
                    reason = None if inside and state in wanted else "not-present"
                reasons.append(reason)
        return {reason: reasons.count(reason) for reason in register.REASONS}

    # -- what somebody should look at --------------------------------------------------------------------------

    def notices(self):
        for pool in self.pools:
            late = self.places(pool, "asked", "offered", "requested", older_than=self.policy.stale_hours)
            if late:
                yield Step("answer-overdue", pool.id, None, late)
        yield from self._ends_early()
        yield from self._figures()
        confirmed = self.ahead(self.now, self.basis("confirmed"))
        wanting = any(any(self.gaps(window).values()) for window in confirmed) or self.any_help()
        taken = [e.occurred for e in self.now.told.events if e.kind == "decision" and e.occurred <= self.at]
        last = max(taken, default=self.scenario.horizon.start)
        if wanting and self.at - last >= hours(self.policy.review_hours):
            yield Step("review-due", self.scenario.home)

    def any_help(self):
        return any(self.places(pool, *HELP) for pool in self.pools)

    def _ends_early(self):
        windows = self.ahead(self.now, self.basis("confirmed"))
        for pool in self.pools:
            end = pool.period.until
            if not self.at < end < self.end:
                continue
            last = [state for state, _ in register.places_of(self.now.told, pool, end - 1)]
            if not any(state in COUNTS["confirmed"] for state in last):
                continue
            needs, duties = [], set()
            for start, until in self.ends():
                gaps = self.gaps(at(windows, start))
                mine = {duty for duty in self.now.facts(start).may[pool.id] if gaps[duty]}
                count = sum(gaps[duty] for duty in mine)
                if start >= end and count:
                    duties |= mine
                    same = needs and needs[-1][1:] == (start, count) and at(windows, needs[-1][0]) == at(windows, start)
                    needs[-1:] = [(needs[-1][0], until, count)] if same else [*needs[-1:], (start, until, count)]
            if needs:
                ordered = tuple(duty for duty in self.order if duty in duties)
                yield Step("help-ends-early", pool.id, None, max(n for _, _, n in needs), tuple(needs), duties=ordered)

    def _figures(self):
        told = self.now.told
        claims = register.claims(told, self.at + 1)
        told_of = {event.subject for event, _ in claims}
        in_order = sorted(self.scenario.forces, key=lambda force: force.tier)
        forces = [force.id for force in in_order if force.id in told_of]
        for force in forces:
            latest = max(event.occurred for event, _ in claims if event.subject == force)
            if self.at - latest > hours(self.policy.stale_hours) and register.stepped_back(told, force, self.at):
                yield Step("figure-stale", force)
        for force in forces:
            mine = [(event, number) for event, number in claims if event.subject == force]
            beside = any(not holds(event, number) for event, number in mine)
            between = any(
                abs(one.occurred - other.occurred) <= HOUR and not compatible(one, other)
                for (one, _), (other, _) in combinations(mine, 2)
            )
            if beside or between:
                yield Step("figures-conflict", force)

    # -- the whole review --------------------------------------------------------------------------------------

    def remaining(self):
        """Gaps that no step closes: requests made and recommended come last."""
        hoped = self.ahead(self.now, self.expected(COUNTS["offered"]))
        left = {}
        for piece in self.pieces:
            gaps, done = self.gaps(at(hoped, piece)), self.done_by_then(piece)
            may = [self.ability(pool, piece) for pool in self.military]
            offers = [(self.places(pool, "requested"), each) for pool, each in zip(self.military, may, strict=True)]
            offers += [(self.free(pool), each) for pool, each in zip(self.military, may, strict=True)]
            still = {duty: max(gaps[duty] - done[duty], 0) for duty in self.order}
            left[piece] = pour(still, offers, 0, self.order)[1]
        found = []
        for duty in self.order:
            rows = []
            for start, until in self.ends():
                gap = left[start][duty]
                if gap and rows and rows[-1][2:] == (start, gap):
                    rows[-1] = (duty, rows[-1][1], until, gap)
                elif gap:
                    rows.append((duty, start, until, gap))
            found += rows
        return found

    def covered(self):
        """By criticality, whether every duty has no gap on basis confirmed."""
        windows = self.ahead(self.now, self.basis("confirmed"))
        return {
            duty.criticality: not any(
                self.gaps(window)[other.id]
                for window in windows
                for other in self.scenario.duties
                if other.criticality == duty.criticality
            )
            for duty in self.scenario.duties
        }

    def steps(self):
        """Every recommendation, in order."""
        down, _ = self.way_down()
        return [
            *self.call_in_steps(),
            *self.ask_steps(),
            *self.request_steps(),
            *self.deploy_steps(),
            *down,
            *self.notices(),
        ]

    def next_review(self):
        """When to look again at the latest."""
        moments = [self.at + hours(self.policy.review_hours)]
        moments += [step.by for step in self.steps() if step.by is not None and step.by > self.at]
        if self.any_help():
            moments.append(whole_hours(self.scenario.zone, self.at + 1, self.at + 3 * HOUR)[0])
        return min(moments)


def able_in(window):
    """The duties of each person and place that counts in a window."""
    return [*window.people.values(), *(can for number, can in window.places.values() for _ in range(number))]


def parts_of(duties, able, order):
    """Some duties in parts that share no person or place, each in order."""
    left, parts = [duty for duty in order if duty in duties], []
    while left:
        part = {left[0]}
        while more := {duty for each in able if each & part for duty in each & duties} - part:
            part |= more
        parts.append([duty for duty in left if duty in part])
        left = [duty for duty in left if duty not in part]
    return parts


def at(windows, instant):
    """The window that an instant lies in."""
    (window,) = [one for one in windows if one.start <= instant < one.until]
    return window


def reach(event):
    """The least and the most that a report allows."""
    if event.count is not None:
        return event.count, event.count
    return event.low or 0, float("inf") if event.high is None else event.high


def holds(event, number):
    """Whether a number is what a report allows."""
    low, high = reach(event)
    return low <= number <= high


def compatible(one, other):
    """Whether two reports can both be true."""
    return max(reach(one)[0], reach(other)[0]) <= min(reach(one)[1], reach(other)[1])
