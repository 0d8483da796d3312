"""Before and after: the hours short of each duty and crew in two answers side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from standto.charting.chart_style import INK, RULE, plain
from standto.charting.own_axes import axes_for, finished, not_an_answer, say_inside

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Hours = Mapping[str, tuple[float, float, float]]
"""The hours of duties or crews: before, after, and the difference."""
_NOTHING = "Nothing is short in either"


@runtime_checkable
class ComparedHours(Protocol):
    """Two answers about cover side by side, as `compare` returns them."""

    @property
    def gap_hours(self) -> Hours:
        """The place-hours short of each duty that has any."""

    @property
    def crew_hours(self) -> Hours:
        """The hours below its needs of each crew that has any."""

    @property
    def difference(self) -> object:
        """The change of each gap."""


def draw_comparison(answer: ComparedHours, *, ax: Axes | None = None) -> Figure:
    """Draw the hours short of each duty and crew before and after, and return the figure.

    Parameters
    ----------
    answer
        What `compare` returned.
    ax
        Axes to draw on; None: those of a new figure.

    Raises
    ------
    OptionError
        It is not a comparison, or Matplotlib is not installed.
    """
    if not isinstance(answer, ComparedHours):
        raise not_an_answer(answer, "answer", "a comparison", "compare(scenario, other)")
    hours = {**answer.gap_hours, **answer.crew_hours}
    axes, rows = axes_for(ax, 1.8 + 0.45 * max(len(hours), 1)), range(len(hours))
    before, after = ([each[side] for each in hours.values()] for side in (0, 1))
    style: dict[str, Any] = {"height": 0.38, "edgecolor": INK, "linewidth": 0.8}
    first = axes.barh([row - 0.2 for row in rows], before, color="#eeefef", label="before", **style)
    second = axes.barh([row + 0.2 for row in rows], after, color="#bbd4ea", hatch="///", label="after", **style)
    for bars, numbers in ((first, before), (second, after)):
        axes.bar_label(bars, [f"{number:,.10g}" for number in numbers], padding=3)
    axes.set_yticks(rows, [plain(name) for name in hours])
    axes.set_ylim(max(len(hours), 1) - 0.5, -0.5)
    axes.set_xlim(0, max([*before, *after, 1.0]) * 1.12)
    axes.set_xlabel("hours short: place-hours of duties, crew-hours of crews")
    axes.grid(visible=True, axis="x", color=RULE, linewidth=0.4)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    if hours:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, frameon=False)
    else:
        say_inside(axes, _NOTHING)
    told = "; ".join(f"{name} {one:,.10g} before, {other:,.10g} after" for name, (one, other, _) in hours.items())
    return finished(axes, "Hours short, before and after", f"{told or _NOTHING}.")
