"""Rest by the rules on working time: which stints break which rule.

It has the shape of `standto.model.result`: `rest_facts`, `rest_lists`, `rest_screen` and `resting_by_rules`. The stints
come from the register; `standto.stints` has what the rules measure.
"""

from standto.resting.resting_by_rules import Rest, rest

__all__ = ["Rest", "rest"]
