"""`scenario.toml` damaged in every way that the format names, with the exact faults of each."""

from __future__ import annotations

import pytest

from standto.scenario import check_scenario
from tests.scenario.folders import SOUND, with_change, write


def with_setting(old: str, new: str) -> dict[str, str]:
    """Return the sound folder with one text of its settings replaced."""
    return with_change("scenario.toml", old, new)


CLOCKS = " does not exist in Europe/London: the clocks go forward; write a time that exists, or one with its offset"
COUNT = "write a whole number from 0 to 1,000,000"

DAMAGED = {
    "syntax": (
        with_setting('title = "A weekend"', "title = A weekend"),
        ["scenario.toml:2: is not TOML: Invalid value"],
    ),
    "eof": (
        with_setting("min = 11", "min = [11"),
        ["scenario.toml:37: is not TOML: Unclosed array"],
    ),
    "format": (
        with_setting("format = 1", "format = 2"),
        ["scenario.toml:1: format: 2 is not allowed: this program reads format = 1"],
    ),
    "format float": (
        with_setting("format = 1", "format = 1.0"),
        ["scenario.toml:1: format: 1.0 is not allowed: this program reads format = 1"],
    ),
    "missing": (
        with_setting('title = "A weekend"\n', ""),
        ["scenario.toml:1: title: the key is missing, and must be given"],
    ),
    "blank": (
        with_setting('"A weekend"', '" "'),
        ["scenario.toml:2: title: ' ' is not allowed: write a text in quotes"],
    ),
    "zone": (
        with_setting("Europe/London", "Europe/Camelot"),
        [("scenario.toml:3: timezone: no time zone 'Europe/Camelot': write an IANA name such as 'Europe/London'")],
    ),
    "date": (
        with_setting("starts = 2023-09-22T18:00:00", "starts = 2023-09-22"),
        ["scenario.toml:4: starts: is not a date and time: write it without quotes, as 2023-09-22T18:00:00"],
    ),
    "string": (
        with_setting("starts = 2023-09-22T18:00:00", 'starts = "2023-09-22T18:00:00"'),
        ["scenario.toml:4: starts: is not a date and time: write it without quotes, as 2023-09-22T18:00:00"],
    ),
    "nonexist": (
        with_setting("starts = 2023-09-22T18:00:00", "starts = 2023-03-26T01:30:00"),
        [f"scenario.toml:4: starts: 2023-03-26T01:30:00{CLOCKS}"],
    ),
    "ends": (
        with_setting("ends   = 2023-09-29T06:00:00", "ends   = 2023-09-22T18:00:00"),
        ["scenario.toml:5: ends: is not after starts: the horizon is [starts, ends)"],
    ),
    "ends far": (
        with_setting("ends   = 2023-09-29T06:00:00", "ends   = 9999-12-31T23:59:59"),
        ["scenario.toml:5: ends: is more than 3,700 days after starts, the longest horizon"],
    ),
    "home": (
        with_setting('home = "met"', 'home = "essex"'),
        ["scenario.toml:6: home: no force 'essex': home is a force of forces.csv"],
    ),
    "unknown": (
        with_setting('home = "met"', 'home = "met"\nrank = 3'),
        [
            (
                "scenario.toml:7: rank: unknown key: allowed are format, title, timezone, starts, ends, home, "
                "shift, pattern, policy, working_time, words"
            )
        ],
    ),
    "shift dup": (
        with_setting('id = "night"', 'id = "early"'),
        [
            "scenario.toml:14: shift.id: repeated id 'early': it is the shift on scenario.toml:9",
            "scenario.toml:21: pattern.cycle: no shift 'night': allowed are the ids of the shifts and 'rest'",
            "duties.csv:3: shifts: no shift 'night': allowed are those of scenario.toml",
        ],
    ),
    "shift rest": (
        with_setting('id = "night"', 'id = "rest"'),
        [
            "scenario.toml:14: shift.id: 'rest' is reserved: it means no shift",
            "scenario.toml:21: pattern.cycle: no shift 'night': allowed are the ids of the shifts and 'rest'",
            "duties.csv:3: shifts: no shift 'night': allowed are those of scenario.toml",
        ],
    ),
    "shift id": (
        with_setting('id = "night"', 'id = "Night"'),
        [
            "scenario.toml:14: shift.id: 'Night' is not an id: write small letters, digits, '.', '_' and '-'",
            "scenario.toml:21: pattern.cycle: no shift 'night': allowed are the ids of the shifts and 'rest'",
            "duties.csv:3: shifts: no shift 'night': allowed are those of scenario.toml; did you mean 'Night'?",
        ],
    ),
    "shift no id": (
        with_setting('id = "night"\n', ""),
        ["scenario.toml:13: shift.id: the key is missing, and must be given"],
    ),
    "clock": (
        with_setting('starts = "23:00"', 'starts = "24:00"'),
        ["scenario.toml:15: shift.starts: '24:00' is not a time of day: write one as \"07:00\""],
    ),
    "clock2": (
        with_setting('starts = "23:00"', "starts = 23"),
        ["scenario.toml:15: shift.starts: '23' is not a time of day: write one as \"07:00\""],
    ),
    "cycle": (
        with_setting('"rest", "rest"]', '"late", "rest"]'),
        ["scenario.toml:21: pattern.cycle: no shift 'late': allowed are the ids of the shifts and 'rest'"],
    ),
    "cycle empty": (
        with_setting('["early", "night", "rest", "rest"]', "[]"),
        ['scenario.toml:21: pattern.cycle: is not a list of texts: write one as ["one", "two"]'],
    ),
    "anchor": (
        with_setting("anchor = 2023-09-18", 'anchor = "2023-09-18"'),
        ["scenario.toml:20: pattern.anchor: is not a date: write it without quotes, as 2023-09-18"],
    ),
    "anchor2": (
        with_setting("anchor = 2023-09-18", "anchor = 2023-09-18T00:00:00"),
        ["scenario.toml:20: pattern.anchor: is not a date: write it without quotes, as 2023-09-18"],
    ),
    "policy": (
        with_setting("reserve = 3", "reserve = -3"),
        [f"scenario.toml:24: policy.reserve: '-3' is not allowed: {COUNT}"],
    ),
    "policy2": (
        with_setting(
            "reserve = 3",
            "reserve = 2.5\nlook_back = 3\nstale_hours = nan\nreview_hours=0\ncall_in_share = 1.5\nhold_hours = true",
        ),
        [
            f"scenario.toml:24: policy.reserve: '2.5' is not allowed: {COUNT}",
            (
                "scenario.toml:25: policy.look_back: unknown key: allowed are look_ahead_hours, reserve, "
                "hold_hours, answer_hours, review_hours, stale_hours, rest_hours, call_in_share, "
                "call_in_notice_hours, call_in_from_rota, approve_own, approvers"
            ),
            ("scenario.toml:26: policy.stale_hours: 'nan' is not allowed: write a number of hours from 0 to 100,000"),
            ("scenario.toml:27: policy.review_hours: '0' is not allowed: write a number of hours above 0, to 100,000"),
            "scenario.toml:28: policy.call_in_share: '1.5' is not allowed: write a number from 0 to 1",
            ("scenario.toml:29: policy.hold_hours: 'True' is not allowed: write a number of hours from 0 to 100,000"),
        ],
    ),
    "approvers": (
        with_setting('aid = ["duty-chief"]', 'aid = []\nwar = ["x"]'),
        [
            'scenario.toml:28: policy.approvers.aid: is not a list of texts: write one as ["one", "two"]',
            "scenario.toml:29: policy.approvers.war: unknown key: allowed are aid, contingency, stand-down",
        ],
    ),
    "approvers2": (
        with_setting('aid = ["duty-chief"]', 'aid = "x"'),
        ['scenario.toml:28: policy.approvers.aid: is not a list of texts: write one as ["one", "two"]'],
    ),
    "empty toml": (
        {**SOUND, "scenario.toml": ""},
        [
            "scenario.toml:1: format: the key is missing, and must be given",
            "scenario.toml:1: timezone: the key is missing, and must be given",
            "scenario.toml:1: home: the key is missing, and must be given",
            "scenario.toml:1: title: the key is missing, and must be given",
            "scenario.toml:1: starts: the key is missing, and must be given",
            "scenario.toml:1: ends: the key is missing, and must be given",
            "teams.csv:2: pattern: no pattern 'two-two': allowed are those of scenario.toml",
            "teams.csv:3: pattern: no pattern 'two-two': allowed are those of scenario.toml",
            "teams.csv:4: pattern: no pattern 'two-two': allowed are those of scenario.toml",
            "duties.csv:3: shifts: no shift 'early': allowed are those of scenario.toml",
            "duties.csv:3: shifts: no shift 'night': allowed are those of scenario.toml",
        ],
    ),
}


@pytest.mark.parametrize(("files", "faults"), DAMAGED.values(), ids=DAMAGED)
def test_damaged_settings_have_their_faults_and_no_others(files, faults, tmp_path):
    checked = check_scenario(write(tmp_path, files))
    assert [str(fault) for fault in checked.faults] == faults
