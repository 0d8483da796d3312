"""Who is already as an entry would say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.access.permission import Action
from standto_desk.access.reaching import reachable
from standto_desk.picture.people import people_states

if TYPE_CHECKING:
    from collections.abc import Callable

    from standto_desk.access.models import Account
    from standto_desk.acts.occurrences import Occurrence
    from standto_desk.picture import Picture
    from standto_desk.picture.people import PersonState

ALREADY: dict[str, Callable[[PersonState], bool]] = {
    "stepped-back": lambda state: state.stepped_back,
    "returned": lambda state: not state.stepped_back,
    "unavailable": lambda state: state.unavailable,
    "available": lambda state: not state.unavailable,
    "called-in": lambda state: state.on_duty,
    "stood-off": lambda state: not state.on_duty,
}
"""What makes an entry of a kind change nothing now."""


def already_so(picture: Picture, occurrence: Occurrence, reader: Account) -> tuple[str, ...]:
    """Return the people of whom the register says now what an entry would say; nobody where it cannot tell.

    Parameters
    ----------
    reader
        Who asks: nothing is told of people whose state they may not see.
    """
    check = ALREADY.get(occurrence.kind)
    if check is None or occurrence.capability:
        return ()
    seen = reachable(reader, Action.SEE_PERSON, occurrence.subjects)
    states = people_states(picture.situation, picture.at, people=seen)
    return tuple(state.person for state in states if check(state))
