"""Random registers and rotas, written as workbooks in each shape, come back as they were meant."""

from __future__ import annotations

import csv
import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.importing.ciphers import CipherBook
from standto.importing.importing_sheets import imported
from standto.importing.mapping.reader import mapping_of
from standto.sheets import read_workbook
from tests.importing.given import HEAD

FIRST = date(2023, 10, 9)
DAYS = [FIRST + timedelta(days=number) for number in range(21)]
"""Three weeks in which the clocks of London go back."""
CODES = {"E": [(7, 15)], "L": [(14, 22)], "N": [(22, 31)], "D/N": [(7, 11), (22, 26)], "R": [], "": []}
MEANT = "".join(
    f'"{code}" = {[f"{start:02}:00-{until % 24:02}:00" for start, until in times] or "off"!r}\n'.replace("'", '"')
    for code, times in CODES.items()
    if code
)
SKILLS = {"AFO (initial)": ["afo"], "ARV driver": ["arv"], "SFO": ["afo", "sfo"]}
VALUES = "[values.capability]\n" + "".join(f'"{text}" = {ids}\n'.replace("'", '"') for text, ids in SKILLS.items())
DATES = (
    lambda day: day,
    lambda day: datetime.combine(day, time()),
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%d.%m.%y}",
    lambda day: f"{day:%a} {day.day} {day:%b} {day.year}",
    lambda day: (day - date(1899, 12, 30)).days,
)
MOMENTS = (
    lambda at: at,
    lambda at: f"{at:%d/%m/%Y %H:%M}",
    lambda at: f"{at:%d.%m.%Y %H.%M} Uhr",
    lambda at: f"{at.day} {at:%b} {at.year} {at:%I:%M %p}",
    lambda at: (at - datetime(1899, 12, 30)) / timedelta(days=1),
)
PADDING = ("{}", " {}", "{}\u00a0", "  {} ")


def at(day, hour):
    return datetime.combine(day, time()) + timedelta(hours=hour)


@st.composite
def registers(draw):
    """People with their skills, and the code of each of them on each of some days."""
    chance, length = Random(draw(st.integers(0, 2**32))), draw(st.integers(1, len(DAYS)))
    people = [f"{number} AR" for number in chance.sample(range(1000, 9999), draw(st.integers(1, 6)))]
    skills = {person: chance.sample(list(SKILLS), chance.randrange(len(SKILLS) + 1)) for person in people}
    codes = {person: chance.choices(list(CODES), k=length) for person in people}
    codes[people[0]][0] = "E"
    return people, skills, codes, chance


def stints(codes):
    """Return the times of each person's codes as meant, those that overlap joined: local times."""
    found = set()
    for person, each in codes.items():
        spans = [
            (at(day, start), at(day, until))
            for day, code in zip(DAYS, each, strict=False)
            for start, until in CODES[code]
        ]
        joined = []
        for start, until in sorted(spans):
            if joined and start < joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], until)
            else:
                joined.append([start, until])
        found |= {(person, *span) for span in map(tuple, joined)}
    return found


def write(path, rows, chance):
    """Write rows as a workbook, or as CSV in some encoding with some delimiter."""
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
        return
    encoding, delimiter = chance.choice([("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t")])
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(
            ["" if cell is None else str(cell) for cell in row] for row in rows
        )


def came(toml, path):
    """Return the stints and the tickets that an import gives, with the people's own numbers."""
    book = CipherBook({}, Random(1).randrange)
    found = imported(read_workbook(path), mapping_of(toml.encode()), book)
    assert [str(reject) for reject in found.rejects] == []
    people, local = {cipher: text for text, cipher in book.new.items()}, found.scenario.zone.local
    rows = {
        (people[row.person], *(local(end).replace(tzinfo=None, fold=0) for end in row.period))
        for row in found.scenario.rota
    }
    return rows, {(people[one.person], one.capability) for one in found.scenario.authorisations}


def in_a_file(toml, rows, chance):
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / chance.choice(["rota.xlsx", "rota.csv"])
        write(path, rows, chance)
        return came(toml, path)


@settings(max_examples=40)
@given(registers())
def test_a_grid_comes_back(register):
    people, skills, codes, chance = register
    as_day = chance.choice(DATES)
    signs = chance.choice([";", ",", "/"])
    rows = [("A rota",), (), ("No", "Skills", *(as_day(day) for day in DAYS[: len(codes[people[0]])]))]
    for person in people:
        cells = [chance.choice(PADDING).format(chance.choice([code, code.lower()])) for code in codes[person]]
        shown = [None if not cell.strip() else cell for cell in cells]
        rows.append((chance.choice([person, person.lower()]), f"{signs} ".join(skills[person]) or None, *shown))
        if not chance.randrange(4):
            rows.append(())
    rows.append(("Total E", None, *(0 for _ in codes[people[0]])))
    toml = f"""{HEAD}[dates]
order = "day-month"
[codes]
{MEANT}[[sheet]]
file = "rota.*"
shape = "days"
heading = 3
person = "No"
capabilities = "Skills"
split = ["{signs}"]
skip = ["total*"]
{VALUES}"""
    found, tickets = in_a_file(toml, rows, chance)
    assert {(person.upper(), *times) for person, *times in found} == stints(codes)
    held = {(person, one) for person, texts in skills.items() for text in texts for one in SKILLS[text]}
    assert {(person.upper(), one) for person, one in tickets} == held


@settings(max_examples=40)
@given(registers())
def test_a_roster_comes_back(register):
    _, _, codes, chance = register
    as_moment = chance.choice(MOMENTS)
    times = {}
    for person, start, until in stints(codes):
        times.setdefault((start, until), []).append(person)
    rows = [(None, None, "On duty", None), ("From", "To", "First", "Second")]
    for (start, until), names in sorted(times.items()):
        first, second = names[:1], names[1:]
        shown = " / ".join(second) or chance.choice(["VACANT", None, "vacant (swap w/ 1 A)"])
        rows.append((as_moment(start), as_moment(until), f"{first[0]} (swap w/ somebody)", shown))
    toml = f"""{HEAD}[dates]
order = "day-month"
[[sheet]]
file = "rota.*"
shape = "times"
heading = [1, 2]
from = "From"
until = "To"
split = ["/"]
empty = ["VACANT"]
[sheet.duties]
"On duty / First" = {{}}
"On duty / Second" = {{}}
"""
    found, _ = in_a_file(toml, rows, chance)
    assert found == stints(codes)


@settings(max_examples=40)
@given(registers())
def test_a_long_table_comes_back(register):
    _, _, codes, chance = register
    as_moment = chance.choice(MOMENTS)
    rows = [("No", "From", "Until", "Remarks")]
    rows += [(person, as_moment(start), as_moment(until), "x") for person, start, until in sorted(stints(codes))]
    middle = chance.randrange(1, len(rows) + 1)
    rows.insert(middle, rows[0])
    toml = f"""{HEAD}[dates]
order = "day-month"
[[sheet]]
file = "rota.*"
shape = "records"
into = "rota"
ignore = ["Remarks"]
[sheet.columns]
person = "No"
from = "From"
until = "Until"
"""
    found, _ = in_a_file(toml, rows, chance)
    assert found == stints(codes)
