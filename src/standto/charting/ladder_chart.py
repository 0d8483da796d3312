"""The ladder over time: the steps that reviews recommend, and the decisions taken."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from standto.charting.chart_style import INK, plain
from standto.charting.local_days import STRIP_SHARE, hours_into, name_days
from standto.charting.own_axes import axes_for, finished, not_an_answer
from standto.ladder import Replay
from standto.model.steps import NOT, REVIEW_STEPS
from standto.model.time import Period
from standto.wording import counted, span

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MARKERS = {True: ("o", "decided, as recommended"), "more": ("^", "decided more"), False: ("X", "decided otherwise")}


class Rung(NamedTuple):
    """A step of the ladder: the times at which reviews recommend it, and the decisions on it."""

    step: str
    recommended: list[Period]
    decided: list[tuple[int, bool | str]]


def draw_ladder(answer: Replay, *, ax: Axes | None = None) -> Figure:
    """Draw the ladder over time, and return the figure.

    Each kind of step is a row: a bar while reviews recommend it, and a mark for each decision, which says how it
    compares with the recommendations of its time.

    Parameters
    ----------
    answer
        What `replay` returned.
    ax
        Axes to draw on; None: those of a new figure.

    Raises
    ------
    OptionError
        It is not a replay, or Matplotlib is not installed.
    """
    if not isinstance(answer, Replay):
        raise not_an_answer(answer, "answer", "a replay", "replay(scenario)")
    rungs, period, zone = rungs_of(answer), answer.asked_period, answer.scenario.zone
    axes = axes_for(ax, 1.8 + 0.35 * len(rungs))
    for row, rung in enumerate(rungs):
        bars = [(hours_into(period, one.start), one.hours) for one in rung.recommended]
        axes.broken_barh(
            bars, (row - 0.35, 0.7), facecolor="#fff3c4", edgecolor="#594d00", hatch="///", linewidth=0.8,
            label="recommended" if row == 0 else "",
        )  # fmt: skip
    for verdict, (marker, label) in _MARKERS.items():
        points = [
            (hours_into(period, at), row)
            for row, rung in enumerate(rungs)
            for at, found in rung.decided
            if found == verdict and isinstance(found, type(verdict))
        ]
        if points:
            axes.plot(*zip(*points, strict=True), marker, color=INK, markersize=7, label=label)
    name_days(axes, period, zone, STRIP_SHARE)
    axes.set_yticks(range(len(rungs)), [plain(rung.step.replace("-", " ")) for rung in rungs])
    axes.set_ylim(len(rungs) - 0.5, -0.5)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=4, frameon=False)
    return finished(axes, f"The ladder of {answer.scenario.title}", _in_words(answer, rungs))


def rungs_of(answer: Replay) -> list[Rung]:
    """Return the rungs that are ever recommended or decided, in the order of the ladder."""
    ends = [*(step.at for step in answer.steps[1:]), answer.scenario.horizon.until]
    found = []
    for kind in REVIEW_STEPS:
        runs = groupby(
            zip(answer.steps, ends, strict=True),
            key=lambda pair: any(one.step == kind for one in pair[0].review.recommendations),
        )
        times = [list(run) for there, run in runs if there]
        recommended = [Period(run[0][0].at, run[-1][1]) for run in times]
        decided = [
            (event.occurred, step.agrees[event.id])
            for step in answer.steps
            for event in step.decisions
            if event.step.removeprefix(NOT) == kind
        ]
        if recommended or decided:
            found.append(Rung(kind, recommended, decided))
    return found


def _in_words(answer: Replay, rungs: list[Rung]) -> str:
    told = [
        f"{rung.step.replace('-', ' ')} recommended for {sum(one.hours for one in rung.recommended):,.1f} hours, "
        f"{counted(len(rung.decided), 'decision')}"
        for rung in rungs
    ]
    return f"{span(answer.scenario.zone, *answer.asked_period)}: {'; '.join(told) or 'no step'}."
