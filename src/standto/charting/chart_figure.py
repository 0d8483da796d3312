"""A figure that a notebook shows without pyplot, with its alternative text."""

from __future__ import annotations

import io
from base64 import b64encode

from markupsafe import escape
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


class ChartFigure(Figure):
    """A figure with alternative text.

    Attributes
    ----------
    alt
        Its content in words.
    """

    alt = ""

    def __repr__(self) -> str:
        return f"<Chart: {self.alt}>"

    def _repr_html_(self) -> str:
        """Return the picture for a notebook."""
        drawn = io.BytesIO()
        FigureCanvasAgg(self)
        self.savefig(drawn, format="png", metadata={"Software": None})
        picture = b64encode(drawn.getvalue()).decode("ascii")
        return f'<img src="data:image/png;base64,{picture}" alt="{escape(self.alt)}" style="max-width: 100%">'
