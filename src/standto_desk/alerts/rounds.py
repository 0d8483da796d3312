"""A round of watching: raising alerts about matters that need attention, and sending their messages."""

from __future__ import annotations

from standto.model.time import Instant
from standto_desk.alerts.delivery import deliver_due
from standto_desk.alerts.matters import matters_in, matters_of_clock, matters_of_log
from standto_desk.alerts.watching import update_alerts
from standto_desk.book.log_lines import log_at
from standto_desk.clock import read_clock, real_now
from standto_desk.live.heartbeats import begin_work, end_work
from standto_desk.picture.showing import picture_at

ROUND = "alerts"
"""The name of a round in the list of work that has not ended."""


def run_round(now: Instant) -> int:
    """Look at the present once and send the messages that are due; return the number sent.

    The caller ensures that one process at a time does this.
    """
    begin_work(ROUND, real_now())
    picture, reading = picture_at(now), read_clock()
    matters = matters_of_clock(reading) + matters_in(picture.cover, picture.margin, picture.review)
    scenario = picture.scenario
    matters += matters_of_log(log_at(now), now, scenario.zone)
    # While the clock is behind the ledger the present stands still, but waiting times must go on.
    clock = now - reading.behind
    update_alerts(matters, now=now, clock=clock, force=scenario.home, otherwise=scenario.policy.approvers["aid"][0])
    sent = deliver_due(now=clock)
    end_work(ROUND)
    return sent
