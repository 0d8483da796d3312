"""Numbers before and after a what-if, in words, with their difference."""

from __future__ import annotations

from dataclasses import dataclass

from standto.coverage.lines import margin_lines
from standto.presenting.margins import MarginLine
from standto_desk.picture.drawing import Picture
from standto_desk.presenting.tones import tone


@dataclass(frozen=True, slots=True)
class BeforeAndAfter:
    """One number before and after.

    Attributes
    ----------
    before, after
        In words; blank if there is none.
    change
        The difference, with its sign; blank if there is none.
    tone
        ``gap`` if it is worse, ``good`` if it is better, blank if it is the same.
    """

    name: str
    before: str
    after: str
    change: str = ""
    tone: str = ""


def margins_of(before: Picture, after: Picture) -> tuple[BeforeAndAfter, ...]:
    """Return the worst-case margins, by criticality, before and after."""
    old, new = ({line.label: line for line in margin_lines(each.margin, named=True)} for each in (before, after))
    return tuple(_margin(name, old.get(name), new.get(name)) for name in {**old, **new})


def hours_of(name: str, hours: tuple[float, ...]) -> BeforeAndAfter:
    """Return a number of hours before and after, in words; more hours are worse."""
    before, after = hours
    change = round(after - before, 2)
    return BeforeAndAfter(name, f"{before:,.2f}", f"{after:,.2f}", _signed(change), _tone(change))


def _margin(name: str, before: MarginLine | None, after: MarginLine | None) -> BeforeAndAfter:
    old, new = (None if line is None else line.worst_case for line in (before, after))
    change = "" if old is None or new is None or min(old, new) < 0 else f"{new - old:+,}" if new != old else "0"
    words = ["none stands" if line is None else line.worst for line in (before, after)]
    falls = new is not None and (old is None or new < old)
    return BeforeAndAfter(name, words[0], words[1], change, tone(after) if falls and after is not None else "")


def _signed(change: float) -> str:
    return f"{change:+,.2f}" if change else "0"


def _tone(change: float) -> str:
    return "gap" if change > 0 else "good" if change < 0 else ""
