"""The value of help for reading: a row for each help, the best first."""

from __future__ import annotations

from fractions import Fraction

from standto.outlooks.chances import CONDITION
from standto.presenting.scope import rest_words
from standto.weighing.difference_tally import DifferenceTally
from standto.weighing.same_futures import same_futures_lines, weighed_words
from standto.weighing.value_facts import HelpValuesFacts
from standto.weighing.value_records import help_name
from standto.wording import moment, wrapped
from standto.wording.error_digits import with_error
from standto.wording.sentences import fitted_rows

_MINUTES = Fraction(60)
_PERCENT = Fraction(100)


def value_text(facts: HelpValuesFacts) -> str:
    """Return the answer as plain text."""
    lines = same_futures_lines(facts, "Value of help", f"asked for {moment(facts.scenario.zone, facts.asked)}")
    lines += wrapped(f"{weighed_words(facts)} Each row is what would change in the same futures, {CONDITION}.")
    if not facts.values:
        return "\n".join([*lines, "", "There is no help to weigh.", rest_words(facts.scenario)])
    head = ["help", "people", "place-hours saved", "of", "a gap is less likely by"]
    rows = [
        [help_name(facts.scenario, one.sort, one.id), f"{one.people:,}", *difference_words(one.differences[-1])]
        for one in facts.best
    ]
    lines += ["", *fitted_rows([head, *rows]), ""]
    lines += wrapped(
        "±: the standard error of the simulated difference; it says nothing about the assumptions. Place-hours are "
        "means of all duties together; chances are in percentage points."
    )
    return "\n".join([*lines, rest_words(facts.scenario)])


def difference_words(each: DifferenceTally) -> list[str]:
    """Return the place-hours saved, those short without it, and how much less likely a gap is, each with its error."""
    before = Fraction(each.before, each.futures) / _MINUTES
    return [
        _with_error(each.mean / _MINUTES, each.variance / _MINUTES**2),
        f"{float(before):,.0f}",
        _with_error(each.chance * _PERCENT, each.chance_variance * _PERCENT**2),
    ]


def _with_error(value: Fraction, variance: Fraction) -> str:
    """Return a difference with its error; one that is the same in every future has none."""
    return with_error(value, variance).text if variance else f"{float(value):,g}"
