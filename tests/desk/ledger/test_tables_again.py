"""Tables that are read again after rows have changed are those read from nothing: the same rows, faults and order."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from standto.errors import ScenarioError
from standto_desk.ledger.drafts import body_text
from standto_desk.ledger.tables import Tables
from tests.desk.ledger.starting import row

SETTINGS = """\
format = 1
title = "Rows that change"
timezone = "{zone}"
home = "{home}"
starts = 2024-03-30T00:00:00
ends = 2024-04-02T00:00:00

[[shift]]
id = "day"
starts = "07:00"
ends = "19:00"

[[pattern]]
id = "always"
anchor = 2024-01-01
cycle = ["day"]
"""
PEOPLE = st.sampled_from(["ab1", "ab2", "ab3", "ab9"])
TICKETS = st.sampled_from(["driver", "medic", "gone"])
THINGS = st.sampled_from(["gate", "boat", "van"])
BLANK = st.just("")
TIMES = st.sampled_from(
    [
        *(f"2024-03-{day}T{hour}:00" for day in (30, 31) for hour in ("00", "02", "08", "20")),
        "2024-03-31T08:00+01:00",
        "2024-03-31T01:30",
        "soon",
    ]
)
INSTANTS = st.integers(0, 5)
COLUMNS = {
    "forces": {"kind": st.sampled_from(["home", "police", "army"]), "tier": BLANK | st.just("1")},
    "capabilities": {"name": BLANK | st.just("A name")},
    "teams": {"force": BLANK | st.sampled_from(["home", "kent"]), "pattern": BLANK | st.just("always")},
    "people": {"force": BLANK | st.just("home"), "team": BLANK | st.sampled_from(["red", "blue"])},
    "authorisations": {"from": BLANK | TIMES, "until": BLANK | TIMES},
    "pools": {"force": st.just("kent"), "capabilities": TICKETS, "count": st.sampled_from(["", "2", "many"])},
    "duties": {"task": st.just("watch"), "capabilities": TICKETS, "strength": st.sampled_from(["1", "2", "-1"])},
    "crews": {"task": st.just("watch"), "needs": BLANK | st.just("full")},
    "seats": {"state": st.just("full"), "seat": st.sampled_from(["s1", "s2"]), "capabilities": TICKETS},
    "rota": {"from": TIMES, "until": TIMES, "duty": BLANK | THINGS, "ready_minutes": st.sampled_from(["", "30", "x"])},
    "powers": {"kind": st.just("police"), "task": st.just("*"), "permitted": st.sampled_from(["yes", "perhaps"])},
    "sources": {"title": BLANK | st.just("A title")},
}
SUBJECTS = {
    "forces": st.sampled_from(["home", "kent"]),
    "capabilities": TICKETS,
    "teams": st.sampled_from(["red", "blue"]),
    "pools": st.sampled_from(["kent-1", "ab1"]),
    "powers": st.just("p1"),
    "sources": st.just("law"),
    **dict.fromkeys(["duties", "crews", "seats"], THINGS),
    **dict.fromkeys(["people", "authorisations", "rota"], PEOPLE),
}
SOUND = [
    ("scenario", "scenario", {"toml": SETTINGS.format(zone="Europe/London", home="home")}, "set"),
    ("forces", "home", {"kind": "home"}, "set"),
    ("forces", "kent", {"kind": "police"}, "set"),
    *(("capabilities", ticket, {}, "set") for ticket in ("driver", "medic")),
    *(("people", person, {}, "set") for person in ("ab1", "ab2", "ab3")),
    ("duties", "gate", {"task": "watch", "capabilities": "driver", "strength": "1"}, "set"),
    *(
        ("rota", person, {"from": f"2024-03-{day}T08:00", "until": f"2024-03-{day}T20:00"}, "set")
        for person in ("ab1", "ab2", "ab3")
        for day in (30, 31)
    ),
]


@st.composite
def rows(draw):
    """Return a row of any table, or the settings, set or ended: sound or not."""
    kind = draw(st.sampled_from(["scenario", *COLUMNS, *["rota"] * 12, *["people"] * 4]))
    if kind == "scenario":
        zone, home = draw(st.sampled_from(["Europe/London", "Europe/Paris"])), draw(st.sampled_from(["home", "kent"]))
        return kind, kind, {"toml": SETTINGS.format(zone=zone, home=home)}, "set", draw(INSTANTS)
    ended = draw(st.integers(0, 3)) == 0
    subject, cells = draw(SUBJECTS[kind]), draw(st.fixed_dictionaries(COLUMNS[kind]))
    if ended:
        cells = {"from": cells["from"]} if kind == "rota" and draw(st.booleans()) else {}
    return kind, subject, cells, "ended" if ended else "set", draw(INSTANTS)


STAYS = st.integers(0, 3).map(lambda number: number == 0)
"""Whether rows stay: mostly not, because tables with a fault are read from nothing until it is gone."""
STEPS = st.lists(st.tuples(st.lists(rows(), max_size=3), STAYS, st.lists(INSTANTS, max_size=2)), max_size=8)


def entry(said, sequence):
    """Return the columns of an entry that `Tables` reads."""
    kind, subject, cells, step, occurred = (*said, 0)[:5]
    ticket = "driver" if kind == "authorisations" else ""
    draft = row(kind, subject, step=step, capability=ticket, **{name: cell for name, cell in cells.items() if cell})
    columns = {name: getattr(draft, name) for name in ("kind", "subject", "capability", "step")}
    return {**columns, "occurred": occurred, "sequence": sequence, "body": body_text(draft)}


def told(tables, at, load):
    """Return the rows in force, and the scenario or the faults of the tables."""
    in_force = tables.rows_in_force(at)
    try:
        loaded = load(tables, at)
    except ScenarioError as error:
        return in_force, error.faults
    return in_force, loaded.scenario


def from_nothing(entries, at):
    """Return what is told of entries that are read for the first time."""
    tables = Tables()
    for each in entries:
        tables.insert(each)
    return told(tables, at, lambda fresh, then: fresh.rows_in_force(then).load())


def check(steps):
    """Let rows follow one another, some of them on trial only, and ask after each step."""
    entries = [entry(said, number) for number, said in enumerate(SOUND, 1)]
    kept = Tables().followed_by(entries)
    kept.load(5)
    for batch, stays, moments in steps:
        more = [entry(said, len(entries) + number) for number, said in enumerate(batch, 1)]
        trial = kept.followed_by(more)
        for at in moments:
            assert told(trial, at, Tables.load) == from_nothing([*entries, *more], at)
        if stays:
            # The head inserts into its own tables; the others make new ones.
            for each in more:
                kept.insert(each)
            entries += more
        for at in (*moments, 5):
            assert told(kept, at, Tables.load) == from_nothing(entries, at)


TWICE = ("rota", "ab1", {"from": "2024-03-30T07:00+00:00", "until": "2024-03-30T20:00"}, "set", 0)
GONE = ("people", "ab2", {}, "ended", 0)
NO_DUTY = ("rota", "ab3", {"from": "2024-03-31T08:00", "until": "2024-03-31T20:00", "duty": "boat"}, "set", 3)
PARIS = ("scenario", "scenario", {"toml": SETTINGS.format(zone="Europe/Paris", home="home")}, "set", 0)


@example([([PARIS], True, [0])])
@example([([TWICE], True, [0, 5])])
@example([([GONE], False, [0]), ([NO_DUTY], True, [0, 4, 1])])
@given(STEPS)
@settings(max_examples=40)
def test_tables_read_again_are_those_read_from_nothing(steps):
    check(steps)


@pytest.mark.slow
def test_thousands_of_changes_give_the_tables_read_from_nothing():
    settings(max_examples=1500)(given(STEPS)(check))()
