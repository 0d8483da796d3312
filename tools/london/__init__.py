"""The weekend of September 2023 in London: what was reported, and an invented force around it."""

from tools.london.assembly import CHOSEN, weekend
from tools.london.params import RANGES, SEED, WeekendParams, drawn

__all__ = ["CHOSEN", "RANGES", "SEED", "WeekendParams", "drawn", "weekend"]
