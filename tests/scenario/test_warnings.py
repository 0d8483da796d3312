"""Rows that are allowed but unlikely to be meant, with the exact warning of each."""

from __future__ import annotations

import pytest

from standto.scenario import check_scenario
from tests.scenario.folders import SOUND, with_change, with_row, write

# The sound folder has one person without a team, so every case has a warning about that person.
ALWAYS = "people.csv:4: team: people without a team (1; this is the first) are always on duty"
NOBODY_MAY = (
    "duties.csv:2: task: nobody may ever fill 'ct-response': no power permits its task there to home, military, police"
)
ASKS_NOBODY = (
    "duties.csv:2: strength: 'ct-response' asks for nobody, and nothing ever raises its strength: "
    "write how many it needs"
)
CORRECTED = """\
x,2023-09-26T09:00,,aid-declined,rail-arv,,,,,,,,
,2023-09-26T09:00,2023-09-26T09:00,correction,x,,,,,,,,
"""

WARNED = {
    "a capability that nobody holds": (
        with_row("capabilities.csv", "boat,Boats"),
        [
            "capabilities.csv:4: capability: nobody ever holds 'boat', by a ticket or in a pool",
            "capabilities.csv:4: capability: no duty asks for 'boat'",
        ],
    ),
    "a team without a pattern": (
        with_change("teams.csv", "a,,two-two,", "a,,,"),
        ["teams.csv:2: pattern: team 'a' has no pattern, so its people (1) are always on duty"],
    ),
    "a duty that nobody could fill": (
        {
            **SOUND,
            "capabilities.csv": SOUND["capabilities.csv"] + "boat,\n",
            "duties.csv": SOUND["duties.csv"] + "river,,river,,boat,1,,,,,\n",
        },
        [
            "capabilities.csv:4: capability: nobody ever holds 'boat', by a ticket or in a pool",
            "duties.csv:4: capabilities: nobody could ever fill 'river': nobody ever holds any of its capabilities",
        ],
    ),
    "a duty that nobody may fill": (
        {**SOUND, "powers.csv": "power,kind,task,permitted\np1,home,static-guard,yes\np2,police,ct-response,no\n"},
        [
            NOBODY_MAY,
        ],
    ),
    "a duty of strength 0 that nobody may fill": (
        {
            **SOUND,
            "powers.csv": "power,kind,task,permitted\np1,home,static-guard,yes\n",
            "duties.csv": SOUND["duties.csv"].replace("ct-response,Response,ct-response,,ct,2", "ct-response,,x,,ct,0"),
        },
        [ASKS_NOBODY],
    ),
    "a power that a declaration suspends": (
        {**SOUND, "powers.csv": SOUND["powers.csv"] + "p5,home,*,*,attack,no,,,\n"},
        [],
    ),
    "a power that is refused at all times": (
        {**SOUND, "powers.csv": "power,kind,task,permitted\np1,home,*,yes\np2,home,ct-response,no\n"},
        [NOBODY_MAY],
    ),
    "a step that moves nothing": (
        with_row("events.csv", ",2023-09-26T09:00,,aid-declined,rail-arv,,,,,,,,"),
        ["events.csv:40: event: aid-declined moves 0 places: 'rail-arv' has no more asked or not-asked"],
    ),
    "a step that moves less than its count": (
        with_row("events.csv", ",2023-09-26T09:00,,stepped-back,own,,4,,,,,,"),
        ["events.csv:40: count: stepped-back moves 2 of 4 places: 'own' has no more available"],
    ),
    "a step before the step before": (
        with_row("events.csv", ",2023-09-22T18:30,,contingency-stood-down,soldiers,,,,,,,,"),
        [
            (
                "events.csv:40: event: contingency-stood-down moves 0 places: "
                "'soldiers' has no more deployed, standby or requested"
            )
        ],
    ),
    "a step that is corrected": (
        {
            **SOUND,
            "events.csv": SOUND["events.csv"] + CORRECTED,
        },
        [],
    ),
    "help that grows a pool": (with_row("events.csv", ",2023-09-26T09:00,,aid-asked,rail-arv,,900,,,,,,"), []),
    "reports that cannot both be true": (
        with_row("events.csv", ",2023-09-23T12:30,,report,met,,,101,200,,,press,"),
        ["events.csv:40: low: 101 to 200 and 100, reported within an hour, cannot both be true"],
    ),
    "reports of one hour that can both be true": (
        with_row("events.csv", ",2023-09-23T12:30,,report,met,,,100,200,,,press,"),
        [],
    ),
    "reports of two forces": (with_row("events.csv", ",2023-09-23T12:30,,report,kent,,7,,,,,press,"), []),
    "reports more than an hour apart": (with_row("events.csv", ",2023-09-23T13:01,,report,met,,7,,,,,press,"), []),
    "a report without a source": (
        with_row("events.csv", ",2023-09-25T12:30,,report,met,,7,,,,,,"),
        ["events.csv:40: source: the report has no source, so nobody can judge it"],
    ),
    "a decision after the end": (
        with_row("events.csv", "d,2023-09-29T06:00,,decision,met,,,,,,no-change,,"),
        ["events.csv:40: occurred: the decision is outside the horizon, so a replay ignores it"],
    ),
    "a decision about the wrong sort of thing": (
        with_row("events.csv", "d,2023-09-23T06:00,,decision,guard,,,,,,not-ask-aid,,"),
        [
            (
                "events.csv:40: step: a review never recommends ask-aid for 'guard', "
                "only for a pool of a force of kind police or other in pools.csv"
            )
        ],
    ),
    "a declaration that changes nothing": (
        with_row("events.csv", ",2023-09-23T06:00,,declared,flood,,,,,,,,"),
        ["events.csv:40: subject: 'flood' changes nothing: no power or duty has it in its column when"],
    ),
    "a table without powers, where only the military could": (
        {
            **{name: text for name, text in SOUND.items() if name != "powers.csv"},
            "capabilities.csv": SOUND["capabilities.csv"] + "eod,\n",
            "duties.csv": SOUND["duties.csv"] + "bombs,,search,,eod,1,,,,,\n",
            "pools.csv": SOUND["pools.csv"] + "sappers,mod,eod,4,,,,\n",
        },
        ["duties.csv:4: task: nobody may ever fill 'bombs': no power permits its task there to military"],
    ),
}


@pytest.mark.parametrize(("files", "warnings"), WARNED.values(), ids=WARNED)
def test_an_unlikely_row_has_its_warning_and_no_others(files, warnings, tmp_path):
    checked = check_scenario(write(tmp_path, files))
    assert checked.faults == ()
    assert sorted(str(warning) for warning in checked.warnings) == sorted([ALWAYS, *warnings])


def test_a_scenario_as_it_should_be_has_no_warning(tmp_path):
    files = with_change("people.csv", "nx3,kent,", "nx3,kent,k")
    assert check_scenario(write(tmp_path, files)).warnings == ()
