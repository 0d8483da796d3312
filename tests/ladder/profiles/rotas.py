"""Profiles with rotas made by hand, readiness, crews, and skills held together."""

from __future__ import annotations

from dataclasses import replace

from tests.ladder.profiles.profile import REST, USUAL
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

PROFILES = (ROSTERED, ON_STANDBY, CREWED)
