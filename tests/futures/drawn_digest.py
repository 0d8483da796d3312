"""The digest of some futures, printed by a process of its own: ``python -m tests.futures.drawn_digest``."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from standto.assuming import assumed
from standto.assuming.assumptions import Assumptions
from standto.assuming.processes import (
    Among,
    CommonShock,
    DecisionDay,
    DonorAnswer,
    Lapsing,
    RequiredStrength,
    Returning,
    SteadyStepBack,
    StepBackShock,
    UsualAbsence,
    Weight,
)
from standto.assuming.ranges import Spread
from standto.futures.future_run import run_of
from standto.futures.merging import digest_of
from standto.model.people import Authorisation, Person, Team
from standto.model.scenario import Scenario
from standto.model.shifts import Pattern
from standto.model.time import DAY, HOUR
from standto.register import situation_of
from tests.register.building import duty, event, pool, scenario, shift, ticket, when

FUTURES = 200
START = when("22T18:00")


def force() -> Scenario:
    """Return two teams on shifts, one of them partly away, with three duties and a donor that was asked."""
    teams = (Team("days", "met", "two", 0), Team("nights", "met", "two", 1))
    people = tuple(Person(f"nx{number}", "met", "days" if number % 2 else "nights") for number in range(1, 41))
    tickets: list[Authorisation] = [ticket(person.id) for person in people]
    tickets += [ticket(person.id, "medic") for person in people[:12]]
    return scenario(
        event("stepped-back", "nx7", "20T08:00"),
        event("stepped-back", "nx8", "21T08:00"),
        event("aid-asked", "kent-arv", "22T12:00", count=4),
        ends="29T18:00",
        shifts=(shift("day", "07:00", "19:00"), shift("night", "19:00", "07:00")),
        patterns=(Pattern("two", date(2023, 9, 18), ("day", "night")),),
        teams=teams,
        people=people,
        authorisations=tuple(tickets),
        pools=(pool(),),
        duties=(
            duty("gate", strength=9),
            duty("aid-post", capabilities=("medic",), strength=3, criticality=2),
            duty("patrol", strength=6, criticality=2),
        ),
    )


def every_process() -> Assumptions:
    """Return assumptions with a process of every kind."""
    share = Spread(Fraction(1, 10), Fraction(1, 2))
    return assumed(
        name="every-process",
        by="planner",
        at=START,
        processes=[
            StepBackShock(
                "weekend",
                Spread(Fraction(2), Fraction(14), whole=True),
                START + 2 * HOUR,
                START + DAY,
                weights=(Weight(Among(capabilities=("medic",)), 3),),
            ),
            SteadyStepBack("steady", Spread(Fraction(0), Fraction(1, 20))),
            CommonShock("news", share, START + DAY, START + 2 * DAY, share, share),
            Returning("back", share, Spread(Fraction(3), Fraction(9)), (DecisionDay(START + 4 * DAY, share),)),
            Lapsing("lapse", Spread(Fraction(2), Fraction(4)), Spread(Fraction(1), Fraction(2))),
            UsualAbsence("sick", share, Spread(Fraction(1), Fraction(3), whole=True)),
            DonorAnswer("kent", "kent-arv", share, share, Spread(Fraction(4), Fraction(12))),
            RequiredStrength(
                "more", "patrol", Spread(Fraction(5), Fraction(9), whole=True), START + 3 * DAY, START + 5 * DAY
            ),
        ],
    )


def digest() -> str:
    """Return the digest of the first futures."""
    return digest_of(run_of(situation_of(force(), at=START), every_process(), seed=11).tally(0, FUTURES))


if __name__ == "__main__":
    print(digest())
