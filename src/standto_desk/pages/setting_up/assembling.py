"""The scenario in the answers of an administrator who sets a desk up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from standto.errors import Fault
from standto.importing.folder_check import ImportedTables
from standto.importing.guessing.plain_text import id_of
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.model.zone import Zone
from standto.scenario.layout import CAPABILITIES, DUTIES, FORCES, POWERS, TEAMS, Cells, TableLayout
from standto.scenario.scenario_reader import ScenarioReader
from standto.scenario.toml_section import parsed
from standto_desk.pages.setting_up.kept_answers import DUTIES as DUTIES_STEP
from standto_desk.pages.setting_up.kept_answers import FORCE, POLICY, SHEET, SetUpAnswers
from standto_desk.pages.setting_up.kept_answers import POWERS as POWERS_STEP
from standto_desk.pages.setting_up.kept_answers import TEAMS as TEAMS_STEP
from standto_desk.pages.setting_up.sample_laws import HOME

EVERY_TASK = "*"


def assembled(answers: SetUpAnswers, home: str, now: Instant) -> tuple[Scenario | None, tuple[Fault, ...]]:
    """Return the scenario in some answers, or its faults.

    Parameters
    ----------
    home
        The id of the force: that of the account.
    now
        The start of the plan, if no sheet says what is planned.
    """
    reader = ScenarioReader(ImportedTables(_tables(answers, home), _settings(answers, home, now)))
    scenario = reader.scenario()
    faults = tuple(reader.faults)
    return (None if faults else scenario), faults


def _settings(answers: SetUpAnswers, home: str, now: Instant) -> str:
    import tomli_w

    force, sheet = answers.of(FORCE), answers.of(SHEET)
    held = parsed(sheet["settings"].encode())[0] if sheet.get("settings") else {}
    start = Zone(force["timezone"]).local(now).replace(minute=0, second=0, microsecond=0, tzinfo=None)
    planned = {"starts": start, "ends": start + timedelta(days=force["days"])}
    head = {"format": 1, "title": force["title"], "timezone": force["timezone"], "home": home}
    policy = {"policy": answers.of(POLICY)} if answers.of(POLICY) else {}
    return tomli_w.dumps({**head, **planned, **{key: held[key] for key in held if key not in head}, **policy})


def _tables(answers: SetUpAnswers, home: str) -> dict[str, list[Cells]]:
    tables: dict[str, list[Cells]] = {
        file: [tuple(row) for row in rows] for file, rows in answers.of(SHEET).get("tables", {}).items()
    }
    tables[FORCES.file] = [(home, answers.of(FORCE)["name"], "home", "")]
    teams = [_row(TEAMS, team=id_of(name)) for name in answers.of(TEAMS_STEP).get("teams", ())]
    tables[TEAMS.file] = _added(tables.get(TEAMS.file, []), teams)
    duties = list(_duties(answers))
    tables[DUTIES.file] = duties
    skills = [_row(CAPABILITIES, capability=id_of(one["capability"])) for one in _asked(answers)]
    tables[CAPABILITIES.file] = _added(tables.get(CAPABILITIES.file, []), skills)
    given = answers.of(POWERS_STEP)
    if given.get("listed"):
        # Where there are rules, the own force needs one too.
        own = {"kind": HOME, "law": ""}
        tables[POWERS.file] = [
            _row(POWERS, power=one["kind"], kind=one["kind"], task=EVERY_TASK, permitted="yes", authority=one["law"])
            for one in (own, *given["kinds"])
        ]
    return {file: rows for file, rows in tables.items() if rows or file in (FORCES.file, DUTIES.file, POWERS.file)}


def _asked(answers: SetUpAnswers) -> list[dict[str, Any]]:
    return list(answers.of(DUTIES_STEP).get("duties", ()))


def _duties(answers: SetUpAnswers) -> Iterable[Cells]:
    """Yield a duty for each row, with an id of its own."""
    taken: set[str] = set()
    for one in _asked(answers):
        name, number = id_of(one["name"]), 1
        while name in taken:
            number += 1
            name = f"{id_of(one['name'])}-{number}"
        taken.add(name)
        yield _row(
            DUTIES,
            duty=name,
            name=one["name"],
            task=id_of(one["name"]),
            capabilities=id_of(one["capability"]),
            strength=str(one["strength"]),
        )


def _added(rows: list[Cells], more: list[Cells]) -> list[Cells]:
    """Return rows, and those of others whose id is new."""
    found = {row[0]: row for row in [*more, *rows]}
    order = dict.fromkeys([*(row[0] for row in rows), *(row[0] for row in more)])
    return [found[each] for each in order]


def _row(table: TableLayout, **cells: str) -> Cells:
    return tuple(cells.get(column, "") for column in table.columns)
