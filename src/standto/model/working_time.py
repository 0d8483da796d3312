"""The rules on working time that a scenario names."""

from __future__ import annotations

from dataclasses import dataclass

MEASURES = ("stint-hours", "rest-before", "hours-in", "rest-in", "run", "night-run")
"""What a rule can measure of a stint."""
AT_LEAST = frozenset({"rest-before", "rest-in"})
"""The measures that a rule bounds from below; it bounds all others from above."""
BREACH, OWED, NOTE = "breach", "owed", "note"
EFFECTS = (BREACH, OWED, NOTE)
"""What follows where a stint breaks a rule."""
COUNT, LEAVE_OUT = "count", "leave-out"
UNRESTED = (COUNT, LEAVE_OUT)
"""Whether people in a stint that breaks a rule of effect `breach` count."""


@dataclass(frozen=True, slots=True)
class RestRule:
    """A bound on one measure of a stint.

    Attributes
    ----------
    bound
        The least or the most that is allowed, by the measure; hours, or a number of stints.
    days, gap_hours
        Parameters of the measure; None where it takes none.
    teams
        Whose stints it is for; empty for all people of the home force.
    source
        The paragraph that it is from.
    """

    id: str
    measure: str
    bound: float
    effect: str
    days: float | None = None
    gap_hours: float | None = None
    teams: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The section `[working_time]` of a scenario.

    Attributes
    ----------
    rules
        The name of a set of rules that comes with the program; empty for none.
    unrested
        ``count`` or ``leave-out``.
    break_hours
        Time off shorter than this ends no stint.
    own
        The scenario's own rules: each adds to the set, or replaces the rule of the same id.
    """

    rules: str = ""
    unrested: str = COUNT
    break_hours: float = 3
    own: tuple[RestRule, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there is any rule."""
        return bool(self.rules or self.own)
