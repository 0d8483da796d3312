"""Rotas, crews and events that are allowed but unlikely to be meant, with the exact warning of each."""

from __future__ import annotations

import pytest

from standto.scenario import check_scenario
from tests.scenario.folders import STATION, with_change, with_row, write


def change(file, old, new, base=STATION):
    return with_change(file, old, new, base=base)


def row(file, *texts, base=STATION):
    for text in texts:
        base = with_row(file, text, base=base)
    return base


def events(*texts):
    return row("events.csv", *(f",{text}" for text in texts))


def merged(*changed):
    """Return the station with the files of several changed ones."""
    return {**STATION, **{file: text for files in changed for file, text in files.items() if text != STATION.get(file)}}


LENT = {**STATION, "people.csv": STATION["people.csv"].replace("person,team", "person,team,force").replace("\n", ",\n")}
LENT["people.csv"] = LENT["people.csv"].replace("force,\n", "force\n")
DAYS = [f"2024-06-0{day}T08:00,2024-06-0{day}T20:00" for day in range(2, 7)]

WARNED = {
    "a person without a ticket": (
        row("people.csv", "v6,red"),
        ["people.csv:7: person: 'v6' has no ticket, and so can do no duty: give the person one in authorisations.csv"],
    ),
    "many people without a ticket": (
        row("people.csv", *(f"w{number},red" for number in range(7))),
        [
            (
                "people.csv:7: person: 'w0', 'w1', 'w2', 'w3', 'w4' and 2 more have no ticket, and so can do no duty: "
                "give them one in authorisations.csv"
            )
        ],
    ),
    "a person who was given a ticket by an event": (
        merged(
            events("2024-06-02T09:00,,authorised,v6,crew,,,,,,,"), {"people.csv": STATION["people.csv"] + "v6,red\n"}
        ),
        [],
    ),
    "a strength beyond all who hold the ticket": (
        change("duties.csv", "shore;crew+mech,1,", "shore;crew+mech,3,"),
        [
            (
                "duties.csv:2: strength: 'launch' asks for 3, and only 2 people and places could ever fill it: "
                "correct the strength, or give more people the ticket"
            )
        ],
    ),
    "a strength that an event raises beyond them": (
        events("2024-06-02T11:00,,strength-changed,launch,,4,,,,,,"),
        [
            (
                "events.csv:7: count: 'launch' asks for 4, and only 2 people and places could ever fill it: "
                "correct the strength, or give more people the ticket"
            )
        ],
    ),
    "a strength that help can fill": (
        change("duties.csv", "shore;crew+mech,1,", "crew;helm,6,"),
        [],
    ),
    "a strength that help can grow to fill": (
        merged(
            change("duties.csv", "shore;crew+mech,1,", "crew;helm,9,"),
            events("2024-06-02T11:00,,aid-offered,flank-boat,,9,,,,,,"),
        ),
        [],
    ),
    "a strength of nothing": (
        change("duties.csv", "shore;crew+mech,1,", "shore;crew+mech,0,"),
        [
            (
                "duties.csv:2: strength: 'launch' asks for nobody, and nothing ever raises its strength: "
                "write how many it needs"
            )
        ],
    ),
    "a strength of nothing that an event raises": (
        merged(
            change("duties.csv", "shore;crew+mech,1,", "shore;crew+mech,0,"),
            events("2024-06-02T11:00,,strength-changed,launch,,1,,,,,,"),
        ),
        [],
    ),
    "an alternative that nobody holds whole": (
        change("duties.csv", "shore;crew+mech", "shore+mech"),
        [
            "duties.csv:2: capabilities: nobody could ever fill 'launch': nobody ever holds any of its capabilities",
            "rota.csv:4: duty: no duty could use this row: 'v2' holds nothing during it that 'launch' asks for",
        ],
    ),
    "a capability that only a seat asks for, in an alternative": (
        merged(
            row("capabilities.csv", "tow,Tow"),
            {"seats.csv": STATION["seats.csv"] + "lb-2,tow,tower,crew+tow,\n"},
            {"crews.csv": STATION["crews.csv"].replace("lb-2,Inshore boat,rescue,slip,2,", "lb-2,,rescue,slip,2,out")},
        ),
        ["capabilities.csv:6: capability: nobody ever holds 'tow', by a ticket or in a pool"],
    ),
    "a crew that nobody could ever man": (
        {**change("seats.csv", "lb-2,out,helm,helm,", "lb-2,out,helm,helm+shore,")},
        ["crews.csv:3: crew: nobody could ever man 'lb-2': helm takes 1, and nobody could ever fill it"],
    ),
    "a crew whose seats only one person could fill": (
        change(
            "seats.csv",
            "lb-2,out,helm,helm,\nlb-2,out,hand,crew+mech;crew,",
            "lb-2,out,cox,crew+mech,\nlb-2,out,engine,crew+mech,",
        ),
        [
            (
                "crews.csv:3: crew: nobody could ever man 'lb-2': cox and engine take 2, "
                "and 1 person or place could ever fill them"
            )
        ],
    ),
    "a crew that could never be at what it needs": (
        {
            **STATION,
            "seats.csv": STATION["seats.csv"]
            .replace("limited,hand,shore;crew,", "limited,hand,shore;crew,12")
            .replace("hand,crew;shore,2", "hand,crew;shore,12")
            + "lb-1,tow,helm,helm,\n",
        },
        [
            (
                "crews.csv:2: needs: 'lb-1' could never be at 'limited', which it needs: "
                "hand takes 12, and 6 people and places could ever fill it"
            )
        ],
    ),
    "a crew that no power permits": (
        {**STATION, "powers.csv": "power,kind,task,permitted\np1,home,launch,yes\np2,other,*,no\n"},
        [
            (
                "crews.csv:2: crew: nobody could ever man 'lb-1' at 'limited', or at any other state: "
                "helm takes 1, and nobody could ever fill it"
            ),
            "crews.csv:3: crew: nobody could ever man 'lb-2': helm takes 1, and nobody could ever fill it",
            (
                "rota.csv:2: person: no duty could use this row: 'v1' holds nothing during it that "
                "any duty or crew asks for "
                "(so for 1 more row)"
            ),
            "rota.csv:3: duty: no duty could use this row: 'v2' holds nothing during it that 'lb-1' asks for",
        ],
    ),
    "a power that only a crew uses": (
        {
            **STATION,
            "powers.csv": "power,kind,task,site,permitted\np1,home,rescue,slip,yes\np2,home,*,,yes\n"
            "p3,other,rescue,quay,yes\n",
        },
        ["powers.csv:4: site: power 'p3' permits nothing: no duty of the task 'rescue' has the site 'quay'"],
    ),
    "a row for a duty that the person cannot do": (
        row("rota.csv", "v3,2024-06-05T00:00,2024-06-05T12:00,launch,"),
        ["rota.csv:7: duty: no duty could use this row: 'v3' holds nothing during it that 'launch' asks for"],
    ),
    "rows for a duty that the person cannot do": (
        row("rota.csv", *(f"v3,2024-06-05T{hour}:00,2024-06-05T{hour}:30,launch," for hour in range(10, 15))),
        [
            (
                "rota.csv:7: duty: no duty could use this row: 'v3' holds nothing during it that 'launch' asks for "
                "(so for 4 more rows)"
            )
        ],
    ),
    "a row after the ticket ended": (
        {
            **STATION,
            "authorisations.csv": "person,capability,until\n"
            + "".join(f"{line},\n" for line in STATION["authorisations.csv"].splitlines()[1:-1])
            + "v5,shore,2024-06-01T00:00\n",
        },
        ["rota.csv:6: person: no duty could use this row: 'v5' holds nothing during it that any duty or crew asks for"],
    ),
    "a row too late for its duty": (
        row("rota.csv", "v5,2024-06-05T00:00,2024-06-05T12:00,launch,30"),
        [
            (
                "rota.csv:7: ready_minutes: no duty could use this row: 'v5' needs 30 minutes, and 'launch' can "
                "wait 10: see ready_minutes in duties.csv and crews.csv"
            )
        ],
    ),
    "a row where nothing can wait": (
        merged(
            row("rota.csv", "v5,2024-06-05T00:00,2024-06-05T12:00,,30"),
            change("duties.csv", ",,,,,10", ",,,,,"),
            change("seats.csv", "lb-1,full,hand,crew;shore,2", "lb-1,full,hand,crew,2"),
            {"seats.csv": STATION["seats.csv"].replace("crew;shore", "crew").replace("shore;crew", "crew")},
        ),
        [
            (
                "rota.csv:7: ready_minutes: no duty could use this row: 'v5' needs 30 minutes, and nothing that "
                "the person could do can wait: see ready_minutes in duties.csv and crews.csv"
            )
        ],
    ),
    "a row of somebody who lives far away": (row("rota.csv", "v3,2024-06-05T00:00,2024-06-05T12:00,,60"), []),
    "a row before its crew stands": (
        row("rota.csv", "v3,2024-06-01T00:00,2024-06-01T12:00,lb-2,"),
        ["rota.csv:7: from: no duty could use this row: 'lb-2' never stands during it"],
    ),
    "a row before the horizon": (row("rota.csv", "v3,2024-05-25T00:00,2024-05-25T12:00,launch,"), []),
    "a row that replaces a pattern": (
        row("rota.csv", "v4,2024-06-05T00:00,2024-06-05T12:00,,"),
        [
            (
                "rota.csv:7: person: for 'v4' the few rows here replace the whole pattern of team 'red': "
                "to add time to a pattern, write an event on-call or called-in instead"
            )
        ],
    ),
    "rows in place of a pattern": (row("rota.csv", *(f"v4,{day},," for day in DAYS)), []),
    "people without a row where most have one": (
        merged(
            row("people.csv", "v6,", "v7,", "v8,red"),
            {"authorisations.csv": STATION["authorisations.csv"] + "v6,crew\nv7,crew\nv8,crew\n"},
        ),
        [
            (
                "people.csv:7: person: 'v6' and 'v7' have no row in rota.csv, where 4 people have one: "
                "they are off duty at all times"
            )
        ],
    ),
    "people without a row in a team where most have one": (
        {
            **STATION,
            "people.csv": "person,team\nv1,red\nv2,red\nv3,red\nv4,red\nv5,red\nv6,red\n",
            "authorisations.csv": STATION["authorisations.csv"] + "v6,crew\n",
            "rota.csv": "person,from,until\n"
            + "".join(f"v{number},{day}\n" for number in (1, 2, 3, 5) for day in DAYS),
            "events.csv": "occurred,event,subject\n",
        },
        [
            (
                "people.csv:5: person: 'v4' and 'v6' have no row in rota.csv, where 4 people have one: "
                "they work the pattern of team 'red'"
            )
        ],
    ),
    "people without a row who are on call": (
        merged(
            row("people.csv", "v6,", "v7,"),
            {"authorisations.csv": STATION["authorisations.csv"] + "v6,crew\nv7,crew\n"},
            events("2024-06-02T11:00,,on-call,v6,,,,,,,,"),
        ),
        [],
    ),
    "lent people without a row": (
        {
            **LENT,
            "people.csv": LENT["people.csv"] + "f1,,flank\nf2,,flank\n",
            "authorisations.csv": STATION["authorisations.csv"] + "f1,crew\nf2,crew\n",
        },
        ["people.csv:7: team: people without a team (2; this is the first) are always on duty"],
    ),
    "on duty for more than a day": (
        row("rota.csv", "v3,2024-06-05T00:00,2024-06-05T12:00,,", "v3,2024-06-05T12:00,2024-06-06T01:00,,"),
        [
            (
                "rota.csv:7: from: 'v3' is on duty for 1 day 1 h at a stretch: "
                "if they wait at home, write how long they need in ready_minutes"
            )
        ],
    ),
    "on duty for a day": (
        row("rota.csv", "v3,2024-06-05T00:00,2024-06-05T12:00,,", "v3,2024-06-05T12:00,2024-06-06T00:00,,"),
        [],
    ),
    "on duty for more than a day, with a break": (
        row("rota.csv", "v3,2024-06-05T00:00,2024-06-05T12:00,,", "v3,2024-06-05T13:00,2024-06-06T04:00,,"),
        [],
    ),
    "at home for more than a day": (row("rota.csv", "v3,2024-06-05T00:00,2024-06-07T00:00,,10"), []),
    "several people on duty for more than a day": (
        row("rota.csv", "v3,2024-06-05T00:00,2024-06-07T00:00,,", "v5,2024-06-05T00:00,2024-06-08T00:00,,"),
        [
            (
                "rota.csv:7: from: 'v3' is on duty for 2 days at a stretch; 'v5' too: "
                "if they wait at home, write how long they need in ready_minutes"
            )
        ],
    ),
    "on duty for more than a day, and away in it": (
        merged(
            row("rota.csv", "v3,2024-06-05T00:00,2024-06-07T00:00,,"),
            events("2024-06-05T12:00,,stood-off,v3,,,,,2024-06-06T06:00,,,"),
        ),
        [],
    ),
    "on duty for more than a day by a pattern": (
        merged(
            change("scenario.toml", '["day", "night", "rest"]', '["day", "night", "all", "rest"]'),
            {
                "scenario.toml": STATION["scenario.toml"]
                .replace('["day", "night", "rest"]', '["all", "all", "day", "rest"]')
                .replace("[[pattern]]", '[[shift]]\nid = "all"\nstarts = "08:00"\nends = "08:00"\n\n[[pattern]]'),
                "duties.csv": STATION["duties.csv"].replace("1,2,,,,,10", "1,2,,,night,,10"),
            },
        ),
        [
            (
                "scenario.toml:25: pattern: people on the pattern 'alternate' are on duty for 2 days at a stretch: "
                "if they wait at home, give the shift the ready_minutes that they need"
            )
        ],
    ),
    "on duty at all times by a pattern": (
        {
            **STATION,
            "scenario.toml": STATION["scenario.toml"]
            .replace('["day", "night", "rest"]', '["all"]')
            .replace("[[pattern]]", '[[shift]]\nid = "all"\nstarts = "00:00"\nends = "00:00"\n\n[[pattern]]'),
            "duties.csv": STATION["duties.csv"].replace("1,2,,,,,10", "1,2,,,night,,10"),
        },
        [
            (
                "scenario.toml:25: pattern: people on the pattern 'alternate' are on duty at all times: "
                "if they wait at home, give the shift the ready_minutes that they need"
            )
        ],
    ),
    "called in for more than a day": (
        events("2024-06-02T11:00,,called-in,v4,,,,,2024-06-03T12:00,,,"),
        ["events.csv:7: until: 'v4' is called in for 1 day 1 h at a stretch: write when the call-in ends"],
    ),
    "called in without an end": (
        events("2024-06-02T11:00,,called-in,v4,,,,,,,,"),
        ["events.csv:7: until: 'v4' is called in for 5 days 13 h at a stretch: write when the call-in ends"],
    ),
    "called in, and stood off again": (
        events("2024-06-02T11:00,,called-in,v4,,,,,,,,", "2024-06-02T20:00,,stood-off,v4,,,,,2024-06-02T21:00,,,"),
        [],
    ),
    "an event of another year": (
        merged(
            events(
                "2023-06-02T11:00,,stood-off,v4,,,,,2023-06-02T12:00,,,", "2025-06-02T11:00,,declared,storm,,,,,,,,"
            ),
            {"duties.csv": STATION["duties.csv"].replace("1,2,,,,,10", "1,2,,,,storm,10")},
        ),
        [
            (
                "events.csv:7: occurred: the event occurred more than 7 days, the length of the horizon, before the "
                "horizon starts: check its date"
            ),
            (
                "events.csv:8: occurred: the event occurred more than 7 days, the length of the horizon, after the "
                "horizon ends: check its date"
            ),
        ],
    ),
    "an absence that began long ago": (events("2023-06-02T11:00,,unavailable,v4,,,,,,,,"), []),
    "an absence of another year": (
        events("2023-06-02T11:00,,unavailable,v4,,,,,2023-06-05T11:00,,,"),
        [
            (
                "events.csv:7: occurred: the event occurred more than 7 days, the length of the horizon, before the "
                "horizon starts: check its date"
            ),
        ],
    ),
    "an event a horizon away": (events("2024-05-25T00:00,,unavailable,v4,,,,,2024-05-26T11:00,,,"), []),
    "the same event twice": (
        events("2024-06-02T09:00,2024-06-02T09:30,on-call,v5,,,,,,,,", "2024-06-02T09:00,,on-call,v5,,,,,,,,"),
        ["events.csv:7: event: the same event is on events.csv:3 already: delete one of them (so for 1 more event)"],
    ),
    "two step-backs from two capabilities": (
        events("2024-06-02T09:00,,stepped-back,v1,helm,,,,,,,", "2024-06-02T09:00,,stepped-back,v1,crew,,,,,,,"),
        [],
    ),
    "the same event twice, one of them corrected": (
        row(
            "events.csv",
            "e1,2024-06-02T09:00,,on-call,v5,,,,,,,,",
            ",2024-06-02T10:00,2024-06-02T10:00,correction,e1,,,,,,,,",
        ),
        [],
    ),
    "two reports of one figure": (
        merged(
            events(
                "2024-06-02T09:00,,report,station,,2,,,,,a,",
                "2024-06-02T09:00,,report,station,,2,,,,,b,",
            ),
            {"sources.csv": "source\na\nb\n"},
        ),
        [],
    ),
    "a return without a step-back": (
        events("2024-06-02T09:00,,returned,v1,,,,,,,,"),
        [
            "events.csv:7: event: 'v1' returned without having stepped back: add the step-back, or delete this",
        ],
    ),
    "a return from another capability": (
        events("2024-06-02T09:00,,stepped-back,v1,helm,,,,,,,", "2024-06-02T10:00,,returned,v1,crew,,,,,,,"),
        [
            (
                "events.csv:8: event: 'v1' returned from 'crew' without having stepped back: "
                "add the step-back, or delete this"
            ),
        ],
    ),
    "a return before the step-back": (
        events("2024-06-02T09:00,,stepped-back,v1,,,,,,,,", "2024-06-02T08:00,,returned,v1,,,,,,,,"),
        [
            "events.csv:8: event: 'v1' returned without having stepped back: add the step-back, or delete this",
        ],
    ),
    "a return from everything after a step-back from one capability": (
        events("2024-06-02T09:00,,stepped-back,v1,helm,,,,,,,", "2024-06-02T10:00,,returned,v1,,,,,,,,"),
        [],
    ),
    "a return from one capability after a step-back from everything": (
        events("2024-06-02T09:00,,stepped-back,v1,,,,,,,,", "2024-06-02T10:00,,returned,v1,helm,,,,,,,"),
        [],
    ),
    "a declaration that a crew uses": (
        {
            **events("2024-06-02T09:00,,declared,storm,,,,,,,,"),
            "crews.csv": STATION["crews.csv"].replace(",day,", ",day,storm"),
        },
        [],
    ),
    "a declaration that nothing uses": (
        events("2024-06-02T09:00,,declared,storm,,,,,,,,"),
        ["events.csv:7: subject: 'storm' changes nothing: no power, duty or crew has it in its column when"],
    ),
    "rules that say nothing": (
        {
            **STATION,
            "scenario.toml": STATION["scenario.toml"]
            + """[working_time]
unrested = "leave-out"
[[working_time.rule]]
id = "a"
measure = "rest-in"
days = 2
min = 48
effect = "note"
[[working_time.rule]]
id = "b"
measure = "hours-in"
days = 1
max = 24
effect = "note"
teams = ["red"]
[[working_time.rule]]
id = "c"
measure = "hours-in"
days = 1
max = 23
effect = "owed"
""",
        },
        [
            (
                "scenario.toml:28: working_time.rule: the rule 'a' is broken by every stint: "
                "the 48 hours that it looks back include the stint itself"
            ),
            (
                "scenario.toml:28: working_time.rule: unrested is 'leave-out' and changes nothing, because no rule has "
                "the effect 'breach'"
            ),
            "scenario.toml:40: working_time.rule: the rule 'b' can be broken by no stint: it looks back only 24 hours",
        ],
    ),
    "rows of another year": (
        row(
            "rota.csv",
            "v1,2023-06-02T08:00,2023-06-02T20:00,,",
            "v1,2024-05-20T08:00,2024-05-20T20:00,,",
            "v1,2025-06-02T08:00,2025-06-02T20:00,,",
        ),
        ["rota.csv:7: from: the row ends long before the horizon starts: check its date (so for 1 more row)"],
    ),
    "a decision about a crew": (events("2024-06-02T09:00,,duty-suspended,lb-1,,,,,,,,"), []),
}


@pytest.mark.parametrize(("files", "warnings"), WARNED.values(), ids=WARNED)
def test_an_unlikely_rota_or_crew_has_its_warnings_and_no_others(files, warnings, tmp_path):
    checked = check_scenario(write(tmp_path, files))
    assert checked.faults == ()
    assert sorted(str(warning) for warning in checked.warnings) == sorted(warnings)


def test_a_station_as_it_should_be_has_no_warning(tmp_path):
    assert check_scenario(write(tmp_path, STATION)).warnings == ()
