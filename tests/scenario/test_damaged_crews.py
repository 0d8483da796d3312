"""Crews, seats and rotas damaged in every way that the format names, with the exact faults of each."""

from __future__ import annotations

import pytest

from standto.scenario import check_scenario, read_scenario, write_scenario
from tests.scenario.folders import STATION, with_change, with_row, write

ID = ": write small letters a to z, digits, '.', '_' and '-', the first a letter or a digit"
COUNT = "write a whole number from 0 to 1,000,000"
OVER = "'full' is better than 'limited', which 'lb-1' needs"


def change(file, old, new):
    return with_change(file, old, new, base=STATION)


def row(file, text):
    return with_row(file, text, base=STATION)


DAMAGED = {
    "a rota without ends": (
        row("rota.csv", "v4,,,,"),
        ["rota.csv:7: from: is blank, and every row needs it", "rota.csv:7: until: is blank, and every row needs it"],
    ),
    "a rota of nobody": (
        row("rota.csv", ",2024-06-05T00:00,2024-06-06T00:00,,"),
        ["rota.csv:7: person: is blank, and every row needs it"],
    ),
    "a rota of a stranger, for a strange duty, backwards and soon": (
        row("rota.csv", "v9,2024-06-06T00:00,2024-06-05T00:00,lb-3,-1"),
        [
            "rota.csv:7: person: no person 'v9': allowed are those of people.csv",
            "rota.csv:7: until: '2024-06-05T00:00' is not after from '2024-06-06T00:00'",
            "rota.csv:7: duty: no duty or crew 'lb-3': allowed are those of duties.csv and crews.csv",
            f"rota.csv:7: ready_minutes: '-1' is not allowed: {COUNT}",
        ],
    ),
    "a rota for a seat": (
        row("rota.csv", "v4,2024-06-05T00:00,2024-06-06T00:00,lb-1/helm,"),
        ["rota.csv:7: duty: no duty or crew 'lb-1/helm': allowed are those of duties.csv and crews.csv"],
    ),
    "a rota of a pool": (
        row("rota.csv", "flank-boat,2024-06-05T00:00,2024-06-06T00:00,,"),
        ["rota.csv:7: person: no person 'flank-boat': allowed are those of people.csv"],
    ),
    "rows that overlap": (
        row("rota.csv", "v1,2024-06-02T05:59:59,2024-06-03T00:00,,"),
        ["rota.csv:7: from: the row overlaps that of 'v1' on rota.csv:2: rows of one person may only touch"],
    ),
    "rows in one another, and the same row again": (
        {
            **STATION,
            "rota.csv": STATION["rota.csv"]
            + "v1,2024-06-01T07:00,2024-06-01T08:00,,\nv1,2024-06-02T05:00,2024-06-02T05:30,,\n"
            + "v5,2024-06-01T00:00,2024-06-01T12:00,,\n",
        },
        [
            "rota.csv:7: from: the row overlaps that of 'v1' on rota.csv:2: rows of one person may only touch",
            "rota.csv:8: from: the row overlaps that of 'v1' on rota.csv:2: rows of one person may only touch",
            "rota.csv:9: from: the row overlaps that of 'v5' on rota.csv:6: rows of one person may only touch",
        ],
    ),
    "rows that overlap an earlier one on a later line": (
        row("rota.csv", "v3,2024-06-03T00:00,2024-06-03T12:00,,"),
        ["rota.csv:7: from: the row overlaps that of 'v3' on rota.csv:5: rows of one person may only touch"],
    ),
    "rows that touch": (row("rota.csv", "v1,2024-06-02T06:00,2024-06-03T00:00,,"), []),
    "rows of two people": (row("rota.csv", "v4,2024-06-02T05:00,2024-06-03T00:00,,"), []),
    "a crew called as a duty": (
        row("crews.csv", "launch,,rescue,,,,,,,,"),
        [
            "crews.csv:4: crew: repeated id 'launch': it is the duty on duties.csv:2",
            "crews.csv:4: crew: 'launch' has no seat: give it a row in seats.csv",
        ],
    ),
    "a crew twice": (
        row("crews.csv", "lb-1,,rescue,,,,,,,,"),
        ["crews.csv:4: crew: repeated id 'lb-1': it is the crew on crews.csv:2"],
    ),
    "a crew with everything wrong": (
        row("crews.csv", "LB 3,,*,,0,Out,x,2024-06-02T00:00,2024-06-01T00:00,dusk,Storm"),
        [
            f"crews.csv:4: crew: 'LB 3' is not an id{ID}",
            "crews.csv:4: task: '*' is not a name: write one without spaces around it, and not '*'",
            "crews.csv:4: criticality: '0' is not allowed: write a whole number from 1 to 1,000,000",
            f"crews.csv:4: needs: 'Out' is not an id{ID}",
            f"crews.csv:4: ready_minutes: 'x' is not allowed: {COUNT}",
            "crews.csv:4: until: '2024-06-01T00:00' is not after from '2024-06-02T00:00'",
            "crews.csv:4: shifts: no shift 'dusk': allowed are those of scenario.toml",
            f"crews.csv:4: when: 'Storm' is not an id{ID}",
        ],
    ),
    "a crew without a seat": (
        row("crews.csv", "lb-3,,rescue,,,,,,,,"),
        ["crews.csv:4: crew: 'lb-3' has no seat: give it a row in seats.csv"],
    ),
    "crews without a file of seats": (
        {name: text for name, text in STATION.items() if name != "seats.csv"},
        [
            "crews.csv:2: crew: 'lb-1' has no seat: give it a row in seats.csv",
            "crews.csv:3: crew: 'lb-2' has no seat: give it a row in seats.csv",
        ],
    ),
    "a need that is no state": (
        change("crews.csv", ",limited,", ",half,"),
        ["crews.csv:2: needs: no state 'half' of 'lb-1': allowed are full, limited"],
    ),
    "a seat without a state": (
        row("seats.csv", "lb-2,,,,"),
        [
            "seats.csv:9: state: is blank, and every row needs it",
            "seats.csv:9: seat: is blank, and every row needs it",
            "seats.csv:9: capabilities: is blank, and every row needs it",
        ],
    ),
    "a state without seats": (
        row("seats.csv", "lb-2,worse,,,"),
        [
            "seats.csv:9: seat: is blank, and every row needs it",
            "seats.csv:9: capabilities: is blank, and every row needs it",
        ],
    ),
    "a seat with everything wrong": (
        row("seats.csv", "lb-3,Worse,a/b,swim;helm+swim;+helm,0"),
        [
            "seats.csv:9: crew: no crew 'lb-3': allowed are those of crews.csv",
            f"seats.csv:9: state: 'Worse' is not an id{ID}",
            f"seats.csv:9: seat: 'a/b' is not an id{ID}",
            "seats.csv:9: capabilities: '+helm' has nothing on one side of a '+': write one name on each side",
            "seats.csv:9: strength: '0' is not allowed: write a whole number from 1 to 1,000,000",
        ],
    ),
    "a state without seats and a better one that lacks a seat, of one crew": (
        {
            **STATION,
            "seats.csv": STATION["seats.csv"].replace("lb-1,full,helm,helm,\n", "") + "lb-1,worse,,,\n",
        },
        [
            f"seats.csv:2: state: {OVER}, and lacks its seat 'helm' on seats.csv:4: give every better state its seats",
            "seats.csv:8: seat: is blank, and every row needs it",
            "seats.csv:8: capabilities: is blank, and every row needs it",
        ],
    ),
    "a seat that cannot be read in a better state": (
        change("seats.csv", "lb-1,full,helm,helm,", "lb-1,full,Helm,helm,"),
        [f"seats.csv:2: seat: 'Helm' is not an id{ID}"],
    ),
    "a state that cannot be read": (
        change("seats.csv", "lb-1,full,helm,helm,", "lb-1,Full,helm,helm,"),
        [f"seats.csv:2: state: 'Full' is not an id{ID}"],
    ),
    "a needed state without seats": (
        change("seats.csv", "lb-2,out,helm,helm,\nlb-2,out,hand,crew+mech;crew,\n", "lb-2,out,,helm,\n"),
        ["seats.csv:7: seat: is blank, and every row needs it"],
    ),
    "an unknown capability in a better state that has fewer people elsewhere": (
        {
            **STATION,
            "seats.csv": STATION["seats.csv"]
            .replace("full,helm,helm,", "full,helm,swim,")
            .replace("limited,hand,shore;crew,", "limited,hand,shore;crew,4"),
        },
        [
            "seats.csv:2: capabilities: no capability 'swim': allowed are those of capabilities.csv",
            f"seats.csv:4: strength: {OVER}, and the seat 'hand' has 4 on seats.csv:6: write as many or more",
        ],
    ),
    "a crew without a seat and with another fault": (
        row("crews.csv", "lb-3,,rescue,,0,,,,,,"),
        [
            "crews.csv:4: crew: 'lb-3' has no seat: give it a row in seats.csv",
            "crews.csv:4: criticality: '0' is not allowed: write a whole number from 1 to 1,000,000",
        ],
    ),
    "a row that overlaps another and has another fault": (
        row("rota.csv", "v1,2024-06-02T05:00,2024-06-03T00:00,lb-9,"),
        [
            "rota.csv:7: from: the row overlaps that of 'v1' on rota.csv:2: rows of one person may only touch",
            "rota.csv:7: duty: no duty or crew 'lb-9': allowed are those of duties.csv and crews.csv",
        ],
    ),
    "a state with the reserved name": (
        row("seats.csv", "lb-2,off,any,helm,"),
        ["seats.csv:9: state: 'off' is reserved: it means that a crew has none of its states"],
    ),
    "a seat twice in one state": (
        row("seats.csv", "lb-1,limited,helm,helm,1"),
        [
            "seats.csv:9: seat: 'helm' is a seat of 'limited' already, on seats.csv:5: name each seat of a state once",
        ],
    ),
    "a better state that lacks a seat": (
        change("seats.csv", "lb-1,full,helm,helm,\n", ""),
        [f"seats.csv:2: state: {OVER}, and lacks its seat 'helm' on seats.csv:4: give every better state its seats"],
    ),
    "a better state with other alternatives": (
        change("seats.csv", "full,hand,crew;shore", "full,hand,crew"),
        [f"seats.csv:4: capabilities: {OVER}, and the seat 'hand' has 'shore;crew' on seats.csv:6: write the same"],
    ),
    "a better state with fewer people": (
        change("seats.csv", "lb-1,limited,hand,shore;crew,", "lb-1,limited,hand,shore;crew,3"),
        [f"seats.csv:4: strength: {OVER}, and the seat 'hand' has 3 on seats.csv:6: write as many or more"],
    ),
    "a better state than the last": (
        change("crews.csv", ",limited,10", ",,10") | {"seats.csv": STATION["seats.csv"] + "lb-1,tow,tower,mech,\n"},
        [
            f"seats.csv:{line}: state: {state!r} is better than 'tow', which 'lb-1' needs, and lacks its seat 'tower' "
            "on seats.csv:9: give every better state its seats"
            for line, state in ((2, "full"), (5, "limited"))
        ],
    ),
    "a worse state may take anything": (row("seats.csv", "lb-1,tow,tower,mech,"), []),
    "a need with two names": (
        change("seats.csv", "mech;crew+mech", "mech;crew + mech"),
        [
            "seats.csv:3: capabilities: 'crew + mech' has a space beside a name: write names and '+' without spaces",
        ],
    ),
    "unknown names in an alternative": (
        change("seats.csv", "mech;crew+mech", "mech;crew+swim;row+swim"),
        [
            "seats.csv:3: capabilities: no capability 'swim': allowed are those of capabilities.csv",
            "seats.csv:3: capabilities: no capability 'row': allowed are those of capabilities.csv",
        ],
    ),
    "nothing after a plus": (
        change("duties.csv", "crew+mech", "crew+"),
        ["duties.csv:2: capabilities: 'crew+' has nothing on one side of a '+': write one name on each side"],
    ),
    "two pluses": (
        change("duties.csv", "crew+mech", "crew++mech"),
        ["duties.csv:2: capabilities: 'crew++mech' has nothing on one side of a '+': write one name on each side"],
    ),
    "one name twice": (
        change("duties.csv", "crew+mech", "crew+crew"),
        ["duties.csv:2: capabilities: 'crew+crew' names one twice: write each once"],
    ),
    "an alternative twice": (
        change("duties.csv", "crew+mech", "mech+crew;crew+mech"),
        [
            "duties.csv:2: capabilities: 'crew+mech' is the same alternative as 'mech+crew': write each once",
        ],
    ),
    "a pool with a plus": (
        change("pools.csv", "helm;crew", "helm+crew"),
        [
            (
                "pools.csv:2: capabilities: 'helm+crew' joins capabilities, and only duties.csv and seats.csv may: "
                "write a list, with ';'"
            ),
        ],
    ),
    "readiness below nothing": (
        change("duties.csv", ",,,,,10", ",,,,,-10") | {"pools.csv": STATION["pools.csv"].replace(",30,20", ",30,1.5")},
        [
            f"pools.csv:2: ready_minutes: '1.5' is not allowed: {COUNT}",
            f"duties.csv:2: ready_minutes: '-10' is not allowed: {COUNT}",
        ],
    ),
    "readiness of a shift": (
        change("scenario.toml", "ready_minutes = 5", "ready_minutes = 7.5"),
        [f"scenario.toml:12: shift.ready_minutes: '7.5' is not allowed: {COUNT}"],
    ),
    "readiness of a shift in quotes": (
        change("scenario.toml", "ready_minutes = 5", 'ready_minutes = "5"'),
        [f"scenario.toml:12: shift.ready_minutes: '5' is not allowed: {COUNT}, without quotes"],
    ),
    "the strength of a crew": (
        row("events.csv", ",2024-06-02T11:00,,strength-changed,lb-1,,2,,,,,,"),
        ["events.csv:7: subject: 'lb-1' is not allowed: the subject of strength-changed is a duty of duties.csv"],
    ),
    "a seat suspended": (
        row("events.csv", ",2024-06-02T11:00,,duty-suspended,lb-1/helm,,,,,,,,"),
        [
            (
                "events.csv:7: subject: 'lb-1/helm' is not allowed: the subject of duty-suspended is "
                "a duty of duties.csv or a crew of crews.csv"
            )
        ],
    ),
    "crews without a header": (
        {**STATION, "crews.csv": "lb-1,boat\n"},
        [
            (
                "crews.csv:1: has no header row: the first line names the columns, of "
                "crew,name,task,site,criticality,needs,ready_minutes,from,until,shifts,when"
            )
        ],
    ),
    "seats without a column": (
        {**STATION, "seats.csv": "crew,state,capabilities\nlb-1,full,helm\n"},
        ["seats.csv:1: seat: the column is missing, and every row needs it"],
    ),
    "a row of seats that is too short": (
        change("seats.csv", "lb-2,out,helm,helm,\nlb-2,out,hand,crew+mech;crew,", "lb-2,out,helm,helm"),
        ["seats.csv:7: the row has 4 cells, and the header row has 5"],
    ),
}


@pytest.mark.parametrize(("files", "faults"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_crew_or_rota_has_its_faults_and_no_others(files, faults, tmp_path):
    checked = check_scenario(write(tmp_path, files))
    assert [str(fault) for fault in checked.faults] == faults
    assert (checked.scenario is None) == bool(faults)


def test_a_station_is_written_and_read_back_as_it_was(tmp_path):
    station = read_scenario(write(tmp_path / "station", STATION))
    write_scenario(station, tmp_path / "again")
    assert read_scenario(tmp_path / "again") == station
    assert (len(station.crews), len(station.seats), len(station.rota), len(station.events)) == (2, 7, 5, 5)
