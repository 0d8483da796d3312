"""Hours by row of time and cause as a picture: bars that are piles, with the same bytes for the same numbers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from standto.reporting.charts import INK, WIDTH, plain, set_style
from standto.reporting.svg import embedded

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from standto.reporting.document import Trend

HEIGHT = 3.6
"""Inches, at 72 points each."""
STYLES = (
    ("#bbd4ea", ""),
    ("#144e81", ""),
    ("#fff3c4", "///"),
    ("#dfd3ee", "---"),
    ("#cce2d8", "..."),
    ("#f6d7d2", "\\\\\\"),
    ("#eeefef", ""),
    ("#505a5f", ""),
    ("#ffffff", "xxx"),
)
"""The face and the pattern of each part, which tells it apart as well as its colour."""
_MOST_NAMES = 13
"""The most rows whose names fit beside one another."""


def trend_chart(trend: Trend, key: str) -> str:
    """Return hours by row of time and cause as an `svg` element.

    Parameters
    ----------
    trend
        The rows and the parts of each.
    key
        The beginning of the ids in the picture, so that two pictures of a page share none.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with mpl.rc_context():
        set_style()
        figure = Figure(figsize=(WIDTH, HEIGHT))
        FigureCanvasSVG(figure)
        axes = figure.add_axes((0.105, 0.1, 0.89, 0.68))
        _draw(axes, trend)
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    return embedded(drawn.getvalue(), key, trend.name, description(trend))


def description(trend: Trend) -> str:
    """Return the content of a picture in words."""
    totals = [sum(hours) for hours in zip(*(hours for *_, hours in trend.parts), strict=True)]
    if not any(totals):
        return f"No {trend.unit}. The table after the picture has the same numbers."
    worst = totals.index(max(totals))
    words = f"At most {totals[worst]:,.2f} {trend.unit}, in {trend.rows[worst]}; {sum(totals):,.2f} in all"
    return f"{words}. The table after the picture has the same numbers."


def _draw(axes: Axes, trend: Trend) -> None:
    """Draw a bar for each row: its parts lie on one another in the order of the causes."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    places = list(range(len(trend.rows)))
    bottom = [0.0] * len(places)
    for style_place, name, hours in trend.parts:
        face, hatch = STYLES[style_place % len(STYLES)]
        style: dict[str, Any] = {"facecolor": face, "edgecolor": INK, "hatch": hatch, "linewidth": 0.8}
        axes.bar(places, hours, bottom=bottom, width=0.7, label=plain(name), **style)
        bottom = [below + height for below, height in zip(bottom, hours, strict=True)]
    every = -(-len(places) // _MOST_NAMES)
    axes.set_xticks(places[::every], [plain(name) for name in trend.rows[::every]])
    axes.set_xlim(-0.6, max(len(places), 4) - 0.4)
    axes.set_ylim(0, max([*bottom, 1.0]) * 1.08)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axes.grid(visible=True, axis="y", color="#505a5f", linewidth=0.4)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_ylabel(trend.unit)
    if trend.parts:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1.02), ncols=5, frameon=False, borderaxespad=0, fontsize=9)
