"""A sound folder that has every table and every kind of event, and ways to damage it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SOUND = {
    "scenario.toml": """\
format = 1
title = "A weekend"
timezone = "Europe/London"
starts = 2023-09-22T18:00:00
ends   = 2023-09-29T06:00:00
home = "met"

[[shift]]
id = "early"
starts = "07:00"
ends = "15:00"

[[shift]]
id = "night"
starts = "23:00"
ends = "07:00"

[[pattern]]
id = "two-two"
anchor = 2023-09-18
cycle = ["early", "night", "rest", "rest"]

[policy]
reserve = 3
look_ahead_hours = 48.5

[policy.approvers]
aid = ["duty-chief"]

[working_time]
unrested = "leave-out"

[[working_time.rule]]
id = "daily-rest"
measure = "rest-before"
min = 11
effect = "breach"
source = "an agreement"
""",
    "forces.csv": """\
force,name,kind,tier
met,Home force,home,
kent,"Next, door",police,1
rail,,other,
mod,,military,3
""",
    "capabilities.csv": """\
capability,name
afo,Authorised
ct,Counter-terrorism
""",
    "teams.csv": """\
team,force,pattern,offset_days
a,,two-two,
b,met,two-two,-2
k,kent,two-two,1
""",
    "people.csv": """\
person,force,team
nx1,,a
nx2,met,b
nx3,kent,
nx4,,k
""",
    "authorisations.csv": """\
person,capability,from,until
nx1,afo,,
nx1,ct,2023-01-01T00:00,2023-09-24T12:00
nx2,afo,2023-01-01T00:00+00:00,
nx3,afo,,2024-01-01T00:00Z
nx4,afo,,
""",
    "pools.csv": """\
pool,force,capabilities,count,from,until,state,lead_minutes
own,met,afo,3,,,available,
kent-arv,kent,afo;ct,4,2023-09-23T06:00,2023-09-28T18:00,offered,90
rail-arv,rail,afo,2,,,,
soldiers,mod,ct,40,,,,720
""",
    "duties.csv": """\
duty,name,task,site,capabilities,strength,criticality,from,until,shifts,when
ct-response,Response,ct-response,,ct,2,1,,,,
guard,,static-guard,north-gate,afo;ct,3,2,2023-09-23T06:00,,early;night,attack
""",
    "powers.csv": """\
power,kind,task,site,when,permitted,authority,from,until
p1,home,*,*,,yes,Own force,,
p2,police,*,,,yes,,2023-01-01T00:00,
p3,other,*,*,,yes,,,
p4,military,static-guard,north-gate,attack,yes,"By order, as agreed",,
""",
    "events.csv": """\
id,occurred,recorded,event,subject,capability,count,low,high,until,step,source,note
e1,2023-09-22T19:00,,stepped-back,nx1,,,,,,,,
e2,2023-09-22T19:30,2023-09-22T20:00,returned,nx1,afo,,,,2023-09-25T00:00,,press,
e3,2023-09-22T20:00,,authority-withdrawn,nx2,ct,,,,,,,
e4,2023-09-22T20:00,,authority-restored,nx2,,,,,,,,
e5,2023-09-22T20:00,,authorised,nx2,ct,,,,2023-09-28T00:00,,,
e6,2023-09-22T20:00,,authorisation-ended,nx2,ct,,,,,,,
e7,2023-09-22T20:00,,called-in,nx2,,,,,2023-09-23T06:00,,,
e8,2023-09-22T20:00,,stood-off,nx2,,,,,,,,
e9,2023-09-22T20:00,,strength-changed,guard,,5,,,,,,more needed
e10,2023-09-22T20:00,,duty-suspended,guard,,,,,,,,
e11,2023-09-22T20:00,,duty-resumed,guard,,,,,,,,
e12,2023-09-22T20:00,,declared,attack,,,,,2023-09-24T00:00,,,
e13,2023-09-22T20:00,,ended,attack,,,,,,,,
e14,2023-09-22T20:00,2023-09-01T09:00,unavailable,nx3,,,,,2023-09-24T00:00,,,
e15,2023-09-23T20:00,,available,nx3,,,,,,,,
e16,2023-09-22T20:00,,stepped-back,own,,2,,,,,,
e17,2023-09-22T20:00,,returned,own,,1,,,,,,
e18,2023-09-22T20:00,,aid-asked,rail-arv,,2,,,,,,
e19,2023-09-22T20:00,,aid-offered,rail-arv,,,,,,,,
e20,2023-09-22T20:00,,aid-confirmed,rail-arv,,1,,,,,press,
e21,2023-09-23T20:00,,aid-arrived,rail-arv,,,,,,,,
e22,2023-09-24T20:00,,aid-withdrawn,kent-arv,,,,,,,,
e23,2023-09-24T21:00,,aid-asked,kent-arv,,,,,,,,
e24,2023-09-24T22:00,,aid-declined,kent-arv,,,,,,,,
e25,2023-09-25T20:00,,aid-released,rail-arv,,,,,,,,
e26,2023-09-22T20:00,,contingency-requested,soldiers,,12,,,,,,
e27,2023-09-22T21:00,,contingency-declined,soldiers,,2,,,,,,
e28,2023-09-22T22:00,,contingency-agreed,soldiers,,,,,,,,
e29,2023-09-22T23:00,,contingency-deployed,soldiers,,5,,,,,,
e30,2023-09-23T23:00,,contingency-stood-down,soldiers,,,,,,,,
e31,2023-09-23T09:00,,report,met,,,60,300,,,press,
e32,2023-09-23T12:00,,report,met,,100,,,,,press,
e33,2023-09-22T19:00,,decision,soldiers,,12,,,,request-contingency,,"a last resort,
as the ""force"" said"
e34,2023-09-22T19:00,,decision,met,,,,,,no-change,,
e35,2023-09-22T19:00,,decision,kent-arv,,,,,,not-release-aid,,
e36,2023-09-23T12:00,,statement,met,,,,,,,press,Words
,2023-09-23T12:00,2023-09-23T13:00,correction,e3,,,,,,,,
""",
    "sources.csv": """\
