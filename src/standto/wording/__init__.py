"""Words for people: moments, lists, shortages and decisions, said the same way on every screen and page."""

from standto.wording.decisions import decision
from standto.wording.moments import between, day, day_and_time, length, moment, short_day, span
from standto.wording.sentences import claimed, counted, listed, shortage, wrapped

__all__ = [
    "between",
    "claimed",
    "counted",
    "day",
    "day_and_time",
    "decision",
    "length",
    "listed",
    "moment",
    "short_day",
    "shortage",
    "span",
    "wrapped",
]
