"""More kinds of messy sheets: for each the suggestion, imported as it is, compared with what is meant."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from standto.errors import InputError
from standto.importing.ciphers import CipherBook, normal_form
from standto.importing.guessing.suggesting import suggestion
from standto.importing.importing_sheets import imported
from standto.importing.mapping.reader import mapping_of
from standto.sheets import read_workbook
from tests.importing.messy import sheet_of
from tests.sheets.ods import row, table, text, value, write_ods

MONDAY = date(2023, 9, 18)
WEEK = [datetime(2023, 9, 18) + timedelta(days=day) for day in range(7)]
HOURS = {"E": (7, 15), "L": (14, 22), "N": (22, 31), "D": (7, 19)}


class Read:
    """What an import of a suggestion gives, with people by their numbers in place of ciphers."""

    def __init__(self, *sheets):
        self.suggested = suggestion(sheets, first_day=MONDAY)
        book = CipherBook({}, Random(1).randrange, self.suggested.mapping.prefix)
        found = imported(sheets, mapping_of(self.suggested.text.encode()), book)
        assert [str(reject) for reject in found.rejects] == []
        self.scenario = found.scenario
        self.names = {cipher: normal_form(name) for name, cipher in book.new.items()}

    def rota(self, *, duties=False):
        """Return the rows of the rota: person, start and end in local time, and the duty if that is asked for."""
        local = self.scenario.zone.local
        return {
            (self.names[one.person], f"{local(one.period.start):%m-%d %H:%M}", f"{local(one.period.until):%m-%d %H:%M}")
            + ((one.duty,) if duties else ())
            for one in self.scenario.rota
        }

    def tickets(self):
        return Counter((self.names[one.person], one.capability) for one in self.scenario.authorisations)

    def absences(self):
        local = self.scenario.zone.local
        return {
            (self.names[one.subject], f"{local(one.occurred):%m-%d}", f"{local(one.until):%m-%d}")
            for one in self.scenario.events
        }


def meant(people, days, codes):
    """Return the rows of the rota that codes mean, by plain code: `codes` has a line of letters for each person."""
    found = set()
    for person, line in zip(people, codes, strict=True):
        for day, letter in zip(days, line, strict=True):
            if letter in HOURS:
                start, until = (day + timedelta(hours=hour) for hour in HOURS[letter])
                found.add((person, f"{start:%m-%d %H:%M}", f"{until:%m-%d %H:%M}"))
    return found


def test_a_french_csv_in_windows_1252(tmp_path):
    days = ["lun. 18 sept.", "mar. 19 sept.", "mer. 20 sept.", "jeu. 21 sept.", "ven. 22 sept."]
    lines = [
        "Planning de la garde - septembre 2023",
        "",
        ";".join(["Matricule", "Nom", "Équipe", "Compétences", *days]),
        'F-1001;Dupont;A;"chef;conducteur";J;J ;N;RH;CP',
        "F-1002;Lefèvre;A;équipier;j;;RH;RH;J",
        'F-1003;Noël;B;"équipier;conducteur";maladie;N;;J;J',
        "Total jour;;;;2;1;0;1;2",
        "Légende : J = jour 7h-19h, N = nuit 19h-7h, RH = repos, CP = congé, maladie = arrêt maladie",
    ]
    path = tmp_path / "garde.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    read = Read(*read_workbook(path))
    assert read.scenario.zone.name == "Europe/Paris"
    assert read.rota() == {
        ("f-1001", "09-18 07:00", "09-18 19:00"),
        ("f-1001", "09-19 07:00", "09-19 19:00"),
        ("f-1001", "09-20 19:00", "09-21 07:00"),
        ("f-1002", "09-18 07:00", "09-18 19:00"),
        ("f-1002", "09-22 07:00", "09-22 19:00"),
        ("f-1003", "09-19 19:00", "09-20 07:00"),
        ("f-1003", "09-21 07:00", "09-21 19:00"),
        ("f-1003", "09-22 07:00", "09-22 19:00"),
    }
    assert read.absences() == {("f-1001", "09-22", "09-23"), ("f-1003", "09-18", "09-19")}
    assert read.tickets() == Counter(
        [
            ("f-1001", "chef"),
            ("f-1001", "conducteur"),
            ("f-1002", "equipier"),
            ("f-1003", "conducteur"),
            ("f-1003", "equipier"),
        ]
    )
    assert {team.id for team in read.scenario.teams} == {"a", "b"}


def test_an_ods_with_dates_as_values(tmp_path):
    heading = row(
        text("Staff no"), text("Skills"), *(value("date", "date-value", f"2023-09-{day}") for day in (18, 19, 20))
    )
    rows = (
        row(value("float", "value", str(number)), text("AFO"), *(text(code) for code in codes))
        for number, codes in ((4711, "ELN"), (4712, "NRE"))
    )
    path = write_ods(tmp_path / "rota.ods", table(heading, *rows))
    read = Read(*read_workbook(path))
    assert read.rota() == meant(["4711", "4712"], WEEK[:3], ["ELN", "NRE"])


def test_months_one_below_the_other_with_notes_at_the_end():
    people = ["4711", "4712", "4713"]
    months = [[datetime(2023, month, 1) + timedelta(days=day) for day in range(28)] for month in (9, 10)]
    codes = [["".join("EELLNNRR"[(day + k) % 8] for day in range(28)) for k in range(3)] for _ in months]
    rows = []
    for days, lines, name in zip(months, codes, ("September", "October"), strict=True):
        rows += [(name,), ("Collar no", "Team", *days)]
        rows += [(person, "Red", *line) for person, line in zip(people, lines, strict=True)]
        rows += [("Total",), ()]
    rows += [("Please ring the office to swap, and not each other",)]
    read = Read(sheet_of(rows))
    assert read.rota() == meant(people, months[0], codes[0]) | meant(people, months[1], codes[1])
    assert [sheet.last for sheet in read.suggested.mapping.sheets if sheet.shape == "days"] == [5, 12]


def test_numbers_of_days_below_weekdays_below_months():
    days = [datetime(2023, 9, 25) + timedelta(days=day) for day in range(9)]
    months = ["September 2023", *[""] * 5, "October 2023", "", ""]
    rows = [("", *months), ("", *(f"{day:%a}" for day in days)), ("Staff no", *(day.day for day in days))]
    codes = ["EELLNN--E", "NN--EELLN"]
    read = Read(sheet_of([*rows, *((number, *line) for number, line in zip(("4711", "4712"), codes, strict=True))]))
    assert read.rota() == meant(["4711", "4712"], days, codes)


@pytest.mark.parametrize("labels", [("E 07-15", "L 14-22", "N 22-07"), ("07-15", "14:00-22:00", "Night (22 - 07)")])
def test_shifts_with_their_hours_below_each_day(labels):
    days = WEEK[:4]
    heading = [("", *(cell for day in days for cell in (day, None, None))), ("Staff no", *labels * 4)]
    codes = ["ELN-", "NN-E"]
    people = [
        (number, *("x" if letter == of else None for letter in line for of in "ELN"))
        for number, line in zip(("4711", "4712"), codes, strict=True)
    ]
    read = Read(sheet_of([("Gate",), *heading, *people]))
    assert read.rota() == meant(["4711", "4712"], days, codes)


def test_serial_numbers_of_days_in_a_text_file():
    read = Read(
        sheet_of([("Staff no", *(str(45187 + day) for day in range(5))), ("45190", *"EELLN"), ("4711", *"NN-EE")])
    )
    assert read.rota() == meant(["45190", "4711"], WEEK[:5], ["EELLN", "NN-EE"])


@pytest.mark.parametrize(
    "rows",
    [
        [("Crew", "Day", "Available"), ("Bell", "Mon", "morning"), ("Bell", "Tue", "night"), ("Ashe", "Mon", "night")],
        [("Rota",), ("on Mon 18 Sept", "19 Sept 2023", "20 Sept 2023", "21 Sept 2023"), ("E: Bell", "?", "?", "?")],
    ],
)
def test_a_register_beside_days_that_cannot_be_guessed_does_not_count_everybody(rows):
    staff = [("Staff no", "Skills"), ("4711", "AFO"), ("4712", "AFO")]
    with pytest.raises(InputError, match="without a rota everybody would count at all times"):
        Read(sheet_of(rows), sheet_of(staff, file="staff.csv", name="staff"))


def test_a_day_that_stands_twice_is_told_and_the_sheet_is_still_one_of_days():
    days = [*WEEK[:3], WEEK[2], *WEEK[4:]]
    people = [("4711", "AFO", *"NNNN---"), ("4712", "AFO", *"EE--LL-"), ("4713", "AFO", *"EE--LL-")]
    given = sheet_of([("Staff no", "Skills", *days), *people])
    suggested = suggestion([given], first_day=MONDAY)
    found = imported(
        [given], mapping_of(suggested.text.encode()), CipherBook({}, Random(1).randrange, suggested.mapping.prefix)
    )
    assert [one.shape for one in suggested.mapping.sheets] == ["days"]
    assert [str(reject) for reject in found.rejects] == [
        "Rota!F1: the day 2023-09-20 stands at Rota!E1 too: keep one of the columns"
    ]


def test_a_sheet_of_days_in_no_order_does_not_count_everybody():
    days = [WEEK[number] for number in (0, 0, 2, 3, 4, 4)]
    people = [("4711", "AFO", *"NNNN--"), ("4712", "AFO", *"EE--LL"), ("4713", "AFO", *"EE--LL")]
    with pytest.raises(InputError, match="without a rota everybody would count at all times"):
        Read(sheet_of([("Staff no", "Skills", *days), *people]))


def test_people_to_the_right_of_their_days():
    people = [(*line, number, "AFO") for number, line in zip(("4711", "4712"), ("EEN", "N-L"), strict=True)]
    read = Read(sheet_of([(*WEEK[:3], "Staff no", "Skills"), *people]))
    assert read.rota() == meant(["4711", "4712"], WEEK[:3], ["EEN", "N-L"])


def test_a_roster_alone_with_vacant_and_blank_cells():
    days = [f"{day:%m/%d/%Y} 08:00 AM" for day in WEEK]
    cells = [("Bell", "Ashe"), ("VACANT", "Carr"), ("Bell", None), ("Elm", "Ashe")]
    rows = [(start, until, *pair) for (start, until), pair in zip(pairwise(days), cells, strict=False)]
    read = Read(sheet_of([("From", "To", "Ward", "Theatre"), *rows]))
    assert len(read.rota()) == 6
    assert set(read.tickets()) == {("bell", "ward"), ("elm", "ward"), ("ashe", "theatre"), ("carr", "theatre")}


def _on_call(names):
    days = [f"{day:%d/%m/%Y} 08:00" for day in WEEK]
    rows = [(start, until, name) for (start, until), name in zip(pairwise(days), names, strict=False)]
    return sheet_of([("From", "To", "Ward"), *rows], file="call.csv", name="call")


def test_a_roster_by_name_beside_a_register_with_numbers_and_names():
    staff = [("Staff no", "Name", "Skills"), ("4711", "Bell", "Doctor"), ("4712", "Ashe", "Doctor")]
    read = Read(_on_call(["Bell", "Ashe", "Bell"]), sheet_of(staff, file="staff.csv", name="staff"))
    assert len(read.scenario.people) == 2
    assert [duty.capabilities for duty in read.scenario.duties] == [("doctor",)]


def test_two_people_of_one_name_are_not_told_apart_by_it():
    staff = [("Staff no", "Name", "Skills"), ("4711", "Bell", "Doctor"), ("4712", "Bell", "Nurse")]
    read = Read(_on_call(["Bell", "Bell"]), sheet_of(staff, file="staff.csv", name="staff"))
    assert len(read.scenario.people) == 3
    assert [duty.capabilities for duty in read.scenario.duties] == [("ward",)]
    assert "so nobody can fill it yet" in read.suggested.text


def test_a_legend_below_a_gap_holds_no_people():
    notes = [(), ("Legend:",), ("E", "early 07-15"), ("N", "night 22-07"), ("XY", "day then night")]
    people = [("4711", "AFO", *"EEN"), ("4712", "AFO", None, None, None)]
    read = Read(sheet_of([("Staff no", "Skills", *WEEK[:3]), *people, *notes]))
    assert read.rota() == meant(["4711"], WEEK[:3], ["EEN"])
    assert {person.id for person in read.scenario.people} == {
        cipher for cipher, name in read.names.items() if name in ("4711", "4712")
    }
    assert len(read.scenario.people) == 2


def test_a_sheet_of_codes_and_their_meaning_holds_no_people():
    legend = [("M", "matin 7h-15h"), ("AM", "apr\u00e8s-midi 14h-22h"), ("N", "nuit 22h-7h"), ("F", "formation")]
    rota = [("Matricule", *WEEK[:4]), ("4711", "M", "AM", "N", "F")]
    read = Read(sheet_of(legend, name="L\u00e9gende"), sheet_of(rota, name="Planning"))
    assert read.rota() == meant(["4711"], WEEK[:4], ["ELN-"])
    assert (len(read.scenario.people), len(read.absences())) == (1, 1)


def test_marks_behind_the_codes_of_a_long_table_with_one_person_after_the_other():
    rows = [("Staff no", "Date", "Code"), ("1001", "18/09/2023", "N"), ("1001", "19/09/2023", "N*")]
    read = Read(sheet_of([*rows, ("1002", "18/09/2023", "E"), ("1002", "19/09/2023", "AL")]))
    assert read.rota() == meant(["1001", "1002"], WEEK[:2], ["NN", "E-"])


def test_numbers_of_days_below_merged_months():
    days = [*range(25, 31), *range(1, 6)]
    dates = [datetime(2023, 9 if day > 20 else 10, day) for day in days]
    rows = [
        ("Dienstplan",),
        (None, "September 2023", *[None] * 5, "Oktober 2023", *[None] * 4),
        ("Personalnr.", *days),
        ("77001", *"EELLNNRREEL"),
        ("77002", *"NNRREELLNNR"),
    ]
    read = Read(sheet_of(rows, merged=[(1, 1, 1, 6), (1, 7, 1, 11)]))
    assert read.scenario.zone.name == "Europe/Berlin"
    assert read.rota() == meant(["77001", "77002"], dates, ["EELLNNRREEL", "NNRREELLNNR"])


def test_two_sheets_for_two_teams_with_one_layout():
    def sheet(name, first):
        rows = [("Staff no", "Name", "Skills", *WEEK)]
        rows += [(first, "Oak Ann", "AFO, ARV", *"EELLNNR"), (first + 1, "Elm Bo", "AFO", *"NNRREEL")]
        return sheet_of(rows, name=name)

    read = Read(sheet("Red watch", 4001), sheet("Blue watch", 5001))
    assert read.rota() == meant(["4001", "4002", "5001", "5002"], WEEK, ["EELLNNR", "NNRREEL"] * 2)
    teams = {read.names[person.id]: person.team for person in read.scenario.people}
    assert teams == {"4001": "red-watch", "4002": "red-watch", "5001": "blue-watch", "5002": "blue-watch"}


def test_a_calendar_of_shifts_on_call(tmp_path):
    events = []
    for day in range(4):
        start = datetime(2023, 9, 18 + day, 7, tzinfo=UTC)
        events += [
            "BEGIN:VEVENT",
            f"UID:{day}@example.org",
            "DTSTAMP:20230901T000000Z",
            f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
            f"DTEND:{start + timedelta(hours=24):%Y%m%dT%H%M%SZ}",
            f"SUMMARY:{'Primary' if day % 2 else 'Secondary'} on call",
            f"ATTENDEE;CN=Person {day % 3}:mailto:p{day % 3}@example.org",
            "END:VEVENT",
        ]
    path = tmp_path / "oncall.ics"
    path.write_text("\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//a//b//EN", *events, "END:VCALENDAR", ""]))
    read = Read(*read_workbook(path))
    assert sorted(one[1:] for one in read.rota(duties=True)) == [
        (f"09-{18 + day} 08:00", f"09-{19 + day} 08:00", f"{'primary' if day % 2 else 'secondary'}-on-call")
        for day in range(4)
    ]
    assert (len(read.scenario.people), "example.org" in read.suggested.text) == (3, False)


def test_headings_merged_over_three_rows():
    rows = [
        ("On-call rota, week 38",),
        ("from", "to", "Medicine", None, "Surgery", None),
        (None, None, "Building A", None, "Building B", None),
        (None, None, "Resident", "Consultant (home)", "Resident", "Consultant (home)"),
    ]
    for day in range(3):
        names = [f"D{100 * column + (day * 7) % 3}" for column in range(1, 5)]
        rows.append((f"{18 + day}/09/2023 08:00", f"{19 + day}/09/2023 08:00", *names))
    merged = [(0, 0, 0, 5), (1, 0, 3, 0), (1, 1, 3, 1), (1, 2, 1, 3), (1, 4, 1, 5), (2, 2, 2, 3), (2, 4, 2, 5)]
    read = Read(sheet_of(rows, merged=merged))
    assert Counter(one[3] for one in read.rota(duties=True)) == {
        "medicine-building-a-resident": 3,
        "medicine-building-a-consultant": 3,
        "surgery-building-b-resident": 3,
        "surgery-building-b-consultant": 3,
    }
    ready = {duty.id: duty.ready_minutes for duty in read.scenario.duties}
    assert sorted(ready.values()) == [0, 0, 30, 30]


def test_days_down_and_people_across():
    codes = ["DNR", "DDN", "RDD", "NRD", "DDD"]
    rows = [("Availability",), ("Date", "CC01", "CC02", "CC03")]
    rows += [(day, *(code if code != "R" else None for code in line)) for day, line in zip(WEEK, codes, strict=False)]
    read = Read(sheet_of(rows))
    assert read.suggested.mapping.sheets[0].turned
    night = {
        ("cc02", "09-18 19:00", "09-19 07:00"),
        ("cc03", "09-19 19:00", "09-20 07:00"),
        ("cc01", "09-21 19:00", "09-22 07:00"),
    }
    by_person = ["".join(line[person] for line in codes) for person in range(3)]
    days = meant(["cc01", "cc02", "cc03"], WEEK[:5], [line.replace("N", "R") for line in by_person])
    assert read.rota() == days | night


def test_a_register_with_a_row_for_each_ticket_and_numbers_as_floats():
    tickets = sheet_of(
        [
            ("Service no", "Surname", "Qualification", "Awarded", "Expires"),
            (2001.0, "Oak", "BA", datetime(2023, 1, 3), datetime(2023, 12, 3)),
            (2001.0, "Oak", "LGV ", datetime(2023, 1, 4), datetime(2023, 9, 20)),
            (2002.0, "Elm", "ba", datetime(2023, 1, 5), None),
        ],
        name="Tickets",
    )
    shifts = [("Service no", "Start", "End")]
    shifts += [(number, datetime(2023, 9, 18, 7), datetime(2023, 9, 18, 19)) for number in (2001.0, 2002)]
    read = Read(tickets, sheet_of(shifts, name="Shifts"))
    assert read.tickets() == Counter([("2001", "ba"), ("2001", "lgv"), ("2002", "ba")])
    assert read.rota() == {(number, "09-18 07:00", "09-18 19:00") for number in ("2001", "2002")}
    assert "Oak" not in read.suggested.text


def test_a_list_of_leave():
    leave = sheet_of(
        [("Staff no", "From", "To", "Reason"), ("4711", "18/09/2023", "20/09/2023", "surgery")],
        name="Leave",
        file="leave.csv",
    )
    rota = sheet_of([("Staff no", *WEEK), ("4711", *"EELLNNR"), ("4712", *"NNRREEL")])
    read = Read(rota, leave)
    assert read.absences() == {("4711", "09-18", "09-21")}
    assert "surgery" not in read.suggested.text


@pytest.mark.parametrize("mark", ["x", "X ", "yes", "1"])
def test_a_sheet_with_one_mark_only_says_who_is_there_all_day(mark):
    rows = [("Name", "Mon", "Tue", "Wed"), ("Oak", mark, None, mark), ("Elm", None, mark, None)]
    read = Read(sheet_of(rows))
    assert read.rota() == {
        ("oak", "09-18 00:00", "09-19 00:00"),
        ("oak", "09-20 00:00", "09-21 00:00"),
        ("elm", "09-19 00:00", "09-20 00:00"),
    }


def quarters(person):
    """Return whether one person is there in each quarter of an hour of a day, by plain code."""
    return [(quarter // 12 + person) % 3 > 0 for quarter in range(96)]


def quarters_meant(people, day):
    """Return the rows of the rota of people in quarters of an hour: each longest time without a gap."""
    found = set()
    for number, person in enumerate(people):
        there = [*quarters(number), False]
        for quarter in range(96):
            if there[quarter] and not (quarter and there[quarter - 1]):
                until = day + timedelta(minutes=15 * there.index(False, quarter))
                found.add((person, f"{day + timedelta(minutes=15 * quarter):%m-%d %H:%M}", f"{until:%m-%d %H:%M}"))
    return found


def test_quarters_of_an_hour_across_with_the_day_in_the_title():
    clock = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 15, 30, 45)]
    rows = [("Availability Monday 18/09/2023",), ("Firefighter", "Skills", *clock)]
    rows += [(f"FF{k}", "OIC" if k else "DR", *("A" if there else None for there in quarters(k))) for k in range(3)]
    read = Read(sheet_of(rows))
    assert read.rota() == quarters_meant(["ff0", "ff1", "ff2"], WEEK[0])


def test_quarters_of_an_hour_down_with_people_across():
    times = [WEEK[0] + timedelta(minutes=15 * quarter) for quarter in range(97)]
    rows = [("From", "To", "FF0", "FF1", "FF2")]
    for quarter, (start, until) in enumerate(pairwise(times)):
        rows.append((start, until, *("A" if quarters(person)[quarter] else None for person in range(3))))
    read = Read(sheet_of(rows))
    assert read.rota() == quarters_meant(["ff0", "ff1", "ff2"], WEEK[0])


def test_quarters_of_an_hour_below_merged_days():
    clock = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 15, 30, 45)]
    rows = [
        ("Retained availability",),
        (None, WEEK[0], *[None] * 95, WEEK[1], *[None] * 95),
        ("Pay no", *clock, *clock),
        *((f"FF{k}", *("A" if there else "x" for there in quarters(k) * 2)) for k in range(3)),
    ]
    read = Read(sheet_of([*rows, (), ("A = available all day, x = off",)], merged=[(1, 1, 1, 96), (1, 97, 1, 192)]))
    people = ["ff0", "ff1", "ff2"]
    both = quarters_meant(people, WEEK[0]) | quarters_meant(people, WEEK[1])
    midnight = "09-19 00:00"
    for person in people:
        ends = [row for row in both if row[0] == person and row[2] == midnight]
        starts = [row for row in both if row[0] == person and row[1] == midnight]
        for end, start in zip(ends, starts, strict=False):
            both = both - {end, start} | {(person, end[1], start[2])}
    assert read.rota() == both


def test_weekends_alone():
    days = [datetime(2023, 9, day) for day in (2, 3, 9, 10, 16)]
    read = Read(sheet_of([("Weekend cover",), ("Staff no", *days), ("4711", *"EELLN"), ("4712", *"NN-EE")]))
    assert read.rota() == meant(["4711", "4712"], days, ["EELLN", "NN-EE"])


def test_a_day_and_a_code_in_each_row():
    rows = [("Staff no", "Date", "Code"), ("1001", "18/09/2023", "E"), ("1002", "18/09/2023", "L")]
    read = Read(sheet_of([*rows, ("1001", "19/09/2023", "N"), ("1002", "19/09/2023", "AL")]))
    assert read.rota() == meant(["1001", "1002"], WEEK[:2], ["EN", "L-"])
    assert read.absences() == {("1002", "09-19", "09-20")}


def test_a_day_and_two_times_in_each_row():
    rows = [("Pay no", "Date", "Start", "Finish", "Post"), ("1001", "18/09/2023", "07:00", "15:00", "Gate")]
    read = Read(sheet_of([*rows, ("1002", "18/09/2023", "22:00", "06:00", "Gate")]))
    assert read.rota(duties=True) == {
        ("1001", "09-18 07:00", "09-18 15:00", "gate"),
        ("1002", "09-18 22:00", "09-19 06:00", "gate"),
    }


def test_american_dates_and_licences():
    rows = [("Badge", "Name", "Certifications", "9/18/2023", "9/19/2023", "9/20/2023")]
    read = Read(sheet_of([*rows, ("77", "Oak", "EMT, Driver", "D", "N", "OFF"), ("78", "Elm", "EMT", "N", "D", "")]))
    assert read.suggested.mapping.order == "month-day"
    assert read.tickets() == Counter([("77", "emt"), ("77", "driver"), ("78", "emt")])
    assert {row[:2] for row in read.rota()} == {
        ("77", "09-18 07:00"),
        ("77", "09-19 19:00"),
        ("78", "09-18 19:00"),
        ("78", "09-19 07:00"),
    }


def test_a_register_alone_supposes_the_week_that_is_given():
    read = Read(sheet_of([("Person", "Skill 1", "Skill 2"), ("1", "AFO", "ARV"), ("2", "ARV", None)]))
    assert read.tickets() == Counter([("1", "afo"), ("1", "arv"), ("2", "arv")])
    assert read.suggested.comments["scenario", "starts"] == (
        "DOUBT: no sheet says who is on duty when: write the time that is meant."
    )


def test_weeks_down_with_people_in_the_cells_are_not_taken_for_people_and_codes():
    rows = [("Week", "Mon", "Tue", "Wed", "Thu"), (1, "JS", "AB", "MK", "JS"), (2, "AB", "MK", "JS", "AB")]
    with pytest.raises(InputError) as refused:
        suggestion([sheet_of(rows)], first_day=MONDAY)
    assert "JS" not in str(refused.value)
