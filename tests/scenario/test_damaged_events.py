"""Events damaged in every way that the format names, with the exact faults of each."""

from __future__ import annotations

import pytest

from standto.scenario import check_scenario
from standto.scenario.event_rules import RULES
from tests.scenario.folders import SOUND, with_change, with_row, write

KINDS = ", ".join(RULES)
CLOCKS = " does not exist in Europe/London: the clocks go forward; write a time that exists, or one with its offset"
STEPPER = "a person of people.csv, or a pool of the home force in pools.csv"
ID = ": write small letters a to z, digits, '.', '_' and '-', the first a letter or a digit"
TIME = ": write date and time in ISO 8601, as 2023-09-22T18:00 (local) or 2023-09-22T18:00+01:00"
COUNT = "write a whole number from 0 to 1,000,000"
STEPS = (
    "call-in, ask-aid, request-contingency, deploy-contingency, stand-down-contingency, "
    "release-aid, answer-overdue, help-ends-early, figure-stale, figures-conflict, review-due"
)

DAMAGED = {
    "on call, about a capability and with a reason": (
        ",2023-09-22T19:00,,on-call,nx1,afo,-5,,,2023-09-22T18:00,,,tired",
        [
            "capability: is filled, and must be blank for on-call",
            f"count: '-5' is not allowed: {COUNT}",
            "until: '2023-09-22T18:00' is not after occurred '2023-09-22T19:00'",
            "note: is not allowed on an event about a person, because no reason is ever kept: leave it blank",
        ],
    ),
    "a pool on call": (
        ",2023-09-22T19:00,,on-call,own,,,,,,,,",
        ["subject: 'own' is not allowed: the subject of on-call is a person of people.csv"],
    ),
    "repeated event id": (
        "e1,2023-09-22T19:00,,stepped-back,nx1,,,,,,,,",
        ["id: repeated id 'e1': it is the event on events.csv:2"],
    ),
    "end event": (
        ",2023-09-22T19:00,,stepped-back,nx1,,,,,2023-09-22T18:00:00Z,,,",
        ["until: '2023-09-22T18:00:00Z' is not after occurred '2023-09-22T19:00'"],
    ),
    "unknown event": (",2023-09-22T19:00,,resigned,nx1,,,,,,,,", [f"event: no event 'resigned': allowed are {KINDS}"]),
    "subject of wrong sort": (
        ",2023-09-22T19:00,,unavailable,own,,,,,,,,",
        ["subject: 'own' is not allowed: the subject of unavailable is a person of people.csv"],
    ),
    "subject unknown": (
        ",2023-09-22T19:00,,stepped-back,nx9,,,,,,,,",
        [f"subject: 'nx9' is not allowed: the subject of stepped-back is {STEPPER}"],
    ),
    "other pool steps back": (
        ",2023-09-22T19:00,,stepped-back,kent-arv,,,,,,,,",
        [f"subject: 'kent-arv' is not allowed: the subject of stepped-back is {STEPPER}"],
    ),
    "pool with capability": (
        ",2023-09-22T19:00,,stepped-back,own,afo,,,,2023-09-23T19:00,,,",
        [
            "capability: is filled, and must be blank for stepped-back",
            "until: is filled, and must be blank for stepped-back",
        ],
    ),
    "person with count": (
        ",2023-09-22T19:00,,stepped-back,nx1,,2,,,,,,",
        ["count: is filled, and must be blank for stepped-back"],
    ),
    "note person": (
        ",2023-09-22T19:00,,stepped-back,nx1,,,,,,,,upset",
        ["note: is not allowed on an event about a person, because no reason is ever kept: leave it blank"],
    ),
    "authorised without cap": (
        ",2023-09-22T19:00,,authorised,nx1,,,,,,,,",
        ["capability: is blank, and authorised needs it"],
    ),
    "authorised unknown cap": (
        ",2023-09-22T19:00,,authorised,nx1,sniper,,,,,,,",
        ["capability: no capability 'sniper': allowed are those of capabilities.csv"],
    ),
    "strength no count": (
        ",2023-09-22T19:00,,strength-changed,guard,,,,,,,,",
        ["count: is blank, and strength-changed needs it"],
    ),
    "strength neg": (",2023-09-22T19:00,,strength-changed,guard,,-1,,,,,,", [f"count: '-1' is not allowed: {COUNT}"]),
    "available until": (
        ",2023-09-22T19:00,,available,nx1,,,,,2023-09-23T19:00,,,",
        ["until: is filled, and must be blank for available"],
    ),
    "aid of military": (
        ",2023-09-22T19:00,,aid-asked,soldiers,,,,,,,,",
        [
            (
                "subject: 'soldiers' is not allowed: the subject of aid-asked is a pool of a force of kind "
                "police or other in pools.csv"
            )
        ],
    ),
    "contingency of police": (
        ",2023-09-22T19:00,,contingency-requested,kent-arv,,,,,2023-09-23T19:00,,,",
        [
            (
                "subject: 'kent-arv' is not allowed: the subject of contingency-requested is a pool of a force "
                "of kind military in pools.csv"
            ),
            "until: is filled, and must be blank for contingency-requested",
        ],
    ),
    "report none": (
        ",2023-09-22T19:00,,report,met,,,,,,,,",
        ["count: a report has a figure: write either count, or low and high"],
    ),
    "report both": (
        ",2023-09-22T19:00,,report,met,,1,1,2,,,,",
        ["count: is filled beside low or high: write either count, or low and high"],
    ),
    "report low only": (
        ",2023-09-22T19:00,,report,met,,,1,,,,,",
        ["count: a report has a figure: write either count, or low and high"],
    ),
    "report high<low": (",2023-09-22T19:00,,report,met,,,3,2,,,,", ["high: 2 is less than low, 3: write low or more"]),
    "report source": (
        ",2023-09-22T19:00,,report,met,,3,,,,,nobody,",
        ["source: no source 'nobody': allowed are those of sources.csv"],
    ),
    "decision no id": (",2023-09-22T19:00,,decision,met,,,,,,no-change,,", ["id: is blank, and decision needs it"]),
    "decision no step": ("d1,2023-09-22T19:00,,decision,met,,,,,,,,", ["step: is blank, and decision needs it"]),
    "decision step": (
        "d1,2023-09-22T19:00,,decision,met,,,,,,not-no-change,,",
        [f"step: no step 'not-no-change': allowed are {STEPS}, no-change, or not- before a step of a review"],
    ),
    "no-change of pool": (
        "d1,2023-09-22T19:00,,decision,soldiers,,,,,,no-change,,",
        ["subject: the subject of no-change is the home force, 'met'"],
    ),
    "decision of other force": (
        "d1,2023-09-22T19:00,,decision,kent,,,,,,ask-aid,,",
        [
            (
                "subject: 'kent' is not allowed: the subject of decision is a pool of pools.csv, a duty of "
                "duties.csv, a crew of crews.csv or the home force"
            )
        ],
    ),
    "statement no note": (",2023-09-22T19:00,,statement,met,,,,,,,,", ["note: is blank, and statement needs it"]),
    "correction not recorded": (
        ",2023-09-22T19:00,,correction,e1,,,,,,,,",
        ["recorded: is blank, and correction needs it"],
    ),
    "correction unknown": (
        ",2023-09-22T19:00,2023-09-22T19:00,correction,e99,,,,,,,,",
        ["subject: no event 'e99': allowed are those of events.csv"],
    ),
    "correction self": (
        "c1,2023-09-22T19:00,2023-09-22T19:00,correction,c1,,,,,,,,",
        ["subject: 'c1' is a correction itself: correct another event"],
    ),
    "correction note person": (
        ",2023-09-22T19:00,2023-09-22T19:00,correction,e1,,,,,,,,ill",
        ["note: is not allowed on an event about a person, because no reason is ever kept: leave it blank"],
    ),
    "step on person": (
        ",2023-09-22T19:00,,returned,nx1,,,1,,,call-in,,",
        ["low: is filled, and must be blank for returned", "step: is filled, and must be blank for returned"],
    ),
    "all at once": (
        "E,soon,2023-03-26T01:30,returned,nobody,sniper,x,,,2023-13-01T00:00,,none,n",
        [
            f"id: 'E' is not an id{ID}",
            f"occurred: 'soon' is not a time{TIME}",
            f"recorded: 2023-03-26T01:30:00{CLOCKS}",
            f"subject: 'nobody' is not allowed: the subject of returned is {STEPPER}",
            "capability: no capability 'sniper': allowed are those of capabilities.csv",
            "count: is filled, and must be blank for returned",
            f"until: '2023-13-01T00:00' is not a time{TIME}",
            "source: no source 'none': allowed are those of sources.csv",
            "note: is not allowed on an event about a person, because no reason is ever kept: leave it blank",
        ],
    ),
    "declared name": (
        ",2023-09-22T19:00,,declared,An Attack,,,,,,,,",
        ["subject: 'An Attack' is not allowed: the subject of declared is the name of a declaration, an id"],
    ),
}


