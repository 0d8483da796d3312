"""Profiles with reports, decisions, requests without an answer, and help that ends."""

from __future__ import annotations

from dataclasses import replace

from tests.ladder.profiles.profile import USUAL
from tests.ladder.profiles.steps_up import ASKING

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
"""Reports, decisions, requests without an answer, and help that ends."""

DECIDING = replace(
    ASKING,
    review=(1, 2),
    ats=(0, 1, 2, 3),
    hours=(0, 1, 2, 3, 4, 4.5, 5, 6),
    events=(4, 6, 8),
    about=("words", "words", "pool"),
    words=("decision",),
)
"""Gaps, and decisions about them."""

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
"""Figures, with people stepping back between them."""

PROFILES = (NOTICING, DECIDING, ENDING, REPORTING)
