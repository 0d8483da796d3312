"""Small random scenarios in which the ladder is climbed: few people, much help, short look-aheads.

Times lie on a grid of half hours and quantities are small, so that every rule is met often; sound, so that
`standto check` has nothing against one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import NamedTuple

from hypothesis import strategies as st

from standto.model.event import Event
from standto.model.ladder import AID_STATES, CONTINGENCY_STATES
from standto.model.scenario import (
    Authorisation,
    Capability,
    Duty,
    Force,
    Pattern,
    Person,
    Policy,
    Pool,
    Power,
    Scenario,
    Shift,
    Source,
    Team,
)
from standto.model.time import ALWAYS, BEGINNING, FOREVER, HOUR, Period
from standto.model.zone import Zone

SETTINGS = (
    ("Europe/London", datetime(2023, 9, 22, 18)),
    ("Europe/London", datetime(2023, 9, 22, 18)),
    ("Europe/London", datetime(2023, 10, 28, 18)),  # back an hour at 02:00 on the 29th
    ("Asia/Kolkata", datetime(2023, 9, 22, 18)),  # whole hours lie between those of other zones
    ("Australia/Lord_Howe", datetime(2023, 9, 30, 18)),  # forward half an hour at 02:00 on the 1st
)
"""Zones, and when a horizon starts."""

GRID = (-30, -6, -1, 0, 1, 2, 3, 4.5, 5, 6, 7, 8, 10, 11.25, 12, 13, 16, 18, 20, 24, 29, 30, 36)
"""Hours from the start of the horizon at which something may happen."""

HOME = Force("met", "home", 0)
FORCES = (
    HOME,
    Force("kent", "police", 1),
    Force("essex", "police", 1),
    Force("coast", "other", 2),
    Force("mod", "military", 3),
)
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
class Taste:
    """What scenarios are drawn from, so that a rule is met often; what stands in a tuple twice is drawn twice as often.

    Attributes
    ----------
    look_ahead, reserve, hold, answer, review, stale, rest, share, notice
        The numbers of the policy.
    lasts
        Hours that the horizon lasts.
    ats
        Hours from its start at which it is reviewed; those that lie in it.
    known
        Whether it is reviewed as known at another time.
    folk, teams, cycle, belongs
        How many people, how many teams with a pattern, what a pattern's days are, and the force of a person.
    tickets
        What a person holds.
    duties, strengths, needs, criticalities
        How many duties, and what they ask for.
    shifts, when, stands
        When duties stand: the shifts, the declarations, and whether from and until some time.
    periods
        Whether other rows are so from and until some time.
    pools, forces, counts, holds, leads
        How many pools, of which forces, with how many places of what, and how soon.
    states
        The states that a pool may start in, by the kind of its force.
    lawful
        Whether there is a file of powers, and whether most may do most by it.
    military
        What the military may do, and when: the task and the declaration.
    blanket
        Who may do everything by them.
    laws, lawgivers, under, terms
        How many further powers, whose they are, under which declaration, and whether from and until some time.
    events
        How many events.
    about
        What they are about.
    aid, contingency, personal, words
        The kinds of events.
    figures, claims
        What reports say (a count, or None with the least and the most), and of which force.
    hours
        Hours from the start at which they happen, become known, or rows begin and end.
    late
        When they become known: mostly at once.
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


USUAL = Taste()
"""A little of everything."""


CALLING = Taste(
    look_ahead=(20, 24, 30),
    share=(0.5, 0.5, 1),
    notice=(0, 0, 1, 4),
    rest=(0, 4, 8, 11),
    lasts=(48,),
    ats=(0, 1, 2, 7),
    known=(False,),
    folk=(4, 5, 6),
    teams=(1, 2, 3),
    cycle=(REST, REST, REST, REST, "day", "early"),
    belongs=("met", "met", "met", "met", "kent"),
    duties=(2, 3),
    strengths=(1, 2, 3),
    needs=(("a",), ("b",)),
    shifts=((), (), ("early",), ("late",), ("day",)),
    when=("",),
    stands=(False, True),
    pools=(0, 1),
    forces=("kent",),
    states=("confirmed", "confirmed", "arrived", "offered"),
    counts=(1, 2),
    lawful=(False, False, True),
    events=(0, 1, 2, 3),
    about=("person", "person", "person", "duty"),
    personal=("stood-off", "stood-off", "called-in", "called-in", "stepped-back", "unavailable"),
)
"""People off duty, and gaps that some of them could fill."""

