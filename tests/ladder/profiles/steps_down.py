"""Profiles in which help may go."""

from __future__ import annotations

from dataclasses import replace

from tests.ladder.profiles.profile import DECLARATIONS, REST, TASKS, Profile

_LEAVING = Profile(
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
"""Soldiers here or coming, and own people and places that may do without them."""

RELEASING = replace(
    _LEAVING,
    forces=("met", "met", "kent", "essex", "coast", "mod"),
    states=("arrived", "arrived", "arrived", "confirmed", "offered", "deployed"),
    military=(("*", ""), ("guard", "")),
    lawgivers=("home", "police", "other"),
    aid=("asked", "offered", "confirmed", "arrived", "released", "declined"),
)
"""Donors' people here or coming, and other people who may do without them."""

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
"""Own people who suffice for each duty alone but not for both."""

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
"""The requirement changes while help is here, and the change becomes known before or after."""

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
"""Help that nobody needs, with a recent step up."""

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
"""Help here whose lawful duties change with declarations."""

PROFILES = (
    STANDING_DOWN,
    STANDING_DOWN_BY_TURNS,
    STANDING_DOWN_LATER,
    STANDING_DOWN_STEPPED_UP,
    STANDING_DOWN_BY_LAW,
    RELEASING,
    RELEASING_LATER,
    RELEASING_STEPPED_UP,
    RELEASING_BY_LAW,
)
