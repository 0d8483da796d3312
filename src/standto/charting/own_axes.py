"""The axes of a chart: those that a caller gives, or those of a figure of its own."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, cast

from standto.charting.chart_style import plain
from standto.errors import OptionError
from standto.wording import shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 9.6
"""Inches, at 72 points each."""
_LINE = 70
"""The most characters in a line of a title."""


def axes_for(ax: Axes | None, height: float) -> Axes:
    """Return axes to draw on; without any, those of a new figure of some height in inches."""
    if ax is not None:
        if not callable(getattr(ax, "get_figure", None)) or not callable(getattr(ax, "plot", None)):
            raise OptionError(f"ax: {shortened(ax)} is not axes of Matplotlib, or None")
        return ax
    try:
        import matplotlib as mpl
    except ModuleNotFoundError as error:
        if error.name != "matplotlib":
            raise
        raise OptionError(
            "charts need Matplotlib, which is not installed here: pip install 'standto[charts]'"
        ) from None
    from standto.charting.chart_figure import ChartFigure

    return ChartFigure(figsize=(WIDTH, height), layout="constrained", dpi=mpl.rcParams["figure.dpi"]).add_subplot()


def finished(axes: Axes, title: str, alt: str) -> Figure:
    """Give a chart its title and its alternative text, and return its figure."""
    lines = "\n".join(textwrap.wrap(plain(title), _LINE))
    axes.set_title(lines, loc="left", pad=30, fontsize="medium", fontweight="bold")
    figure = cast("Figure", axes.get_figure(root=True))
    if hasattr(figure, "alt"):
        figure.alt = alt
    return figure


def say_inside(axes: Axes, words: str) -> None:
    """Say in an empty chart why there is nothing to draw."""
    axes.text(0.5, 0.5, words, transform=axes.transAxes, ha="center", va="center")


def not_an_answer(given: object, name: str, wanted: str, how: str) -> OptionError:
    """Return the error for something given in place of an answer."""
    return OptionError(f"{name}: {shortened(given)} is not {wanted}: {how} returns one")
