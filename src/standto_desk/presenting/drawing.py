"""The board of a picture as markup, rendered once for all its readers."""

from __future__ import annotations

from threading import Lock
from typing import Any, ClassVar, NamedTuple

from django.template.loader import render_to_string

from standto.model.time import Instant
from standto_desk.acts.models import Ask
from standto_desk.caching.answers import LatestAnswer
from standto_desk.components.small_numbers import small_number
from standto_desk.ledger.cached_answers import LedgerCache
from standto_desk.picture.drawing import Picture
from standto_desk.picture.showing import picture_at
from standto_desk.presenting.asked import ShiftCalls, shift_calls
from standto_desk.presenting.boards import Board, board_of
from standto_desk.presenting.changes import Changes, Visit, changes_between, outline_changes
from standto_desk.presenting.figures import figures_of, outline_figures
from standto_desk.presenting.outlines import Outline, outline_of

MOST = 100
"""The number of lists of changes, and of call-ins, that a drawing keeps: visits often begin at the same moment."""
OUTLINES = 16
"""The number of outlines that are kept."""


class Ways(NamedTuple):
    """What a page links to for its reader, and what it adds about people asked to come in.

    Attributes
    ----------
    plan, decide, call_in
        Whether the reader may open forms that propose, forms that record a decision, and lists of who could come.
    calls
        The call-ins, shift by shift.
    """

    plan: bool = False
    decide: bool = False
    call_in: bool = False
    calls: ShiftCalls = ()


class _Parts:
    """A board, or its outline, as markup: each part is rendered once, however many threads ask.

    Parts that are there are returned without the lock, which a thread has while it renders another one.

    Markup differs between readers only in the links to forms, and in the numbers of people asked.
    """

    PARTS: ClassVar[str]

    def __init__(self, picture: Picture, board: Board | Outline) -> None:
        self.picture, self.board = picture, board
        self._lock = Lock()
        self._made: dict[tuple[str, bool, Ways], str] = {}

    @property
    def headline(self) -> str:
        """The sentence that matters most."""
        return self._drawn("headline")

    @property
    def in_short(self) -> str:
        """The most pressing steps."""
        return self._drawn("in_short")

    @property
    def parts(self) -> str:
        """The rest of a page."""
        return self._drawn(self.PARTS)

    def parts_with(self, ways: Ways) -> str:
        """Return the rest of a page with links to the forms that a reader may open."""
        return self._drawn(self.PARTS, ways=ways)

    @property
    def alone(self) -> str:
        """The rest of a page without links to other pages."""
        return self._drawn(self.PARTS, linked=False)

    @property
    def wall(self) -> str:
        """The whole of it, for a screen on a wall."""
        return self._drawn("wall")

    def _drawn(self, name: str, *, linked: bool = True, ways: Ways = Ways()) -> str:  # noqa: B008
        key = name, linked, ways
        if (made := self._made.get(key)) is not None:
            return made
        with self._lock:
            if key not in self._made:
                context = {"board": self.board, "linked": linked, "ways": ways, "calls": dict(ways.calls)}
                self._made[key] = render_to_string(f"board/{name}.html", context)
            return self._made[key]


class Drawing(_Parts):
    """The board of a picture, for readers who see numbers.

    Parameters
    ----------
    picture, board
        The picture, and its board; `visit` is what a reader of this drawing has seen.
    """

    PARTS = "parts"

    def __init__(self, picture: Picture, board: Board) -> None:
        super().__init__(picture, board)
        self.board: Board = board
        self._changes: dict[tuple[int, Instant, str], Changes] = {}
        self._calls: dict[tuple[bool, tuple[Any, ...]], ShiftCalls] = {}
        self.visit = Visit(board.sequence, board.at, figures_of(board))

    def calls(self, asks: tuple[Ask, ...], *, every: bool) -> ShiftCalls:
        """Return the call-ins, shift by shift; see `standto_desk.presenting.asked.shift_calls`."""
        key = every, tuple((one.pk, one.answer, one.coming) for one in asks)
        if (kept := self._calls.get(key)) is not None:
            return kept
        with self._lock:
            if key not in self._calls:
                if len(self._calls) >= MOST:
                    self._calls.clear()
                board = self.board
                self._calls[key] = shift_calls(
                    self.picture.review, board.short_duties, asks, every=every, crews=board.short_crews
                )
            return self._calls[key]

    def changes(self, since: Visit) -> Changes:
        """Return the changes since a visit."""
        key = since.sequence, since.at, str(since.numbers)
        if (kept := self._changes.get(key)) is not None:
            return kept
        with self._lock:
            if key not in self._changes:
                if len(self._changes) >= MOST:
                    self._changes.clear()
                self._changes[key] = changes_between(since, self.visit, self.board.pools, self.board.crews)
            return self._changes[key]


class OutlineDrawing(_Parts):
    """The outline of a picture, for viewers."""

    PARTS = "outline_parts"

    def __init__(self, picture: Picture) -> None:
        self.board: Outline = outline_of(picture)
        super().__init__(picture, self.board)
        self.visit = Visit(picture.sequence, self.board.at, outline_figures(self.board))

    def changes(self, since: Visit) -> Changes:
        """Return the changes since the hour of a visit."""
        board = self.board
        hour = since._replace(at=board.zone.hour(since.at))
        return outline_changes(hour, self.visit, self.picture.lent_pools, board.least)


_last: LatestAnswer[Picture, Drawing] = LatestAnswer()
_outlines: LedgerCache[tuple[Instant, Instant, int], OutlineDrawing] = LedgerCache(OUTLINES)


def drawn(picture: Picture) -> Drawing:
    """Return the drawing of the present picture; the last drawing is kept."""
    return _last.get(picture, lambda picture: Drawing(picture, board_of(picture)))


def outlined(at: Instant, known_at: Instant) -> OutlineDrawing:
    """Return the outline of a moment; entries that become known later do not change it.

    Parameters
    ----------
    at, known_at
        Whole hours.

    Raises
    ------
    NoScenario
        None had been entered by then.
    """
    key = (at, known_at, small_number())
    return _outlines.get_as_known(known_at, key, lambda: OutlineDrawing(picture_at(at, known_at)))
