"""The people asked to come in for a duty, until their shift ends: then they are deleted for good."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from django.db import connection, transaction

from standto.model.time import BEGINNING, Instant, Period
from standto_desk.acts.models import Ask
from standto_desk.caching.compiled_queries import CompiledQuery
from standto_desk.ledger.drafts import number_reference
from standto_desk.ledger.reading import known_entries


class Reply(StrEnum):
    """What somebody who was asked has answered."""

    ASKED = "asked"
    """Nothing yet."""
    COMING = "coming"
    NO_ANSWER = "no-answer"
    CANNOT = "cannot"
    """They cannot come; no reason is asked or kept."""
    NOT_ASKED = "not-asked"
    """They were not asked after all: takes a mistake back."""


class AskedCount(NamedTuple):
    """The number of people asked to come in, and of those who are coming.

    Attributes
    ----------
    here
        When the last of those who are coming will be there; `BEGINNING` if nobody is coming.
    """

    asked: int
    coming: int
    here: Instant


def current_asks(force: str, now: Instant) -> tuple[Ask, ...]:
    """Return the asks of a force whose shift has not ended, by time; delete those whose shift has.

    Somebody whose call-in was corrected is asked and has not answered.
    """
    every = tuple(_ASKS(force=force))
    if any(one.ends <= now for one in every):
        forget_past(now)
    left = tuple(one for one in every if one.ends > now)
    called = [number_reference(one.entry) for one in left if one.entry is not None]
    corrected = set(known_entries(now).corrections_of(called).values_list("subject", flat=True)) if called else set()
    for one in left:
        if one.entry is not None and number_reference(one.entry) in corrected:
            one.answer, one.coming, one.entry = Reply.ASKED.value, None, None
    return left


_ASKS = CompiledQuery(Ask, lambda force: Ask.objects.filter(force=force).order_by("pk"), force="force")


def forget_past(now: Instant) -> None:
    """Delete every ask whose shift has ended."""
    past = Ask.objects.filter(ends__lte=now)
    # Looking first leaves the database unlocked when there is nothing to delete.
    if past.exists():
        past.delete()
        transaction.on_commit(_empty_log)


def _empty_log() -> None:
    """Empty SQLite's log of changes, which would hold deleted rows until others are written over them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def asks_for(asks: Iterable[Ask], duty: str, periods: Iterable[Period]) -> dict[str, Ask]:
    """Return the last ask of each person for a duty in a shift that overlaps one of some periods."""
    wanted = tuple(periods)
    return {
        one.person: one
        for one in asks
        if one.duty == duty and any(Period(one.starts, one.ends).overlap(period) for period in wanted)
    }


def counted_asks(asks: Iterable[Ask], duty: str, periods: Iterable[Period]) -> AskedCount:
    """Return the number of people asked for a duty in some periods, and of those coming."""
    found = asks_for(asks, duty, periods).values()
    coming = [one.coming for one in found if one.coming is not None]
    return AskedCount(len(found), len(coming), max(coming, default=BEGINNING))
