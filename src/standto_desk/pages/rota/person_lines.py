"""The lines of a grid of people by day, as markup: in Python, because a month of a force has thousands of cells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from standto_desk.access.models import Account
from standto_desk.access.people_in_reach import reachable
from standto_desk.access.permission import Action
from standto_desk.pages.rota.day_pieces import WORDS, DayPiece, pieces_of
from standto_desk.pages.rota.shift_codes import ShiftCodes
from standto_desk.picture.rota.month_grids import NEARLY, MonthGrid
from standto_desk.picture.rota.untold import ChangedTimes

REST = {"breach": "rest broken", "owed": "rest owed", "note": "rest noted", NEARLY: "rest only just kept"}
"""What a row says about the rules on rest, by the most serious effect."""
_CELL = Markup('<td class="desk-rota__cell{}">{}</td>')
_BUTTON = Markup('<button class="desk-rota__press" name="cell" value="{}-{}">{}</button>')
_EMPTY = Markup('<span aria-hidden="true">·</span><span class="govuk-visually-hidden">off, add a time</span>')
_OFF = Markup('<span class="govuk-visually-hidden">off</span>')
_SMALL = Markup(' <span class="desk-rota__small">{}</span>')
_CHANGED = Markup(' <span class="desk-rota__small"><span aria-hidden="true">✱</span> new</span>')
_PIECE = Markup('<span class="desk-rota__piece">{}{}</span>')
_DASH, _BREAKING = "–", Markup("–<wbr>")


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
    return Markup("").join(_cell(row, day, number) for day in range(len(grid.days)))


def _cell(row: PersonRow, day: int, number: int | None) -> Markup:
    pieces = row.pieces.get(day, ())
    changed = row.changed is not None and day in row.changed
    words = Markup("").join(_words(one) for one in pieces) or (_OFF if number is None else _EMPTY)
    way = pieces[0].way if pieces else "off"
    content = words + _CHANGED if changed else words
    return _CELL.format(
        f" desk-rota__cell--{way}{' desk-rota__cell--changed' if changed else ''}",
        content if number is None else _BUTTON.format(number, day + 1, content),
    )


def _words(piece: DayPiece) -> Markup:
    small = WORDS[piece.way] if piece.text != WORDS[piece.way] else ""
    small = ", ".join(filter(None, (small, "partly away" if piece.partly else "")))
    text = _BREAKING.join(piece.text.split(_DASH))
    return _PIECE.format(text, _SMALL.format(small) if small else "")


def _days(grid: MonthGrid, one: ChangedTimes) -> frozenset[int]:
    return frozenset(max(grid.day_of(time.start), 0) for time in (*one.gone, *one.new))
