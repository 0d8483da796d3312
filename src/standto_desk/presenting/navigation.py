"""The navigation: groups of pages, the pages of the current group, and what waits for the reader, which comes first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from standto.wording import counted
from standto_desk.access.permission import Action, may


class Family(NamedTuple):
    """A family of pages in the navigation, with the permission that it needs; each view asks again."""

    text: str
    href: str
    action: Action


GROUPS: tuple[tuple[str, tuple[Family, ...]], ...] = (
    ("Set up", (Family("Set up", "/set-up/", Action.SET_UP),)),
    ("Board", (Family("Board", "/", Action.SEE_COUNTS), Family("Who is on duty", "/on-duty/", Action.SEE_COUNTS))),
    ("My record", (Family("My record", "/my/", Action.STEP_BACK_SELF),)),
    ("Record", (Family("Record", "/record/", Action.RECORD),)),
    ("Ladder", (Family("Ladder", "/ladder/", Action.SEE_COUNTS),)),
    (
        "Plan",
        (
            Family("What if", "/what-if/", Action.SUPPOSE),
            Family("Outlook", "/outlook/", Action.LOOK_AHEAD),
            Family("Register", "/register/", Action.READ_REGISTER),
            Family("Changes of the rules", "/register/waiting/", Action.KEEP_RULES),
            Family("Rota", "/rota/", Action.SEE_NUMBERS),
            Family("Import", "/import/", Action.IMPORT),
            Family("Import a folder", "/import/folder/", Action.KEEP_PLAN),
        ),
    ),
    (
        "Reports",
        (
            Family("Situation reports", "/reports/", Action.READ_REPORTS),
            Family("Cover statements", "/statement/", Action.LOOK_BACK),
        ),
    ),
    ("Look back", (Family("Look back", "/look-back/", Action.LOOK_BACK),)),
    (
        "Handover and alerts",
        (
            Family("Handover", "/handover/", Action.READ_HANDOVERS),
            Family("Log", "/log/", Action.READ_LOG),
            Family("Alerts", "/alerts/", Action.SEE_NUMBERS),
        ),
    ),
    (
        "Accounts",
        (
            Family("Accounts", "/accounts/", Action.MANAGE_ACCOUNTS),
            Family("First accounts", "/set-up/accounts/", Action.MANAGE_SETTINGS),
            Family("Who receives alerts", "/alerts/owners/", Action.MANAGE_SETTINGS),
            Family("Security log", "/security-log/", Action.READ_SECURITY_LOG),
            Family("Records opened", "/openings/", Action.READ_OPENINGS),
        ),
    ),
)
"""The groups of the navigation in order, each with its pages; a group leads to the first that the reader may open."""

WAITING_PAGE = "/waiting/"
COUNTED = Markup('{} <span aria-hidden="true">({})</span><span class="govuk-visually-hidden">, {}</span>')
"""Pages with the number of things that wait there: a number for the eye, and words for screen readers."""

Item = dict[str, Any]


def ways_through_the_desk(path: str, account: Any, waiting: Mapping[str, str]) -> tuple[list[Item], list[Item]]:
    """Return the groups that an account may open, and the pages of the current group if there are several.

    Parameters
    ----------
    path
        The path of the page.
    waiting
        What waits for the account, by page, in words that begin with a number.
    """
    here = _place_of(path)
    groups, pages = [], []
    for name, places in GROUPS:
        open_to = [place for place in places if may(account, place.action)]
        if not open_to:
            continue
        current = here in places
        number = sum(_number(waiting[place.href]) for place in open_to if place.href in waiting)
        words = counted(number, "thing waits", "things wait")
        text = open_to[0].text if len(open_to) == 1 else name
        # A heading of several pages is not itself the page that is open.
        state = {"active" if len(open_to) > 1 else "current": current}
        groups.append({"href": open_to[0].href, **state, **_counted(text, number, words)})
        if current and len(open_to) > 1:
            pages = [_page(place, here, waiting) for place in open_to]
    return [*_first(path, waiting), *groups], pages


def _first(path: str, waiting: Mapping[str, str]) -> list[Item]:
    """Return the page of all that waits for the reader, if anything does."""
    number = sum(map(_number, waiting.values()))
    if not number:
        return []
    words = counted(number, "thing waits for you", "things wait for you")
    return [{"href": WAITING_PAGE, "current": path == WAITING_PAGE, **_counted("Waiting", number, words)}]


def _page(place: Family, here: Family | None, waiting: Mapping[str, str]) -> Item:
    words = waiting.get(place.href, "")
    return {"href": place.href, "current": place == here, **_counted(place.text, _number(words), words)}


def _counted(text: str, number: int, words: str) -> Item:
    return {"text": text} | ({"html": COUNTED.format(text, f"{number:,}", words)} if number else {})


def _number(words: str) -> int:
    """Return the number that some words begin with; 0 for none."""
    first = words.split(" ", 1)[0].replace(",", "")
    return int(first) if first.isdecimal() else 0


def _place_of(path: str) -> Family | None:
    """Return the place to which a path belongs: the one with the longest address that begins it."""
    places = [place for _, several in GROUPS for place in several]
    found = [place for place in places if path == place.href or (place.href != "/" and path.startswith(place.href))]
    return max(found, key=lambda place: len(place.href), default=None)
