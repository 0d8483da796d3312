"""Examples of sentences about the scenario of the desk."""

from __future__ import annotations

from standto.model.scenario import Scenario


def examples_in(scenario: Scenario) -> list[str]:
    """Return sentences that the scenario understands, one for each kind of thing that it has."""
    skill, team = (next((one.id for one in rows), "") for rows in (scenario.capabilities, scenario.teams))
    pool = next((one.id for one in scenario.pools if one.force != scenario.home), "")
    duty = next((one for one in scenario.duties_in_order if not one.crew), None)
    found = [f"40 of {skill} step back"] if skill else []
    found += [f"{pool} withdraws", f"+5 {pool} from Sat 18:00"] if pool else []
    found += [f"{team} away Sun"] if team else []
    return [*found, f"{duty.id} needs {duty.strength + 3} from Sat 18:00"] if duty else found
