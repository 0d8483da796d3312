"""Stints: the longest times of work, what rules measure of them, and which they break.

`work` has people's times of work as arrays, `finding` the stints in them, `measures` one class for each measure.
`checking` finds every break of a rule; `leaving_out` looks at stints in order of time where those in breach are left
out. `adding` answers what one more time of work would newly break. `rule_sets` are the sets that come with the program.
The room knows the model alone: who works when comes from the register.
"""

from standto.stints.adding import NewBreaks, new_breaks
from standto.stints.bounds import at_least, printed
from standto.stints.checking import Breaks, RuleBook, rule_book
from standto.stints.finding import Stints, find_stints
from standto.stints.leaving_out import CheckedStints, check_again, check_all, check_in_turn, left_out_times
from standto.stints.nights import Nights
from standto.stints.rule_sets import RuleSet, rule_set, rules_of, sets
from standto.stints.work import Work, merged, most_people, reach_of, work_key

__all__ = [
    "Breaks",
    "CheckedStints",
    "NewBreaks",
    "Nights",
    "RuleBook",
    "RuleSet",
    "Stints",
    "Work",
    "at_least",
    "check_again",
    "check_all",
    "check_in_turn",
    "find_stints",
    "left_out_times",
    "merged",
    "most_people",
    "new_breaks",
    "printed",
    "reach_of",
    "rule_book",
    "rule_set",
    "rules_of",
    "sets",
    "work_key",
]
