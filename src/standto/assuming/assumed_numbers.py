"""Assumed numbers in a file: the unit and the limits of each, and the exact value of what is written."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from standto.assuming.ranges import Spread
from standto.scenario.cells import MOST, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto.scenario.toml_section import TomlSection

MOST_DAYS = 3_700
"""The most days of any number, as many as the longest horizon."""
_DIGITS = 18
"""The most digits of a number, before and after its point together."""
_ROUNDED = 12
"""The decimals of a number that no decimal writes exactly."""
_UNIT = re.compile(r"_?(seconds?|minutes?|hours?|days?|weeks?|months?|years?|percent)$")


class AssumedNumber(NamedTuple):
    """What a key with a number means, and its limits, both ends included.

    Attributes
    ----------
    what
        The number in words, with its unit.
    least, most
        Its limits.
    whole
        Whether it counts something.
    """

    what: str
    least: Fraction
    most: Fraction
    whole: bool = False

    @property
    def allowed(self) -> str:
        """What may be written, in words."""
        sort = "a whole number" if self.whole else "a number"
        return f"{sort} from {_plain(self.least)} to {_plain(self.most)}, {self.what}, or a range of two as [low, high]"


def counted(what: str, least: int = 0, most: int = MOST) -> AssumedNumber:
    """Return the meaning of a number that counts something."""
    return AssumedNumber(what, Fraction(least), Fraction(most), whole=True)


def chance(what: str) -> AssumedNumber:
    """Return the meaning of a chance or a share."""
    return AssumedNumber(f"{what} (0.05 is 5 %)", Fraction(0), Fraction(1))


NUMBERS: dict[str, dict[str, AssumedNumber]] = {
    "step-back": {"number": counted("the number of people who step back")},
    "steady-step-back": {"per_person_week": chance("the chance that somebody steps back within a week")},
    "returning": {
        "per_day": chance("the chance that somebody returns within their first day away"),
        "halves_after_days": AssumedNumber(
            "the days away after which that chance has halved", Fraction(1, 100), Fraction(MOST_DAYS)
        ),
    },
    "decision-day": {"share": chance("the share of those away who return then")},
    "common-shock": {
        "chance": chance("the chance that the shock comes"),
        "step_back": chance("the share of people who step back then"),
        "donors_withdraw": chance("the chance that each donor withdraws or declines then"),
    },
    "donor": {
        "confirms": chance("the chance that the places are confirmed"),
        "withdraws": chance("the chance that the places are withdrawn before they arrive"),
        "after_hours": counted("the hours until the places count", most=24 * MOST_DAYS),
    },
    "lapsing": {
        "after_days": counted("the days away after which a ticket has lapsed", least=1, most=MOST_DAYS),
        "requalify_days": counted("the days from a return until somebody counts again", most=MOST_DAYS),
    },
    "absence": {
        "per_person_week": chance("the chance that somebody falls absent within a week"),
        "days": counted("the days that an absence lasts", least=1, most=MOST_DAYS),
    },
    "required": {"strength": counted("the number of people that the duty requires")},
}
"""Every number of every table of an assumptions file, by the table's name and the key."""


def spread_at(section: TomlSection, key: str, number: AssumedNumber) -> Spread:
    """Return the number or range at a key, which must be given; note what is wrong with it.

    A number with a fault has a stand-in, which nothing uses because the file is refused as a whole.
    """
    stand_in = Spread(number.least, number.least, whole=number.whole)
    value = section.needed(key)
    if value is None:
        return stand_in
    ends = value if isinstance(value, list) else [value, value]
    if len(ends) != 2:
        section.fault(key, f"{shown(_written(value))} is not allowed: write {number.allowed}")
        return stand_in
    written = [exact_of(end) for end in ends]
    wrong = [end for end, read in zip(ends, written, strict=True) if not _is_allowed(read, number)]
    if wrong:
        section.fault(key, f"{shown(_written(wrong[0]))} is not allowed: write {number.allowed}{_hint(wrong[0])}")
        return stand_in
    low, high = (Fraction(one or 0) for one in written)
    if low > high:
        section.fault(
            key, f"{_written(value)} is the wrong way round: write the lower end first, [{ends[1]}, {ends[0]}]"
        )
        return stand_in
    return Spread(low, high, whole=number.whole)


def note_other_units(section: TomlSection, allowed: Iterable[str]) -> tuple[str, ...]:
    """Note each key that names another unit than the number has; return these keys."""
    by_stem = {_stem(key): key for key in allowed}
    found = [key for key in section if key not in by_stem.values() and _stem(key) in by_stem]
    for key in found:
        right = by_stem[_stem(key)]
        section.fault(key, f"is in another unit: write {right}, and its number in that unit")
    return tuple(found)


def exact_text(number: Fraction) -> str:
    """Return a number as a file writes it: whole, or as a decimal.

    A number that was read from a file is written exactly. One that no decimal of few digits writes is rounded.
    """
    if number.denominator == 1:
        return str(number.numerator)
    written = Decimal(number.numerator) / Decimal(number.denominator)
    if Fraction(written) != number or len(written.as_tuple().digits) > _DIGITS:
        written = round(written, _ROUNDED)
    text = f"{written:f}"
    return text.rstrip("0") if "." not in text.rstrip("0")[-1:] else text.rstrip("0") + "0"


def _stem(key: str) -> str:
    """Return a key without its unit; all rates share one."""
    if key.startswith("per_") or "_per_" in key:
        return "per"
    return _UNIT.sub("", key)


def exact_of(value: Any) -> Fraction | None:
    """Return the exact value of a number of TOML; None if it is none, or has too many digits."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    if isinstance(value, int):
        return Fraction(value) if abs(value) < 10**_DIGITS else None
    if not value.is_finite():
        return None
    _, digits, exponent = value.as_tuple()
    if len(digits) > _DIGITS or not isinstance(exponent, int) or abs(exponent) > _DIGITS:
        return None
    return Fraction(value)


def _is_allowed(read: Fraction | None, number: AssumedNumber) -> bool:
    if read is None or not number.least <= read <= number.most:
        return False
    return read.denominator == 1 or not number.whole


def _hint(value: Any) -> str:
    """Return a hint for a number in quotes, or with too many digits."""
    if isinstance(value, str):
        return "; without quotes: the key names the unit"
    if isinstance(value, Decimal) and value.is_finite() and exact_of(value) is None:
        return f"; with {_DIGITS} digits at most"
    return ""


def _written(value: Any) -> str:
    """Return a value as the file writes it, near enough."""
    if isinstance(value, list):
        return f"[{', '.join(_written(each) for each in value)}]"
    return str(value)


def _plain(number: Fraction) -> str:
    return f"{int(number):,}" if number.denominator == 1 else str(float(number))
