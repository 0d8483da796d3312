"""A screening of assumptions for reading: a row for each range, the one that matters most first."""

from __future__ import annotations

from fractions import Fraction

from standto.presenting.scope import rest_words
from standto.weighing.same_futures import same_futures_lines
from standto.weighing.screening_facts import MEASURES, ScreenedAssumptionsFacts, TurnedRange
from standto.weighing.turning import ElementaryEffects
from standto.wording import counted, listed, wrapped
from standto.wording.error_digits import with_error
from standto.wording.sentences import fitted_rows

_PERCENT = 100
_NAMED = 5
"""The most ranges without effect that are named."""
MEANING = (
    "Place-hours and chance: the mean change, without its sign, as a range goes from its low end to its high end and "
    "the others stay; the chance is in percentage points. Direction: the mean with its sign. Spread: how much the "
    "change differs with the other ranges. ±: the standard error between paths; it says nothing about the assumptions."
)


def screening_text(facts: ScreenedAssumptionsFacts) -> str:
    """Return the answer as plain text."""
    lines = same_futures_lines(facts, "Which assumption matters")
    lines += wrapped(
        f"{counted(facts.paths, 'path')} through {counted(len(facts.ranges), 'range')}, the same {facts.futures:,} "
        f'futures at each point, seed {facts.seed}, assumptions "{facts.assumptions.name}".'
    )
    shown = [one for one in facts.order if _effects(facts, one).size]
    if shown:
        head = ["range", "from", "to", "place-hours", "direction", "spread", "chance of a gap"]
        lines += ["", *fitted_rows([head, *(_row(facts, one) for one in shown)]), "", *wrapped(MEANING)]
    lines += quiet_words(facts)
    return "\n".join([*lines, rest_words(facts.scenario)])


def quiet_words(facts: ScreenedAssumptionsFacts) -> list[str]:
    """Return the lines about ranges that change nothing, and about those whose effect the futures cannot tell."""
    last = len(facts.criticalities) - 1
    none = [one.name for one in facts.ranges if not one.effects(last, MEASURES[0]).size]
    dim = [one.name for one in facts.ranges if one.name not in none and not one.effects(last, MEASURES[0]).shows]
    lines = []
    if none:
        names = listed(none) if len(none) <= _NAMED else f"{counted(len(none), 'range')} more, such as {none[0]}"
        lines += wrapped(f"Nothing changes in any future with {names}.")
    if dim:
        lines += wrapped(f"{facts.futures:,} futures are too few to tell the effect of {listed(dim)} from noise.")
    return lines


def _effects(facts: ScreenedAssumptionsFacts, one: TurnedRange, measure: str = MEASURES[0]) -> ElementaryEffects:
    return one.effects(len(facts.criticalities) - 1, measure)


def _row(facts: ScreenedAssumptionsFacts, one: TurnedRange) -> list[str]:
    hours, chance = _effects(facts, one), _effects(facts, one, "chance")
    return [
        one.name,
        f"{float(one.spread.low):g}",
        f"{float(one.spread.high):g}",
        size_words(hours),
        f"{'+' if hours.mean > 0 else '−' if hours.mean < 0 else ''}{_rounded(abs(hours.mean), hours)}",
        _rounded(Fraction(hours.spread), hours),
        size_words(chance, _PERCENT),
    ]


def size_words(effects: ElementaryEffects, scale: int = 1) -> str:
    """Return the size of an effect with its error, in units of ``1 / scale``."""
    error = Fraction(effects.error) * scale
    return with_error(effects.size * scale, error**2).text if error else f"{float(effects.size * scale):,g}"


def _rounded(number: Fraction, effects: ElementaryEffects) -> str:
    """Return a number in as many digits as the error of the size allows."""
    return with_error(number, Fraction(effects.error) ** 2).number if effects.error else f"{float(number):,g}"
