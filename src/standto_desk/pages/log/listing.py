"""Lines of the log as pages and files show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from standto.model.time import Instant
from standto_desk.access.models import Account
from standto_desk.acts.step_owners import is_account_id
from standto_desk.book.log_lines import LOG_CHANGED, LOG_DONE, LogLine
from standto_desk.components.spoken import id_words
from standto_desk.ledger.drafts import REDACTION
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.presenting.posts import GONE

REDACTED = "These words were redacted."


@dataclass(frozen=True, slots=True)
class ShownLogLine:
    """A line of the log in words.

    Attributes
    ----------
    line
        The line.
    words
        What it says.
    by, owner
        Its author and its owner in words; an owner may be blank.
    state, tone
        Its state in a word, and its tone; both are blank if nobody has to do anything.
    """

    line: LogLine
    words: str
    by: str
    owner: str
    state: str
    tone: str


def shown_log_lines(lines: Iterable[LogLine], at: Instant) -> list[ShownLogLine]:
    """Return some lines in words."""
    found = list(lines)
    names = _names({who for line in found for who in (line.account, line.to)})
    return [
        ShownLogLine(
            line=line,
            words=REDACTED if line.words is None else line.words,
            by=_author(line.account, line.post, names),
            owner=id_words(line.owner) if line.owner else names.get(line.to, GONE) if line.to else "",
            **_state(line, at),
        )
        for line in found
    ]


def history_of(line: LogLine) -> list[dict[str, object]]:
    """Return the entries about a line in order, as a timeline shows them."""
    found = list(known_entries().about(line.reference).of_sort(LOG_CHANGED, LOG_DONE, REDACTION).in_order())
    names = _names({entry.account for entry in found})
    return [
        {"title": _what(entry), "instant": entry.recorded, "by": _author(entry.account, entry.post, names)}
        for entry in found
    ]


def _what(entry: Entry) -> str:
    if entry.sort == LOG_DONE:
        return "Marked as done" if '"done":true' in entry.body else "Marked as not done"
    return "Owner or time changed" if entry.sort == LOG_CHANGED else "Words redacted"


def _state(line: LogLine, at: Instant) -> dict[str, str]:
    if line.done is not None:
        return {"state": "Done", "tone": "good"}
    if line.overdue(at):
        return {"state": "Overdue", "tone": "gap"}
    return {"state": "Open", "tone": "open"} if line.open else {"state": "", "tone": ""}


def _author(account: str, post: str, names: dict[str, str]) -> str:
    name = names.get(account, GONE if is_account_id(account) else account)
    return f"{id_words(post)} ({name})" if post else name


def _names(accounts: Iterable[str]) -> dict[str, str]:
    wanted = [one for one in accounts if is_account_id(one)]
    return {str(one.pk): one.get_username() for one in Account.objects.filter(pk__in=wanted)}