COMPETING = replace(
    CALLING,
    share=(1,),
    notice=(0,),
    rest=(0,),
    ats=(0,),
    folk=(2, 3),
    cycle=(REST,),
    belongs=("met",),
    tickets=(("a",), ("a", "b")),
    duties=(3,),
    strengths=(1,),
    shifts=((),),
    stands=(True,),
    periods=(False,),
    pools=(0,),
    lawful=(False,),
    events=(0,),
    hours=(1, 3, 4.5, 6, 8, 11, 13, 15, 17),
)
"""Gaps in several shifts that compete for the same few people."""

SUMMONED = replace(
    COMPETING,
    notice=(0, 1, 4),
    folk=(2, 3, 4),
    strengths=(1, 2),
    hours=(-1, 0, 2, 3, 5, 8, 11, 13),
    events=(1, 2, 3),
    about=("person",),
    personal=("stood-off", "called-in"),
)
"""The same, some of whom have been called in or stood off."""

ASKING = Taste(
    reserve=(0, 1, 1, 2),
    answer=(1, 3, 6),
    stale=(1, 2, 6),
    folk=(0, 2, 3),
    ats=(0, 1, 2, 3, 4.5, 6, 7, 8, 10, 12),
    duties=(1, 2, 2, 3),
    strengths=(1, 2, 3, 4),
    when=("",),
    pools=(2, 3, 4, 4),
    forces=("kent", "kent", "essex", "coast", "coast", "mod"),
    states=(*AID_STATES, "asked", "declined", "not-asked", "standby", "deployed"),
    leads=(0, 30, 120, 300, 300),
    military=(("*", ""), ("guard", "")),
    lawgivers=("police", "other"),
    events=(2, 4, 6, 8),
    about=("pool", "pool", "pool", "pool", "duty", "person"),
    aid=("asked", "asked", "asked", "offered", "confirmed", "declined", "withdrawn", "released"),
)
"""Gaps, and donors in every state, some of whom have answered."""

WAITING = replace(
    ASKING,
    answer=(2, 3),
    known=(False,),
    ats=(4.5, 5, 6),
    folk=(0,),
    strengths=(3, 4),
    pools=(2,),
    forces=("kent", "essex"),
    states=("not-asked", "not-asked", "asked"),
    counts=(4,),
    leads=(0,),
    periods=(False,),
    hours=(0, 1, 2, 3, 4, 5, 36),
    events=(2, 3, 4),
    about=("pool",),
    aid=("asked", "asked", "offered", "confirmed", "declined"),
)
"""A donor or two that were asked, some of whom have answered in part."""

CALLING_AND_ASKING = replace(
    COMPETING,
    pools=(2, 3),
    forces=("kent", "mod", "mod"),
    holds=(("a",), ("b",), ("a", "b")),
    counts=(1,),
    leads=(0, 0, 60, 300),
    states=("not-asked", "not-asked", "requested", "standby"),
    lawful=(True,),
    military=tuple((task, when) for task in ("*", *TASKS) for when in ("", "attack")),
    laws=(0, 0, 1),
    duties=(2, 3, 3),
    strengths=(1, 2, 3),
    folk=(3, 4, 5),
)
"""The same, with help for what they leave open."""

