"""A duty over time as a picture: SVG for a page, with the same bytes for the same numbers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from standto.charting.chart_style import INK, set_style
from standto.charting.duty_pile import DutyPile
from standto.charting.local_days import NAME_SHARE, hours_into
from standto.model.words import USUAL, Vocabulary
from standto.reporting.svg import embedded
from standto.wording import counted, moment, span

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from standto.model.time import Instant, Period
    from standto.model.zone import Zone
    from standto.reporting.command import DutySeries

WIDTH, HEIGHT = 9.6, 2.6
"""Inches, at 72 points each."""


def duty_chart(series: DutySeries, period: Period, at: Instant, zone: Zone, key: str, words: Vocabulary = USUAL) -> str:
    """Return a duty over time as an `svg` element.

    Parameters
    ----------
    series
        The duty's stretches.
    period
        The time that the axis shows.
    at
        The report's instant, marked by a line.
    zone
        The zone of the days that the axis names; a day is as long as its clocks make it.
    key
        The beginning of the ids in the picture, so that two pictures of a page share none.
    words
        The scenario's words for people and kinds of help.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with mpl.rc_context():
        set_style()
        figure = Figure(figsize=(WIDTH, HEIGHT))
        FigureCanvasSVG(figure)
        axes = figure.add_axes((0.055, 0.19, 0.94, 0.68))
        pile = DutyPile(axes, series.stretches, period, zone, words)
        pile.draw()
        _mark_report(axes, hours_into(period, at), hours_into(period, period.until), pile.top)
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    return embedded(drawn.getvalue(), key, f"{series.name} over time", description(series, period, zone, words))


def description(series: DutySeries, period: Period, zone: Zone, words: Vocabulary = USUAL) -> str:
    """Return the content of a picture in words."""
    required = sorted({one.required for one in series.stretches if one.required is not None})
    takes = "The duty does not stand"
    if required:
        takes = f"The duty requires {counted(required[0], words.person, words.people)}"
        takes += f" to {required[-1]:,}" if len(required) > 1 else ""
    short = [one for one in series.stretches if one.gap]
    most = max((one.gap for one in short), default=0)
    missing = f"at most {most:,} are missing, first from {moment(zone, short[0].start)}" if short else "none is missing"
    return f"{span(zone, *period)}. {takes}; {missing}. The table after the picture has the same numbers."


def _mark_report(axes: Axes, here: float, whole: float, top: float) -> None:
    axes.axvline(here, color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
    right = here < whole * (1 - NAME_SHARE)
    axes.annotate(
        "this report",
        (here, top),
        xytext=(4 if right else -4, 0),
        textcoords="offset points",
        ha="left" if right else "right",
        va="top",
        fontsize=9,
    )
