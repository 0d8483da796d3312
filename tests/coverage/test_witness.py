"""Assignments name the power that permits them, by the same law as the register."""

from __future__ import annotations

import pytest

from standto.coverage import cover
from standto.model.duties import Power
from standto.register import permitting
from tests.register.building import duty, pool, scenario

QUAY = duty("boat", site="quay", strength=2)
ANYWHERE = Power("anywhere", "police", "routine", permitted=True)
BLANK_SITE = Power("blank-site", "police", "routine", permitted=True, site="")
NOT_AT_THE_QUAY = Power("not-at-the-quay", "police", "routine", permitted=False, site="quay")
NOT_AT_A_BLANK_SITE = Power("not-at-a-blank-site", "police", "routine", permitted=False, site="")


@pytest.mark.parametrize(
    ("powers", "named"),
    [
        ((ANYWHERE,), "anywhere"),
        ((BLANK_SITE,), "blank-site"),
        ((BLANK_SITE, ANYWHERE), "blank-site"),
        ((ANYWHERE, NOT_AT_THE_QUAY), None),
        ((NOT_AT_A_BLANK_SITE, ANYWHERE), None),
        ((), None),
    ],
)
def test_help_is_assigned_by_the_first_power_that_permits_it_unless_one_refuses(powers, named):
    station = scenario(people=(), duties=(QUAY,), pools=(pool(state="arrived"),), powers=powers)
    answer = cover(station, assignments=True)
    (window,) = answer.as_json()["windows"]
    lines = [(line["pool"], line["count"], line["power"]) for line in window["assignments"]]
    assert lines == ([] if named is None else [("kent-arv", 2, named)])
    assert permitting(powers, "police", QUAY, station.horizon.start, ()) == named
