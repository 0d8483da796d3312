"""Hours by row of time and cause as a picture: bars that are piles, with the same bytes for the same numbers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from standto.charting.chart_style import set_style
from standto.charting.piled_bars import draw_piles
from standto.reporting.charts import WIDTH
from standto.reporting.svg import embedded

if TYPE_CHECKING:
    from standto.reporting.document import Trend

HEIGHT = 3.6
"""Inches, at 72 points each."""


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
        draw_piles(axes, trend.rows, trend.parts, trend.unit)
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
