"""The places short after every choice of people, instant by instant, by plain code that shares nothing with engines."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations

from standto.model.event import Event
from tests.register import oracle


def short_at(scenario, instant, basis="confirmed"):
    """Return the places short at an instant, seats that crews need taken as duties, by trying every set of duties."""
    needs, people, places = oracle.answer_at(oracle.KnownEvents(scenario), instant, basis)
    able = [*people.values(), *(can for number, can in places.values() for _ in range(number))]
    duties = [duty for duty, number in needs.items() if number > 0]
    sets = chain.from_iterable(combinations(duties, size) for size in range(len(duties) + 1))
    return max(sum(needs[duty] for duty in some) - sum(bool(can & set(some)) for can in able) for some in sets)


def register(scenario, capability, since, team=""):
    """Return everybody, or all of a team, who may step back: people, and a place of a pool as often as there are."""
    known = oracle.KnownEvents(scenario)
    asked = {one for duty in oracle.demands(scenario) for names in oracle.alternatives(duty) for one in names}
    wanted = sorted(asked) if capability is None else [capability]
    times = oracle.moments(known, since, scenario.horizon.until)
    people = [
        person.id
        for person in scenario.people
        if person.force == scenario.home
        and team in ("", person.team)
        and any(
            oracle.is_willing(known, person, one, since)
            and any(oracle.holds(known, person, one, moment) for moment in times)
            for one in wanted
        )
    ]
    places = [
        pool.id
        for pool in scenario.pools
        if pool.force == scenario.home
        and not team
        and set(pool.capabilities) & set(wanted)
        and any(pool.period.start <= moment < pool.period.until for moment in times)
        for state, _ in oracle.places_of(known, pool, since)
        if state == "available"
    ]
    return people, places


def after(scenario, group, capability, since):
    """Return a scenario in which some people and places have stepped back; people stay so, whatever it says later."""
    pools = {pool.id for pool in scenario.pools}
    steps = []
    for one in dict.fromkeys(group):
        if one in pools:
            steps.append(Event("", "stepped-back", one, since, since, count=group.count(one)))
            continue
        returns = [
            event.occurred
            for event in oracle.KnownEvents(scenario).about(one, "returned")
            if event.occurred > since and event.capability in ("", capability or event.capability)
        ]
        steps += [
            Event("", "stepped-back", one, moment, since, capability=capability or "") for moment in (since, *returns)
        ]
    return replace(scenario, events=(*scenario.events, *steps))


def groups(scenario, count, capability, since, team=""):
    """Yield every group of so many who may step back, once."""
    people, places = register(scenario, capability, since, team)
    yield from dict.fromkeys(combinations([*people, *places], count))
