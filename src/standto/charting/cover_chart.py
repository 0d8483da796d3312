"""Cover over time: one duty as a pile, or every duty and crew as a strip."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.charting.chart_style import COVERED, GAP, plain
from standto.charting.duty_pile import LEAST_SHARE, DutyPile
from standto.charting.local_days import STRIP_SHARE, WIDE_SHARE, hours_into, name_days
from standto.charting.own_axes import axes_for, finished, not_an_answer
from standto.coverage import Cover
from standto.coverage.lines import duty_lines
from standto.errors import OptionError
from standto.kernel.crewing import NOT_STANDING
from standto.model.time import Period
from standto.wording import check_text, counted, moment, span

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 40
"""The most strips of a chart."""


class _Strip(NamedTuple):
    """A duty or a crew over time: when it stands, and when it is short with the most that are missing."""

    label: str
    stands: list[Period]
    short: list[tuple[Period, int]]


def draw_cover(answer: Cover, *, duty: str | None = None, ax: Axes | None = None) -> Figure:
    """Draw cover over time, and return the figure.

    Parameters
    ----------
    answer
        What `cover` returned.
    duty
        The duty to draw as a pile: its people by force, its gap, and its requirement. None: every duty and crew
        is a strip, with the most missing where it is short.
    ax
        Axes to draw on; None: those of a new figure.

    Raises
    ------
    OptionError
        It is not an answer about cover, there is no such duty, or Matplotlib is not installed.
    """
    if not isinstance(answer, Cover):
        raise not_an_answer(answer, "answer", "an answer about cover", "cover(scenario)")
    return _strips(answer, ax) if duty is None else _pile(answer, duty, ax)


def _pile(answer: Cover, duty: str, ax: Axes | None) -> Figure:
    lines = {line.duty: line for line in duty_lines(answer)}
    check_text(duty, "duty", "the id of a duty")
    if duty not in lines:
        raise OptionError(f"duty: {duty!r} is not a duty of the scenario; allowed are {', '.join(lines)}")
    line, zone, period = lines[duty], answer.scenario.zone, answer.asked_period
    axes = axes_for(ax, 3.2)
    DutyPile(axes, line.stretches, period, zone, answer.scenario.words, WIDE_SHARE).draw()
    most = f"{line.state} at the start; {line.ahead}"
    return finished(axes, f"Cover of {line.name}", f"{line.name}, {span(zone, *period)}: {most}.")


def _strips(answer: Cover, ax: Axes | None) -> Figure:
    """Draw a strip for each duty and crew."""
    every = [*_duty_strips(answer), *_crew_strips(answer)]
    strips = every if len(every) <= MOST else ([one for one in every if one.short] or every)[:MOST]
    period, zone = answer.asked_period, answer.scenario.zone
    axes = axes_for(ax, 1.6 + 0.3 * len(strips))
    for row, strip in enumerate(strips):
        _draw_strip(axes, row, strip, period)
    name_days(axes, period, zone, STRIP_SHARE)
    axes.set_yticks(range(len(strips)), [plain(strip.label) for strip in strips])
    axes.set_ylim(len(strips) - 0.5, -0.5)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, frameon=False)
    cut = "" if len(strips) == len(every) else f" ({len(strips)} of {len(every)} duties and crews; duty= draws another)"
    return finished(axes, f"Cover of {answer.scenario.title}{cut}", _in_words(answer, every))


def _draw_strip(axes: Axes, row: int, strip: _Strip, period: Period) -> None:
    """Draw when a duty stands, and when it is short with the most missing."""
    least = LEAST_SHARE * hours_into(period, period.until)

    def bars(periods: list[Period]) -> list[tuple[float, float]]:
        return [(hours_into(period, one.start), one.hours) for one in periods]

    labels = ("stands, covered", "short, with the most missing") if row == 0 else ("", "")
    height, short = (row - 0.4, 0.8), bars([one for one, _ in strip.short])
    axes.broken_barh(bars(strip.stands), height, facecolor=COVERED, edgecolor="none", label=labels[0])
    axes.broken_barh(short, height, label=labels[1], **GAP.style)
    box = {"facecolor": "#ffffff", "edgecolor": "none", "pad": 1}
    for (start, length), (_, missing) in zip(short, strip.short, strict=True):
        if length >= least:
            axes.text(start + length / 2, row, f"{missing:,}", ha="center", va="center", weight="bold", bbox=box)


def _duty_strips(answer: Cover) -> list[_Strip]:
    return [
        _Strip(
            line.name,
            [Period(one.start, one.until) for one in line.stretches if one.required is not None],
            _runs([(Period(one.start, one.until), one.gap) for one in line.stretches if one.gap]),
        )
        for line in duty_lines(answer)
    ]


def _crew_strips(answer: Cover) -> list[_Strip]:
    """Return the crews: one is short where it is below what it needs."""
    if answer.crews is None:
        return []
    starts, untils = answer.windows.starts.tolist(), answer.windows.untils.tolist()
    periods = [Period(*each) for each in zip(starts, untils, strict=True)]
    stands, below = answer.crews.crewing.state != NOT_STANDING, answer.below_needs
    return [
        _Strip(
            crew.label,
            [periods[window] for window in np.flatnonzero(stands[:, row]).tolist()],
            _runs([(periods[window], 1) for window in np.flatnonzero(below[:, row]).tolist()]),
        )
        for row, crew in enumerate(answer.scenario.crews_in_order)
    ]


def _runs(short: list[tuple[Period, int]]) -> list[tuple[Period, int]]:
    """Join times that follow one another, each with the most that are missing."""
    joined: list[tuple[Period, int]] = []
    for period, missing in short:
        if joined and joined[-1][0].until == period.start:
            (before, most) = joined.pop()
            joined.append((Period(before.start, period.until), max(most, missing)))
        else:
            joined.append((period, missing))
    return joined


def _in_words(answer: Cover, strips: list[_Strip]) -> str:
    zone, when = answer.scenario.zone, span(answer.scenario.zone, *answer.asked_period)
    short = [strip for strip in strips if strip.short]
    if not short:
        return f"{when}: covered, {counted(len(strips), 'duty or crew', 'duties and crews')}."
    told = []
    for strip in short[:5]:
        most, first = max(missing for _, missing in strip.short), strip.short[0][0].start
        told.append(f"{strip.label} at most {most:,} short, first {moment(zone, first)}")
    more = f"; and {len(short) - 5:,} more" if len(short) > 5 else ""
    return f"{when}: {'; '.join(told)}{more}."
