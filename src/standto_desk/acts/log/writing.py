"""Writing a line in the log, changing its owner and its time, and marking it as done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from standto.errors import Fault
from standto.model.time import DAY, Instant
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may, require
from standto_desk.access.posts import known_posts
from standto_desk.acts.free_text import NO_CIPHERS, names_somebody
from standto_desk.acts.idempotency import refuse
from standto_desk.book.log_lines import LOG, LOG_CHANGED, LOG_DONE, LogLine, line_at
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.refusals import Refused

LONGEST_WORDS = 2000
EARLIEST = 366 * DAY
"""How long ago something may have happened, and how far ahead it may be due."""


@dataclass(frozen=True)
class Task:
    """What is to be done about a line: by a post or an account, and by when; blank for nobody, None for no time."""

    owner: str = ""
    to: str = ""
    due: Instant | None = None

    def as_body(self) -> dict[str, Any]:
        """Return it as the body of an entry."""
        return {"owner": self.owner, "to": self.to, "due": self.due}


def write_line(
    *, account: Account, author: Author, words: str, occurred: Instant | None, task: Task, key: str
) -> Entry:
    """Write a line in the log.

    Raises
    ------
    Refused
        It says nothing, names a person, happened in the future, or its owner or time is not allowed.
    """
    require(account, Action.KEEP_LOG, author.force)
    moment = now()
    draft = Draft(sort=LOG, occurred=occurred, text=words.strip(), body=task.as_body(), key=key)
    refuse([*_against_words(words), *_against_time(occurred, moment), *_against(task, author, moment)], key=key)
    return append([draft], author=author, now=moment)[0]


def change_line(
    *, account: Account, author: Author, sequence: int, task: Task, key: str, based_on: int | None
) -> Entry:
    """Give a line of the log another owner or time.

    Raises
    ------
    Stale
        Somebody changed the line after the form was made.
    """
    require(account, Action.KEEP_LOG, author.force)
    moment = now()
    line = _line(sequence, moment)
    refuse(_against(task, author, moment, line), key=key)
    draft = Draft(sort=LOG_CHANGED, subject=line.reference, body=task.as_body(), key=key)
    return append([draft], author=author, now=moment, based_on=based_on)[0]


def mark_line(*, account: Account, author: Author, sequence: int, done: bool, key: str, based_on: int | None) -> Entry:
    """Mark a line of the log as done, or as not done after all."""
    require(account, Action.KEEP_LOG, author.force)
    moment = now()
    line = _line(sequence, moment)
    if (line.done is not None) == done:
        state = "already done" if done else "not done"
        refuse([Fault("log", f"This is {state}")], key=key)
    draft = Draft(sort=LOG_DONE, subject=line.reference, body={"done": done}, key=key)
    return append([draft], author=author, now=moment, based_on=based_on)[0]


def owners_of(force: str) -> tuple[list[str], list[Account]]:
    """Return the posts and the accounts that can own a line of the log of a force; no post outside reads it."""
    held = Account.objects.filter(is_active=True, memberships__force=force).distinct().order_by("username")
    accounts = [one for one in held.prefetch_related("memberships") if may(one, Action.KEEP_LOG, force)]
    return [one.post for one in known_posts(force) if not one.outside], accounts


def _line(sequence: int, moment: Instant) -> LogLine:
    line = line_at(moment, sequence)
    if line is None:
        raise Refused([Fault("log", "There is no such log entry")])
    return line


def _against_words(words: str) -> Iterator[Fault]:
    if not words.strip():
        yield Fault("log", "Enter what happened", column="words")
    elif len(words) > LONGEST_WORDS:
        yield Fault("log", f"Enter {LONGEST_WORDS:,} characters or fewer", column="words")
    elif names_somebody(words):
        yield Fault("log", NO_CIPHERS, column="words")


def _against_time(occurred: Instant | None, moment: Instant) -> Iterator[Fault]:
    if occurred is not None and not moment - EARLIEST <= occurred <= moment:
        yield Fault("log", "must be in the past year, and not later than now", column="occurred")


def _against(task: Task, author: Author, moment: Instant, line: LogLine | None = None) -> Iterator[Fault]:
    """Yield the faults of an owner and a time; those that a line already has are no faults."""
    posts, accounts = owners_of(author.force)
    posts = [*posts, line.owner] if line else posts
    if task.owner and task.owner not in posts:
        yield Fault("log", "Choose a post of your force", column="owner")
    if task.to and task.to not in {str(one.pk) for one in accounts} | ({line.to} if line else set()):
        yield Fault("log", "Choose an account that keeps the log", column="owner")
    same = line is not None and task.due == line.due
    if task.due is not None and not same and not moment < task.due <= moment + EARLIEST:
        yield Fault("log", "must be later than now, and within a year", column="due")
