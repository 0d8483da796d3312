"""Reading `[working_time]`: the rules on working time that a scenario names."""

from __future__ import annotations

from standto.model.working_time import AT_LEAST, COUNT, EFFECTS, MEASURES, UNRESTED, RestRule, WorkingTime
from standto.scenario.cells import is_id, shown
from standto.scenario.toml_section import TomlSection

_LONGEST = 100_000
_RUNS = ("run", "night-run")
_PARAMETER = {"hours-in": "days", "rest-in": "days", "run": "gap_hours", "night-run": "gap_hours"}
"""The parameter that a measure needs; the others take none."""
_KEYS = ("id", "measure", "min", "max", "days", "gap_hours", "effect", "teams", "source")


def read_working_time(section: TomlSection) -> WorkingTime:
    """Return the table ``[working_time]``; keys that are missing have their defaults."""
    section.allow(("rules", "unrested", "break_hours", "rule"))
    rules: dict[str, RestRule] = {}
    for each in section.sections("rule"):
        rule = _rule(each)
        if rule.id in rules:
            each.fault("id", f"repeated id {shown(rule.id)}: every rule has its own")
        rules.setdefault(rule.id, rule)
    return WorkingTime(
        rules=section.text("rules"),
        unrested=_choice(section, "unrested", UNRESTED, COUNT),
        break_hours=_number(section, "break_hours", 3.0, least="0") if "break_hours" in section else 3,
        own=tuple(rules.values()),
    )


def _rule(section: TomlSection) -> RestRule:
    section.allow(_KEYS)
    name = section.text("id", needed=True)
    if name and not is_id(name):
        section.fault("id", f"{shown(name)} is not an id: write small letters, digits, '.', '_' and '-'")
    measure = _choice(section, "measure", MEASURES, "")
    parameter = _PARAMETER.get(measure, "")
    for key in ("days", "gap_hours"):
        if measure and key in section and key != parameter:
            section.fault(key, f"the measure {measure!r} does not use it")
    given = {parameter: _number(section, parameter, 1.0)} if parameter else {}
    return RestRule(
        id=name,
        measure=measure,
        bound=_bound(section, measure),
        effect=_choice(section, "effect", EFFECTS, ""),
        teams=section.texts("teams") if "teams" in section and section["teams"] != [] else (),
        source=section.text("source"),
        **given,
    )


def _bound(section: TomlSection, measure: str) -> float:
    """Return the bound of a rule: ``min`` or ``max``, by its measure."""
    if not measure:
        return 0
    key, other = ("min", "max") if measure in AT_LEAST else ("max", "min")
    if other in section:
        section.fault(other, f"the measure {measure!r} is bounded by {key}")
    if measure in _RUNS and key in section and isinstance(section[key], float):
        section.fault(key, f"{section[key]} is not allowed: write a whole number of stints")
    return _number(section, key, 0.0, least="0") if key in section or other not in section else 0


def _number(section: TomlSection, key: str, stand_in: float, least: str = "more than 0") -> float:
    value = section.needed(key)
    if value is None:
        return stand_in
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= _LONGEST:
        section.fault(key, f"{shown(str(value))} is not allowed: write a number from {least} to {_LONGEST:,}")
        return stand_in
    if value == 0 and least != "0":
        section.fault(key, f"0 is not allowed: write a number of {least}, to {_LONGEST:,}")
    return value


def _choice(section: TomlSection, key: str, allowed: tuple[str, ...], usual: str) -> str:
    """Return one of some allowed words; without a usual one the key must be given."""
    word = section.text(key, needed=not usual) or usual
    if word and word not in allowed:
        section.fault(key, f"{shown(word)} is not allowed: allowed are {', '.join(allowed)}")
        return usual
    return word
