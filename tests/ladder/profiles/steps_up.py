"""Profiles in which help is called on."""

from __future__ import annotations

from dataclasses import replace

from standto.model.ladder import AID_STATES, CONTINGENCY_STATES
from tests.ladder.profiles.profile import DECLARATIONS, REST, TASKS, Profile

CALLING = Profile(
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
"""The same, with some people called in or stood off."""

ASKING = Profile(
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
"""Gaps, and donors in every state, some of which have answered."""

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
"""One or two donors that were asked, some of which have answered in part."""

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
"""The same, with help for the gaps that they leave."""

REQUESTING = Profile(
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
"""Soldiers who may do duties under declarations only."""

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

PROFILES = (
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
)
