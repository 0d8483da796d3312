"""A past moment as it was, by what was known then or at another time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.views.decorators.http import require_safe

from standto.model.time import BEGINNING, DAY, HOUR
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.book.tables_then import NoScenario
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.look_back.instants import InstantField, PastForm, written
from standto_desk.pages.look_back.places import draw
from standto_desk.pages.look_back.present import latest, latest_asked
from standto_desk.picture.showing import picture_at
from standto_desk.presenting.boards import board_of
from standto_desk.presenting.drawing import Drawing, outlined
from standto_desk.presenting.figures import Difference, differences, figures_of, outline_figures
from standto_desk.presenting.readers import visible_moment, visible_until

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from standto.model.time import Instant
    from standto_desk.presenting.boards import Board


class MomentForm(PastForm):
    """As of when, and as known when."""

    at = InstantField(label="As of", help_text="For example, 23 9 2023 at 14:05")
    known = InstantField(label="As known at", required=False, help_text="Leave this empty for what was known then")

    def clean(self) -> dict[str, Any]:
        """Return the two moments; what was known then where nothing else is asked."""
        super().clean()
        at, known = self.past("at"), self.past("known")
        return {**self.cleaned_data, "at": at, "known": at if known is None else known}


@dataclass(frozen=True, slots=True)
class MomentLink:
    """A link to another moment: in words, when that is, and whether it is by knowledge alone."""

    words: str
    at: Instant
    known: Instant

    @property
    def query(self) -> str:
        """The moment as a query."""
        return query_of(self.at, self.known)


@require_safe
@needs(Action.LOOK_BACK)
def moment(request: HttpRequest) -> HttpResponse:
    """Show a past moment, or ask which."""
    hour = visible_until(request.user)
    now = latest() if hour is None else hour
    form = MomentForm(request.GET or None, latest=latest_asked(hour), initial={"at": now - HOUR})
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return draw(request, "moment", {"form": form, "shown": False, "ways": _first_ways(now)}, status=status)
    at, known = (visible_moment(request.user, form.cleaned_data[name]) for name in ("at", "known"))
    ways = _ways(at, known, now) + ([] if hour is not None else _ways_by_entries(at, known, now))
    context = {"form": form, "shown": True, "at": at, "known": known, "ways": ways, "way_then": query_of(at, at)}
    try:
        known_now = _as_known(at, known) if hour is None else _outline_as_known(at, known, hour)
        return draw(request, "moment", {**context, **known_now})
    except NoScenario:
        return draw(request, "moment", {**context, "drawing": None})


def query_of(at: Instant, known: Instant) -> str:
    """Return a moment as a query of this page: instants and nothing else."""
    return f"at={written(at)}" + ("" if known == at else f"&known={written(known)}")


def _as_known(at: Instant, known: Instant) -> dict[str, Any]:
    """Return the board of a moment, and how its numbers are by what is known now."""
    picture = picture_at(at, known)
    board = board_of(picture, past=True)
    return {"drawing": Drawing(picture, board), "board": board, **_since(board, known)}


def _outline_as_known(at: Instant, known: Instant, hour: Instant) -> dict[str, Any]:
    """Return the outline of an hour, and how it is by what was known at the last one."""
    then = outlined(at, known)
    now = outline_figures(outlined(at, hour).board)
    since = differences(outline_figures(then.board), now) if known < hour else ()
    return {"drawing": then, "since": since, "learnt": 0, "last_known": hour, "way_now": query_of(at, hour)}


def _since(board: Board, known: Instant) -> dict[str, Any]:
    """Return what has become known since, as numbers."""
    at = board.at
    later = known_entries().filter(known__gt=known)
    last = later.order_by("-known").values_list("known", flat=True).first()
    if last is None:
        return {"since": (), "learnt": 0, "last_known": known, "way_now": ""}
    found: tuple[Difference, ...] = differences(
        figures_of(board), figures_of(board_of(picture_at(at, last), past=True))
    )
    learnt = later.filter(occurred__lt=board.until).count()
    return {"since": found, "learnt": learnt, "last_known": last, "way_now": query_of(at, last)}


def _first_ways(now: Instant) -> list[MomentLink]:
    """Return some moments to begin with."""
    beginnings = (("An hour ago", now - HOUR), ("A day ago", now - DAY), ("A week ago", now - 7 * DAY))
    return [MomentLink(words, at, at) for words, at in beginnings]


def _ways(at: Instant, known: Instant, now: Instant) -> list[MomentLink]:
    """Return the ways on from a moment in time."""
    steps = (("A day back", -DAY), ("An hour back", -HOUR), ("An hour on", HOUR), ("A day on", DAY))
    # A knowledge that was chosen stays; one that goes with the moment goes on with it.
    ways = [MomentLink(words, at + step, at + step if known == at else known) for words, step in steps]
    return [way for way in ways if way.at <= now]


def _ways_by_entries(at: Instant, known: Instant, now: Instant) -> list[MomentLink]:
    """Return the ways to what became known before a moment and after it."""
    ways = []
    entries = known_entries()
    before = entries.filter(known__lt=known, known__gt=BEGINNING).order_by("-known")
    after = entries.filter(known__gt=known).order_by("known")
    for words, found in (("What became known before", before), ("What became known next", after)):
        moved = found.values_list("known", flat=True).first()
        if moved is not None:
            ways.append(MomentLink(words, moved if known == at else at, moved))
    return [way for way in ways if way.at <= now]
