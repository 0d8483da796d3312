"""Hours by row of time and cause: bars that are piles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from standto.charting.chart_style import INK, PILES, RULE, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

_MOST_NAMES = 13
"""The most rows whose names fit beside one another."""


def draw_piles(axes: Axes, rows: Sequence[str], parts: Sequence[tuple[int, str, Sequence[float]]], unit: str) -> None:
    """Draw a bar for each row, whose parts lie on one another in their order.

    Parameters
    ----------
    rows
        The name of each row.
    parts
        The place of each part among all parts, which gives its pattern; its name; and its hours in each row.
    unit
        The unit of the axis.
    """
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    places = list(range(len(rows)))
    bottom = [0.0] * len(places)
    for style_place, name, hours in parts:
        face, hatch = PILES[style_place % len(PILES)]
        style: dict[str, Any] = {"facecolor": face, "edgecolor": INK, "hatch": hatch, "linewidth": 0.8}
        axes.bar(places, hours, bottom=bottom, width=0.7, label=plain(name), **style)
        bottom = [below + height for below, height in zip(bottom, hours, strict=True)]
    every = -(-len(places) // _MOST_NAMES)
    axes.set_xticks(places[::every], [plain(name) for name in rows[::every]])
    axes.set_xlim(-0.6, max(len(places), 4) - 0.4)
    axes.set_ylim(0, max([*bottom, 1.0]) * 1.08)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axes.grid(visible=True, axis="y", color=RULE, linewidth=0.4)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_ylabel(unit)
    if parts:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1.02), ncols=5, frameon=False, borderaxespad=0, fontsize=9)
