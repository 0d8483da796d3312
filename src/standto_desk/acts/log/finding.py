"""Finding lines of the log by words, authors, owners, state and time; the same on every database."""

from __future__ import annotations

from dataclasses import dataclass

from standto.model.time import Instant
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.access.posts import appointments_of
from standto_desk.book.log_lines import LogLine, log_at

OPEN, OVERDUE, DONE = "open", "overdue", "done"


@dataclass(frozen=True)
class LogSearch:
    """A search of the log; fields that are left out find everything.

    Attributes
    ----------
    words
        Words that must all be there, in small letters or capitals.
    post
        The post as which it was written.
    owner
        The post that owns it; ``me`` for the reader and the posts that the reader holds.
    state
        One of `OPEN`, `OVERDUE` and `DONE`.
    start, until
        The time in which it happened.
    """

    words: str = ""
    post: str = ""
    owner: str = ""
    state: str = ""
    start: Instant | None = None
    until: Instant | None = None


MINE = "me"
"""The owner that stands for the reader."""


def find_lines(account: Account, search: LogSearch, at: Instant) -> list[LogLine]:
    """Return the lines of the log that a search finds, the latest first."""
    require(account, Action.READ_LOG)
    wanted = search.words.casefold().split()
    mine = owned_by(account, at) if search.owner == MINE else None
    return [
        line
        for line in log_at(at)
        if _has_words(line, wanted)
        and search.post in ("", line.post)
        and (line_is_of(line, *mine) if mine else search.owner in ("", line.owner))
        and _is_in_state(line, search.state, at)
        and (search.start is None or line.occurred >= search.start)
        and (search.until is None or line.occurred < search.until)
    ]


def lines_waiting_for(account: Account, at: Instant) -> list[LogLine]:
    """Return the open lines of the log that an account owns, itself or by a post that it holds."""
    waiting = [line for line in log_at(at) if line.open]
    mine = owned_by(account, at) if waiting else ("", frozenset())
    return [line for line in waiting if line_is_of(line, *mine)]


def owned_by(account: Account, at: Instant) -> tuple[str, frozenset[str]]:
    """Return the account and the posts that it holds at an instant, by which lines are its own."""
    return str(account.pk), frozenset(one.post for one in appointments_of(account, at))


def line_is_of(line: LogLine, account: str, posts: frozenset[str]) -> bool:
    """Return whether a line is owned by an account or by one of some posts."""
    return line.to == account or line.owner in posts


def _has_words(line: LogLine, wanted: list[str]) -> bool:
    if not wanted:
        return True
    there = (line.words or "").casefold()
    return all(word in there for word in wanted)


def _is_in_state(line: LogLine, state: str, at: Instant) -> bool:
    if state == OPEN:
        return line.open
    if state == OVERDUE:
        return line.overdue(at)
    return state != DONE or line.done is not None
