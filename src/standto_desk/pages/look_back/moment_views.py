"""The page of a past moment, by what was known then or later."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from standto.model.time import BEGINNING, DAY, HOUR, Instant
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.book.moment_tables import NoScenario
from standto_desk.kit.instants import InstantField, PastForm, written
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.look_back.page import draw
from standto_desk.picture.showing import picture_at
from standto_desk.presenting.boards import Board, board_of
from standto_desk.presenting.drawing import Drawing, outlined
from standto_desk.presenting.figures import differences, figures_of, outline_figures
from standto_desk.presenting.readers import visible_moment, visible_until

FIRST_LINKS = (("An hour ago", HOUR), ("A day ago", DAY), ("A week ago", 7 * DAY))
STEPS = (("A day back", -DAY), ("An hour back", -HOUR), ("An hour on", HOUR), ("A day on", DAY))


class MomentForm(PastForm):
    """A past moment, and when it was known."""

    BEFORE = {"at": HOUR}

    at = InstantField(label="As of", help_text="For example, 23 9 2023 at 14:05")
    known = InstantField(label="As known at", required=False, help_text="Leave blank for what was known then")

    def clean(self) -> dict[str, Any]:
        """Return the two moments; the second is the first unless another is given."""
        super().clean()
        at, known = self.past("at"), self.past("known")
        return {**self.cleaned_data, "at": at, "known": at if known is None else known}


class MomentLink(NamedTuple):
    """A link to another moment, as known at a moment."""

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
    """Show a past moment, or ask for one."""
    hour = visible_until(request.user)
    form = MomentForm(request.GET or None, hour=hour)
    if not form.is_valid():
        links = [MomentLink(words, form.minute - before, form.minute - before) for words, before in FIRST_LINKS]
        return draw(request, "moment", {"form": form, "shown": False, "links": links}, status=form.status)
    at, known = (visible_moment(request.user, form.cleaned_data[name]) for name in ("at", "known"))
    links = [*_links_in_time(at, known), *(_links_by_entries(at, known) if hour is None else ())]
    context = {"form": form, "shown": True, "at": at, "known": known, "query_then": query_of(at, at)}
    context["links"] = [link for link in links if link.at <= form.present]
    return draw(request, "moment", {**context, **_as_known(at, known, hour)})


def query_of(at: Instant, known: Instant) -> str:
    """Return a moment as a query of this page, which holds nothing but instants."""
    return f"at={written(at)}" + ("" if known == at else f"&known={written(known)}")


def _as_known(at: Instant, known: Instant, hour: Instant | None) -> dict[str, Any]:
    """Return the board or the outline of a moment, and its figures beside those by what is known now."""
    try:
        if hour is not None:
            return _outline(at, known, hour)
        picture = picture_at(at, known)
        board = board_of(picture, past=True)
        return {"drawing": Drawing(picture, board), **_since(board, known)}
    except NoScenario:
        return {"drawing": None}


def _outline(at: Instant, known: Instant, hour: Instant) -> dict[str, Any]:
    then = outlined(at, known)
    now = outline_figures(outlined(at, hour).board)
    since = differences(outline_figures(then.board), now) if known < hour else ()
    return {"drawing": then, "since": since, "last_known": hour, "query_now": query_of(at, hour)}


def _since(board: Board, known: Instant) -> dict[str, Any]:
    """Return the number of entries that became known later, and the figures by the last of them."""
    at, later = board.at, known_entries().known_after(known)
    newest = later.last_known()
    if newest is None:
        return {"since": ()}
    last = newest.known
    return {
        "since": differences(figures_of(board), figures_of(board_of(picture_at(at, last), past=True))),
        "learnt": later.occurred_by(board.until - 1).count(),
        "last_known": last,
        "query_now": query_of(at, last),
    }


def _links_in_time(at: Instant, known: Instant) -> list[MomentLink]:
    """Return links to moments before and after; a second moment that was chosen stays."""
    return [MomentLink(words, at + step, at + step if known == at else known) for words, step in STEPS]


def _links_by_entries(at: Instant, known: Instant) -> list[MomentLink]:
    """Return links to the moments at which entries became known, the last before a moment and the next after it."""
    entries = known_entries()
    before, after = entries.known_after(BEGINNING).known_by(known - 1), entries.known_after(known)
    found = (("What became known before", before.last_known()), ("What became known next", after.first_known()))
    return [MomentLink(words, one.known if known == at else at, one.known) for words, one in found if one is not None]
