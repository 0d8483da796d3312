"""Matchings, found by assigning one person after another, and worst cases, found by sending people home."""

from __future__ import annotations

from functools import cache
from itertools import combinations


def most_filled(able, places):
    """The number of places that can be filled at once, by augmenting paths."""
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
    """The gap of each duty, made as small as possible in order of precedence."""
    places, filled, gaps = [], 0, {}
    for duty in order:
        places += [duty] * required.get(duty, 0)
        now = most_filled(able, places)
        gaps[duty] = required.get(duty, 0) - (now - filled)
        filled = now
    return gaps


def pour(gaps, supplies, reserve, order):
    """The places used of each supply, and the gaps left; an earlier supply gives as many as it can.

    A supply is a number of places and the duties that each of them may fill. The reserve is filled last.
    """
    open_duties = {duty for duty, gap in gaps.items() if gap}
    able, owners = [], []
    for number, (count, duties) in enumerate(supplies):
        useful = open_duties & set(duties)
        if useful:
            able += [useful | {"the reserve"}] * count
            owners += [number] * count
    left = gaps_of(able, gaps, order)
    places = [duty for duty in order for _ in range(gaps[duty])]
    places += ["the reserve"] * reserve
    used, before = [], 0
    for number in range(len(supplies)):
        now = most_filled([each for each, owner in zip(able, owners, strict=True) if owner <= number], places)
        used.append(now - before)
        before = now
    return used, left


def most_served(people, serve):
    """The places filled in each window when as many as possible are, with each person in one shift at most.

    `people` holds the people who could come, shift by shift; `serve` returns the places that some of them fill in each
    window of a shift. Every way to send people to shifts is tried. Among equal ways, the best is the one that fills
    the first duty of the first window most, then its second, and so on.
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
    """The largest number of home people who may go, whoever they are; -1 if short already, None if all may go."""

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
    """The first duty of the critical set: least to spare, then fewest duties, then first in order."""
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


def parts_of(duties, able, order):
    """Duties in parts that share no person or place, each in order."""
    left, parts = [duty for duty in order if duty in duties], []
    while left:
        part = {left[0]}
        while more := {duty for each in able if each & part for duty in each & duties} - part:
            part |= more
        parts.append([duty for duty in left if duty in part])
        left = [duty for duty in left if duty not in part]
    return parts
