"""The board as a reader may see it: as it is now, or as the outline of the last whole hour.

Every page that shows numbers of people asks here. Accounts that decide, record, plan or check see the board. Viewers
see the outline, without small numbers.
"""

from __future__ import annotations

from typing import Any

from standto.model.time import Instant
from standto_desk.access.permission import Action, may
from standto_desk.acts.situation_reports.report_chain import ReportChain
from standto_desk.acts.situation_reports.report_parts import COMMAND
from standto_desk.components.moments import here
from standto_desk.live.hours import last_hour_shown
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.drawing import Drawing, OutlineDrawing, drawn, outlined


def sees_numbers(account: Any) -> bool:
    """Return whether an account sees exact numbers of people."""
    return may(account, Action.SEE_NUMBERS)


def may_read_report(account: Any, report: ReportChain) -> bool:
    """Return whether an account may read a report: viewers read those published to the desk and to the public."""
    return sees_numbers(account) or (report.published is not None and report.audience != COMMAND)


def visible_until(account: Any) -> Instant | None:
    """Return the moment up to which an account sees: the last whole hour for a viewer, None for everyone else."""
    return None if sees_numbers(account) else last_hour_shown(here())


def drawing_now(account: Any) -> Drawing | OutlineDrawing:
    """Return the board of now, or its outline for a viewer."""
    hour = visible_until(account)
    return drawn(picture_now()) if hour is None else outlined(hour, hour)


def visible_moment(account: Any, instant: Instant) -> Instant:
    """Return the moment that an account asked for, or its whole hour for a viewer."""
    hour = visible_until(account)
    return instant if hour is None else min(here().hour(instant), hour)
