"""The seats of crews among the demands of a scenario."""

from __future__ import annotations

from standto.model.crews import Crew, CrewStates, Seat
from standto.model.duties import Duty, alternatives_of
from standto.model.people import Force
from standto.model.scenario import Scenario
from standto.model.time import Period
from standto.model.zone import Zone

BOAT = Crew("lb-1", "rescue", needs="limited", name="Lifeboat")
SMALL = Crew("lb-2", "rescue", criticality=2)
SEATS = (
    Seat("lb-1", "full", "helm", ("helm",)),
    Seat("lb-1", "full", "crew", ("crew", "helm"), 3),
    Seat("lb-2", "out", "helm", ("helm+radio",)),
    Seat("lb-1", "limited", "helm", ("helm",)),
    Seat("lb-1", "limited", "crew", ("helm", "crew"), 2),
    Seat("lb-1", "rescue-only", "any", ("crew",)),
)
DUTIES = (Duty("watch", "watch", ("crew",), 1, criticality=2), Duty("radio", "watch", ("radio",), 1))
SCENARIO = Scenario(
    "A station", Zone("UTC"), Period(0, 1), "rnl", (Force("rnl", "home", 0),), DUTIES, crews=(SMALL, BOAT), seats=SEATS
)


def test_the_seats_that_a_crew_needs_are_duties_after_the_duties_of_its_criticality():
    assert [duty.id for duty in SCENARIO.duties_in_order] == ["radio", "lb-1/helm", "lb-1/crew", "watch", "lb-2/helm"]
    assert SCENARIO.duty["lb-1/crew"].strength == 2
    assert SCENARIO.duty["lb-1/crew"].label == "Lifeboat: crew"


def test_the_seats_of_other_states_follow_all_duties_among_the_demands():
    assert [(one.id, one.strength) for one in SCENARIO.demands[5:]] == [
        ("lb-1/helm", 1),
        ("lb-1/crew", 3),
        ("lb-1/any", 1),
    ]


def test_the_states_of_a_crew_are_in_the_order_of_their_first_rows():
    assert SCENARIO.crew_states == (
        CrewStates(BOAT, ("full", "limited", "rescue-only"), 1, ((5, 6), (1, 2), (7,))),
        CrewStates(SMALL, ("out",), 0, ((4,),)),
    )


def test_one_person_must_hold_all_capabilities_of_an_alternative():
    assert alternatives_of(("driver+ba", "officer")) == (frozenset({"driver", "ba"}), frozenset({"officer"}))