@pytest.mark.parametrize(("row", "faults"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_event_has_its_faults_and_no_others(row, faults, tmp_path):
    checked = check_scenario(write(tmp_path, with_row("events.csv", row)))
    assert [str(fault) for fault in checked.faults] == [f"events.csv:40: {fault}" for fault in faults]


def faults_of(files, folder):
    """Return the faults of a folder."""
    return [str(fault) for fault in check_scenario(write(folder, files)).faults]


def test_a_correction_cannot_be_corrected(tmp_path):
    rows = (
        "c1,2023-09-22T19:00,2023-09-22T19:00,correction,e1,,,,,,,,\n"
        "c2,2023-09-22T19:00,2023-09-22T19:00,correction,c1,,,,,,,,\n"
    )
    files = {**SOUND, "events.csv": SOUND["events.csv"] + rows}
    assert faults_of(files, tmp_path) == ["events.csv:41: subject: 'c1' is a correction itself: correct another event"]


def test_a_correction_may_come_first_in_the_file_and_give_a_reason_about_a_pool(tmp_path):
    header, rest = SOUND["events.csv"].split("\n", 1)
    row = ",2023-09-22T19:00,2023-09-22T19:00,correction,e16,,,,,,,,counted twice"
    assert faults_of({**SOUND, "events.csv": f"{header}\n{row}\n{rest}"}, tmp_path) == []


def test_a_correction_of_an_event_with_a_fault_is_no_fault_itself(tmp_path):
    files = with_change("events.csv", "authority-withdrawn,nx2,ct", "authority-withdrawn,nx2,boat")
    assert faults_of(files, tmp_path) == [
        "events.csv:4: capability: no capability 'boat': allowed are those of capabilities.csv"
    ]


def test_a_fault_after_a_note_of_several_lines_names_its_own_line(tmp_path):
    files = with_change("events.csv", "e34,2023-09-22T19:00", "e34,2023-09-22")
    assert faults_of(files, tmp_path) == [f"events.csv:36: occurred: '2023-09-22' is a date without a time{TIME}"]
