"""Tables damaged in every way that the format names, with the exact faults of each."""

from __future__ import annotations

import pytest

from standto.scenario import check_scenario
from tests.scenario.folders import SOUND, with_change, with_row, write

CLOCKS = " does not exist in Europe/London: the clocks go forward; write a time that exists, or one with its offset"
ID = ": write small letters a to z, digits, '.', '_' and '-', the first a letter or a digit"
TIME = ": write date and time in ISO 8601, as 2023-09-22T18:00 (local) or 2023-09-22T18:00+01:00"
FILES = (
    "forces.csv, capabilities.csv, teams.csv, people.csv, authorisations.csv, pools.csv, "
    "duties.csv, crews.csv, seats.csv, rota.csv, powers.csv, events.csv, sources.csv"
)
COUNT = "write a whole number from 0 to 1,000,000"
AID = "not-asked, asked, offered, confirmed, arrived, declined, withdrawn, released"

DAMAGED = {
    "no header": (
        {**SOUND, "teams.csv": "a,met,two-two,0\n"},
        [("teams.csv:1: has no header row: the first line names the columns, of team,force,pattern,offset_days")],
    ),
    "empty file": (
        {**SOUND, "sources.csv": ""},
        [("sources.csv:1: has no header row: the first line names the columns, of source,title,publisher,published")],
    ),
    "only blank line": (
        {**SOUND, "sources.csv": "\n"},
        [("sources.csv:1: has no header row: the first line names the columns, of source,title,publisher,published")],
    ),
    "semicolons": (
        {**SOUND, "sources.csv": "source;title\npress;x\n"},
        [
            (
                "sources.csv:1: has its columns separated by semicolons: separate them by commas, as "
                "source,title,publisher,published"
            )
        ],
    ),
    "unknown csv": ({**SOUND, "ranks.csv": "a,b\n"}, [f"ranks.csv: unknown file: allowed are {FILES}"]),
    "case": ({**SOUND, "Pools.CSV": "a,b\n"}, ["Pools.CSV: is a second pools.csv: delete one of them"]),
    "unknown column": (
        {**SOUND, "capabilities.csv": "capability,name,rank\nafo,A,x\nct,B,\n"},
        ["capabilities.csv:1: rank: unknown column 'rank': allowed are capability, name"],
    ),
    "nameless col": (
        {**SOUND, "capabilities.csv": "capability,name,\nafo,A,\nct,B,\n"},
        [("capabilities.csv:1: column 3: unknown column number 3 without a name: allowed are capability, name")],
    ),
    "dup col": (
        {**SOUND, "capabilities.csv": "capability,name,name\nafo,A,x\nct,B,y\n"},
        ["capabilities.csv:1: name: appears twice: name each column once"],
    ),
    "missing needed col": (
        {**SOUND, "duties.csv": "duty,task,capabilities\nct-response,ct-response,ct\nguard,static-guard,afo\n"},
        ["duties.csv:1: strength: the column is missing, and every row needs it"],
    ),
    "missing id col": (
        {**SOUND, "capabilities.csv": "name\nA\n"},
        ["capabilities.csv:1: capability: the column is missing, and every row needs it"],
    ),
    "short row": (with_row("people.csv", "nx9"), ["people.csv:6: the row has 1 cell, and the header row has 3"]),
    "long row": (with_row("people.csv", "nx9,,a,x"), ["people.csv:6: the row has 4 cells, and the header row has 3"]),
    "lost row's id is no cascade": (
        with_change("people.csv", "nx1,,a\n", "nx1,,a,tall\n"),
        ["people.csv:2: the row has 4 cells, and the header row has 3"],
    ),
    "repeated person": (
        with_row("people.csv", "nx1,,a"),
        ["people.csv:6: person: repeated id 'nx1': it is the person on people.csv:2"],
    ),
    "pool like person": (
        with_row("pools.csv", "nx1,kent,afo,1,,,,"),
        ["pools.csv:6: pool: repeated id 'nx1': it is the person on people.csv:2"],
    ),
    "repeated power": (
        with_row("powers.csv", "p1,home,*,*,,yes,,,"),
        ["powers.csv:6: power: repeated id 'p1': it is the power on powers.csv:2"],
    ),
    "not an id": (with_row("capabilities.csv", "AFO,x"), [f"capabilities.csv:4: capability: 'AFO' is not an id{ID}"]),
    "id with space": (with_row("capabilities.csv", " x,x"), [f"capabilities.csv:4: capability: ' x' is not an id{ID}"]),
    "unknown team": (
        with_row("people.csv", "nx9,,z"),
        ["people.csv:6: team: no team 'z': allowed are those of teams.csv"],
    ),
    "unknown force": (
        with_row("people.csv", "nx9,essex,"),
        ["people.csv:6: force: no force 'essex': allowed are those of forces.csv"],
    ),
    "unknown pattern": (
        with_row("teams.csv", "z,,three,"),
        ["teams.csv:5: pattern: no pattern 'three': allowed are those of scenario.toml"],
    ),
    "auth unknown": (
        with_row("authorisations.csv", "nx9,sniper,,"),
        [
            "authorisations.csv:7: person: no person 'nx9': allowed are those of people.csv",
            "authorisations.csv:7: capability: no capability 'sniper': allowed are those of capabilities.csv",
        ],
    ),
    "pool unknown": (
        with_row("pools.csv", "x,essex,afo;sniper,1,,,,"),
        [
            "pools.csv:6: force: no force 'essex': allowed are those of forces.csv",
            "pools.csv:6: capabilities: no capability 'sniper': allowed are those of capabilities.csv",
        ],
    ),
    "pool person tick": (
        with_row("authorisations.csv", "own,afo,,"),
        ["authorisations.csv:7: person: no person 'own': allowed are those of people.csv"],
    ),
    "duty unknown": (
        with_row("duties.csv", "x,,t,,sniper,1,,,,late,"),
        [
            "duties.csv:4: capabilities: no capability 'sniper': allowed are those of capabilities.csv",
            "duties.csv:4: shifts: no shift 'late': allowed are those of scenario.toml",
        ],
    ),
    "end not after start": (
        with_row("authorisations.csv", "nx1,afo,2023-01-01T00:00,2023-01-01T00:00"),
        ["authorisations.csv:7: until: '2023-01-01T00:00' is not after from '2023-01-01T00:00'"],
    ),
    "end pools": (
        with_row("pools.csv", "x,kent,afo,1,2023-01-02T00:00,2023-01-01T00:00,,"),
        ["pools.csv:6: until: '2023-01-01T00:00' is not after from '2023-01-02T00:00'"],
    ),
    "negative": (
        with_row("pools.csv", "x,kent,afo,-1,,,,-5"),
        [
            f"pools.csv:6: count: '-1' is not allowed: {COUNT}",
            f"pools.csv:6: lead_minutes: '-5' is not allowed: {COUNT}",
        ],
    ),
    "fraction": (
        with_row("pools.csv", "x,kent,afo,1.5,,,,x"),
        [
            f"pools.csv:6: count: '1.5' is not allowed: {COUNT}",
            f"pools.csv:6: lead_minutes: 'x' is not allowed: {COUNT}",
        ],
    ),
    "huge": (
        with_row("duties.csv", "x,,t,,afo,99999999999999999999,0,,,,"),
        [
            f"duties.csv:4: strength: '99999999999999999999' is not allowed: {COUNT}",
            "duties.csv:4: criticality: '0' is not allowed: write a whole number from 1 to 1,000,000",
        ],
    ),
    "blank needed": (
        with_row("duties.csv", "x,,,,,,,,,,"),
        [
            "duties.csv:4: task: is blank, and every row needs it",
            "duties.csv:4: capabilities: is blank, and every row needs it",
            "duties.csv:4: strength: is blank, and every row needs it",
        ],
    ),
    "all blank": (
        with_row("duties.csv", ",,,,,,,,,,"),
        [],
    ),
    "date alone": (
        with_row("authorisations.csv", "nx1,afo,2023-01-01,"),
        [f"authorisations.csv:7: from: '2023-01-01' is a date without a time{TIME}"],
    ),
    "no time": (
        with_row("authorisations.csv", "nx1,afo,soon,01/02/2023 10:00"),
        [
            f"authorisations.csv:7: from: 'soon' is not a time{TIME}",
            f"authorisations.csv:7: until: '01/02/2023 10:00' is not a time{TIME}",
        ],
    ),
    "nonexistent": (
        with_row("authorisations.csv", "nx1,afo,2023-03-26T01:30,"),
        [f"authorisations.csv:7: from: 2023-03-26T01:30:00{CLOCKS}"],
    ),
    "list": (
        with_row("pools.csv", "x,kent,afo;;ct,1,,,,"),
        [("pools.csv:6: capabilities: 'afo;;ct' has an empty item: separate items by one ';', with none at the end")],
    ),
    "list twice": (
        with_row("pools.csv", "x,kent,afo;afo,1,,,,"),
        ["pools.csv:6: capabilities: 'afo;afo' names an item twice: write each once"],
    ),
    "home twice": (
        with_row("forces.csv", "kfor,,home,"),
        ["forces.csv:6: kind: 'kfor' is home: home is 'met', which scenario.toml names, and no other force"],
    ),
    "home not home": (
        with_change("forces.csv", "met,Home force,home,", "met,Home force,police,"),
        ["forces.csv:2: kind: 'met' is police: home is 'met', which scenario.toml names, and no other force"],
    ),
    "tier 0": (
        with_change("forces.csv", "police,1", "police,0"),
        ["forces.csv:3: tier: 0 is not allowed: home has tier 0, and every other force 1 or more"],
    ),
    "home tier": (
        with_change("forces.csv", "Home force,home,", "Home force,home,2"),
        ["forces.csv:2: tier: 2 is not allowed: home has tier 0, and every other force 1 or more"],
    ),
    "kind": (
        with_change("forces.csv", "police,1", "navy,1"),
        ["forces.csv:3: kind: 'navy' is not allowed: write one of home, police, other, military"],
    ),
    "state of home": (
        with_change("pools.csv", "available", "arrived"),
        ["pools.csv:2: state: 'arrived' is not allowed: write one of available"],
    ),
    "state of military": (
        with_change("pools.csv", "soldiers,mod,ct,40,,,,720", "soldiers,mod,ct,40,,,offered,720"),
        [
            (
                "pools.csv:5: state: 'offered' is not allowed: write one of not-asked, requested, standby, "
                "deployed, declined, stood-down"
            )
        ],
    ),
    "state of police": (
        with_change("pools.csv", "offered,90", "standby,90"),
        [f"pools.csv:3: state: 'standby' is not allowed: write one of {AID}"],
    ),
    "permitted": (
        with_row("powers.csv", "x,home,*,*,,maybe,,,"),
        ["powers.csv:6: permitted: 'maybe' is not allowed: write one of yes, no"],
    ),
    "power kind": (
        with_row("powers.csv", "x,*,*,*,,no,,,"),
        ["powers.csv:6: kind: '*' is not allowed: write one of home, police, other, military"],
    ),
    "duty task *": (
        with_row("duties.csv", "x,,*,,afo,1,,,,,"),
        ["duties.csv:4: task: '*' is not a name: write one without spaces around it, and not '*'"],
    ),
    "when": (
        with_row("duties.csv", "x,,t,,afo,1,,,,,An Attack"),
        [f"duties.csv:4: when: 'An Attack' is not an id{ID}"],
    ),
    "unclosed": (
        with_row("capabilities.csv", 'x,"abc'),
        ["capabilities.csv:4: has a quotation mark that is never closed"],
    ),
    "text after quote": (
        with_row("capabilities.csv", 'x,"abc"d'),
        [
            (
                "capabilities.csv:4: has text after a closing quotation mark: double the quotation marks inside "
                "a quoted cell"
            )
        ],
    ),
}


@pytest.mark.parametrize(("files", "faults"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_table_has_its_faults_and_no_others(files, faults, tmp_path):
    checked = check_scenario(write(tmp_path, files))
    assert [str(fault) for fault in checked.faults] == faults
    assert (checked.scenario is None) == bool(faults)
