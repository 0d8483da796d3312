"""Rest: which stints break the rules on working time of a scenario."""

from __future__ import annotations

from typing import Any

from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.register import Situation, situated
from standto.resting.rest_facts import RestFacts
from standto.resting.rest_lists import rest_columns, rest_json, rest_rows
from standto.resting.rest_screen import rest_text
from standto.wording import Moment


class Rest(RestFacts, Result):
    """The stints that break a rule on working time; its fields are `RestFacts`."""

    def as_json(self) -> dict[str, Any]:
        """Return the answer in the form of the contract, ready for `json.dumps`."""
        return rest_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return rest_columns()

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each rule that a stint breaks, for a data frame."""
        return rest_rows(self)

    def summary(self) -> str:
        """Return the counts by rule, team and day, then the stints of each person, for reading."""
        return rest_text(self)


def rest(of: Situation | Scenario, *, until: Moment | None = None) -> Rest:
    """Return every stint that breaks a rule on working time, with each rule that it breaks.

    Parameters
    ----------
    of
        A situation; or a scenario, all of whose events then count.
    until
        End of the time asked for; None: the horizon's.

    Raises
    ------
    OptionError
        `of` is something else, or `until` is no moment or lies outside the horizon.

    Notes
    -----
    A stint is shown if it has some part in the time asked for, whole, and also if it is left out. Its measures reach
    back before that time.
    """
    situation = situated(of)
    period, record = situation.period_until(until), situation.rest
    if record is None:
        return Rest(situation=situation, period=period, rules=(), broken=())
    people = situation.scenario.people
    broken = record.broken(period)
    broken.sort(key=lambda each: (each.period.start, people[each.person].id))
    return Rest(situation=situation, period=period, rules=record.rules, broken=tuple(broken))