REQUESTING = Taste(
    reserve=(0, 1, 1, 2),
    stale=(1, 2, 6),
    ats=(0, 1, 2, 4.5, 6, 7, 8, 10),
    folk=(0, 2, 3),
    duties=(1, 2, 3, 3),
    strengths=(1, 2, 3, 4),
    when=("", "", "", "attack"),
    pools=(2, 3, 4),
    forces=("mod", "mod", "mod", "kent", "met"),
    counts=(1, 2, 2, 3),
    states=(*CONTINGENCY_STATES, "not-asked", "asked", "offered"),
    leads=(0, 60),
    lawful=(True,),
    military=tuple((task, when) for task in ("*", *TASKS) for when in ("", *DECLARATIONS)),
    laws=(1, 2, 3),
    lawgivers=("home", "military", "military"),
    events=(1, 2, 4),
    about=("pool", "pool", "duty", "declaration"),
    contingency=("requested", "declined", "stood-down", "agreed", "deployed"),
)
"""Gaps, and soldiers in every state, permitted something under one declaration or another."""

CONDITIONED = replace(
    REQUESTING,
    when=("",),
    folk=(0,),
    duties=(2, 3),
    strengths=(2, 3),
    forces=("mod",),
    states=("not-asked", "requested", "standby", "stood-down"),
    military=(("*", "flood"), ("guard", "flood"), ("routine", "attack")),
    laws=(1, 2, 3),
    lawgivers=("military",),
    under=("", "attack", "attack", "flood"),
    periods=(False,),
    events=(0, 1),
    about=("pool", "duty"),
)
"""Soldiers who may do something under declarations alone."""

UNDER_ATTACK = replace(
    COMPETING,
    ats=(0, 1),
    folk=(0, 1, 2),
    tickets=(("a", "b"),),
    duties=(2, 3),
    strengths=(2, 3),
    needs=(("a",), ("b",), ("a", "b")),
    when=("", "attack"),
    stands=(False,),
    pools=(2, 3),
    forces=("mod", "mod", "met", "met", "kent"),
    states=("not-asked",),
    counts=(1, 2, 3),
    holds=(("a", "b"),),
    leads=(0,),
    lawful=(True,),
    military=(("*", "attack"),),
    laws=(0,),
)
"""Gaps that soldiers may fill in an attack, and duties that stand in one."""

DEPLOYING = replace(
    UNDER_ATTACK,
    reserve=(1, 2),
    ats=(1, 2, 3),
    hours=(-1, 0, 1, 2, 3, 5, 8),
    folk=(0, 2, 3),
    tickets=(("a",), ("b",)),
    strengths=(2, 3, 4),
    when=("",),
    forces=("mod", "mod", "kent"),
    states=("standby", "standby", "requested", "confirmed", "deployed"),
    counts=(2, 3),
    leads=(0, 60, 120),
    military=(("*", ""), ("guard", ""), ("*", "attack")),
    laws=(0, 1),
    lawgivers=("military",),
    under=("", "attack"),
    events=(1, 2, 3),
    about=("pool", "pool", "declaration"),
    contingency=("agreed", "agreed", "requested", "deployed"),
)
"""Gaps, and soldiers on standby."""

_LEAVING = Taste(
    look_ahead=(4, 8),
    reserve=(0, 1, 1, 2),
    hold=(1, 2, 2.5, 4),
    lasts=(24, 48, 48),
    ats=(0, 3, 4.5, 5, 6, 7, 8, 10, 11.25, 18),
    known=(False,),
    folk=(0, 1, 2),
    teams=(0, 1),
    cycle=(REST, "early", "late", "night", "day"),
    belongs=("met", "kent"),
    duties=(1, 2, 2),
    strengths=(1, 1, 2),
    shifts=((), (), (), ("early",)),
    when=("",),
    stands=(False, False, True),
    periods=(False,) * 6 + (True,),
    pools=(3, 4, 5),
    counts=(1, 2, 3),
    lawful=(True, False),
    laws=(0, 1),
    hours=(-1, 0, 1, 2, 3, 4, 4.5, 5, 6, 7, 8, 10, 12, 16),
    events=(0, 1, 2, 3),
    about=("pool", "pool", "duty"),
    late=(False, False, True),
    personal=("stepped-back", "stepped-back", "returned", "unavailable"),
)

STANDING_DOWN = replace(
    _LEAVING,
    forces=("met", "met", "met", "mod", "mod", "kent"),
    states=("standby", "standby", "deployed", "requested", "arrived"),
    reserve=(0, 0, 1, 2),
    duties=(2, 2, 3),
    military=(("routine", ""), ("guard", "")),
    lawgivers=("home", "military"),
    contingency=("requested", "agreed", "deployed", "stood-down"),
)
"""Soldiers here or coming, and own people and places that may do without."""

