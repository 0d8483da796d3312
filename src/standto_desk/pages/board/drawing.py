"""Drawing the board once for everybody who looks at the same picture."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from standto_desk.pages.board.boards import board_of
from standto_desk.pages.board.changes import changes_between

if TYPE_CHECKING:
    from standto_desk.pages.board.boards import Board
    from standto_desk.pages.board.changes import Changes
    from standto_desk.picture import Picture

MOST = 100
"""So many beginnings of what changed are kept: those who look often share them."""


class Drawing:
    """A board and its parts as markup, each made once however many threads ask; nothing in them depends on who looks.

    Parameters
    ----------
    picture, board
        What is drawn, and the same in words.
    """

    def __init__(self, picture: Picture, board: Board) -> None:
        self.picture, self.board = picture, board
        self._lock = Lock()
        self._made: dict[tuple[str, bool], str] = {}
        self._changes: dict[int, Changes] = {}

    @property
    def headline(self) -> str:
        """What matters most."""
        return self._drawn("headline")

    @property
    def parts(self) -> str:
        """All the rest of a page."""
        return self._drawn("parts")

    @property
    def alone(self) -> str:
        """The same without a link to another page."""
        return self._drawn("parts", linked=False)

    @property
    def wall(self) -> str:
        """Everything on a screen that a room looks at."""
        return self._drawn("wall")

    def changes(self, since: int) -> Changes:
        """Return what was entered after an entry."""
        with self._lock:
            if since not in self._changes:
                if len(self._changes) >= MOST:
                    self._changes.clear()
                self._changes[since] = changes_between(since, self.board.sequence, self.board.pools)
            return self._changes[since]

    def _drawn(self, name: str, *, linked: bool = True) -> str:
        """Draw a template, unless it is drawn."""
        key = name, linked
        with self._lock:
            if key not in self._made:
                context = {"board": self.board, "linked": linked}
                self._made[key] = render_to_string(f"board/{name}.html", context)
            return self._made[key]


_lock = Lock()
_last: list[Drawing] = []


def drawn(picture: Picture) -> Drawing:
    """Return the drawing of the picture of now; that of the last one is kept."""
    with _lock:
        if not _last or _last[-1].picture is not picture:
            _last[:] = [Drawing(picture, board_of(picture))]
        return _last[-1]
