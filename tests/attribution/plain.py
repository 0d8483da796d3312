"""Causes by brute force: reasons lifted person by person, moment by moment, and gaps by augmenting paths.

It reads the plain register (`tests.register.oracle`) and shares no line with the program.
"""

from __future__ import annotations

from tests.register import oracle

ORDER = (
    "stepped-back",
    "authority-withdrawn",
    "unavailable",
    "not-rested",
    "help-not-here",
    "not-permitted",
    "off-duty",
    "not-current",
)
ON_ITS_WAY = ("asked", "offered", "confirmed", "arrived", "requested", "standby", "deployed")


def person_counts(known, person, duty, instant, basis, lifted):
    """Return whether a person would count for a duty if the first `lifted` reasons of the order did not matter."""
    free = ORDER[:lifted]
    scenario = known.scenario
    if "off-duty" not in free:
        minutes = oracle.readiness(known, person, instant)
        if minutes is None or minutes > oracle.waits(known, duty):
            return False
        if oracle.is_elsewhere(scenario, person, duty, instant):
            return False
    if "unavailable" not in free and not oracle.is_available(known, person, instant):
        return False
    if "help-not-here" not in free and not oracle.is_present(known, person, basis):
        return False
    if "not-permitted" not in free and not oracle.may_do(known, person.force, duty, instant):
        return False

    def good(capability):
        held = (
            oracle.ever_holds(known, person, [capability])
            if "not-current" in free
            else oracle.holds(known, person, capability, instant)
        )
        return (
            held
            and ("authority-withdrawn" in free or oracle.has_authority(known, person, capability, instant))
            and ("stepped-back" in free or oracle.is_willing(known, person, capability, instant))
        )

    return any(all(map(good, alternative)) for alternative in oracle.alternatives(duty))


def place_counts(known, pool, state, duty, instant, basis, lifted):
    """Return the same for a place of a pool in a state."""
    free = ORDER[:lifted]
    if not oracle.suits(pool, duty):
        return False
    if "off-duty" not in free and pool.ready_minutes > oracle.waits(known, duty):
        return False
    if "not-permitted" not in free and not oracle.may_do(known, pool.force, duty, instant):
        return False
    if pool.force == known.scenario.home:
        if "off-duty" not in free and not pool.period.start <= instant < pool.period.until:
            return False
        return state == "available" or "stepped-back" in free
    if "help-not-here" in free:
        return instant < pool.period.until and (state in ON_ITS_WAY or state in oracle.COUNTS_UNDER[basis])
    return pool.period.start <= instant < pool.period.until and state in oracle.COUNTS_UNDER[basis]


def supply(known, standing, instant, basis, lifted):
    """Return a set of duties for everybody who would count for any."""
    found = [
        {duty.id for duty in standing if person_counts(known, person, duty, instant, basis, lifted)}
        for person in known.scenario.people
    ]
    for pool in known.scenario.pools:
        for state, _ in oracle.places_of(known, pool, instant):
            found.append(
                {duty.id for duty in standing if place_counts(known, pool, state, duty, instant, basis, lifted)}
            )
    return [can for can in found if can]


def all_sit(people, places):
    """Return whether people can be given to all places, by augmenting paths."""
    holder = {}

    def seated(number, seen):
        for place, wanted in enumerate(places):
            if wanted in people[number] and place not in seen:
                seen.add(place)
                if place not in holder or seated(holder[place], seen):
                    holder[place] = number
                    return True
        return False

    return sum(seated(number, set()) for number in range(len(people))) == len(places)


def others(taken, turn):
    """Return the places that were taken by others than a duty or crew."""
    return [place for other, places in taken.items() if other != turn for place in places]


