"""The posts of the home force: what each approves, and how many accounts hold it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from standto.model.time import Instant
from standto.wording import listed
from standto_desk.access.forces import home_force
from standto_desk.access.models import Appointment
from standto_desk.access.posts import known_posts
from standto_desk.book.moment_tables import NoScenario
from standto_desk.book.situations import situation_at
from standto_desk.components.spoken import id_words

_APPROVES = {"aid": "asking for aid", "contingency": "help of last resort", "stand-down": "letting help go"}


def post_lines(present: Instant) -> list[list[Any]]:
    """Return each post in words, with the number of its holders, as the cells of a line."""
    force = home_force()
    if not force:
        return []
    approves = _approved_by(present)
    return [
        [
            id_words(one.post),
            Appointment.objects.at(present).to(one.post, force).count(),
            listed(approves.get(one.post, [])) or "nothing",
            "outside" if one.outside else "here",
        ]
        for one in known_posts(force)
    ]


def _approved_by(present: Instant) -> dict[str, list[str]]:
    """Return the kinds of step that each post approves, in words."""
    try:
        policy = situation_at(present).scenario.policy
    except NoScenario:
        return {}
    found: dict[str, list[str]] = {}
    for kind, posts in policy.approvers.items():
        for post in posts:
            found.setdefault(post, []).append(_APPROVES[kind])
    return found


@dataclass(frozen=True, slots=True)
class HeldTime:
    """A time in which the number of holders of a post stays the same."""

    start: Instant
    until: Instant
    holders: int


def post_histories() -> list[tuple[str, list[HeldTime]]]:
    """Return each post in words with the number of its holders over time, the latest first."""
    force = home_force()
    posts = [one.post for one in known_posts(force)] if force else []
    return [
        (id_words(post), _held(Appointment.objects.to(post, force).values_list("start", "until"))) for post in posts
    ]


def _held(tenures: Iterable[tuple[Instant, Instant]]) -> list[HeldTime]:
    """Return the number of tenures over time; a time without one at either end is left out."""
    found = list(tenures)
    moments = sorted({moment for tenure in found for moment in tenure})
    times = [
        HeldTime(start, until, sum(begun <= start < ended for begun, ended in found))
        for start, until in pairwise(moments)
    ]
    return times[::-1]
