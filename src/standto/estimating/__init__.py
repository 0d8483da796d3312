"""Rates of step-backs and returns from the record's own counts, and how good forecasts from them would have been.

It has the shape of `standto.model.result`: `rate_facts`, `rate_records`, `rate_screen` and `estimating_rates`. The
counts come from the register, the intervals are exact, and `drafting` drafts assumptions from the present.
"""

from standto.estimating.drafting import draft_assumptions
from standto.estimating.estimating_rates import Rates, rates

__all__ = ["Rates", "draft_assumptions", "rates"]
