"""The lines of a grid of people by day, as markup: in Python, because a month of a force has thousands of cells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from standto_desk.access.models import Account
from standto_desk.access.people_in_reach import reachable
from standto_desk.access.permission import Action
from standto_desk.pages.rota.day_pieces import WORDS, DayPiece, pieces_of
from standto_desk.pages.rota.shift_codes import ShiftCodes
from standto_desk.picture.rota.month_grids import NEARLY, MonthGrid
from standto_desk.picture.rota.untold import ChangedTimes

REST = {"breach": "rest broken", "owed": "rest owed", "note": "rest noted", NEARLY: "rest only just kept"}
"""What a row says about the rules on rest, by the most serious effect."""
_EMPTY = '<span aria-hidden="true">·</span><span class="govuk-visually-hidden">off, add a time</span>'
_OFF = '<span class="govuk-visually-hidden">off</span>'
_CHANGED = ' <span class="desk-rota__small"><span aria-hidden="true">✱</span> new</span>'
_DASH, _BREAKING = "–", "–<wbr>"
_KEPT = 4096
"""The contents of cells that are kept as markup: people on the same shift have the same."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person's row of a grid.

    Attributes
    ----------
    place
        Their place in `Scenario.people`.
    pieces
        What they do by day, from 0.
    rest
        What the rules on rest say about their stints, in words; blank for nothing.
    changed
        The days whose times changed since they were told; None if nothing did.
    """

    place: int
    person: str
    team: str
    pieces: Mapping[int, Sequence[DayPiece]]
    rest: str
    changed: Collection[int] | None


def people_in(grid: MonthGrid, account: Account, team: str | None) -> list[int]:
    """Return the people that an account may see, of one team or of all, by team, then by cipher; as places."""
    people = grid.scenario.people
    wanted = [place for place, one in enumerate(people) if one.force == grid.scenario.home and team in (None, one.team)]
    seen = reachable(account, Action.SEE_PERSON, [people[place].id for place in wanted])
    found = [place for place in wanted if people[place].id in seen]
    return sorted(found, key=lambda place: (people[place].team, people[place].id))


def rows_of(
    grid: MonthGrid, places: Sequence[int], changes: Sequence[ChangedTimes], codes: ShiftCodes
) -> list[PersonRow]:
    """Return the rows of some people.

    Parameters
    ----------
    changes
        What people have not been told yet; those who were told nothing at all are not marked.
    """
    changed = {one.person: _days(grid, one) for one in changes if not one.first}
    return [
        PersonRow(
            place=place,
            person=(person := grid.scenario.people[place]).id,
            team=person.team,
            pieces=pieces_of(grid, place, codes),
            rest=REST.get(grid.rest.get(place, ""), ""),
            changed=changed.get(person.id),
        )
        for place in places
    ]


def cells_of(grid: MonthGrid, row: PersonRow, number: int | None) -> Markup:
    """Return the cells of a row, one for each day.

    Parameters
    ----------
    number
        The place of the row on its page, which the buttons of the cells send; None: no buttons.
    """
    return Markup("".join(_cell(row, day, number) for day in range(len(grid.days))))  # noqa: S704 - parts are escaped


def _cell(row: PersonRow, day: int, number: int | None) -> str:
    pieces = row.pieces.get(day, ())
    changed = row.changed is not None and day in row.changed
    shown = tuple((one.way, one.text, one.partly) for one in pieces)
    content = _content(shown, changed, _OFF if number is None else _EMPTY)
    if number is not None:
        content = f'<button class="desk-rota__press" name="cell" value="{number}-{day + 1}">{content}</button>'
    way = pieces[0].way if pieces else "off"
    return f'<td class="desk-rota__cell desk-rota__cell--{way}{" desk-rota__cell--changed" * changed}">{content}</td>'


@lru_cache(_KEPT)
def _content(pieces: tuple[tuple[str, str, bool], ...], changed: bool, empty: str) -> str:
    """Return what somebody does on a day as markup; pieces are given by way, text and whether they are partly away."""
    return ("".join(_words(*one) for one in pieces) or empty) + (_CHANGED if changed else "")


def _words(way: str, text: str, partly: bool) -> str:
    words = (WORDS[way] if text != WORDS[way] else "", "partly away" if partly else "")
    small = ", ".join(filter(None, words))
    added = f' <span class="desk-rota__small">{escape(small)}</span>' if small else ""
    return f'<span class="desk-rota__piece">{str(escape(text)).replace(_DASH, _BREAKING)}{added}</span>'


def _days(grid: MonthGrid, one: ChangedTimes) -> frozenset[int]:
    return frozenset(max(grid.day_of(time.start), 0) for time in (*one.gone, *one.new))
