"""Profiles with rotas made by hand, readiness, crews, and skills held together."""

from __future__ import annotations

from dataclasses import replace

from standto.model.working_time import RestRule
from tests.ladder.profiles.profile import GRID, REST, USUAL
from tests.ladder.profiles.steps_up import CALLING

READIES = (0, 0, 10, 30)

ROSTERED = replace(
    CALLING,
    rows=(1, 2, 4, 6),
    bound=(False, False, False, True),
    readies=READIES,
    waits=(0, 0, 10),
    from_rota=(False, True, True),
    cycle=(REST, REST, REST, REST, REST, "day"),
    teams=(0, 1, 2),
    events=(0, 1, 2),
    personal=("stood-off", "called-in", "on-call", "on-call", "unavailable"),
)
"""People with rows of their own, beside people who work a pattern or none."""

ON_STANDBY = replace(
    CALLING,
    readies=(10, 30, 30),
    waits=(0, 0, 10, 30),
    rest=(0, 0, 4, 11),
    cycle=(REST, "day", "early", "night"),
    personal=("stood-off", "called-in", "on-call", "on-call"),
    rows=(0, 0, 1),
    bound=(True,),
    from_rota=(True, False),
)
"""Shifts at home, at call."""

CREWED = replace(
    USUAL,
    rows=(0, 2, 4),
    bound=(False, True),
    readies=READIES,
    waits=(0, 10, 30),
    crews=(0, 1, 1, 2),
    duties=(0, 1, 1, 2),
    needs=(("a",), ("b",), ("a+b",), ("a", "b"), ("a+b", "b")),
    strengths=(0, 1, 1, 2),
    from_rota=(False, True),
    personal=(*USUAL.personal, "on-call"),
    about=(*USUAL.about, "person", "crew"),
    lasts=(12, 30),
    look_ahead=(4, 8, 12.5),
    pools=(0, 1, 2, 2),
)
"""Crews that go out whole, beside a little of everything."""

FEW_FOR_CREWS = replace(
    CREWED, crews=(1, 2), duties=(1, 2), needs=(("a",),), strengths=(1, 1, 2), rows=(0,), events=(0, 1)
)
"""Too few for crews that share people with one another and with duties: a crew that is off lets its people go."""

HALF_HOURS = tuple(hour for hour in GRID if hour * 2 % 1 == 0)

RESTED = replace(
    CALLING,
    hours=HALF_HOURS,
    ats=(0, 1, 2, 7),
    rest=(0, 0, 4),
    cycle=(REST, REST, "day", "early", "night"),
    rows=(0, 0, 0, 2),
    readies=(0, 0, 0, 30),
    from_rota=(True, False),
    rules=tuple(
        (rule, RestRule("other", "stint-hours", 40, effect))
        for effect in ("breach", "owed")
        for rule in (
            RestRule("before", "rest-before", 11, effect),
            RestRule("long", "stint-hours", 9, effect),
            RestRule("week", "hours-in", 30, effect, days=7),
            RestRule("off", "rest-in", 20, effect, days=3),
            RestRule("run", "run", 2, effect, gap_hours=20),
            RestRule("nights", "night-run", 1, effect, gap_hours=30),
        )
    ),
    unrested=("count", "leave-out"),
    breaks=(0, 3, 8),
)
"""Rules on working time, which some call-ins would breach."""

PROFILES = (ROSTERED, ON_STANDBY, CREWED, FEW_FOR_CREWS)
"""Those that are quick to draw and check."""