source,title,publisher,published
press,A report,A paper,2023-09-25
""",
}
"""The texts of a sound folder's files."""

STATION = {
    "scenario.toml": """\
format = 1
title = "A lifeboat station"
timezone = "Europe/London"
starts = 2024-06-01T00:00:00
ends   = 2024-06-08T00:00:00
home = "station"

[[shift]]
id = "day"
starts = "08:00"
ends = "20:00"
ready_minutes = 5

[[shift]]
id = "night"
starts = "20:00"
ends = "08:00"

[[pattern]]
id = "alternate"
anchor = 2024-06-01
cycle = ["day", "night", "rest"]

[policy]
call_in_from_rota = true
""",
    "forces.csv": "force,name,kind\nstation,The station,home\nflank,Flank station,other\n",
    "capabilities.csv": "capability,name\nhelm,Helm\ncrew,Boat crew\nmech,Mechanic\nshore,Shore crew\n",
    "teams.csv": "team,pattern\nred,alternate\n",
    "people.csv": "person,team\nv1,\nv2,\nv3,\nv4,red\nv5,\n",
    "authorisations.csv": """\
person,capability
v1,helm
v1,crew
v2,crew
v2,mech
v3,crew
v4,helm
v4,mech
v5,shore
""",
    "pools.csv": """\
pool,force,capabilities,count,from,until,state,lead_minutes,ready_minutes
flank-boat,flank,helm;crew,2,,,confirmed,30,20
""",
    "duties.csv": """\
duty,name,task,site,capabilities,strength,criticality,from,until,shifts,when,ready_minutes
launch,Launching,launch,slip,shore;crew+mech,1,2,,,,,10
""",
    "crews.csv": """\
crew,name,task,site,criticality,needs,ready_minutes,from,until,shifts,when
lb-1,All-weather boat,rescue,,,limited,10,,,,
lb-2,Inshore boat,rescue,slip,2,,,2024-06-02T00:00,,day,
""",
    "seats.csv": """\
crew,state,seat,capabilities,strength
lb-1,full,helm,helm,
lb-1,full,mech,mech;crew+mech,
lb-1,full,hand,crew;shore,2
lb-1,limited,helm,helm,1
lb-1,limited,hand,shore;crew,
lb-2,out,helm,helm,
lb-2,out,hand,crew+mech;crew,
""",
    "rota.csv": """\
person,from,until,duty,ready_minutes
v1,2024-06-01T06:00,2024-06-02T06:00,,10
v2,2024-06-01T06:00,2024-06-01T18:00,lb-1,10
v2,2024-06-01T18:00,2024-06-02T06:00,launch,
v3,2024-06-03T06:00+01:00,2024-06-03T18:00,,5
v5,2024-06-01T00:00,2024-06-01T12:00,,
""",
    "events.csv": """\
id,occurred,recorded,event,subject,capability,count,low,high,until,step,source,note
,2024-06-01T09:00,,on-call,v4,,15,,,2024-06-01T21:00,,,
,2024-06-02T09:00,,on-call,v5,,,,,,,,
,2024-06-02T10:00,,duty-suspended,lb-2,,,,,2024-06-02T12:00,,,engine
,2024-06-02T11:00,,duty-resumed,lb-2,,,,,,,,
d1,2024-06-02T11:00,,decision,lb-1,,,,,,not-call-in,,
""",
}
"""The texts of a sound folder's files, with crews, a rota and readiness."""


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write a folder of files, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def with_change(file: str, old: str, new: str, *, base: dict[str, str] = SOUND) -> dict[str, str]:
    """Return a sound folder with one text of one file replaced; the text must occur once."""
    assert base[file].count(old) == 1, (file, old)
    return {**base, file: base[file].replace(old, new)}


def with_row(file: str, row: str, *, base: dict[str, str] = SOUND) -> dict[str, str]:
    """Return a sound folder with one more row at the end of a file."""
    return {**base, file: f"{base[file]}{row}\n"}
