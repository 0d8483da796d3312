"""Rules on working time damaged in every way that the format names, with the exact faults of each."""

from __future__ import annotations

import pytest

from standto.model.working_time import MEASURES, RestRule, WorkingTime
from standto.scenario import check_scenario, read_scenario, write_scenario
from tests.scenario.folders import STATION, write

LINES = STATION["scenario.toml"].count("\n")
WHERE = "scenario.toml:{}: working_time.rule.".format
SETS = "eu-2003-88, gb-fire-on-call, gb-police-2024, gb-wtr-1998"
REST = 'id = "rest"\nmeasure = "rest-before"\nmin = 11\neffect = "owed"\n'


def with_section(text):
    """Return the station with a section on working time; its first line has the number 1."""
    return {**STATION, "scenario.toml": f"{STATION['scenario.toml']}[working_time]\n{text}"}


def rules(*texts):
    return with_section("".join(f"[[working_time.rule]]\n{text}" for text in texts))


DAMAGED = {
    "an unknown set": (
        with_section('rules = "gb-police"\n'),
        ["1:rules: no set of rules 'gb-police': allowed are " + SETS],
    ),
    "two sets": (
        with_section('rules = ["eu-2003-88", "gb-wtr-1998"]\n'),
        ["1:rules: \"['eu-2003-88', 'gb-wtr-1998']\" is not allowed: write a text in quotes"],
    ),
    "an unknown key": (
        with_section("hours = 48\n"),
        ["1:hours: unknown key: allowed are rules, unrested, break_hours, rule"],
    ),
    "unrested": (
        with_section('unrested = "ignore"\nbreak_hours = -1\n'),
        [
            "1:unrested: 'ignore' is not allowed: write one of count, leave-out",
            "2:break_hours: '-1' is not allowed: write a number from 0 to 100,000",
        ],
    ),
    "a break that is no number": (
        with_section("break_hours = nan\n"),
        ["1:break_hours: 'nan' is not allowed: write a number from 0 to 100,000"],
    ),
    "rules as a table": (
        with_section("[working_time.rule]\nid = 1\n"),
        ["1:rule: is not an array of tables: write [[working_time.rule]] before each"],
    ),
    "nothing in a rule": (
        rules(""),
        [
            "1:rule.id: the key is missing, and must be given",
            f"1:rule.measure: the key is missing, and must be given: write one of {', '.join(MEASURES)}",
            "1:rule.max: a rule has a bound: write min or max, by its measure",
            "1:rule.effect: the key is missing, and must be given: write one of breach, owed, note",
        ],
    ),
    "two rules without an id": (
        rules(*[REST.removeprefix('id = "rest"\n')] * 2),
        ["1:rule.id: the key is missing, and must be given", "5:rule.id: the key is missing, and must be given"],
    ),
    "words of another type": (
        with_section("unrested = 5\n"),
        ["1:unrested: '5' is not allowed: write one of count, leave-out"],
    ),
    "a measure that does not exist": (
        rules(REST.replace("rest-before", "rest-after")),
        [f"3:rule.measure: 'rest-after' is not allowed: write one of {', '.join(MEASURES)}"],
    ),
    "a rule without a bound": (
        rules(REST.replace("min = 11\n", "")),
        ["1:rule.min: the rule has no bound: the measure 'rest-before' needs a min"],
    ),
    "a bound the wrong way round": (
        rules(REST.replace("min", "max")),
        ["4:rule.max: the measure 'rest-before' has no max: write its bound as min"],
    ),
    "both bounds": (
        rules(REST + "max = 12\n"),
        ["6:rule.max: the measure 'rest-before' has no max: write its bound as min"],
    ),
    "every measure with the wrong bound": (
        rules(
            'id = "a"\nmeasure = "stint-hours"\nmin = 1\neffect = "note"\n',
            'id = "b"\nmeasure = "hours-in"\ndays = 7\nmin = 1\neffect = "note"\n',
            'id = "c"\nmeasure = "rest-in"\ndays = 7\nmax = 1\neffect = "note"\n',
            'id = "d"\nmeasure = "run"\ngap_hours = 11\nmin = 1\neffect = "note"\n',
            'id = "e"\nmeasure = "night-run"\ngap_hours = 11\nmin = 1\neffect = "note"\n',
        ),
        [
            "4:rule.min: the measure 'stint-hours' has no min: write its bound as max",
            "10:rule.min: the measure 'hours-in' has no min: write its bound as max",
            "16:rule.max: the measure 'rest-in' has no max: write its bound as min",
            "22:rule.min: the measure 'run' has no min: write its bound as max",
            "28:rule.min: the measure 'night-run' has no min: write its bound as max",
        ],
    ),
    "parameters that are missing": (
        rules(
            'id = "a"\nmeasure = "hours-in"\nmax = 48\neffect = "note"\n',
            'id = "b"\nmeasure = "run"\nmax = 6\neffect = "note"\n',
        ),
        [
            "1:rule.days: the key is missing, and must be given",
            "6:rule.gap_hours: the key is missing, and must be given",
        ],
    ),
    "parameters that the measure does not use": (
        rules(
            REST + "days = 7\ngap_hours = 11\n",
            'id = "b"\nmeasure = "run"\ngap_hours = 11\ndays = 7\nmax = 6\neffect = "note"\n',
        ),
        [
            "6:rule.days: the measure 'rest-before' does not use it: leave it out",
            "7:rule.gap_hours: the measure 'rest-before' does not use it: leave it out",
            "12:rule.days: the measure 'run' does not use it: leave it out",
        ],
    ),
    "numbers out of range": (
        rules(
            'id = "a"\nmeasure = "hours-in"\nmax = "48"\ndays = 0\neffect = "note"\n',
            'id = "b"\nmeasure = "run"\nmax = 6.5\ngap_hours = inf\neffect = "note"\n',
            'id = "c"\nmeasure = "rest-in"\nmin = -1\ndays = 3_701\neffect = "note"\n',
            'id = "d"\nmeasure = "stint-hours"\nmax = true\neffect = "note"\n',
        ),
        [
            "4:rule.max: '48' is not allowed: write a number from 0 to 100,000, without quotes",
            "5:rule.days: '0' is not allowed: write a number of more than 0, to 3,700",
            "10:rule.max: 6.5 is not allowed: write a whole number of stints",
            "11:rule.gap_hours: 'inf' is not allowed: write a number of more than 0, to 100,000",
            "16:rule.min: '-1' is not allowed: write a number from 0 to 100,000",
            "17:rule.days: '3701' is not allowed: write a number of more than 0, to 3,700",
            "22:rule.max: 'True' is not allowed: write a number from 0 to 100,000",
        ],
    ),
    "an effect that does not exist": (
        rules(REST.replace("owed", "paid")),
        ["5:rule.effect: 'paid' is not allowed: write one of breach, owed, note"],
    ),
    "an id that is none, and one twice": (
        rules(REST.replace('"rest"', '"Rest"'), REST, REST),
        [
            "2:rule.id: 'Rest' is not an id: write small letters, digits, '.', '_' and '-'",
            f"12:rule.id: repeated id 'rest': it is the rule on scenario.toml:{LINES + 8}",
        ],
    ),
    "teams": (
        rules(
            REST + 'teams = ["red", "green", "blue"]\n',
            REST.replace('"rest"', '"b"') + 'teams = ["red", "red"]\n',
            REST.replace('"rest"', '"c"') + 'teams = "red"\n',
            REST.replace('"rest"', '"d"') + "teams = []\n",
        ),
        [
            "6:rule.teams: no team 'green': allowed are those of teams.csv",
            "6:rule.teams: no team 'blue': allowed are those of teams.csv",
            "12:rule.teams: names a team twice: write each once",
            '18:rule.teams: is not a list of texts: write one as ["one", "two"]',
        ],
    ),
    "an id alone, which a set has": (
        with_section('rules = "gb-wtr-1998"\n[[working_time.rule]]\nid = "daily-rest"\n'),
        [
            f"2:rule.measure: the key is missing, and must be given: write one of {', '.join(MEASURES)}",
            "2:rule.max: a rule has a bound: write min or max, by its measure",
            "2:rule.effect: the key is missing, and must be given: write one of breach, owed, note",
        ],
    ),
}


