"""Words for people: moments, lists, shortages and decisions, said the same way on every screen and page."""

from standto.wording.decisions import decision
from standto.wording.moments import day_and_time, length, moment, span
from standto.wording.sentences import counted, listed, shortage, wrapped

__all__ = ["counted", "day_and_time", "decision", "length", "listed", "moment", "shortage", "span", "wrapped"]
