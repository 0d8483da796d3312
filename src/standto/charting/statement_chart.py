"""A cover statement: the hours short of each row of time, by cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.attribution import CoverStatement
from standto.charting.own_axes import axes_for, finished, not_an_answer, say_inside
from standto.charting.piled_bars import draw_piles
from standto.model.time import HOUR
from standto.wording import check_flag

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_NOTHING = "Nothing short"


def draw_statement(answer: CoverStatement, *, crews: bool = False, ax: Axes | None = None) -> Figure:
    """Draw the hours short of each month, week or day as a bar, whose parts are causes, and return the figure.

    Parameters
    ----------
    answer
        What `statement` returned.
    crews
        Whether to draw the hours of crews below what they need; otherwise, the place-hours of duties.
    ax
        Axes to draw on; None: those of a new figure.

    Raises
    ------
    OptionError
        It is not a cover statement, or Matplotlib is not installed.
    """
    if not isinstance(answer, CoverStatement):
        raise not_an_answer(answer, "answer", "a cover statement", "statement(scenario)")
    check_flag(crews, "crews")
    rows = range(len(answer.rows_of_time))
    names = [answer.row_name(row) for row in rows]
    hours = [sum(answer.sums(crews=crews, row=row)) / HOUR for row in rows]
    parts = answer.parts_by_cause(crews=crews)
    unit = "crew-hours" if crews else "place-hours"
    axes = axes_for(ax, 4.0)
    draw_piles(axes, names, parts, f"{unit} short")
    if not parts:
        say_inside(axes, _NOTHING)
    total, worst = sum(hours), max(rows, key=lambda row: hours[row])
    most = f"{total:,.2f} {unit} short; most in {names[worst]}, {hours[worst]:,.2f}."
    title = f"{unit.capitalize()} short of {answer.scenario.title}, by cause"
    return finished(axes, title, most if total else f"{_NOTHING}.")
