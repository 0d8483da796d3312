"""The arrays of the register as names."""

from __future__ import annotations

from collections import Counter

from tests.register import oracle


def demand_names(scenario):
    """Return the name of each demand, as the plain code has it, and the crew of a seat of another state."""
    names = [(duty.id, "") for duty in scenario.duties_in_order]
    names += [("", "")] * (len(scenario.demands) - len(names))
    for states in scenario.crew_states:
        for number, (state, places) in enumerate(zip(states.names, states.seats, strict=True)):
            if number != states.needs:
                for place in places:
                    crew, seat = scenario.demands[place].id.split("/")
                    names[place] = (f"{crew}/{state}/{seat}", crew)
    return names


def duties_of(mask, scenario, standing):
    """Return those demands of a bit mask that stand, given the duties that do."""
    crews = {name.split("/")[0] for name in standing if "/" in name}
    return frozenset(
        name
        for place, (name, crew) in enumerate(demand_names(scenario))
        if mask >> place & 1 and (name in standing or crew in crews)
    )


def windows_by_name(situation, basis="confirmed", until=None):
    """Return the windows, with the names of the people and pools that count."""
    scenario, windows = situation.scenario, situation.windows(until=until, basis=basis)
    kinds, counted = situation.places(windows, basis)
    people_class = list(situation.people_classes(windows, basis))
    found = []
    for row, (start, end) in enumerate(zip(windows.starts.tolist(), windows.untils.tolist(), strict=True)):
        numbers = zip(scenario.duties_in_order, windows.required[row].tolist(), strict=True)
        required = {duty.id: number for duty, number in numbers if number >= 0}
        can = [duties_of(kind.duties, scenario, required) for kind in windows.classes]
        people = zip(scenario.people, people_class[row].tolist(), strict=True)
        places = zip(scenario.pools, kinds[row].tolist(), counted[row].tolist(), strict=True)
        found.append(
            oracle.Window(
                start,
                end,
                required,
                {person.id: can[kind] for person, kind in people if kind >= 0 and can[kind]},
                {pool.id: (number, can[kind]) for pool, kind, number in places if kind >= 0 and number and can[kind]},
            )
        )
    return found


def supply_by_name(windows, row, scenario, standing):
    """Return the number that counts for each set of standing duties, by force, from the counts of a window."""
    supply = Counter()
    for kind, number in zip(windows.classes, windows.counts[row].tolist(), strict=True):
        if number and (can := duties_of(kind.duties, scenario, standing)):
            supply[scenario.forces_in_order[kind.force].id, can] += number
    return supply


def supply_of(window, scenario):
    """Return the same from the people and places of a window."""
    force = {one.id: one.force for one in (*scenario.people, *scenario.pools)}
    supply = Counter((force[name], can) for name, can in window.people.items())
    for name, (number, can) in window.places.items():
        supply[force[name], can] += number
    return supply
