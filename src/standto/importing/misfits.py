"""A text of a sheet that does not fit, told without the text: the gatherer of rejects decides whether to show it."""

from __future__ import annotations


class Misfit(ValueError):
    """A cell that does not fit.

    Parameters
    ----------
    what
        What is wrong, to follow the text of the cell: ``is not a date``.
    allowed
        What is allowed, or what to do.
    text
        The part of the cell that does not fit; None for all of it, and empty if none is to be shown.
    others
        What else does not fit in the same cell.
    """

    def __init__(self, what: str, allowed: str = "", text: str | None = None, others: tuple[Misfit, ...] = ()) -> None:
        super().__init__(what)
        self.what = what
        self.allowed = allowed
        self.text = text
        self.others = others
