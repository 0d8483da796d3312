"""One round of watching: what needs a look is noted, and its owners are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.alerts.delivery import deliver_due
from standto_desk.alerts.matters import matters_in, matters_of_clock
from standto_desk.alerts.watching import update_alerts
from standto_desk.clock import read_clock, real_now
from standto_desk.live.heartbeats import begin_work, end_work
from standto_desk.picture.showing import picture_at

if TYPE_CHECKING:
    from standto.model.time import Instant

ROUND = "alerts"
"""What a round is called where one that does not end is told of."""


def run_round(now: Instant) -> int:
    """Look at the present once and tell whoever is to be told; return how many messages went.

    Whoever calls it sees to it that one process does at a time.
    """
    begin_work(ROUND, real_now())
    picture, reading = picture_at(now), read_clock()
    matters = matters_of_clock(reading) + matters_in(picture.cover, picture.margin, picture.review)
    scenario = picture.scenario
    # While the clock is behind the ledger the present stands still, and those who are told must not wait for that.
    clock = now - reading.behind
    update_alerts(matters, now=now, clock=clock, force=scenario.home, otherwise=scenario.policy.approvers["aid"][0])
    sent = deliver_due(now=clock)
    end_work(ROUND)
    return sent
