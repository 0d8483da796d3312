"""Words for people: moments, lists and shortages, said the same way on every screen and page."""

from standto.wording.moments import day_and_time, moment, span
from standto.wording.sentences import counted, listed, shortage, wrapped

__all__ = ["counted", "day_and_time", "listed", "moment", "shortage", "span", "wrapped"]