class Moment:
    """The gaps and crews of one moment, in the order of the contract."""

    def __init__(self, known, instant):
        self.known, self.instant, self.scenario = known, instant, known.scenario
        self.standing = [one for one in oracle.demands(self.scenario) if oracle.stands(known, one, instant)]
        turns = [(duty.criticality, duty) for duty in self.standing if not duty.crew]
        turns += [(crew.criticality, crew) for crew in self.scenario.crews if self.states(crew)]
        self.turns = [turn for _, turn in sorted(turns, key=lambda turn: turn[0])]

    def states(self, crew):
        """Return the places that each state of a crew takes, the best first; empty if it does not stand."""
        seats = [one for one in oracle.demands(self.scenario) if one.crew == crew.id]
        rows = [row for row in self.scenario.seats if row.crew == crew.id]
        if not any(seat in self.standing for seat in seats):
            return {}
        found = {}
        for row, seat in zip(rows, seats, strict=True):
            found.setdefault(row.state, []).extend([seat.id] * seat.strength)
        return found

    def answer(self, people):
        """Return the gap of each duty, and 1 for each crew below what it needs."""
        crews = [turn for turn in self.turns if turn in self.scenario.crews]
        taken, state = {}, {}
        self.take_needs(people, taken, state)
        for off in (True, False):
            for crew in crews:
                if (state[crew] is None) == off:
                    self.take_best(people, taken, state, crew)
        below = {crew.id: int(state[crew] is None or state[crew] > self.needed(crew)) for crew in crews}
        duties = [turn for turn in self.turns if turn not in crews]
        return {duty.id: self.strength(duty) - len(taken[duty]) for duty in duties} | below

    def strength(self, duty):
        return oracle.strength(self.known, duty, self.instant)

    def take_needs(self, people, taken, state):
        """Let each duty and crew in turn take what it needs."""
        for turn in self.turns:
            before = others(taken, turn)
            if turn in self.scenario.crews:
                needs = list(self.states(turn).values())[self.needed(turn)]
                fits = all_sit(people, [*before, *needs])
                taken[turn], state[turn] = (needs if fits else []), (self.needed(turn) if fits else None)
            else:
                number = self.strength(turn)
                while number and not all_sit(people, [*before, *[turn.id] * number]):
                    number -= 1
                taken[turn] = [turn.id] * number

    def take_best(self, people, taken, state, crew):
        """Let a crew take the best state whose seats can be filled beside all others."""
        for place, places in enumerate(self.states(crew).values()):
            if all_sit(people, [*others(taken, crew), *places]):
                taken[crew], state[crew] = places, place
                break

    def needed(self, crew):
        names = list(self.states(crew))
        return names.index(crew.needs or names[-1])


def causes_of(known, start, until, basis):
    """Return the microseconds short of each duty and crew by step, the last for those that no step fills."""
    times = oracle.moments(known, start, until)
    sums = {}
    for instant, following in zip(times, [*times[1:], until], strict=True):
        moment = Moment(known, instant)
        short = []
        for lifted in range(len(ORDER) + 1):
            if short and not any(short[-1].values()):
                short.append(short[-1])
                continue
            gaps = moment.answer(supply(known, moment.standing, instant, basis, lifted))
            short.append({name: min(gap, short[-1][name]) if short else gap for name, gap in gaps.items()})
        for name in short[0]:
            ours = sums.setdefault(name, [0] * (len(ORDER) + 1))
            for step in range(len(ORDER)):
                ours[step] += (short[step][name] - short[step + 1][name]) * (following - instant)
            ours[-1] += short[-1][name] * (following - instant)
    return sums


def numbers_of(known, duty, instant, basis):
    """Return the requirement of a duty that stands, then its establishment and the numbers after it."""
    scenario = known.scenario
    home = [person for person in scenario.people if person.force == scenario.home]
    pools = [pool for pool in scenario.pools if pool.force == scenario.home and oracle.suits(pool, duty)]
    places = [state for pool in pools for state, _ in oracle.places_of(known, pool, instant)]

    def able(person, *checks):
        return any(
            all(check(known, person, capability, instant) for capability in alternative for check in checks)
            for alternative in oracle.alternatives(duty)
        )

    def ever(known, person, capability, instant):
        return oracle.ever_holds(known, person, [capability])

    authorised = [one for one in home if able(one, oracle.holds, oracle.has_authority)]
    willing = [one for one in home if able(one, oracle.holds, oracle.has_authority, oracle.is_willing)]
    counting = [one for one in scenario.people if person_counts(known, one, duty, instant, basis, 0)]
    counted = [
        pool
        for pool in scenario.pools
        for state, _ in oracle.places_of(known, pool, instant)
        if place_counts(known, pool, state, duty, instant, basis, 0)
    ]
    here = [one for one in [*counting, *counted] if one.force == scenario.home]
    return [
        oracle.strength(known, duty, instant),
        sum(able(one, ever) for one in home) + len(places),
        len(authorised) + len(places),
        sum(oracle.is_available(known, one, instant) for one in willing) + places.count("available"),
        len(here),
        len(counting) + len(counted) - len(here),
    ]


def levels_of(known, duty, start, until, basis):
    """Return the time for which a duty stands, its as-of time, and (total, least, most, last) of each number."""
    times = oracle.moments(known, start, until)
    stood, as_of, found = 0, 0, []
    for instant, following in zip(times, [*times[1:], until], strict=True):
        if oracle.stands(known, duty, instant):
            stood, as_of = stood + following - instant, following
            found.append((following - instant, numbers_of(known, duty, instant, basis)))
    columns = zip(*(numbers for _, numbers in found), strict=True)
    lengths = [length for length, _ in found]
    levels = [(sum(map(int.__mul__, lengths, numbers)), min(numbers), max(numbers), numbers[-1]) for numbers in columns]
    return stood, as_of, levels
