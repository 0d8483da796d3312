"""Comparing two answers about cover: two folders, two moments, two states of knowledge or two assumptions."""

from __future__ import annotations

from typing import Any

from standto.comparing.aligned_windows import ALIGNED, CLOCK
from standto.comparing.comparison_facts import ComparisonFacts
from standto.comparing.comparison_records import comparison_columns, comparison_json, comparison_rows
from standto.comparing.comparison_screen import comparison_text
from standto.coverage import cover
from standto.coverage.covering import Cover
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.register import Situation
from standto.wording import Moment, check_choice, no_scenario


class Comparison(ComparisonFacts, Result):
    """Two answers about cover side by side, with the difference; its fields are `ComparisonFacts`."""

    def as_json(self) -> dict[str, Any]:
        """Return both answers and the difference, ready for `json.dumps`."""
        return comparison_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return comparison_columns(self)

    @property
    def notable(self) -> tuple[str, list[dict[str, Any]]]:
        """The rows that differ, if any do."""
        rows = self.rows()
        differing = [row for row in rows if row["difference"]]
        return ("Rows that do not differ are left out. ", differing) if differing else ("", rows)

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each window and duty or crew that stands in it, for a data frame."""
        return comparison_rows(self)

    def summary(self) -> str:
        """Return the comparison as text: the verdicts, the hours by duty, and the windows that differ."""
        return comparison_text(self)


def compare(
    before: Scenario | Situation | Cover,
    after: Scenario | Situation | Cover,
    *,
    until: Moment | None = None,
    basis: str = "confirmed",
    align: str = CLOCK,
) -> Comparison:
    """Return two answers about cover side by side: by duty, crew and window, with the difference.

    Parameters
    ----------
    before, after
        Scenarios or situations, whose cover is found; or answers of `cover`.
    until, basis
        As for `cover`; for answers they play no part.
    align
        ``clock``: the same moments are beside each other; ``start``: the same hours since the start of each answer.

    Raises
    ------
    OptionError
        There is no such `align`, the answers have no time in common, or `until` or `basis` is not allowed.
    """
    check_choice(align, "align", ALIGNED)
    for name, one in (("before", before), ("after", after)):
        if not isinstance(one, (Scenario, Situation, Cover)):
            raise no_scenario(one, name, "a scenario, a situation or a cover")
    first, second = (one if isinstance(one, Cover) else cover(one, until=until, basis=basis) for one in (before, after))
    found = Comparison(first, second, align)
    # Answers without a common time have no edges.
    _ = found.edges
    return found
