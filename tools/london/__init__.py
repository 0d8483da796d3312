"""The weekend of September 2023 in London: reported steps and figures, in an invented force."""

from tools.london.assembly import CHOSEN, weekend
from tools.london.params import RANGES, SEED, WeekendParams, drawn

__all__ = ["CHOSEN", "RANGES", "SEED", "WeekendParams", "drawn", "weekend"]
