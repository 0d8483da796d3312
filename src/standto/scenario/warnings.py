"""Warnings: things that are allowed but unlikely to be meant. `standto check` lists them; they stop nothing."""

from __future__ import annotations

from standto.errors import Fault
from standto.model.scenario import Scenario
from standto.scenario.faults import Faults
from standto.scenario.look_alikes import look_alike_words
from standto.scenario.warnings_events import about_events
from standto.scenario.warnings_supply import about_supply
from standto.scenario.warnings_unused import about_unused, idle_military_powers


def warnings_of(scenario: Scenario, lines: dict[str, list[int]]) -> tuple[Fault, ...]:
    """Return every warning about a sound scenario, by file, line and column; `lines` has those of each file's rows."""
    found = Faults(together=False)
    for about in (about_supply, about_events, about_unused):
        for warning in about(scenario):
            line = lines[warning.file][warning.row]
            found.add(warning.file, warning.what, line=line, column=warning.column)
    return tuple(found)


def warnings_beside_advice(scenario: Scenario) -> list[str]:
    """Return in words the warnings that belong beside a recommendation.

    The tables of a ledger, unlike those of a folder, may hold names that look alike.
    """
    return look_alike_words(scenario) + idle_military_powers(scenario)
