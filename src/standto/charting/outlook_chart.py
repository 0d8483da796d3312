"""An outlook over time: the chance of a gap of every duty as a heat map, or the gap of one as a fan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.charting.count_fan import draw_fan
from standto.charting.gap_heat import draw_heat
from standto.charting.local_days import STRIP_SHARE, WIDE_SHARE
from standto.charting.own_axes import axes_for, finished, not_an_answer
from standto.errors import OptionError
from standto.model.time import Period
from standto.outlooks.outlook_facts import OutlookFacts
from standto.outlooks.outlook_lines import judged_names, lines_of, rows_of
from standto.outlooks.words_of_outlooks import fan_words, heat_words
from standto.wording import check_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def draw_outlook(answer: OutlookFacts, *, of: str | None = None, ax: Axes | None = None) -> Figure:
    """Draw the chance of a gap over time, and return the figure.

    Parameters
    ----------
    answer
        What `outlook` returned.
    of
        The duty, crew or criticality whose gap is drawn as a fan: its id, or the criticality as text, such as ``1``.
        None: the chance of a gap of every duty and crew is drawn as a heat map.
    ax
        Axes to draw on; None: those of a new figure.

    Raises
    ------
    OptionError
        It is not an outlook, there is no such duty, crew or criticality, or Matplotlib is not installed.
    """
    if not isinstance(answer, OutlookFacts):
        raise not_an_answer(answer, "answer", "an outlook", "outlook(scenario, assumptions=...)")
    return _heat(answer, ax) if of is None else _fan(answer, of, ax)


def _fan(answer: OutlookFacts, of: str, ax: Axes | None) -> Figure:
    check_text(of, "of", "the id of a duty or crew, or a criticality")
    rows = {one.id: row for row, one in enumerate(answer.tally.judged)}
    if of not in rows:
        raise OptionError(f"of: {of!r} is not judged in the outlook; allowed are {', '.join(rows)}")
    row, name = rows[of], judged_names(answer)[rows[of]]
    axes = axes_for(ax, 3.2)
    draw_fan(
        axes, answer.starts, answer.tally.gaps[row], asked(answer), answer.scenario.zone, "places missing", WIDE_SHARE
    )
    return finished(axes, f"{name}: places missing, if the assumptions hold", fan_words(answer, row))


def _heat(answer: OutlookFacts, ax: Axes | None) -> Figure:
    futures, rows = answer.tally.futures, rows_of(answer.tally, "duty", "crew")
    lines = lines_of(answer)
    strips = [(lines[row].name, futures - answer.tally.gaps[row][:, 0]) for row in rows]
    axes = axes_for(ax, 1.4 + 0.34 * len(strips))
    draw_heat(axes, answer.starts, strips, futures, asked(answer), answer.scenario.zone, STRIP_SHARE)
    title = f"Chance of a gap, {answer.scenario.title}, if the assumptions hold"
    return finished(axes, title, heat_words(answer))


def asked(answer: OutlookFacts) -> Period:
    """Return the time of an outlook."""
    return Period(int(answer.starts[0]), int(answer.untils[-1]))
