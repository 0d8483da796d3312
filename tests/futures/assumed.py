"""Random assumptions about the scenarios of `tests.register.scenarios`, with processes of every kind."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

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
from standto.model.time import HOUR

CHANCES = (Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(9, 10), Fraction(1))
HOURS = (-30, -2, 0, 1, 6.5, 8, 24, 37, 70)


def point(number, *, whole=False):
    return Spread(Fraction(number), Fraction(number), whole)


def whole(low, high):
    return Spread(Fraction(low), Fraction(high), whole=True)


def assumptions_with(*processes):
    """Return assumptions with some processes."""
    return Assumptions("tried", "duty-officer", 0, "invented", processes, "")


def chances():
    return st.tuples(st.sampled_from(CHANCES), st.sampled_from(CHANCES)).map(lambda two: Spread(min(two), max(two)))


def wholes(least, most):
    return st.tuples(st.integers(least, most), st.integers(least, most)).map(lambda two: whole(min(two), max(two)))


@st.composite
def amongs(draw, scenario):
    if draw(st.booleans()):
        return Among()
    chosen = [
        tuple(draw(st.lists(st.sampled_from([one.id for one in rows]), max_size=2, unique=True))) if rows else ()
        for rows in (scenario.teams, scenario.capabilities)
    ]
    return Among((), *chosen)


@st.composite
def processes(draw, scenario, name):
    start = scenario.horizon.start
    first, last = sorted(draw(st.lists(st.sampled_from(HOURS), min_size=2, max_size=2, unique=True)))
    period = (start + round(first * HOUR), start + round(last * HOUR))
    among = draw(amongs(scenario))
    kinds = [StepBackShock, SteadyStepBack, Returning, Returning, CommonShock, Lapsing, UsualAbsence]
    kinds += [DonorAnswer] * any(pool.force != scenario.home for pool in scenario.pools)
    kinds += [RequiredStrength] * bool(scenario.duties)
    match draw(st.sampled_from(kinds)):
        case made if made is StepBackShock:
            weights = draw(st.lists(st.builds(Weight, amongs(scenario), st.integers(0, 6)), max_size=2))
            return StepBackShock(name, draw(wholes(0, 6)), *period, among, tuple(weights))
        case made if made is SteadyStepBack:
            return SteadyStepBack(name, draw(chances()), among)
        case made if made is Returning:
            days = [DecisionDay(at, draw(chances())) for at in period[: draw(st.integers(0, 2))]]
            halves = draw(st.none() | st.just(Spread(Fraction(1, 2), Fraction(5, 2))))
            return Returning(name, draw(chances()), halves, tuple(days), among)
        case made if made is CommonShock:
            return CommonShock(name, draw(chances()), *period, draw(chances()), draw(chances()), among)
        case made if made is Lapsing:
            return Lapsing(name, draw(wholes(0, 2)), draw(wholes(0, 2)), among)
        case made if made is UsualAbsence:
            return UsualAbsence(name, draw(chances()), draw(wholes(1, 2)), among)
        case made if made is DonorAnswer:
            pool = draw(st.sampled_from([pool.id for pool in scenario.pools if pool.force != scenario.home]))
            return DonorAnswer(name, pool, draw(chances()), draw(chances()), draw(wholes(0, 12)))
        case _:
            duty = draw(st.sampled_from([duty.id for duty in scenario.duties]))
            return RequiredStrength(name, duty, draw(wholes(0, 5)), *period)


@st.composite
def assumptions_about(draw, scenario):
    number = draw(st.integers(1, 6))
    return assumptions_with(*(draw(processes(scenario, f"p{place}")) for place in range(number)))
