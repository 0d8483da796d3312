"""The style of charts: inks, and the pattern of each part, which tells it apart as well as its colour."""

from __future__ import annotations

from typing import Any, NamedTuple

INK, RULE = "#0b0c0c", "#505a5f"
COVERED, SHORT = "#cce2d8", "#a2150c"


class Band(NamedTuple):
    """The style of one part of the pile: its pattern tells it apart as well as its colour."""

    part: str
    label: str
    face: str
    edge: str
    hatch: str

    @property
    def style(self) -> dict[str, Any]:
        """The style of its shape."""
        return {"facecolor": self.face, "edgecolor": self.edge, "hatch": self.hatch, "linewidth": 0.8}


GAP = Band("gap", "gap", "#ffffff", SHORT, "xxx")
BANDS = (
    Band("home", "home", "#bbd4ea", "#144e81", ""),
    Band("aid", "aid", "#fff3c4", "#594d00", "///"),
    Band("contingency", "contingency", "#dfd3ee", "#3d2375", "---"),
    GAP,
)
PILES = (
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
"""The face and the pattern of each part of a bar."""
LINES = (("-", "o"), ("--", "s"), (":", "^"), ("-.", "D"))
"""The dashes and the marker of each line."""


def plain(word: str) -> str:
    """Return a word for a picture, in which a dollar sign would begin a formula."""
    return word.replace("$", r"\$")


def set_style() -> None:
    """Set the style of everything, whatever the user's own settings are; for use within a context of settings."""
    import matplotlib as mpl

    mpl.rcdefaults()
    mpl.rc("svg", fonttype="none", hashsalt="standto")
    mpl.rc("font", size=10)
    mpl.rc("hatch", linewidth=0.9)
    mpl.rc("text", color=INK)
    mpl.rc("axes", edgecolor=INK, labelcolor=INK)
    mpl.rc("xtick", color=INK)
    mpl.rc("ytick", color=INK)
