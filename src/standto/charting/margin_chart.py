"""The margin over time: the worst case of each criticality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.charting.chart_style import INK, LINES, SHORT
from standto.charting.local_days import WIDE_SHARE, hours_into, name_days
from standto.charting.own_axes import axes_for, finished, not_an_answer
from standto.coverage import Margin
from standto.wording import moment, span

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INKS = ("#144e81", "#594d00", "#3d2375", "#0b0c0c")


def draw_margin(answer: Margin, *, ax: Axes | None = None) -> Figure:
    """Draw how many more may step back in each window, whoever they are, and return the figure.

    There is a line for each criticality: the duties up to it together. It is broken where nothing can break, and below
    0 where they are short already.

    Parameters
    ----------
    answer
        What `margin` returned.
    ax
        Axes to draw on; None: those of a new figure.

    Raises
    ------
    OptionError
        It is not a margin, or Matplotlib is not installed.
    """
    if not isinstance(answer, Margin):
        raise not_an_answer(answer, "answer", "a margin", "margin(scenario)")
    axes, period, zone = axes_for(ax, 3.4), answer.asked_period, answer.scenario.zone
    from matplotlib.ticker import MaxNLocator

    for place, least in enumerate(answer.least):
        dashes, marker = LINES[place % len(LINES)]
        moments, worst = worst_cases(answer, least.criticality)
        label = "criticality 1" if least.criticality == 1 else f"criticalities 1 to {least.criticality}"
        axes.plot(
            [hours_into(period, instant) for instant in moments],
            worst,
            drawstyle="steps-post",
            linestyle=dashes,
            marker=marker,
            markevery=max(1, len(moments) // 12),
            color=INKS[place % len(INKS)],
            label=label,
        )
    low = min(axes.get_ylim()[0], -1.0)
    axes.axhspan(low, 0, facecolor="none", edgecolor=SHORT, hatch="//", alpha=0.35, linewidth=0, label="short already")
    axes.axhline(0, color=INK, linewidth=1)
    axes.set_ylim(bottom=low)
    name_days(axes, period, zone, WIDE_SHARE)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.set_ylabel(f"{answer.scenario.words.people} who may step back")
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=4, frameon=False)
    return finished(axes, f"Margin of {answer.scenario.title}: the worst case", _in_words(answer))


def worst_cases(answer: Margin, criticality: int) -> tuple[list[int], list[float]]:
    """Return the start of each window with the end of the last, and the worst case then; NaN if nothing breaks."""
    found = {one.window: one.critical for one in answer.margins if one.criticality == criticality}
    worst = [
        float("nan") if (critical := found.get(window)) is None else float(critical.worst_case)
        for window in range(len(answer.windows))
    ]
    return [*answer.windows.starts.tolist(), answer.until], [*worst, worst[-1]]


def _in_words(answer: Margin) -> str:
    zone, told = answer.scenario.zone, []
    for least in answer.least:
        found = "nothing breaks"
        if least.critical is not None and least.window is not None:
            when = moment(zone, int(answer.windows.starts[least.window]))
            found = f"the least is {least.critical.worst_case:,}, from {when}"
        told.append(f"up to criticality {least.criticality} {found}")
    return f"{span(zone, *answer.asked_period)}: {'; '.join(told)}."
