"""A duty over time: the people who fill it as a pile, the gap on top of it, and the line of the requirement."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from standto.charting.chart_style import BANDS, INK, Band, plain
from standto.charting.local_days import NAME_SHARE, hours_into, name_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from standto.model.time import Instant, Period
    from standto.model.words import Vocabulary
    from standto.model.zone import Zone
    from standto.presenting.duties import Stretch

LEAST_SHARE = 0.03
"""The smallest share of the width at which a gap is named in the picture."""


class DutyPile:
    """Draws one duty on axes.

    Parameters
    ----------
    stretches
        The duty's cover.
    period, zone
        The time that the axis shows, and the zone of its days.
    words
        The scenario's words for people and kinds of help.
    share
        The share of the width that the name of a day takes.
    """

    def __init__(
        self,
        axes: Axes,
        stretches: Sequence[Stretch],
        period: Period,
        zone: Zone,
        words: Vocabulary,
        share: float = NAME_SHARE,
    ) -> None:
        self._axes = axes
        self._stretches = stretches
        self._period = period
        self._zone = zone
        self._words = words
        self._share = share
        self.top = max((one.required or 0 for one in stretches), default=0) * 1.22 + 0.5

    def draw(self) -> None:
        """Draw the pile, the line of the requirement, the axis and the words."""
        for band in BANDS:
            self._draw_band(band)
        self._draw_requirement()
        self._draw_axis()
        self._name_gaps()
        self._axes.legend(loc="lower left", bbox_to_anchor=(0, 1.02), ncols=5, frameon=False, borderaxespad=0)

    def _hours(self, instant: Instant) -> float:
        return hours_into(self._period, instant)

    def _draw_band(self, band: Band) -> None:
        """Draw one part of the pile: each run of stretches that has it is one shape."""
        for there, same in groupby(self._stretches, key=lambda one: getattr(one, band.part) > 0):
            if there:
                run = list(same)
                moments = [*(self._hours(one.start) for one in run), self._hours(run[-1].until)]
                bottoms, tops = zip(*(_bottom_and_top(one, band.part) for one in (*run, run[-1])), strict=True)
                self._axes.fill_between(moments, bottoms, tops, step="post", **band.style)
        labels = {"aid": plain(self._words.aid), "contingency": plain(self._words.contingency)}
        self._axes.fill_between([], [], label=labels.get(band.part, band.label), **band.style)

    def _draw_requirement(self) -> None:
        """Draw the requirement as a line, broken where the duty does not stand."""
        moments = [self._hours(one.start) for one in self._stretches] + [self._hours(self._period.until)]
        required = [float("nan") if one.required is None else float(one.required) for one in self._stretches]
        self._axes.plot(
            moments, [*required, required[-1]], drawstyle="steps-post", color=INK, linewidth=1.8, label="required"
        )

    def _draw_axis(self) -> None:
        from matplotlib.ticker import MaxNLocator

        axes = self._axes
        axes.set_ylim(0, self.top)
        name_days(axes, self._period, self._zone, self._share)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        axes.set_axisbelow(False)
        axes.set_ylabel(plain(self._words.people))

    def _name_gaps(self) -> None:
        """Write the number of missing people above every gap that is wide enough."""
        least = LEAST_SHARE * self._hours(self._period.until)
        for short, same in groupby(self._stretches, key=lambda one: one.gap > 0):
            run = list(same)
            start, until = self._hours(run[0].start), self._hours(run[-1].until)
            if short and until - start >= least:
                gaps, height = {one.gap for one in run}, max(one.required or 0 for one in run)
                label = f"{'up to ' if len(gaps) > 1 else ''}{max(gaps):,} short"
                self._axes.text((start + until) / 2, height, label, ha="center", va="bottom", weight="bold")


def _bottom_and_top(one: Stretch, part: str) -> tuple[int, int]:
    """Return the bottom and the top of a part of the pile."""
    below = [band.part for band in BANDS][: [band.part for band in BANDS].index(part)]
    bottom = sum(getattr(one, name) for name in below)
    return bottom, bottom + getattr(one, part)
