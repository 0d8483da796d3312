"""Charts of answers: functions that each draw one on a figure of Matplotlib and return it.

None uses pyplot or changes a setting. Each takes axes to draw on; without them it makes a figure of its own, which a
notebook shows with its alternative text. `chart_style` and the modules with parts of charts also serve reports.
"""

from standto.charting.comparison_chart import draw_comparison
from standto.charting.cover_chart import draw_cover
from standto.charting.ladder_chart import draw_ladder
from standto.charting.margin_chart import draw_margin
from standto.charting.outlook_chart import draw_outlook
from standto.charting.relief_chart import draw_relief
from standto.charting.statement_chart import draw_statement

__all__ = [
    "draw_comparison",
    "draw_cover",
    "draw_ladder",
    "draw_margin",
    "draw_outlook",
    "draw_relief",
    "draw_statement",
]
