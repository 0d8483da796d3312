"""Standto keeps duties that must not fail covered when the people who cover them are volunteers.

The names below are the public library; each is loaded when it is first used, so that importing the package
costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standto.attribution import statement
    from standto.charting import (
        draw_comparison,
        draw_cover,
        draw_ladder,
        draw_margin,
        draw_outlook,
        draw_relief,
        draw_statement,
    )
    from standto.comparing import compare
    from standto.coverage import cover, margin
    from standto.errors import InputError, OptionError, ScenarioError, StandtoError, StandtoWarning, Stopped
    from standto.estimating import rates
    from standto.importing import import_workbooks, suggest_mapping
    from standto.ladder import candidates, replay, review
    from standto.outlooks.looking_ahead import outlook
    from standto.register import situation_of
    from standto.relieving import relief
    from standto.reporting import outlook_report, sitrep, statement_report
    from standto.resting import rest
    from standto.scenario import read_scenario, write_scenario
    from standto.supposing import what_if
    from standto.weighing.reviewing_ahead import review_ahead
    from standto.weighing.screening import screen_assumptions
    from standto.weighing.smallest_step_backs import breaking_points
    from standto.weighing.valuing import value_of_help
    from standto.weighing.waiting import cost_of_waiting

__version__ = "0.1.0"

_HOME = {
    "InputError": "standto.errors",
    "OptionError": "standto.errors",
    "ScenarioError": "standto.errors",
    "StandtoError": "standto.errors",
    "StandtoWarning": "standto.errors",
    "Stopped": "standto.errors",
    "breaking_points": "standto.weighing.smallest_step_backs",
    "candidates": "standto.ladder",
    "compare": "standto.comparing",
    "cost_of_waiting": "standto.weighing.waiting",
    "cover": "standto.coverage",
    "draw_comparison": "standto.charting",
    "draw_cover": "standto.charting",
    "draw_ladder": "standto.charting",
    "draw_margin": "standto.charting",
    "draw_outlook": "standto.charting",
    "draw_relief": "standto.charting",
    "draw_statement": "standto.charting",
    "import_workbooks": "standto.importing",
    "margin": "standto.coverage",
    "outlook": "standto.outlooks.looking_ahead",
    "outlook_report": "standto.reporting",
    "rates": "standto.estimating",
    "read_scenario": "standto.scenario",
    "relief": "standto.relieving",
    "replay": "standto.ladder",
    "rest": "standto.resting",
    "review": "standto.ladder",
    "review_ahead": "standto.weighing.reviewing_ahead",
    "screen_assumptions": "standto.weighing.screening",
    "sitrep": "standto.reporting",
    "situation_of": "standto.register",
    "statement": "standto.attribution",
    "statement_report": "standto.reporting",
    "suggest_mapping": "standto.importing",
    "value_of_help": "standto.weighing.valuing",
    "what_if": "standto.supposing",
    "write_scenario": "standto.scenario",
}

__all__ = [
    "InputError",
    "OptionError",
    "ScenarioError",
    "StandtoError",
    "StandtoWarning",
    "Stopped",
    "breaking_points",
    "candidates",
    "compare",
    "cost_of_waiting",
    "cover",
    "draw_comparison",
    "draw_cover",
    "draw_ladder",
    "draw_margin",
    "draw_outlook",
    "draw_relief",
    "draw_statement",
    "import_workbooks",
    "margin",
    "outlook",
    "outlook_report",
    "rates",
    "read_scenario",
    "relief",
    "replay",
    "rest",
    "review",
    "review_ahead",
    "screen_assumptions",
    "sitrep",
    "situation_of",
    "statement",
    "statement_report",
    "suggest_mapping",
    "value_of_help",
    "what_if",
    "write_scenario",
]


def __dir__() -> list[str]:
    """Return the public names, so that completion finds also those that nothing has used yet."""
    return sorted([*__all__, *(name for name in globals() if name.startswith("__"))])


def __getattr__(name: str) -> Any:
    """Load a public name from the room it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module 'standto' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
