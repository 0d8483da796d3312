"""Cover statements: the place-hours short of a past period, each by one cause.

`causes` has the order in which reasons are lifted, and `lifting` the supply in which they are. `attributing` gives each
place-hour the step at which it is filled first. `strengths` lays requirement, establishment, authorised, deployable and
on duty side by side, and `tracing` finds the events behind each cause. The answer has the shape of
`standto.model.result`: `statement_facts`, `statement_records`, `statement_screen` and `stating`.
"""

from standto.attribution.stating import CoverStatement, statement

__all__ = ["CoverStatement", "statement"]