@pytest.mark.parametrize(("files", "faults"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_rule_has_its_faults_and_no_others(files, faults, tmp_path):
    checked = check_scenario(write(tmp_path, files))
    told = []
    for fault in checked.faults:
        assert fault.place == "scenario.toml"
        told.append(f"{fault.line - LINES - 1}:{fault.column.removeprefix('working_time.')}: {fault.what}")
    assert told == faults


def test_rules_are_read_and_written_back_as_they_were(tmp_path):
    text = 'rules = "gb-wtr-1998"\nunrested = "leave-out"\nbreak_hours = 0\n[[working_time.rule]]\n' + REST
    text += '[[working_time.rule]]\nid = "run"\nmeasure = "run"\nmax = 6\ngap_hours = 24.5\n'
    text += 'effect = "note"\nteams = ["red"]\n'
    station = read_scenario(write(tmp_path / "station", with_section(text)))
    own = (
        RestRule("rest", "rest-before", 11, "owed"),
        RestRule("run", "run", 6, "note", gap_hours=24.5, teams=("red",)),
    )
    assert station.working_time == WorkingTime("gb-wtr-1998", "leave-out", 0, own)
    write_scenario(station, tmp_path / "again")
    assert read_scenario(tmp_path / "again") == station


def test_a_scenario_without_rules_has_none(tmp_path):
    assert not read_scenario(write(tmp_path, with_section("break_hours = 2\n"))).working_time
