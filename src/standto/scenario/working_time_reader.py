"""Reading `[working_time]`: the rules on working time that a scenario names."""

from __future__ import annotations

from typing import NamedTuple

from standto.model.working_time import AT_LEAST, COUNT, EFFECTS, MEASURES, UNRESTED, RestRule, WorkingTime
from standto.scenario.cells import is_id, shown
from standto.scenario.faults import Faults
from standto.scenario.known_ids import Ids
from standto.scenario.layout import SETTINGS
from standto.scenario.row_reader import no_such
from standto.scenario.toml_section import TomlSection

_LONGEST = 100_000
_MOST_DAYS = 3_700
"""The most days that a rule looks back, as many as the longest horizon."""
_RUNS = ("run", "night-run")
_PARAMETER = {"hours-in": "days", "rest-in": "days", "run": "gap_hours", "night-run": "gap_hours"}
"""The parameter that a measure needs; the others take none."""
_KEYS = ("id", "measure", "min", "max", "days", "gap_hours", "effect", "teams", "source")


class RuleTeams(NamedTuple):
    """The teams that a rule names, with their line, or the line of the rule if it names none."""

    line: int
    teams: tuple[str, ...]

    def note_unknown(self, teams: Ids, faults: Faults) -> None:
        """Note each team that does not exist."""
        for team in self.teams:
            if not teams.allow(team):
                faults.add(SETTINGS, no_such(team, teams), line=self.line, column="working_time.rule.teams")


def read_working_time(section: TomlSection) -> tuple[WorkingTime, tuple[RuleTeams, ...]]:
    """Return the table ``[working_time]``, and the teams of each rule; keys that are missing have their defaults."""
    section.allow(("rules", "unrested", "break_hours", "rule"))
    rules: dict[str, RestRule] = {}
    lines: dict[str, int] = {}
    teams = []
    for each in section.sections("rule"):
        rule = _rule(each)
        if rule.id and rule.id in lines:
            each.fault("id", f"repeated id {shown(rule.id)}: it is the rule on {SETTINGS}:{lines[rule.id]}")
        rules.setdefault(rule.id, rule)
        lines.setdefault(rule.id, each.line("id"))
        teams.append(RuleTeams(each.line("teams"), rule.teams))
    given = {"break_hours": _number(section, "break_hours", 3.0, least="0")} if "break_hours" in section else {}
    unrested = _choice(section, "unrested", UNRESTED) if "unrested" in section else COUNT
    return WorkingTime(rules=_set(section), unrested=unrested, own=tuple(rules.values()), **given), tuple(teams)


def _set(section: TomlSection) -> str:
    """Return the name of the set of rules that comes with the program; empty without one."""
    name = section.text("rules")
    if name:
        # Reading the sets needs NumPy, and few scenarios name one.
        from standto.stints import sets

        if name not in sets():
            section.fault("rules", f"no set of rules {shown(name)}: allowed are {', '.join(sets())}")
    return name


def _rule(section: TomlSection) -> RestRule:
    section.allow(_KEYS)
    name = section.text("id", needed=True)
    if name and not is_id(name):
        section.fault("id", f"{shown(name)} is not an id: write small letters, digits, '.', '_' and '-'")
    measure = _choice(section, "measure", MEASURES)
    parameter = _PARAMETER.get(measure, "")
    for key in ("days", "gap_hours"):
        if measure and key in section and key != parameter:
            section.fault(key, f"the measure {measure!r} does not use it: leave it out")
    most = _MOST_DAYS if parameter == "days" else _LONGEST
    given = {parameter: _number(section, parameter, 1.0, most=most)} if parameter else {}
    return RestRule(
        id=name,
        measure=measure,
        bound=_bound(section, measure),
        effect=_choice(section, "effect", EFFECTS),
        teams=_teams(section),
        source=section.text("source"),
        **given,
    )


def _bound(section: TomlSection, measure: str) -> float:
    """Return the bound of a rule: ``min`` or ``max``, by its measure."""
    if not measure:
        if "min" not in section and "max" not in section:
            section.fault("max", "a rule has a bound: write min or max, by its measure")
        return 0
    key, other = ("min", "max") if measure in AT_LEAST else ("max", "min")
    if other in section:
        section.fault(other, f"the measure {measure!r} has no {other}: write its bound as {key}")
    if key not in section:
        if other not in section:
            section.fault(key, f"the rule has no bound: the measure {measure!r} needs a {key}")
        return 0
    if measure in _RUNS and isinstance(section[key], float):
        section.fault(key, f"{section[key]} is not allowed: write a whole number of stints")
        return 0
    return _number(section, key, 0.0, least="0")


def _teams(section: TomlSection) -> tuple[str, ...]:
    """Return the teams that a rule is for; none for all people of the home force."""
    if section["teams"] == [] if "teams" in section else True:
        return ()
    teams = section.texts("teams")
    if len(set(teams)) < len(teams):
        section.fault("teams", "names a team twice: write each once")
    return teams


def _number(
    section: TomlSection, key: str, stand_in: float, *, least: str = "more than 0", most: int = _LONGEST
) -> float:
    value = section.needed(key)
    if value is None:
        return stand_in
    numeric = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not numeric or not 0 <= value <= most or (value == 0 and least != "0"):
        quotes = ", without quotes" if isinstance(value, str) else ""
        from_to = f"from 0 to {most:,}" if least == "0" else f"of {least}, to {most:,}"
        section.fault(key, f"{shown(str(value))} is not allowed: write a number {from_to}{quotes}")
        return stand_in
    return float(value) if isinstance(value, float) else int(value)


def _choice(section: TomlSection, key: str, allowed: tuple[str, ...]) -> str:
    """Return one of some allowed words, which must be given."""
    one_of = f"write one of {', '.join(allowed)}"
    if key not in section:
        section.fault(key, f"the key is missing, and must be given: {one_of}")
        return ""
    word = section[key]
    if isinstance(word, str) and word in allowed:
        return word
    section.fault(key, f"{shown(str(word))} is not allowed: {one_of}")
    return ""
