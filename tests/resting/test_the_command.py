"""`standto rest`: what it prints, and how it ends."""

from __future__ import annotations

import json

import pytest

from standto.cli.main import main

SETTINGS = """format = 1
title = "A station"
timezone = "Europe/London"
starts = 2023-09-04T00:00:00
ends = 2023-09-11T00:00:00
home = "station"

[working_time]
"""
RULES = """rules = "gb-wtr-1998"

[[working_time.rule]]
id = "weekly-rest"
measure = "stint-hours"
max = 8
effect = "breach"
source = "our own"
"""
TABLES = {
    "forces.csv": "force,kind\nstation,home\n",
    "capabilities.csv": "capability\nhelm\n",
    "people.csv": "person\nann1\nbob2\n",
    "authorisations.csv": "person,capability\nann1,helm\nbob2,helm\n",
    "duties.csv": "duty,task,capabilities,strength\nboat,rescue,helm,1\n",
    "rota.csv": "person,from,until\n"
    "ann1,2023-09-04T08:00,2023-09-04T17:30\n"
    "ann1,2023-09-05T02:00,2023-09-05T08:00\n"
    "bob2,2023-09-05T08:00,2023-09-05T16:00\n",
}


@pytest.fixture
def station(tmp_path):
    """Return a function that writes a station with some `[working_time]`, and returns its folder."""

    def write(working_time=RULES):
        (tmp_path / "scenario.toml").write_text(SETTINGS + working_time, encoding="utf-8")
        for name, text in TABLES.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write


def test_json_has_every_stint_with_each_rule_that_it_breaks(station, capsys):
    assert main(["rest", station(), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "format": 1,
        "scenario": "A station",
        "at": None,
        "known_at": None,
        "until": "2023-09-11T00:00:00+01:00",
        "stints": [
            {
                "person": "ann1",
                "from": "2023-09-04T08:00:00+01:00",
                "until": "2023-09-04T17:30:00+01:00",
                "rule": "weekly-rest",
                "effect": "breach",
                "measured": 9.5,
                "bound": 8,
            },
            {
                "person": "ann1",
                "from": "2023-09-05T02:00:00+01:00",
                "until": "2023-09-05T08:00:00+01:00",
                "rule": "daily-rest",
                "effect": "owed",
                "measured": 8.5,
                "bound": 11,
            },
        ],
    }


def test_the_times_asked_for_choose_the_stints(station, capsys):
    assert main(["rest", station(), "--json", "--at", "2023-09-04T17:30", "--until", "2023-09-06T00:00"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [answer["at"], answer["known_at"]] == ["2023-09-04T17:30:00+01:00"] * 2
    assert answer["until"] == "2023-09-06T00:00:00+01:00"
    assert [each["rule"] for each in answer["stints"]] == ["daily-rest"]


def test_the_text_counts_by_rule_team_and_day_and_names_people(station, capsys):
    assert main(["rest", station()]) == 1
    assert capsys.readouterr().out == (
        "A station\n"
        "Rest, Mon 4 Sep 00:00 to Mon 11 Sep 00:00\n"
        "\n"
        "BREACH: 1 stint of 1 person in breach, 1 stint of 1 person with rest or pay owed.\n"
        "\n"
        "By rule\n"
        "  daily-rest (owed), at least 11 h of rest before: 1 stint of 1 person\n"
        "    Working Time Regulations 1998, regulation 10(1): 11 hours in each 24; compensatory rest by\n"
        "    regulation 24 (2024; check with your own agreement)\n"
        "  weekly-rest (breach), at most 8 h long: 1 stint of 1 person\n"
        "    our own\n"
        "\n"
        "By team\n"
        "  no team: 1 stint of 1 person in breach, 1 stint of 1 person with rest or pay owed\n"
        "\n"
        "By day of their start\n"
        "  Mon 4 Sep: 1 stint of 1 person in breach\n"
        "  Tue 5 Sep: 1 stint of 1 person with rest or pay owed\n"
        "\n"
        "By person: 2 stints\n"
        "  ann1, Mon 4 Sep 08:00 to 17:30: 9.5 h long (weekly-rest, breach)\n"
        "  ann1, Tue 5 Sep 02:00 to 08:00: 8.5 h of rest before (daily-rest, owed)\n"
    )


def test_without_a_breach_the_exit_status_is_0(station, capsys):
    folder = station('rules = "gb-wtr-1998"\n')
    assert main(["rest", folder]) == 0
    assert "NO BREACH: 1 stint of 1 person with rest or pay owed." in capsys.readouterr().out


def test_without_rules_the_text_says_that_rest_is_not_checked(station, capsys):
    assert main(["rest", station("")]) == 0
    assert capsys.readouterr().out.splitlines()[3:] == [
        "Rest is not checked. The scenario has no rules on working time."
    ]


def test_an_unknown_set_is_an_error_that_lists_the_sets(station, capsys):
    assert main(["rest", station('rules = "gb-wtr"\n'), "--json"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert all(name in printed.err for name in ("eu-2003-88", "gb-fire-on-call", "gb-police-2024", "gb-wtr-1998"))


def test_a_time_outside_the_scenario_is_an_error(station, capsys):
    assert main(["rest", station(), "--until", "2023-09-12T00:00"]) == 2
    assert capsys.readouterr().err.startswith("--until: ")
