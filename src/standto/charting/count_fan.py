"""A fan of counted futures over time: the middle, and the bands in which half and nine in ten of them lie."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from standto.charting.chart_style import RULE, plain
from standto.charting.local_days import NAME_SHARE, hours_into, name_days
from standto.outlooks.distributions import quantiles_of

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from standto.model.time import Period
    from standto.model.zone import Zone

FAN = tuple(Fraction(each, 100) for each in (5, 25, 50, 75, 95))
"""The levels of the quantiles that make a fan."""
_WIDE, _NARROW, _LINE = "#d9e8f5", "#86b4dc", "#0b2d52"


def draw_fan(
    axes: Axes,
    starts: NDArray[np.int64],
    counts: NDArray[np.int64],
    period: Period,
    zone: Zone,
    unit: str,
    share: float = NAME_SHARE,
) -> None:
    """Draw a fan: a pale band from 5 to 95 of 100 futures, a darker one from 25 to 75, and the middle as a line.

    The bands are told apart by their darkness, their edges and their pattern, as well as by their colour.

    Parameters
    ----------
    starts
        The start of each step, shape (steps,).
    counts
        The number of futures with each value from 0 up in each step, shape (steps, values).
    unit
        The name of the values.
    share
        The share of the width that the name of a day takes.
    """
    from matplotlib.ticker import MaxNLocator

    times = [*(hours_into(period, start) for start in starts.tolist()), hours_into(period, period.until)]
    low, near, middle, far, high = (quantiles_of(counts, level).tolist() for level in FAN)
    # The last step lasts until the end.
    low, near, middle, far, high = ([*one, one[-1]] for one in (low, near, middle, far, high))
    style: dict[str, Any] = {"step": "post", "linewidth": 0.8}
    axes.fill_between(times, low, high, facecolor=_WIDE, edgecolor=RULE, label="from 5 to 95 of 100 futures", **style)
    axes.fill_between(
        times, near, far, facecolor=_NARROW, edgecolor=_LINE, hatch="///", label="from 25 to 75 of 100", **style
    )
    axes.step(times, middle, where="post", color=_LINE, linewidth=2.2, label="the middle future")
    axes.set_ylim(0, max([*high, 1]) * 1.12)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.grid(visible=True, axis="y", color=RULE, linewidth=0.4)
    axes.set_axisbelow(True)
    axes.set_ylabel(plain(unit))
    name_days(axes, period, zone, share)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, frameon=False, fontsize=9)
