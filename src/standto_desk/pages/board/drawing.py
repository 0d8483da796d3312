"""Drawing the board once for everybody who looks at the same picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from standto_desk.pages.board.boards import board_of

if TYPE_CHECKING:
    from standto_desk.pages.board.boards import Board
    from standto_desk.picture import Picture


@dataclass(frozen=True)
class Drawing:
    """A board and its parts as markup; nothing in them depends on who looks."""

    picture: Picture
    board: Board

    @cached_property
    def headline(self) -> str:
        """What matters most."""
        return self._drawn("headline")

    @cached_property
    def parts(self) -> str:
        """All the rest of a page."""
        return self._drawn("parts")

    @cached_property
    def alone(self) -> str:
        """The same without a link to another page."""
        return self._drawn("parts", linked=False)

    @cached_property
    def wall(self) -> str:
        """Everything on a screen that a room looks at."""
        return self._drawn("wall")

    def _drawn(self, name: str, *, linked: bool = True) -> str:
        """Draw a template."""
        return str(render_to_string(f"board/{name}.html", {"board": self.board, "linked": linked}))


_last: list[Drawing] = []


def drawn(picture: Picture) -> Drawing:
    """Return the drawing of a picture; that of the last one is kept."""
    last = _last[-1] if _last else None
    if last is None or last.picture is not picture:
        last = Drawing(picture, board_of(picture))
        _last[:] = [last]
    return last
