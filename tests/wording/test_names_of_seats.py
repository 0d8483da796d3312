"""Seats and crews have names, as duties have."""

from __future__ import annotations

from standto.model.crews import Crew, Seat
from standto.model.duties import Duty
from standto.model.people import Force
from standto.model.scenario import Scenario
from standto.model.time import Period
from standto.model.zone import Zone
from standto.wording import Names


def test_a_seat_is_named_after_its_crew_and_a_crew_by_its_name():
    scenario = Scenario(
        title="A boat",
        zone=Zone("UTC"),
        horizon=Period(0, 10),
        home="here",
        forces=(Force("here", "home", 0),),
        duties=(Duty("slipway", "ashore", ("shore",), 1, name="Slipway"),),
        crews=(Crew("alb", "sea", name="All-weather boat"),),
        seats=(Seat("alb", "full", "helm", ("helm",)),),
    )
    names = Names.of(scenario)
    assert [names.subject(one) for one in ("slipway", "alb", "alb/helm", "here")] == [
        "Slipway",
        "All-weather boat",
        "All-weather boat: helm",
        "here",
    ]
