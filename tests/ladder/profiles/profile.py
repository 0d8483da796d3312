"""The ranges that random scenarios are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from standto.model.ladder import AID_STATES, CONTINGENCY_STATES
from standto.model.shifts import Shift
from standto.model.working_time import RestRule

GRID = (-30, -6, -1, 0, 1, 2, 3, 4.5, 5, 6, 7, 8, 10, 11.25, 12, 13, 16, 18, 20, 24, 29, 30, 36)
"""Hours from the start of the horizon at which events may happen."""

CAPABILITIES = ("a", "b")

TASKS = ("routine", "guard")

DECLARATIONS = ("attack", "flood")

SHIFTS = (
    Shift("early", time(6), time(14)),
    Shift("late", time(14), time(22)),
    Shift("night", time(22), time(6)),
    Shift("day", time(9), time(17, 30)),
)

REST, WORK = "rest", tuple(shift.id for shift in SHIFTS)

AID_EVENTS = ("asked", "asked", "offered", "confirmed", "arrived", "arrived", "declined", "withdrawn", "released")

PERSONAL_EVENTS = ("stepped-back", "returned", "unavailable", "called-in", "stood-off", "authority-withdrawn")

CONTINGENCY_EVENTS = ("requested", "agreed", "agreed", "deployed", "declined", "stood-down")


@dataclass(frozen=True)
class Profile:
    """The ranges that scenarios are drawn from, so that a rule applies often.

    A value that stands in a tuple twice is drawn twice as often.

    Attributes
    ----------
    look_ahead, reserve, hold, answer, review, stale, rest, share, notice
        The numbers of the policy.
    lasts
        The length of the horizon in hours.
    ats
        Hours from its start at which it is reviewed; those outside the horizon are passed over.
    known
        Whether it is reviewed as known at another time.
    folk, teams, cycle, belongs
        The numbers of people and of teams with a pattern, the days of a pattern, and the force of a person.
    tickets
        The tickets of a person.
    duties, strengths, needs, criticalities
        The number of duties, and their requirements.
    shifts, when, stands
        When duties stand: their shifts and declarations, and whether they begin and end.
    periods
        Whether other rows begin and end.
    pools, forces, counts, holds, leads
        The number of pools, their forces, places, skills and lead times.
    states
        The states that a pool may start in, if the kind of its force has them.
    lawful
        Whether there is a file of powers.
    military
        The task that the military may do, and the declaration under which it may.
    blanket
        The kinds of force that may do everything.
    laws, lawgivers, under, terms
        The number of further powers, their kinds of force and declarations, and whether they begin and end.
    events
        The number of events.
    about
        Their subjects.
    aid, contingency, personal, words
        The kinds of events.
    figures, claims
        The figures of reports (a count, or None with the least and the most), and their forces.
    hours
        Hours from the start at which events happen and become known, and rows begin and end.
    late
        Whether they become known at another time.
    rows, bound
        The number of rows of the rota, and whether a row binds its person to a duty or a crew.
    readies, waits
        How many minutes people and places need, and how many duties and crews can wait.
    crews, seats
        The number of crews, and what each seat takes.
    from_rota
        Whether a review may call in people who have a row.
    rules, unrested, breaks
        The rules on working time, what happens to people whose stint breaks one, and the time off that ends a stint.
    """

    look_ahead: tuple[float, ...] = (4, 8, 12.5, 20, 20)
    reserve: tuple[int, ...] = (0, 1, 1, 2)
    hold: tuple[float, ...] = (0, 1, 2, 2.5, 4)
    answer: tuple[float, ...] = (0, 1, 3, 6)
    review: tuple[float, ...] = (1, 4, 12)
    stale: tuple[float, ...] = (0, 2, 6, 24)
    rest: tuple[float, ...] = (0, 0, 4, 11)
    share: tuple[float, ...] = (0.35, 0.5, 1, 1)
    notice: tuple[float, ...] = (0, 0, 1, 4)
    lasts: tuple[float, ...] = (12, 30, 48, 48)
    ats: tuple[float, ...] = GRID
    known: tuple[bool, ...] = (False, False, False, True)
    folk: tuple[int, ...] = (0, 2, 4, 6, 6)
    teams: tuple[int, ...] = (0, 1, 2, 3, 3)
    cycle: tuple[str, ...] = (REST, REST, *WORK)
    belongs: tuple[str, ...] = ("met", "met", "met", "kent")
    tickets: tuple[tuple[str, ...], ...] = (("a",), ("b",), ("a", "b"))
    duties: tuple[int, ...] = (1, 2, 3)
    strengths: tuple[int, ...] = (0, 1, 2, 3, 4)
    needs: tuple[tuple[str, ...], ...] = (("a",), ("b",), ("a", "b"))
    criticalities: tuple[int, ...] = (1, 2)
    shifts: tuple[tuple[str, ...], ...] = ((), (), (), ("early",), ("night", "day"))
    when: tuple[str, ...] = ("",) * 8 + DECLARATIONS
    stands: tuple[bool, ...] = (False, False, False, True)
    periods: tuple[bool, ...] = (False, False, False, True)
    pools: tuple[int, ...] = (0, 1, 2, 3, 4, 4)
    forces: tuple[str, ...] = ("met", "kent", "essex", "coast", "mod", "mod")
    counts: tuple[int, ...] = (1, 2, 3, 4)
    holds: tuple[tuple[str, ...], ...] = (("a",), ("b",), ("a", "b"))
    leads: tuple[int, ...] = (0, 30, 120, 300)
    states: tuple[str, ...] = ("not-asked", "standby", "arrived", *AID_STATES, *CONTINGENCY_STATES)
    lawful: tuple[bool, ...] = (True, True, True, True, False)
    military: tuple[tuple[str, str], ...] = tuple(
        (task, when) for task in ("*", *TASKS) for when in ("", *DECLARATIONS)
    )
    laws: tuple[int, ...] = (0, 1, 2, 3)
    under: tuple[str, ...] = ("",) * 6 + DECLARATIONS
    terms: tuple[bool, ...] = (False, False, False, True)
    blanket: tuple[tuple[str, ...], ...] = (
        *[("home", "police", "other")] * 3,
        ("home", "police"),
        ("home", "other"),
        ("police", "other"),
    )
    lawgivers: tuple[str, ...] = ("home", "police", "other", "military", "military")
    events: tuple[int, ...] = (*range(11), 10)
    about: tuple[str, ...] = ("pool", "pool", "pool", "person", "duty", "declaration", "words")
    aid: tuple[str, ...] = AID_EVENTS
    contingency: tuple[str, ...] = CONTINGENCY_EVENTS
    personal: tuple[str, ...] = PERSONAL_EVENTS
    words: tuple[str, ...] = ("report", "report", "statement", "decision", "decision")
    figures: tuple[tuple[int | None, ...], ...] = ((0,), (1,), (None, 0, 2), (None, 2, 9))
    claims: tuple[str, ...] = ("met", "met", "met", "kent", "mod")
    hours: tuple[float, ...] = GRID
    late: tuple[bool, ...] = (False, False, False, True)
    rows: tuple[int, ...] = (0,)
    bound: tuple[bool, ...] = (False,)
    readies: tuple[int, ...] = (0,)
    waits: tuple[int, ...] = (0,)
    crews: tuple[int, ...] = (0,)
    seats: tuple[tuple[str, ...], ...] = (("a",), ("b",), ("a+b", "b"))
    from_rota: tuple[bool, ...] = (False,)
    rules: tuple[tuple[RestRule, ...], ...] = ((),)
    unrested: tuple[str, ...] = ("count",)
    breaks: tuple[float, ...] = (3,)


USUAL = Profile()
"""A little of everything."""