RELEASING = replace(
    _LEAVING,
    forces=("met", "met", "kent", "essex", "coast", "mod"),
    states=("arrived", "arrived", "arrived", "confirmed", "offered", "deployed"),
    military=(("*", ""), ("guard", "")),
    lawgivers=("home", "police", "other"),
    aid=("asked", "offered", "confirmed", "arrived", "released", "declined"),
)
"""Donors' people here or coming, and others who may do without."""

STANDING_DOWN_BY_TURNS = replace(
    STANDING_DOWN,
    look_ahead=(4,),
    reserve=(0,),
    ats=(4.5, 6),
    hold=(1,),
    folk=(0,),
    duties=(2,),
    strengths=(1, 2),
    needs=(("a", "b"),),
    shifts=((),),
    stands=(False,),
    periods=(False,),
    forces=("met", "mod"),
    states=("standby",),
    military=(("guard", ""),),
    lawful=(True,),
    laws=(0,),
    events=(0,),
)
"""Own people who suffice for each duty alone, and not for both."""

_LEARNING = {
    "look_ahead": (4, 5, 6),
    "reserve": (0, 1),
    "ats": (4, 5, 5.5),
    "hold": (2, 2.5, 4),
    "lasts": (48,),
    "known": (False, True, True),
    "late": (False, True, True),
    "folk": (0,),
    "duties": (1, 1, 2),
    "strengths": (1, 2, 3),
    "shifts": ((),),
    "stands": (False,),
    "hours": (1, 2, 3, 4, 5, 6, 7, 8),
    "pools": (3,),
    "counts": (2, 3),
    "holds": (("a", "b"),),
    "about": ("duty",),
    "events": (2, 3),
    "lawful": (False,),
    "periods": (False,),
}
STANDING_DOWN_LATER = replace(
    STANDING_DOWN, **(_LEARNING | {"lawful": (True,)}), forces=("met", "met", "mod"), military=(("*", ""),), laws=(0,)
)
RELEASING_LATER = replace(RELEASING, **_LEARNING, forces=("met", "met", "kent"))
"""What is required changes while help is here, and becomes known some time after or before."""

_STEPPING = {
    "reserve": (0, 1),
    "ats": (4, 5, 6),
    "hold": (1, 2, 2.5),
    "lasts": (48,),
    "strengths": (1,),
    "counts": (2, 3),
    "holds": (("a", "b"),),
    "stands": (False,),
    "hours": (0, 1, 2, 3, 4, 4.5, 5, 6, 7, 8),
    "events": (1, 2),
    "about": ("pool",),
    "late": (False, True),
    "lawful": (False,),
    "periods": (False,),
}
STANDING_DOWN_STEPPED_UP = replace(
    STANDING_DOWN, **_STEPPING, forces=("met", "met", "mod"), contingency=("requested", "agreed", "deployed")
)
RELEASING_STEPPED_UP = replace(
    RELEASING, **_STEPPING, forces=("met", "met", "kent"), aid=("asked", "offered", "confirmed", "arrived")
)
"""Help that nobody needs, of which more was asked for or came of late."""

