"""A duty over time as a picture: SVG for a page, with the same bytes for the same numbers."""

from __future__ import annotations

import io
from datetime import time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from standto.model.time import HOUR
from standto.model.words import USUAL, Vocabulary
from standto.reporting.svg import embedded
from standto.wording import counted, moment, short_day, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

    from standto.model.time import Instant, Period
    from standto.model.zone import Zone
    from standto.presenting.duties import Stretch
    from standto.reporting.command import DutySeries

INK = "#0b0c0c"
WIDTH, HEIGHT = 9.6, 2.6
"""Inches, at 72 points each."""
NAME_SHARE = 0.075
"""The share of the width that the name of a day takes."""
LEAST_SHARE = 0.03
"""The smallest share of the width at which a gap is named in the picture."""


class Band(NamedTuple):
    """The style of one part of the pile: its pattern tells it apart as well as its colour."""

    part: str
    label: str
    face: str
    edge: str
    hatch: str


BANDS = (
    Band("home", "home", "#bbd4ea", "#144e81", ""),
    Band("aid", "aid", "#fff3c4", "#594d00", "///"),
    Band("contingency", "contingency", "#dfd3ee", "#3d2375", "---"),
    Band("gap", "gap", "#ffffff", "#a2150c", "xxx"),
)


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
        _Picture(axes, series, period, at, zone, words).draw()
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    return embedded(drawn.getvalue(), key, f"{series.name} over time", description(series, period, zone, words))


def set_style() -> None:
    """Set the style of everything, whatever the user's own settings are."""
    import matplotlib as mpl

    mpl.rcdefaults()
    mpl.rc("svg", fonttype="none", hashsalt="standto")
    mpl.rc("font", size=10)
    mpl.rc("hatch", linewidth=0.9)
    mpl.rc("text", color=INK)
    mpl.rc("axes", edgecolor=INK, labelcolor=INK)
    mpl.rc("xtick", color=INK)
    mpl.rc("ytick", color=INK)


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


def plain(word: str) -> str:
    """Return a word for a picture, in which a dollar sign would begin a formula."""
    return word.replace("$", r"\$")


class _Picture:
    """Draws one picture; its x axis counts hours from the start of the period."""

    def __init__(
        self, axes: Axes, series: DutySeries, period: Period, at: Instant, zone: Zone, words: Vocabulary
    ) -> None:
        self._axes = axes
        self._stretches = series.stretches
        self._period = period
        self._at = at
        self._zone = zone
        self._words = words
        self._top = max((one.required or 0 for one in series.stretches), default=0) * 1.22 + 0.5

    def draw(self) -> None:
        """Draw the pile, the line of the requirement, the axis and the words."""
        for band in BANDS:
            self._draw_band(band)
        self._draw_requirement()
        self._draw_axis()
        self._name_gaps()
        self._mark_report()
        self._axes.legend(loc="lower left", bbox_to_anchor=(0, 1.02), ncols=5, frameon=False, borderaxespad=0)

    def _hours(self, instant: Instant) -> float:
        """Return an instant as a point of the axis."""
        return (instant - self._period.start) / HOUR

    def _draw_band(self, band: Band) -> None:
        """Draw one part of the pile: each run of stretches that has it is one shape."""
        style: dict[str, Any] = {"facecolor": band.face, "edgecolor": band.edge, "hatch": band.hatch, "linewidth": 0.8}
        for there, same in groupby(self._stretches, key=lambda one: getattr(one, band.part) > 0):
            if there:
                run = list(same)
                moments = [*(self._hours(one.start) for one in run), self._hours(run[-1].until)]
                bottoms, tops = zip(*(_bottom_and_top(one, band.part) for one in (*run, run[-1])), strict=True)
                self._axes.fill_between(moments, bottoms, tops, step="post", **style)
        labels = {"aid": plain(self._words.aid), "contingency": plain(self._words.contingency)}
        self._axes.fill_between([], [], label=labels.get(band.part, band.label), **style)

    def _draw_requirement(self) -> None:
        """Draw the requirement as a line, broken where the duty does not stand."""
        moments = [self._hours(one.start) for one in self._stretches] + [self._hours(self._period.until)]
        required = [float("nan") if one.required is None else float(one.required) for one in self._stretches]
        self._axes.plot(
            moments, [*required, required[-1]], drawstyle="steps-post", color=INK, linewidth=1.8, label="required"
        )

    def _draw_axis(self) -> None:
        """Name the days at their local midnights, and mark every sixth hour of their clocks."""
        from matplotlib.ticker import MaxNLocator

        axes, days = self._axes, list(_days(self._period, self._zone))
        axes.set_xlim(0, self._hours(self._period.until))
        axes.set_ylim(0, self._top)
        ticks = [self._hours(start) for start, _ in days]
        room = self._hours(self._period.until) * (1 - NAME_SHARE)
        names = [name if tick <= room else "" for tick, (_, name) in zip(ticks, days, strict=True)]
        axes.set_xticks(ticks, names, ha="left")
        axes.set_xticks([self._hours(one) for one in _quarters(self._period, self._zone)], minor=True)
        axes.tick_params(axis="x", length=12)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        axes.grid(visible=True, axis="x", color="#505a5f", linewidth=0.4)
        axes.set_axisbelow(False)
        axes.spines[["top", "right"]].set_visible(False)
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

    def _mark_report(self) -> None:
        here = self._hours(self._at)
        self._axes.axvline(here, color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
        right = here < self._hours(self._period.until) * (1 - NAME_SHARE)
        self._axes.annotate(
            "this report",
            (here, self._top),
            xytext=(4 if right else -4, 0),
            textcoords="offset points",
            ha="left" if right else "right",
            va="top",
            fontsize=9,
        )


def _bottom_and_top(one: Stretch, part: str) -> tuple[int, int]:
    """Return the bottom and the top of a part of the pile."""
    below = [band.part for band in BANDS][: [band.part for band in BANDS].index(part)]
    bottom = sum(getattr(one, name) for name in below)
    return bottom, bottom + getattr(one, part)


def _days(period: Period, zone: Zone) -> Iterator[tuple[Instant, str]]:
    """Yield the local midnights in a period with the names of the days that begin there."""
    day = zone.local(period.start).date()
    while (start := zone.wall_clock(day, time())) < period.until:
        if start >= period.start and zone.has_day(day):
            yield start, short_day(zone, start)
        day += timedelta(days=1)


def _quarters(period: Period, zone: Zone) -> Iterator[Instant]:
    """Yield every 06:00, 12:00 and 18:00 of the local clock in a period."""
    day = zone.local(period.start).date()
    while zone.wall_clock(day, time()) < period.until:
        for hour in (6, 12, 18) if zone.has_day(day) else ():
            if (instant := zone.wall_clock(day, time(hour))) in period:
                yield instant
        day += timedelta(days=1)
