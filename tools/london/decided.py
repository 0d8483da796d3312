"""Decisions, and the steps of help along the ladder: steps and days are reported, hours are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from standto.model.event import DECISION, Event
from standto.model.ladder import (
    AID_ARRIVED,
    AID_ASKED,
    AID_CONFIRMED,
    AID_DECLINED,
    AID_OFFERED,
    AID_RELEASED,
    CONTINGENCY_AGREED,
    CONTINGENCY_REQUESTED,
    CONTINGENCY_STOOD_DOWN,
)
from standto.model.steps import ASK_AID, NOT, RELEASE, REQUEST, STAND_DOWN
from tools.london.calendar import moment
from tools.london.setting import MILITARY_POOL

if TYPE_CHECKING:
    from collections.abc import Iterator

INVENTED = "The hour is invented."


class Course(NamedTuple):
    """The hours of one donor's steps; blank for steps that were not taken.

    Attributes
    ----------
    source
        The report that the force sent officers, or declined.
    """

    pool: str
    source: str
    asked: str
    declined: str = ""
    offered: str = ""
    confirmed: str = ""
    arrived: str = ""


COURSES = (
    Course("kent-arv", "ft-0925", "23 08:15", offered="23 09:30", confirmed="23 11:30", arrived="23 20:00"),
    Course("hertfordshire-arv", "inews", "23 08:15", offered="23 10:00", confirmed="23 12:00", arrived="23 20:30"),
    Course("thames-valley-arv", "ft-0926", "23 08:15", declined="23 10:30"),
    Course("bedfordshire-arv", "inews", "23 08:15", offered="23 10:30", confirmed="23 12:30", arrived="23 20:30"),
    Course("cambridgeshire-arv", "inews", "23 09:15", offered="23 11:30", confirmed="23 13:30", arrived="23 21:30"),
    Course("leicestershire-arv", "ft-0926", "23 09:15", declined="23 11:30"),
    Course("avon-and-somerset-arv", "inews", "23 09:15", offered="23 12:00", confirmed="23 14:00", arrived="23 22:00"),
)
FIRST, SECOND, REQUESTED = "23 08:00", "23 09:00", "23 09:00"
LUNCHTIME, THURSDAY = "25 12:00", "28 10:00"
SENT = tuple(course.pool for course in COURSES if course.arrived)
KEPT = "A limited number of lent officers go on with other armed policing, under review. " + INVENTED
ASKED = "That help was asked for is reported. " + INVENTED
SUPPORT = "Counter-terrorism support, should it be needed. " + INVENTED
NO_LONGER = "Mutual aid is no longer required. " + INVENTED
DECISIONS = (
    *((FIRST if course.asked < SECOND else SECOND, ASK_AID, course.pool, course.source, ASKED) for course in COURSES),
    (REQUESTED, REQUEST, MILITARY_POOL, "met-0924", SUPPORT),
    (LUNCHTIME, STAND_DOWN, MILITARY_POOL, "met-0925", "Lunchtime is reported; the hour is invented."),
    *((LUNCHTIME, NOT + RELEASE, pool, "met-0925", KEPT) for pool in SENT),
    *((THURSDAY, RELEASE, pool, "met-0928", NO_LONGER) for pool in SENT),
)
"""The time, step, subject, source and note of each decision."""
CONTINGENCY = (
    ("23 09:30", CONTINGENCY_REQUESTED, "met-0924"),
    ("23 17:00", CONTINGENCY_AGREED, "mod-0924"),
    ("25 12:30", CONTINGENCY_STOOD_DOWN, "met-0925"),
)
RELEASED = "28 10:30"


def decisions() -> Iterator[Event]:
    """Yield the decisions, each some minutes before the step that follows it."""
    for number, (day, step, subject, source, note) in enumerate(sorted(DECISIONS, key=lambda row: row[0]), start=1):
        when = moment(day)
        yield Event(f"d{number:02}", DECISION, subject, when, when, step=step, source=source, note=note)


def moves(lent: dict[str, int]) -> Iterator[Event]:
    """Yield the steps of each pool, given the number of places that each donor lent."""
    for course in COURSES:
        steps = {
            AID_ASKED: course.asked,
            AID_DECLINED: course.declined,
            AID_OFFERED: course.offered,
            AID_CONFIRMED: course.confirmed,
            AID_ARRIVED: course.arrived,
            AID_RELEASED: RELEASED if course.arrived else "",
        }
        for kind, day in steps.items():
            if day:
                count = lent[course.pool] if kind == AID_OFFERED else None
                yield _move(day, kind, course.pool, "met-0928" if day == RELEASED else course.source, count)
    for day, kind, source in CONTINGENCY:
        yield _move(day, kind, MILITARY_POOL, source)


def _move(day: str, kind: str, pool: str, source: str, count: int | None = None) -> Event:
    when = moment(day)
    return Event("", kind, pool, when, when, count=count, source=source, note=INVENTED)
