"""The parts that the pages of a month share: grid, untold changes, publications, and links to other months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from standto.model.time import Instant
from standto_desk.access.permission import Action, may
from standto_desk.clock import now
from standto_desk.pages.rota.shift_codes import ShiftCodes
from standto_desk.picture.rota.month_grids import MonthGrid, grid_at
from standto_desk.picture.rota.months import Month
from standto_desk.picture.rota.publications import Publication, publications_of
from standto_desk.picture.rota.untold import ChangedTimes, untold_at
from standto_desk.presenting.planned_changes import changes_ahead


@dataclass(frozen=True)
class MonthPage:
    """A page about a month, as known at a moment."""

    month: Month
    at: Instant

    @cached_property
    def grid(self) -> MonthGrid:
        """The grid of the month."""
        return grid_at(self.month, self.at)

    @cached_property
    def codes(self) -> ShiftCodes:
        """The codes of the shifts."""
        return ShiftCodes(self.grid)

    @cached_property
    def untold(self) -> tuple[ChangedTimes, ...]:
        """What people have not been told yet."""
        return untold_at(self.month, self.at)

    @cached_property
    def publications(self) -> list[Publication]:
        """The publications of the month, the latest first."""
        return publications_of(self.month, self.at)

    def shown(self, request: HttpRequest) -> dict[str, Any]:
        """Return what every page of the month shows."""
        return {
            "month": self.month,
            "grid": self.grid,
            "days": self.month.days,
            "counts": self.grid.days,
            "today": self.grid.day_of(self.at),
            "codes": self.codes.key,
            "keeps": may(request.user, Action.KEEP_PEOPLE),
            "untold": len(self.untold),
            "ahead": changes_ahead(self.at, self.grid.period.until, self.at),
            "last": self.publications[0] if self.publications else None,
        }


def of_month(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the page of the month in its address; answer 404 if the desk shows no rota of it."""

    @wraps(view)
    def shown(request: HttpRequest, year: int, month: int, **parts: Any) -> HttpResponse:
        asked = Month(year, month)
        if not asked.possible:
            raise Http404
        return view(request, MonthPage(asked, now()), **parts)

    return shown