_DECLARING = {
    "look_ahead": (4,),
    "reserve": (0,),
    "ats": (4.5, 6),
    "hold": (1,),
    "lasts": (48,),
    "folk": (0,),
    "duties": (1, 2),
    "strengths": (1, 1, 1, 7),
    "shifts": ((),),
    "stands": (False,),
    "periods": (False,),
    "pools": (3,),
    "counts": (3,),
    "lawful": (True,),
    "laws": (1, 2, 2),
    "under": ("", *DECLARATIONS, *DECLARATIONS),
    "terms": (False, True),
    "hours": (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    "events": (2, 3, 4),
    "about": ("declaration",),
    "late": (False, True),
    "needs": (("a",), ("b",)),
    "holds": (("a",), ("b",), ("a", "b")),
}
STANDING_DOWN_BY_LAW = replace(
    STANDING_DOWN,
    **_DECLARING,
    forces=("met", "met", "mod"),
    military=tuple((task, when) for task in TASKS for when in ("", *DECLARATIONS)),
    blanket=(("home",),),
    lawgivers=("military",),
)
RELEASING_BY_LAW = replace(
    RELEASING, **_DECLARING, forces=("met", "met", "kent"), blanket=(("home",),), lawgivers=("police",)
)
"""What the law lets those do who are here changes with what is declared."""

NOTICING = replace(
    USUAL,
    stale=(1, 2, 6),
    review=(1, 2, 4, 6, 12),
    ats=(0, 1, 2, 3, 4.5, 5, 6, 7, 8, 10, 12, 13, 16, 24),
    strengths=(0, 0, 1, 2),
    folk=(2, 4),
    pools=(1, 2, 3),
    forces=("met", "kent", "mod", "coast"),
    states=("asked", "offered", "requested", "confirmed", "arrived", "deployed", "not-asked"),
    periods=(False, False, True),
    hours=(-6, 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12),
    events=(3, 5, 7, 9),
    about=("words", "words", "words", "pool", "pool", "person"),
    aid=("asked", "asked", "offered", "offered", "confirmed", "arrived"),
    contingency=("requested", "requested", "agreed", "deployed"),
    personal=("stepped-back", "stepped-back", "returned"),
)
"""Reports, decisions, requests that wait and help that ends."""

DECIDING = replace(
    ASKING,
    review=(1, 2),
    ats=(0, 1, 2, 3),
    hours=(0, 1, 2, 3, 4, 4.5, 5, 6),
    events=(4, 6, 8),
    about=("words", "words", "pool"),
    words=("decision",),
)
"""Gaps, and what was decided about them."""

ENDING = replace(
    NOTICING,
    strengths=(1, 2, 3),
    folk=(0, 2),
    tickets=(("a", "b"),),
    pools=(0, 1, 2, 2),
    counts=(1, 2),
    states=("confirmed", "arrived", "offered", "not-asked", "standby", "deployed"),
    periods=(False, True),
    events=(0, 1, 2),
)
"""Help whose time ends, and gaps."""

REPORTING = replace(
    NOTICING,
    stale=(1, 2),
    ats=(3, 3.5, 4.5),
    known=(False,),
    folk=(1,),
    belongs=("met",),
    pools=(0,),
    hours=(0, 0.5, 1, 1.5, 2, 36),
    events=(3, 4),
    about=("words", "words", "person"),
    words=("report",),
    figures=((0,), (1,), (None, 1, None)),
    claims=("met",),
    personal=("stepped-back", "stepped-back", "returned"),
    late=(False,),
)
"""Figures, and people who step back between them."""

TASTES = (
    USUAL,
    CALLING,
    COMPETING,
    SUMMONED,
    ASKING,
    WAITING,
    CALLING_AND_ASKING,
    REQUESTING,
    CONDITIONED,
    UNDER_ATTACK,
    DEPLOYING,
    STANDING_DOWN,
    STANDING_DOWN_BY_TURNS,
    STANDING_DOWN_LATER,
    STANDING_DOWN_STEPPED_UP,
    STANDING_DOWN_BY_LAW,
    RELEASING,
    RELEASING_LATER,
    RELEASING_STEPPED_UP,
    RELEASING_BY_LAW,
    NOTICING,
    DECIDING,
    ENDING,
    REPORTING,
)


class Question(NamedTuple):
    """A scenario, and when it is reviewed."""

    scenario: Scenario
    at: int
    known_at: int | None


def one_of(values):
    """One of some values."""
    return st.sampled_from(values)


def mostly(usual, *others):
    """The usual value more often than not; shrinks to it."""
    return st.sampled_from((usual, usual, usual, *others))


@st.composite
def periods(draw, some, grid):
    """Always, or a period between two points of the grid, by whether some are."""
    if not draw(one_of(some)):
        return ALWAYS
    start = draw(one_of((BEGINNING, BEGINNING, *grid[:-1])))
    later = [moment for moment in grid if moment > start]
    return Period(start, draw(one_of((FOREVER, *later))))


@st.composite
def policies(draw, taste):
    """Short look-aheads, so that little is cut by the end of the horizon."""
    return Policy(
        look_ahead_hours=draw(one_of(taste.look_ahead)),
        reserve=draw(one_of(taste.reserve)),
        hold_hours=draw(one_of(taste.hold)),
        answer_hours=draw(one_of(taste.answer)),
        review_hours=draw(one_of(taste.review)),
        stale_hours=draw(one_of(taste.stale)),
        rest_hours=draw(one_of(taste.rest)),
        call_in_share=draw(one_of(taste.share)),
        call_in_notice_hours=draw(one_of(taste.notice)),
    )


@st.composite
def teams(draw, taste):
    """Teams that work a pattern, and one that always works."""
    cycles = st.lists(one_of(taste.cycle), min_size=2, max_size=4)
    patterns = tuple(Pattern(name, date(2023, 9, 20), tuple(draw(cycles))) for name in "pq")
    patterned = tuple(
        Team(f"t{place}", HOME.id, draw(one_of("pq")), draw(st.integers(0, 2)))
        for place in range(draw(one_of(taste.teams)))
    )
    return patterns, (*patterned, Team("always", HOME.id))


@st.composite
def duties(draw, taste, grid):
    """One to three duties, seldom with shifts, periods or declarations."""
    names = ("one", "two", "three")[: draw(one_of(taste.duties))]
    return tuple(
        Duty(
            name,
            draw(one_of(TASKS)),
            draw(one_of(taste.needs)),
            draw(one_of(taste.strengths)),
            draw(one_of(taste.criticalities)),
            period=draw(periods(taste.stands, grid)),
            shifts=draw(one_of(taste.shifts)),
            when=draw(one_of(taste.when)),
        )
        for name in names
    )


@st.composite
def pools(draw, taste, grid):
    """Home places, and pools of any other force in any state that it may start in."""
    states = {"home": ("available",), "military": ("not-asked", *CONTINGENCY_STATES)}
    kinds = {force.id: force.kind for force in FORCES}
    made = []
    for place in range(draw(one_of(taste.pools))):
        force = draw(one_of(taste.forces))
        may = states.get(kinds[force], AID_STATES)
        state = draw(one_of([one for one in (*taste.states, "available") if one in may] or may))
        more = (draw(one_of(taste.holds)), draw(one_of(taste.counts)), state, draw(periods(taste.periods, grid)))
        made.append(Pool(f"pool{place}", force, *more, draw(one_of(taste.leads))))
    return tuple(made)


@st.composite
def powers(draw, taste, grid):
    """No file of powers, or rows that let most do most, and the military something under a declaration."""
    if not draw(one_of(taste.lawful)):
        return None
    rows = [(kind, "*", True, "", ALWAYS) for kind in draw(one_of(taste.blanket))]
    task, when = draw(one_of(taste.military))
    rows.append(("military", task, True, when, ALWAYS))
    for _ in range(draw(one_of(taste.laws))):
        kind = draw(one_of(taste.lawgivers))
        when = draw(one_of(taste.under))
        rows.append(
            (
                kind,
                draw(one_of((*TASKS, "nothing"))),
                draw(mostly(True, False)),
                when,
                draw(periods(taste.terms, grid)),
            )
        )
    return tuple(
        Power(f"w{place}", kind, task, permitted, when=when, period=period)
        for place, (kind, task, permitted, when, period) in enumerate(rows)
    )


@st.composite
def event(draw, taste, name, grid, people, duties, pools):
    """Something that happened, mostly to a pool; only a decision needs its name."""
    occurred = draw(one_of(grid))
    recorded = draw(one_of(grid)) if draw(one_of(taste.late)) else occurred
    until = one_of((FOREVER, FOREVER, *(moment for moment in grid if moment > occurred)))
    subjects = {"pool": pools, "person": people, "duty": duties, "declaration": DECLARATIONS, "words": (HOME,)}
    sort = draw(one_of([sort for sort in taste.about if subjects[sort]] or ("words",)))
    subject = draw(one_of(subjects[sort]))
    if sort == "pool":
        kinds = {"met": ("stepped-back", "returned"), "mod": tuple(f"contingency-{one}" for one in taste.contingency)}
        kind = draw(one_of(kinds.get(subject.force, tuple(f"aid-{one}" for one in taste.aid))))
        return Event("", kind, subject.id, occurred, recorded, count=draw(one_of((None, 1, 2, 3))))
    if sort == "person":
        return Event("", draw(one_of(taste.personal)), subject.id, occurred, recorded, draw(until))
    if sort == "duty":
        kind = draw(one_of(("strength-changed", "strength-changed", "duty-suspended", "duty-resumed")))
        count = draw(st.integers(0, 4)) if kind == "strength-changed" else None
        return Event("", kind, subject.id, occurred, recorded, draw(until), count=count)
    if sort == "declaration":
        return Event("", draw(one_of(("declared", "ended"))), subject, occurred, recorded, draw(until))
    return draw(words(taste, name, occurred, recorded, pools))


@st.composite
def words(draw, taste, name, occurred, recorded, pools):
    """A report, a statement or a decision: they change nothing that counts."""
    kind = draw(one_of(taste.words))
    if kind == "report":
        said = dict(zip(("count", "low", "high"), draw(one_of(taste.figures)), strict=False))
        force = draw(one_of(taste.claims))
        return Event("", kind, force, occurred, recorded, source="paper", **said)
    if kind == "statement":
        return Event("", kind, HOME.id, occurred, recorded, note="words")
    steps = [("no-change", HOME.id)]
    steps += [(f"{no}{step}", pool.id) for pool in pools for no in ("", "not-") for step in ("ask-aid", "release-aid")]
    step, subject = draw(one_of(steps))
    return Event(name, kind, subject, occurred, recorded, step=step, count=draw(one_of((None, 1, 4))))


@st.composite
def scenarios(draw, taste=USUAL):
    """A sound scenario."""
    zone_name, local = draw(one_of(SETTINGS))
    zone = Zone(zone_name)
    start = zone.instant(local)
    grid = tuple(start + int(hours * HOUR) for hours in taste.hours)
    patterns, made_teams = draw(teams(taste))
    # Most people work a pattern.
    names = [team.id for team in (*made_teams, *made_teams[:-1], *made_teams[:-1])]
    folk = tuple(
        Person(f"nx{place}", draw(one_of(taste.belongs)), draw(one_of(names)))
        for place in range(draw(one_of(taste.folk)))
    )
    made_duties, made_pools = draw(duties(taste, grid)), draw(pools(taste, grid))
    tickets = tuple(
        Authorisation(person.id, capability, draw(periods(taste.periods, grid)))
        for person in folk
        for capability in draw(one_of(taste.tickets))
    )
    happened = [
        draw(event(taste, f"e{place}", grid, folk, made_duties, made_pools))
        for place in range(draw(one_of(taste.events)))
    ]
    return Scenario(
        title="Random",
        zone=zone,
        horizon=Period(start, start + draw(one_of(taste.lasts)) * HOUR),
        home=HOME.id,
        forces=FORCES,
        duties=made_duties,
        shifts=SHIFTS,
        patterns=patterns,
        policy=draw(policies(taste)),
        capabilities=tuple(Capability(name) for name in CAPABILITIES),
        teams=made_teams,
        people=folk,
        authorisations=tickets,
        pools=made_pools,
        powers=draw(powers(taste, grid)),
        events=tuple(happened),
        sources=(Source("paper"),),
    )


@st.composite
def questions(draw, taste=USUAL):
    """A scenario, when it is reviewed, and as known when."""
    scenario = draw(scenarios(taste))
    start, end = scenario.horizon
    inside = [moment for number in taste.ats if start <= (moment := start + int(number * HOUR)) < end]
    known = draw(one_of(taste.hours)) if draw(one_of(taste.known)) else None
    return Question(scenario, draw(one_of(inside)), None if known is None else start + int(known * HOUR))
