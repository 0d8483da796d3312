"""The answers by brute force: code that shares no line with the kernel, and is slow on purpose."""

from __future__ import annotations

from itertools import combinations, product


def people_of(windows, row):
    """Return the force and the set of duties of each person in a window."""
    return [
        (force, {duty for duty in range(len(windows.criticalities)) if mask >> duty & 1})
        for (force, mask), count in zip(windows.classes, windows.counts[row].tolist(), strict=True)
        for _ in range(count)
    ]


def requirement_of(windows, row):
    """Return the number that each duty requires in a window; 0 if it does not stand."""
    return [max(number, 0) for number in windows.required[row].tolist()]


def every_table(windows, row):
    """Return every possible table, force x duty, of filled places in a window, built up person by person."""
    required = requirement_of(windows, row)
    tables = {((0,) * len(required),) * windows.forces}
    for force, able in people_of(windows, row):
        grown = set(tables)
        for table in tables:
            for duty in able:
                if sum(line[duty] for line in table) < required[duty]:
                    line = list(table[force])
                    line[duty] += 1
                    grown.add((*table[:force], tuple(line), *table[force + 1 :]))
        tables = grown
    return tables


def best_table(windows, row):
    """Return the one table that is best duty by duty, then force by force, then force by force and duty by duty."""

    def worth(table):
        by_duty = tuple(map(sum, zip(*table, strict=True)))
        by_force = tuple(map(sum, table))
        return by_duty, by_force, table

    return max(every_table(windows, row), key=worth)


def subsets(members):
    """Return every subset, the smallest first, then in order."""
    return [set(some) for size in range(len(members) + 1) for some in combinations(members, size)]


def eligible(people, some):
    """Return the number of people who could do at least one of some duties."""
    return sum(bool(able & some) for _, able in people)


def smallest_proof(windows, row, criticality):
    """Return the intersection of all sets that prove the whole gap up to a criticality, and that gap."""
    people, required = people_of(windows, row), requirement_of(windows, row)
    duties = [duty for duty, own in enumerate(windows.criticalities) if own <= criticality]
    short = [(sum(required[duty] for duty in some) - eligible(people, some), some) for some in subsets(duties)]
    gap = max(number for number, _ in short)
    return set.intersection(*(some for number, some in short if number == gap)), gap


def pieces(windows, row, some):
    """Return a set of duties split into pieces that no person links, each with its required and eligible numbers."""
    people, required = people_of(windows, row), requirement_of(windows, row)
    found = []
    left = sorted(some)
    while left:
        piece = {left[0]}
        while more := {duty for _, able in people if able & piece for duty in able & some} - piece:
            piece |= more
        found.append((tuple(sorted(piece)), sum(required[duty] for duty in piece), eligible(people, piece)))
        left = [duty for duty in left if duty not in piece]
    return found


def bottlenecks(windows, row):
    """Return all proofs of a window, as (criticality, duties, required, eligible)."""
    standing = {
        own for own, number in zip(windows.criticalities, windows.required[row].tolist(), strict=True) if number >= 0
    }
    found = []
    for criticality in sorted(standing):
        some, gap = smallest_proof(windows, row, criticality)
        if gap:
            found.extend((criticality, *piece) for piece in pieces(windows, row, some))
    return found


def covered(people, required):
    """Return whether people can fill every required place, by trying every set of duties."""
    return all(sum(required[duty] for duty in some) <= eligible(people, some) for some in subsets(range(len(required))))


def required_up_to(windows, row, criticality):
    """Return the numbers that the duties up to a criticality require; 0 for the others."""
    return [
        number if own <= criticality else 0
        for number, own in zip(requirement_of(windows, row), windows.criticalities, strict=True)
    ]


def home_supply(windows, row, criticality):
    """Return the home people who count for a duty up to a criticality that requires somebody, and all others."""
    required = required_up_to(windows, row, criticality)
    stand = {
        duty
        for duty, number in enumerate(windows.required[row].tolist())
        if number >= 0 and windows.criticalities[duty] <= criticality
    }
    people = people_of(windows, row)
    home = [person for person in people if person[0] == 0 and person[1] & stand]
    return home, [person for person in people if person[0] != 0], required


def worst_case(windows, row, criticality):
    """Return the most people who may leave, whoever they are, by removing every set of home people."""
    home, others, required = home_supply(windows, row, criticality)
    if not covered(home + others, required):
        return -1
    for going in range(len(home) + 1):
        for stay in combinations(home, len(home) - going):
            if not covered([*stay, *others], required):
                return going - 1
    return None


def critical(windows, row, criticality):
    """Return the critical set: the least to spare, then the fewest duties, then the first in order."""
    home, others, required = home_supply(windows, row, criticality)
    needed = [duty for duty, number in enumerate(required) if number]
    best = None
    for some in subsets(needed):
        asked = sum(required[duty] for duty in some)
        if eligible(others, some) < asked:
            spare = eligible(home + others, some) - asked
            if best is None or spare < best[0]:
                best = (spare, tuple(sorted(some)), eligible(home + others, some), asked)
    return best


def survival(windows, row, criticality):
    """Return the number of orders in which cover survives each loss, and not the loss of one person more."""
    home, others, required = home_supply(windows, row, criticality)
    least = {}
    for gone in product((False, True), repeat=len(home)):
        stay = [person for person, away in zip(home, gone, strict=True) if not away]
        least[gone] = covered([*stay, *others], required)
    return home, least
