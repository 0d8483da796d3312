"""A heat map of chances over time: a strip for each duty, darker and more closely patterned the likelier its gap."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.charting.chart_style import INK, RULE, plain
from standto.charting.local_days import STRIP_SHARE, hours_into, name_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from standto.model.time import Period
    from standto.model.zone import Zone


class HeatClass(NamedTuple):
    """The style of the chances up to a number of per cent; the pattern tells it apart as well as the darkness."""

    below: int
    label: str
    face: str
    hatch: str


HEAT = (
    HeatClass(5, "gap under 5 %", "#ffffff", ""),
    HeatClass(20, "from 5 %", "#fde9c9", ".."),
    HeatClass(50, "from 20 %", "#f5b78a", "//"),
    HeatClass(80, "from 50 %", "#d4553a", "xx"),
    HeatClass(101, "from 80 %", "#5c0f0a", ""),
)
"""The classes, in ascending order."""


def heat_classes(short: NDArray[np.int64], futures: int) -> NDArray[np.int64]:
    """Return the class of each number of futures that are short, as an index into `HEAT`, in whole numbers."""
    # class = the number of limits b with 100 short >= b futures
    limits = np.array([each.below * futures for each in HEAT[:-1]], dtype=np.int64)
    found: NDArray[np.int64] = np.searchsorted(limits, short * 100, side="right")
    return found


def draw_heat(
    axes: Axes,
    starts: NDArray[np.int64],
    rows: Sequence[tuple[str, NDArray[np.int64]]],
    futures: int,
    period: Period,
    zone: Zone,
    share: float = STRIP_SHARE,
) -> None:
    """Draw the chance of a gap as a strip for each row.

    Parameters
    ----------
    starts
        The start of each step, shape (steps,).
    rows
        The name of each row, and the number of futures that are short in each step, shape (steps,).
    futures
        The number of all futures.
    share
        The share of the width that the name of a day takes.
    """
    from matplotlib.patches import Patch

    times = [*(hours_into(period, start) for start in starts.tolist()), hours_into(period, period.until)]
    for row, (_, short) in enumerate(rows):
        for heat, steps in groupby(enumerate(heat_classes(short, futures).tolist()), key=lambda pair: pair[1]):
            run = [step for step, _ in steps]
            start, style = times[run[0]], HEAT[heat]
            bar = [(start, times[run[-1] + 1] - start)]
            axes.broken_barh(
                bar, (row - 0.42, 0.84), facecolor=style.face, edgecolor=INK, hatch=style.hatch, linewidth=0.3
            )
    name_days(axes, period, zone, share)
    axes.set_yticks(range(len(rows)), [plain(name) for name, _ in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    patches = [Patch(facecolor=each.face, edgecolor=RULE, hatch=each.hatch, label=each.label) for each in HEAT]
    axes.legend(handles=patches, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=5, frameon=False, fontsize=8.5)
