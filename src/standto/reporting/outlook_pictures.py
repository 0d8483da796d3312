"""Pictures of an outlook's report: fans, a heat map and bars, with the same bytes for the same numbers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from standto.charting.chart_style import set_style
from standto.charting.count_fan import draw_fan
from standto.charting.gap_heat import draw_heat
from standto.charting.range_bars import LEAST_HEIGHT, ROW_HEIGHT, draw_range_bars
from standto.model.time import Period
from standto.reporting.charts import WIDTH
from standto.reporting.document import SelfDrawn
from standto.reporting.svg import embedded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from standto.charting.range_bars import RangeBar
    from standto.outlooks.outlook_facts import OutlookFacts

SEE_TABLE = "The table after the picture has the same numbers."
FAN_HEIGHT = 2.8
"""Inches, at 72 points each."""
_ABOVE, _BELOW = 0.42, 0.42
"""Inches for the legend above a picture, and for the names of days or the unit below it."""


def fan_picture(facts: OutlookFacts, name: str, counts: NDArray[np.int64], unit: str, words: str) -> SelfDrawn:
    """Return the fan of a number over time."""
    period, zone = period_of(facts), facts.scenario.zone

    def draw(axes: Axes) -> None:
        draw_fan(axes, facts.starts, counts, period, zone, unit)

    return _picture(name, words, FAN_HEIGHT, 0.06, draw)


def heat_picture(
    facts: OutlookFacts, name: str, rows: Sequence[tuple[str, NDArray[np.int64]]], words: str
) -> SelfDrawn:
    """Return the heat map of the chance of a gap over time; see `draw_heat`."""
    period, zone = period_of(facts), facts.scenario.zone

    def draw(axes: Axes) -> None:
        draw_heat(axes, facts.starts, rows, facts.tally.futures, period, zone)

    return _picture(name, words, LEAST_HEIGHT + ROW_HEIGHT * len(rows), _left([row for row, _ in rows]), draw)


def bars_picture(name: str, rows: Sequence[RangeBar], unit: str, words: str) -> SelfDrawn:
    """Return bars with ranges."""

    def draw(axes: Axes) -> None:
        draw_range_bars(axes, rows, unit)

    return _picture(name, words, LEAST_HEIGHT + ROW_HEIGHT * len(rows), _left([row.name for row in rows]), draw)


def period_of(facts: OutlookFacts) -> Period:
    """Return the time of an outlook."""
    return Period(int(facts.starts[0]), int(facts.untils[-1]))


def _left(names: Sequence[str]) -> float:
    """Return the share of the width that names need on the left."""
    return min(0.08 + 0.0078 * max(map(len, names), default=0), 0.45)


def _picture(name: str, words: str, height: float, left: float, draw: Callable[[Axes], None]) -> SelfDrawn:
    """Return a picture with axes of its own."""

    def drawn(key: str) -> str:
        import matplotlib as mpl
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure

        with mpl.rc_context():
            set_style()
            figure = Figure(figsize=(WIDTH, height))
            FigureCanvasSVG(figure)
            within = (left, _BELOW / height, 0.995 - left, 1 - (_ABOVE + _BELOW) / height)
            draw(figure.add_axes(within))
            written = io.StringIO()
            figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
        return embedded(written.getvalue(), key, name, f"{words} {SEE_TABLE}")

    return SelfDrawn(name, drawn)
