"""A report as JSON: its records with their own names, times in ISO 8601 with their offset."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from standto.presenting.advice import Advice
from standto.presenting.crews import CrewLine, CrewStretch
from standto.presenting.duties import DutyLine, RemainingLine
from standto.presenting.help import HelpLine, KeptLine
from standto.presenting.margins import MarginLine
from standto.presenting.readiness import ReadinessLine
from standto.reporting.command import CommandReport, TracedLine
from standto.reporting.standpoint import worst_word

if TYPE_CHECKING:
    from collections.abc import Callable

    from standto.model.time import Instant
    from standto.model.zone import Zone
    from standto.reporting.public import PublicReport

FORMAT = 1
_INSTANTS = frozenset(
    [
        "at",
        "known_at",
        "start",
        "until",
        "since",
        "ends",
        "by",
        "first_short",
        "next_review",
        "previous",
        "series_from",
        "first",
    ]
)
"""The fields that hold instants."""
_NAMED = {"start": "from"}
_IF_GIVEN = frozenset(["what_if", "ready", "rest", "crews", "readiness"])
"""The fields that a report shows only if they have a value."""
_NOW = frozenset(("home", "aid", "contingency"))
"""What a duty's line has of its present stretch."""
_SHOWN = {
    DutyLine: (
        "duty", "name", "criticality", "required", "home", "aid", "contingency", "gap", "most_short", "first_short",
        "gap_hours", "state", "ahead",
    ),
    CrewLine: ("crew", "name", "criticality", "state", "needs", "since", "covered", "hours", "stretches"),
    CrewStretch: ("start", "until", "state", "covered", "why"),
    ReadinessLine: ("minutes", "covered", "first", "short"),
    MarginLine: (
        "criticality", "worst_case", "at_most", "start", "until", "duties", "eligible", "required", "register", "p05",
        "p50", "p95", "worst", "words",
    ),
    HelpLine: (
        "pool", "force", "kind", "state", "count", "since", "age_hours", "ends", "overdue", "idle",
    ),
    Advice: ("id", "step", "count", "by", "late", "approvers", "words", "because"),
    RemainingLine: ("duty", "start", "until", "gap", "words"),
    KeptLine: ("pool", "state", "count", "words"),
}  # fmt: skip
"""The fields of each line that a report shows; it shows every field of all other records."""


def report_json(report: CommandReport | PublicReport, zone: Zone) -> dict[str, Any]:
    """Return a report as the contract of ``standto sitrep`` lays it down."""
    return {"format": FORMAT, **_json(report, _Told(zone.iso, date.isoformat))}


def report_rows(report: CommandReport | PublicReport, zone: Zone) -> list[dict[str, Any]]:
    """Return flat rows: for command the duties, for the public the steps taken; times are datetimes."""
    told = _Told(zone.local, lambda day: day)
    if not isinstance(report, CommandReport):
        return [_json(step, told) for step in report.steps]
    return [_json(traced.line, told) for traced in report.duties]


def report_columns(report: CommandReport | PublicReport) -> dict[str, type]:
    """Return the columns of `report_rows`."""
    if not isinstance(report, CommandReport):
        return {"on": date, "words": str}
    numbers = dict.fromkeys(("criticality", "required", "home", "aid", "contingency", "gap", "most_short"), int)
    return {
        "duty": str,
        "name": str,
        **numbers,
        "first_short": datetime,
        "gap_hours": float,
        "state": str,
        "ahead": str,
    }


class _Told(NamedTuple):
    """How the instants and the dates of records are told."""

    instant: Callable[[Instant], Any]
    day: Callable[[date], Any]


def _json(record: Any, told: _Told) -> Any:
    """Return a record, and all records in it, as plain values."""
    if isinstance(record, TracedLine):
        trace = record.trace[0] if isinstance(record.line, HelpLine) else list(record.trace)
        return {**_json(record.line, told), "trace": trace}
    if is_dataclass(record):
        names = _SHOWN.get(type(record)) or [field.name for field in fields(record)]
        shown = (name for name in names if name not in _IF_GIVEN or getattr(record, name) is not None)
        return {_NAMED.get(name, name): _field(record, name, told) for name in shown}
    if isinstance(record, (tuple, list)):
        return [_json(one, told) for one in record]
    return told.day(record) if isinstance(record, date) else record


def _field(record: Any, name: str, told: _Told) -> Any:
    if isinstance(record, Advice) and name == "words":
        return record.sentence
    if isinstance(record, MarginLine) and name == "worst":
        return worst_word(record)
    value = getattr(record.now if name in _NOW and isinstance(record, DutyLine) else record, name)
    return told.instant(value) if name in _INSTANTS and value is not None else _json(value, told)
