"""The weekend before anybody recorded it, and what became known when, to be recorded again."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from standto import read_scenario
from standto.model.event import Event
from standto.model.time import MINUTE, Instant
from standto_desk.access.models import Post
from standto_desk.acts.occurrences import Occurrence, drafts_of
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock, start_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.browser.conftest import PASSWORD
from tests.desk.people import HOME, account_of

GOLD, OUTSIDE = "strategic-commander", ("home-office", "ministry-of-defence")
ON_PAGES = ("aid-", "contingency-", "decision")
"""What is recorded on pages, by its kind's beginning."""
PEOPLE = ("stepped-back", "returned")

WHOLE = read_scenario("london-2023")


def is_plan(event: Event) -> bool:
    """Whether an event was known before the weekend: leave and courses that were booked."""
    return event.kind in ("unavailable", "available") and event.recorded < WHOLE.horizon.start


def make_desk() -> None:
    """Fill an empty desk with the weekend's people, duties and plans, and with everybody who is to record it."""
    start_demo_clock(at=WHOLE.horizon.start - MINUTE)
    plans = replace(WHOLE, events=tuple(event for event in WHOLE.events if is_plan(event)))
    import_scenario(plans, author=Author("the-plan", "", HOME), now=now())
    for post in OUTSIDE:
        Post.objects.create(force=HOME, post=post, outside=True)
    first = next(event.subject for event in WHOLE.events if event.kind == "stepped-back")
    account_of("volunteer", username="volunteer", password=PASSWORD, cipher=first)
    for role, post in (("duty-officer", "duty-officer"), ("planner", "planner"), ("auditor", ""), ("viewer", "")):
        account_of(role, username=role, password=PASSWORD, post=post)
    account_of("commander", username="commander", password=PASSWORD, post=GOLD)


def at(text: str) -> Instant:
    """The instant of a local time of the weekend."""
    return WHOLE.instant(text)


def became_known(after: Instant, until: Instant) -> list[Event]:
    """What became known in a time, but for what is recorded on pages, in the order in which it did."""
    found = [
        event
        for event in WHOLE.events
        if after < event.recorded <= until and not is_plan(event) and not event.kind.startswith(ON_PAGES)
    ]
    return sorted(found, key=lambda event: event.recorded)


def record_quietly(author: Author, events: list[Event]) -> None:
    """Record events at the moments at which they became known, as a duty officer would all through the weekend."""
    for moment, group in groupby(events, key=lambda event: event.recorded):
        set_demo_clock(at=moment)
        drafts: list[Draft] = []
        for event in group:
            cells = {name: getattr(event, name) for name in ("occurred", "until", "capability", "count", "low", "high")}
            drafts += drafts_of(
                Occurrence(event.kind, (event.subject,), source=event.source, text=event.note, **cells), ""
            )
        append(drafts, author=author, now=moment)
