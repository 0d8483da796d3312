"""Warnings: things that are allowed but unlikely to be meant. `standto check` lists them; they stop nothing."""

from __future__ import annotations

from collections.abc import Iterator

from standto.errors import Fault
from standto.model.scenario import Scenario
from standto.scenario.faults import Faults, Warned
from standto.scenario.holdings import Holdings
from standto.scenario.look_alikes import look_alike_words
from standto.scenario.warnings_crews import about_crews
from standto.scenario.warnings_events import about_events
from standto.scenario.warnings_hours import about_hours
from standto.scenario.warnings_rota import about_rota
from standto.scenario.warnings_rules import about_rules
from standto.scenario.warnings_slips import about_slips
from standto.scenario.warnings_supply import about_supply
from standto.scenario.warnings_unused import about_unused, idle_military_powers


def warnings_of(scenario: Scenario, lines: dict[str, list[int]]) -> tuple[Fault, ...]:
    """Return every warning about a sound scenario, by file, line and column; `lines` has those of each file's rows."""
    found = Faults(together=False)
    for warning in _warned(scenario):
        file, row, column, what, other = warning
        if other is not None:
            what = what.replace("{line}", f"{file}:{lines[file][other]}")
        found.add(file, what, line=lines[file][row], column=column)
    return tuple(found)


def _warned(scenario: Scenario) -> Iterator[Warned]:
    holdings = Holdings(scenario)
    for about in (about_supply, about_crews, about_rota):
        yield from about(scenario, holdings)
    for about_alone in (about_events, about_slips, about_hours, about_rules, about_unused):
        yield from about_alone(scenario)


def warnings_beside_advice(scenario: Scenario) -> list[str]:
    """Return in words the warnings that belong beside a recommendation.

    The tables of a ledger, unlike those of a folder, may hold names that look alike.
    """
    return look_alike_words(scenario) + idle_military_powers(scenario)
