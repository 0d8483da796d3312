"""The curve of relief: the hours short with each place or person more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.charting.chart_style import INK, LINES, RULE
from standto.charting.own_axes import axes_for, finished, not_an_answer
from standto.relieving import Relief

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def draw_relief(answer: Relief, *, ax: Axes | None = None) -> Figure:
    """Draw the hours short with each number of places or people added, and return the figure.

    Parameters
    ----------
    answer
        What `relief` returned for a pool or a skill.
    ax
        Axes to draw on; None: those of a new figure.

    Raises
    ------
    OptionError
        It is not relief by a pool or a skill, or Matplotlib is not installed.
    """
    if not isinstance(answer, Relief):
        raise not_an_answer(answer, "answer", "relief by a pool or a skill", "relief(scenario, pool=...)")
    axes, added = axes_for(ax, 3.4), list(range(answer.up_to + 1))
    from matplotlib.ticker import MaxNLocator

    lines = [("place-hours of duties", answer.place_hours, "#144e81")]
    if answer.scenario.crews:
        lines.append(("crew-hours", answer.crew_hours, "#594d00"))
    for (label, hours, ink), (dashes, marker) in zip(lines, LINES, strict=False):
        axes.plot(added, hours, linestyle=dashes, marker=marker, color=ink, label=label)
    if answer.enough is not None:
        axes.axvline(answer.enough, color=INK, linewidth=1.2, linestyle=(0, (4, 3)), label="no further one helps")
    axes.set_ylim(bottom=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(visible=True, axis="y", color=RULE, linewidth=0.4)
    axes.spines[["top", "right"]].set_visible(False)
    name = answer.newcomers.pool or "+".join(answer.newcomers.skill)
    axes.set_xlabel(f"added of {name}")
    axes.set_ylabel("hours short")
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, frameon=False)
    words = f"{answer.headline}, of {name}."
    return finished(axes, f"Relief of {answer.scenario.title}", words)
