"""The tone of a line, shown as a colour and a shape: ``gap``, ``watch``, ``good``, ``open`` or ``quiet``."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from jinja2 import Environment

from standto.presenting.crews import CrewLine
from standto.presenting.duties import DutyLine
from standto.presenting.help import HelpLine
from standto.presenting.margins import MarginLine
from standto.presenting.readiness import ReadinessLine
from standto_desk.components.engine import environment as plain_environment
from standto_desk.presenting.coarsening import CoarseDuty

OF_STATES = {
    "stepped-back": "watch",
    "asked": "open",
    "offered": "open",
    "requested": "open",
    "confirmed": "good",
    "arrived": "good",
    "standby": "good",
    "deployed": "good",
}


@singledispatch
def tone(line: Any) -> str:
    """Return the tone of a line."""
    raise TypeError(f"no tone for {type(line).__name__}")


@tone.register
def _duty(line: DutyLine) -> str:
    if line.gaps:
        return "gap" if line.gap else "watch"
    return "quiet" if line.required is None else "good"


@tone.register
def _coarse_duty(line: CoarseDuty) -> str:
    if line.gaps:
        return "gap" if line.gap_now else "watch"
    return "good" if line.settled and line.required is not None else "quiet"


@tone.register
def _crew(line: CrewLine) -> str:
    """Return the tone of a crew: ``good`` in its best state alone, and ``watch`` too if it falls below its needs."""
    if not line.now.covered:
        return "gap"
    if line.short or line.level == "enough":
        return "watch"
    return "quiet" if line.level == "none" else "good"


@tone.register
def _readiness(line: ReadinessLine) -> str:
    return "good" if line.covered else "watch"


@tone.register
def _margin(line: MarginLine) -> str:
    return "gap" if line.short else "good" if line.enough else "watch"


@tone.register
def _help(line: HelpLine) -> str:
    """Return the tone of help: never ``good`` if it can fill no duty."""
    if line.overdue:
        return "gap"
    return "watch" if line.idle else OF_STATES.get(line.state, "quiet")


def environment(**options: Any) -> Environment:
    """Return the environment of the desk's templates, with the filter ``tone``."""
    made = plain_environment(**options)
    made.filters["tone"] = tone
    return made
