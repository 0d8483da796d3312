"""The moments that a new report is about, by its readers."""

from __future__ import annotations

from typing import Any

from standto.model.time import Instant
from standto_desk.access.account_checks import refused
from standto_desk.access.models import Account
from standto_desk.acts.situation_reports.drafting_reports import draft_report
from standto_desk.acts.situation_reports.finding_reports import find_report, last_published
from standto_desk.acts.situation_reports.report_parts import COMMAND
from standto_desk.components.moments import here
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.live.hours import last_hour_shown
from standto_desk.picture.showing import moment_now
from standto_desk.presenting.report_facts.drawn_facts import draw_facts
from standto_desk.presenting.report_facts.fact_changes import changed_facts

MOST_LISTED = 10
"""The number of changes that a refusal lists."""


def moments_for(audience: str, at: Instant | None) -> tuple[Instant, Instant]:
    """Return the moment of a report, and the instant by which its facts are known.

    Parameters
    ----------
    audience
        Its readers: all but command see whole hours, as known at the last one.
    at
        The moment that was asked for; None for now.
    """
    if audience == COMMAND:
        known = moment_now()
        return known if at is None else min(at, known), known
    hour = last_hour_shown(here())
    return hour if at is None else min(here().hour(at), hour), hour


def draft_with_facts(
    *, account: Account, author: Author, audience: str, at: Instant | None, corrects: int | None, key: str
) -> Entry:
    """Draft a report with the facts of a moment, and the changes since the last report to its readers."""
    moment, known = moments_for(audience, at)
    since = last_published(audience)
    return draft_report(
        account=account,
        author=author,
        audience=audience,
        at=moment,
        known_at=known,
        content=draw_facts(audience, moment, known, since),
        since=since,
        corrects=None if corrects is None else find_report(corrects),
        key=key,
    )


def draft_without_change(*, account: Account, author: Author, audience: str, key: str) -> Entry:
    """Draft a report with the words of the last to its readers, because the headline has not changed.

    Raises
    ------
    InputError
        There is no report before, or the headline has changed; lists the changes.
    """
    last = last_published(audience)
    if last is None:
        raise refused("report", "there is no published report to these readers yet: draft the first")
    at, known = moments_for(audience, None)
    content = draw_facts(audience, at, known, last)
    if content["headline"] != last.content["headline"]:
        raise refused(
            "report", f"the situation has changed since report {last.number}. {_changes(last.content, content)}"
        )
    given = {"account": account, "author": author, "audience": audience, "at": at, "known_at": known, "key": key}
    return draft_report(**given, content=content, since=last, words_of=last)


def _changes(before: dict[str, Any], content: dict[str, Any]) -> str:
    found = changed_facts(before["compared"], content["compared"])
    lines = [f"{name}: {then}, now {today}." for name, then, today in found[:MOST_LISTED]]
    more = len(found) - MOST_LISTED
    return " ".join([*lines, *([f"And {more} more."] if more > 0 else []), "Draft a report with new words."])
