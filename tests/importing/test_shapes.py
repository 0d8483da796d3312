"""What grids, rosters and long tables are read as."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from standto.importing.imported_value import ImportCounts
from tests.importing.given import HEAD, HORIZON, book, result, rota, sheet, told, who

CODES = """[codes]
D = "07:00-19:00"
N = "19:00-07:00"
"D/N" = ["07:00-11:00", "19:00-23:00"]
AL = "away"
H = { times = "07:00-11:00", away = "11:00-15:00", duty = "gate", ready_minutes = 5 }
R = "off"
"""
GATE = '[[duty]]\nduty = "gate"\ntask = "t"\ncapabilities = "c"\nstrength = 1\n[[capability]]\ncapability = "c"\n'
DOOR = GATE.replace('[[capability]]\ncapability = "c"\n', "").replace('"gate"', '"door"')
DAYS = '[[sheet]]\nfile = "rota.xlsx"\nshape = "days"\nperson = "No"\n'
SAT, SUN, MON = (date(2023, 9, day) for day in (23, 24, 25))


def absences(found, ciphers):
    """Return who is unavailable from when until when."""
    people, zone = who(found, ciphers), found.scenario.zone
    return sorted(
        (people[event.subject], zone.iso(event.occurred)[:16], zone.iso(event.until)[:16])
        for event in found.scenario.events
    )


def test_a_grid_gives_each_person_the_times_of_their_codes():
    given = sheet(("No", SAT, SUN), ("1 A", "D", "n "), ("2 B", "\u00a0D/N", None), ("3 C", "h", "R"))
    assert rota(HEAD + CODES + DAYS + GATE, given) == [
        ("1 A", "2023-09-23T07:00", "2023-09-23T19:00", "", 0),
        ("1 A", "2023-09-24T19:00", "2023-09-25T07:00", "", 0),
        ("2 B", "2023-09-23T07:00", "2023-09-23T11:00", "", 0),
        ("2 B", "2023-09-23T19:00", "2023-09-23T23:00", "", 0),
        ("3 C", "2023-09-23T07:00", "2023-09-23T11:00", "gate", 5),
    ]


@pytest.mark.parametrize(
    ("rows", "starts", "ends"),
    [
        ((("1 A", "D", "N"),), "2023-09-23T07:00:00+01:00", "2023-09-25T07:00:00+01:00"),
        ((("1 A", "D", "D"),), "2023-09-23T07:00:00+01:00", "2023-09-25T00:00:00+01:00"),
        ((("1 A", "N", "R"), ("2 B", "R", "D/N")), "2023-09-23T07:00:00+01:00", "2023-09-25T00:00:00+01:00"),
        ((("1 A", "D", "05:00-07:00"), ("2 B", "R", "N")), "2023-09-23T05:00:00+01:00", "2023-09-25T05:00:00+01:00"),
        ((("1 A", "N", "00:00-24:00"),), "2023-09-23T00:00:00+01:00", "2023-09-25T00:00:00+01:00"),
    ],
)
def test_a_grid_is_planned_from_its_earliest_duty_to_the_end_of_its_last_night(rows, starts, ends):
    found = result(HEAD + CODES + DAYS, sheet(("No", SAT, SUN), *rows))
    assert tuple(map(found.scenario.zone.iso, found.scenario.horizon)) == (starts, ends)


def test_a_grid_covers_whole_days_where_it_is_laid_onto_a_folder():
    found = result(HEAD + CODES + DAYS, sheet(("No", SAT, SUN), ("1 A", "D", "N")))
    zone = found.scenario.zone
    assert [zone.iso(end)[:16] for end in found.covered] == ["2023-09-23T00:00", "2023-09-25T00:00"]
    assert result(HEAD + HORIZON + CODES + DAYS, sheet(("No", SAT, SUN), ("1 A", "D", "N"))).covered is None


def test_an_absence_begins_after_the_night_before_and_goes_on_over_days():
    ciphers = book()
    given = sheet(("No", SAT, SUN, MON), ("1 A", "N", "AL", "AL"), ("2 B", "AL", "D", "H"))
    found = result(HEAD + CODES + DAYS + GATE, given, ciphers=ciphers)
    assert absences(found, ciphers) == [
        ("1 A", "2023-09-24T07:00", "2023-09-26T00:00"),
        ("2 B", "2023-09-23T00:00", "2023-09-24T00:00"),
        ("2 B", "2023-09-25T11:00", "2023-09-25T15:00"),
    ]


def test_leave_ahead_is_known_from_the_start_of_the_plan():
    ciphers = book()
    grid = result(HEAD + CODES + DAYS + GATE, sheet(("No", SAT, SUN, MON), ("1 A", "D", "D", "AL")), ciphers=ciphers)
    toml = records('"events"', 'person = "No"\nevent = { value = "unavailable" }\noccurred = "F"\nuntil = "U"\n')
    table = result(toml, sheet(("No", "F", "U"), ("1 A", MON, MON)), ciphers=ciphers)
    for scenario, start in ((grid.scenario, "2023-09-23T07:00"), (table.scenario, "2023-09-18T00:00")):
        (leave,) = scenario.events
        assert (scenario.zone.iso(leave.recorded)[:16], scenario.horizon.start) == (start, leave.recorded)


def test_titles_totals_blank_rows_and_repeated_headings_are_no_people():
    given = sheet(
        ("Our rota",),
        ("", "September 2023"),
        ("No", SAT, SUN),
        ("1 A", "D", None),
        (None, "  "),
        ("no ", SAT, SUN),
        ("2 B", None, "D"),
        ("Total D", 1, 1),
        ("TOTAL N", 0, 0),
    )
    assert rota(HEAD + CODES + DAYS + 'heading = 3\nskip = ["total *"]\n', given) == [
        ("1 A", "2023-09-23T07:00", "2023-09-23T19:00", "", 0),
        ("2 B", "2023-09-24T07:00", "2023-09-24T19:00", "", 0),
    ]


def test_days_of_the_week_stand_for_each_of_them_in_the_horizon():
    given = sheet(("No", "Mon", "samedi", "So"), ("1 A", "D", None, "N"))
    starts = "starts = 2023-09-18T00:00:00\nends = 2023-09-26T00:00:00\n"
    assert rota(HEAD + starts + CODES + DAYS, given) == [
        ("1 A", "2023-09-17T19:00", "2023-09-18T07:00", "", 0),
        ("1 A", "2023-09-18T07:00", "2023-09-18T19:00", "", 0),
        ("1 A", "2023-09-24T19:00", "2023-09-25T07:00", "", 0),
        ("1 A", "2023-09-25T07:00", "2023-09-25T19:00", "", 0),
    ]


@pytest.mark.parametrize("days", [(23, 24), ("23", "24"), ("Sat 23", "Sun 24"), ("Sat", "Sun 24")])
def test_numbers_of_days_below_the_name_of_their_month(days):
    given = sheet((None, "September 2023", None), ("No", *days), ("1 A", "D", "D"))
    toml = HEAD + HORIZON.replace("10-02", "09-25").replace("09-18", "09-23") + CODES + DAYS + "heading = [1, 2]\n"
    assert rota(toml, given) == [
        ("1 A", "2023-09-23T07:00", "2023-09-23T19:00", "", 0),
        ("1 A", "2023-09-24T07:00", "2023-09-24T19:00", "", 0),
    ]


@pytest.mark.parametrize(
    "heading", [45192, "45192", "23/09/2023", "Sat 23 Sept 2023", datetime(2023, 9, 23), "23.09.2023"]
)
def test_a_day_is_a_date_in_any_form(heading):
    assert rota(HEAD + CODES + DAYS, sheet(("No", heading), ("1 A", "D"))) == [
        ("1 A", "2023-09-23T07:00", "2023-09-23T19:00", "", 0)
    ]


def test_marks_at_the_end_of_a_code_are_dropped_unless_the_code_has_them():
    toml = HEAD + CODES + '"D+" = "07:00-21:00"\n' + DAYS + 'drop = ["*", "+"]\n'
    assert rota(toml, sheet(("No", SAT, SUN, MON), ("1 A", "D*", "D+", "D *+"))) == [
        ("1 A", "2023-09-23T07:00", "2023-09-23T19:00", "", 0),
        ("1 A", "2023-09-24T07:00", "2023-09-24T21:00", "", 0),
        ("1 A", "2023-09-25T07:00", "2023-09-25T19:00", "", 0),
    ]


def test_codes_that_differ_by_capitals_alone_are_told_apart_as_written():
    toml = HEAD + '[codes]\nn = "19:00-23:00"\nN = "19:00-07:00"\n' + DAYS
    assert rota(toml, sheet(("No", SAT), ("1 A", "n"))) == [("1 A", "2023-09-23T19:00", "2023-09-23T23:00", "", 0)]


def test_codes_of_a_sheet_come_before_those_of_the_mapping():
    toml = HEAD + CODES + DAYS + '[sheet.codes]\nD = "06:00-14:00"\n'
    assert rota(toml, sheet(("No", SAT, SUN), ("1 A", "D", "N"))) == [
        ("1 A", "2023-09-23T06:00", "2023-09-23T14:00", "", 0),
        ("1 A", "2023-09-24T19:00", "2023-09-25T07:00", "", 0),
    ]


@pytest.mark.parametrize("cell", ["09-17", "09:00\u201317:00", "9am-5pm", "0900-1700"])
def test_a_period_in_a_cell_needs_no_code(cell):
    assert rota(HEAD + DAYS, sheet(("No", SAT), ("1 A", cell))) == [
        ("1 A", "2023-09-23T09:00", "2023-09-23T17:00", "", 0)
    ]


def test_times_that_overlap_in_one_row_are_joined():
    toml = HEAD + '[codes]\nN = "19:00-08:00"\nD = "07:00-19:00"\n' + DAYS
    assert rota(toml, sheet(("No", SAT, SUN), ("1 A", "N", "D"))) == [
        ("1 A", "2023-09-23T19:00", "2023-09-24T19:00", "", 0)
    ]


def test_two_rows_of_one_number_that_work_at_once_are_rejected():
    given = sheet(("No", SAT), ("1 A", "D"), ("1a", "D"))
    what = "the person of this row is on duty at the same time at Rota!B2"
    allowed = "tell two people of one name apart, or correct one of the rows"
    assert told(HEAD + CODES + DAYS, given) == [f"Rota!B3: {what}: {allowed}"]


def test_a_shift_that_the_clocks_skip_is_as_much_later():
    toml = HEAD + '[codes]\nX = "01:30-03:00"\n' + DAYS
    assert rota(toml, sheet(("No", date(2023, 3, 26)), ("1 A", "X"))) == [
        ("1 A", "2023-03-26T02:30", "2023-03-26T03:00", "", 0)
    ]


TIMES = (
    HEAD
    + '[dates]\norder = "day-month"\n[[sheet]]\nfile = "rota.xlsx"\nshape = "times"\nfrom = "from"\nuntil = "to"\n'
    + 'split = ["/", "&"]\nempty = ["VACANT", "n/a"]\n'
)


def test_a_roster_puts_the_people_of_its_cells_on_duty():
    duties = '[sheet.duties]\n"Gate / Day" = "gate"\n"Gate / Call" = { ready_minutes = 30 }\n'
    toml = f"{TIMES}heading = [1, 2]\n{duties}{GATE}"
    given = sheet(
        ("Date", None, "Gate", None),
        ("from", "to", "Day", "Call"),
        ("01/06/2024 08:00", "02/06/2024 08:00", "Dr. 1025A (swap w/ DR 1045A)", "DR 1010A"),
        ("02/06/2024 08:00", "03/06/2024 08:00", "DR 1045A/dr 1025a", "VACANT (swap w/ DR 1025A)"),
        ("03/06/2024 08:00", "04/06/2024 08:00", "DR 1045A & DR 1045A", None),
        merged=((0, 0, 0, 1), (0, 2, 0, 3)),
    )
    assert rota(toml, given) == [
        ("DR 1010A", "2024-06-01T08:00", "2024-06-02T08:00", "", 30),
        ("DR 1045A", "2024-06-02T08:00", "2024-06-03T08:00", "gate", 0),
        ("DR 1045A", "2024-06-03T08:00", "2024-06-04T08:00", "gate", 0),
        ("Dr. 1025A", "2024-06-01T08:00", "2024-06-02T08:00", "gate", 0),
        ("Dr. 1025A", "2024-06-02T08:00", "2024-06-03T08:00", "gate", 0),
    ]


def test_a_roster_of_days_takes_the_times_of_its_duties():
    toml = f"""{HEAD}[[sheet]]
file = "rota.xlsx"
shape = "times"
day = "Date"
[sheet.duties]
Day = {{ duty = "gate", times = "07:00-19:00" }}
Night = {{ times = "19:00-07:00" }}
{GATE}"""
    assert rota(toml, sheet(("Date", "Day", "Night"), (SAT, "1 A", "2 B"))) == [
        ("1 A", "2023-09-23T07:00", "2023-09-23T19:00", "gate", 0),
        ("2 B", "2023-09-23T19:00", "2023-09-24T07:00", "", 0),
    ]


def records(into, columns, more="", head=HEAD + HORIZON):
    sheet_lines = f'[[sheet]]\nfile = "rota.xlsx"\nshape = "records"\ninto = {into}\n{more}'
    return f"{head}{sheet_lines}[sheet.columns]\n{columns}"


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ('from = "F"\nuntil = "U"', [("No", "F", "U"), ("1 A", datetime(2023, 9, 23, 19), datetime(2023, 9, 24, 7))]),
        ('from = "F"\nuntil = "U"', [("No", "F", "U"), ("1 A", "23 Sept 2023 19:00", "07:00")]),
        ('from = ["D", "F"]\nuntil = "U"', [("No", "D", "F", "U"), ("1 A", SAT, time(19), time(7))]),
        ('from = ["D", "F"]\nuntil = ["D", "U"]', [("No", "D", "F", "U"), ("1 A", SAT, "7pm", "7am")]),
        (
            'from = ["D", "F"]\nuntil = ["D", "U"]',
            [("No", "D", "F", "U"), ("1 A", "23/09/2023", timedelta(hours=19), "0700")],
        ),
        (
            'from = "F"\nuntil = "U"',
            [("No", "F", "U"), ("1 A", datetime(2023, 9, 23, 18, tzinfo=UTC), "24.09.2023 07:00")],
        ),
    ],
)
def test_a_long_table_gives_rows_of_the_rota(columns, rows):
    toml = records('"rota"', f'person = "No"\n{columns}\n')
    assert rota(toml, sheet(*rows)) == [("1 A", "2023-09-23T19:00", "2023-09-24T07:00", "", 0)]


def test_a_long_table_may_have_a_day_and_a_code():
    toml = records('"rota"', 'person = "No"\nday = "D"\ncode = "C"\n') + CODES + GATE
    ciphers = book()
    found = result(
        toml, sheet(("No", "D", "C"), ("1 A", SAT, "N"), ("2 B", SAT, "AL"), ("2 B", SUN, "H")), ciphers=ciphers
    )
    assert absences(found, ciphers) == [
        ("2 B", "2023-09-23T00:00", "2023-09-24T00:00"),
        ("2 B", "2023-09-24T11:00", "2023-09-24T15:00"),
    ]
    assert [(row.duty, row.ready_minutes) for row in found.scenario.rota] in (
        [("", 0), ("gate", 5)],
        [("gate", 5), ("", 0)],
    )


def test_people_and_their_tickets_come_of_one_sheet():
    toml = records(
        '["people", "authorisations"]',
        'person = "No"\nteam = "Team"\ncapability = ["Skill", "Level"]\nuntil = "Until"\n',
        'split = [","]\nempty = ["-"]\n',
    )
    toml += '[values.capability]\n"AFO / 1" = ["afo", "arv"]\nARV = "arv"\n[values.team]\n"Team A" = "a"\n'
    ciphers = book()
    given = sheet(
        ("No", "Team", "Skill", "Level", "Until"),
        ("1 A", "team a", "AFO", 1, "14.06.2024"),
        ("2 B", None, "ARV", None, "-"),
        ("1 A", "Team A", "arv", None, date(2024, 6, 15)),
    )
    found = result(toml, given, ciphers=ciphers)
    people, zone = who(found, ciphers), found.scenario.zone
    assert sorted((people[one.id], one.team) for one in found.scenario.people) == [("1 A", "a"), ("2 B", "")]
    held = [(people[one.person], one.capability, one.period.until) for one in found.scenario.authorisations]
    ends = [(who_, skill, zone.iso(until) if until < 2**62 else "") for who_, skill, until in held]
    assert sorted(ends) == [
        ("1 A", "afo", "2024-06-15T00:00:00+01:00"),
        ("1 A", "arv", "2024-06-15T00:00:00+01:00"),
        ("1 A", "arv", "2024-06-16T00:00:00+01:00"),
        ("2 B", "arv", ""),
    ]


def test_a_day_alone_as_an_end_is_its_midnight_where_other_cells_have_times():
    toml = records('"rota"', 'person = "No"\nfrom = "F"\nuntil = "U"\n')
    given = sheet(("No", "F", "U"), ("1 A", datetime(2023, 9, 23, 16), date(2023, 9, 24)))
    assert rota(toml, given) == [("1 A", "2023-09-23T16:00", "2023-09-24T00:00", "", 0)]


def test_days_alone_are_whole_days():
    toml = records('"events"', 'person = "No"\nevent = { value = "unavailable" }\noccurred = "F"\nuntil = "U"\n')
    ciphers = book()
    found = result(toml, sheet(("No", "F", "U"), ("1 A", SAT, SUN), ("2 B", SAT, None)), ciphers=ciphers)
    assert [row[1:3] for row in absences(found, ciphers)] == [
        ("2023-09-23T00:00", "2023-09-25T00:00"),
        ("2023-09-23T00:00", "9999-12-29T23:59"),
    ]


def test_rows_count_only_where_their_cells_say_so():
    toml = records('"rota"', 'person = "No"\nfrom = "F"\nuntil = "U"\n')
    toml += '[sheet.where]\nState = ["confirmed", "changed"]\n'
    at = datetime(2023, 9, 23, 7), datetime(2023, 9, 23, 9)
    given = sheet(
        ("No", "F", "U", "State"), ("1 A", *at, "CONFIRMED"), ("2 B", "x", "y", "cancelled"), ("3 C", *at, "changed")
    )
    assert [row[0] for row in rota(toml, given)] == ["1 A", "3 C"]


def test_tables_of_every_kind_come_of_long_tables():
    toml = records(
        '"duties"', 'duty = "Post"\ntask = "Task"\ncapabilities = "Skills"\nstrength = "How many"\n', 'split = ["/"]\n'
    )
    toml += '[values.duty]\n"Main gate" = "gate"\n[values.capability]\nAFO = "afo"\nARV = "arv"\n'
    given = sheet(
        ("Post", "Task", "Skills", "How many"), ("Main gate", "guard", "AFO/ARV", 3), ("door", "guard", "arv", "2")
    )
    found = result(toml, given)
    assert [(one.id, one.task, one.capabilities, one.strength) for one in found.scenario.duties] == [
        ("gate", "guard", ("afo", "arv"), 3),
        ("door", "guard", ("arv",), 2),
    ]


def test_columns_of_one_heading_are_told_apart_by_their_letters():
    toml = HEAD + CODES + DAYS.replace('"No"', '{ column = "B" }') + 'ignore = [{ column = "A" }]\n'
    assert rota(toml, sheet(("No", "No", SAT), (7, "1 A", "D"))) == [
        ("1 A", "2023-09-23T07:00", "2023-09-23T19:00", "", 0)
    ]


def test_ciphers_that_the_sheets_hold_are_kept():
    toml = HEAD + "[ciphers]\nin_sheets = true\n" + CODES + DAYS
    found = result(toml, sheet(("No", SAT), ("lv01", "D")))
    assert [person.id for person in found.scenario.people] == ["lv01"]
    assert told(toml, sheet(("No", SAT), ("8411 AR", "D"))) == [
        "Rota!A2: the cell holds no cipher: write ciphers, or leave in_sheets out of [ciphers]"
    ]


def test_people_come_in_the_order_of_their_ciphers():
    found = result(HEAD + CODES + DAYS, sheet(("No", SAT), *((f"{number} A", "D") for number in range(1, 30))))
    ids = [person.id for person in found.scenario.people]
    assert ids == sorted(ids)


def test_the_home_force_the_skills_and_the_teams_are_added():
    toml = HEAD + CODES + DAYS + 'team = "T"\ncapabilities = "S"\n'
    found = result(toml, sheet(("No", "T", "S", SAT), ("1 A", "a", "afo", "D")))
    scenario = found.scenario
    assert [force.id for force in scenario.forces] == ["met"]
    assert [team.id for team in scenario.teams] == ["a"]
    assert [skill.id for skill in scenario.capabilities] == ["afo"]
    assert found.counts == ImportCounts(people=1, tickets=1, rows=1, hours=12.0, new_ciphers=1)


def test_a_whole_day_of_a_calendar_ends_before_the_day_that_it_names():
    columns = 'person = "attendee"\nevent = { value = "unavailable" }\noccurred = "from"\nuntil = "until"\n'
    toml = records('"events"', columns, 'ignore = ["*"]\n')
    heading = ("uid", "summary", "from", "until", "attendee", "location", "categories", "status")
    ciphers = book()
    found = result(toml, sheet(heading, ("1", "Leave", SAT, MON, "Anne", None, None, "CONFIRMED")), ciphers=ciphers)
    assert absences(found, ciphers) == [("Anne", "2023-09-23T00:00", "2023-09-25T00:00")]


def test_a_merged_cell_stands_for_all_of_its_cells():
    given = sheet(
        ("No", SAT, SUN, MON), ("1 A", "AL", None, "D"), ("2 B", "D", None, None), merged=((1, 1, 1, 2), (2, 1, 2, 3))
    )
    ciphers = book()
    found = result(HEAD + CODES + DAYS, given, ciphers=ciphers)
    assert absences(found, ciphers) == [("1 A", "2023-09-23T00:00", "2023-09-25T00:00")]
    assert rota(HEAD + CODES + DAYS, given) == [
        ("1 A", "2023-09-25T07:00", "2023-09-25T19:00", "", 0),
        ("2 B", "2023-09-23T07:00", "2023-09-23T19:00", "", 0),
        ("2 B", "2023-09-24T07:00", "2023-09-24T19:00", "", 0),
        ("2 B", "2023-09-25T07:00", "2023-09-25T19:00", "", 0),
    ]


@pytest.mark.parametrize(("more", "merged"), [('fill = ["Date"]\n', ()), ("", ((1, 0, 2, 0),))])
def test_a_day_may_stand_above_several_rows(more, merged):
    toml = records('"rota"', 'person = "No"\nfrom = ["Date", "F"]\nuntil = "U"\n', more + 'skip = ["total"]\n')
    given = sheet(
        ("Date", "No", "F", "U"),
        (SAT, "1 A", "07:00", "19:00"),
        (None, "2 B", "19:00", "07:00"),
        ("Total", None, None, 2),
        (SUN, "1 A", "07:00", "19:00"),
        merged=merged,
    )
    assert rota(toml, given) == [
        ("1 A", "2023-09-23T07:00", "2023-09-23T19:00", "", 0),
        ("1 A", "2023-09-24T07:00", "2023-09-24T19:00", "", 0),
        ("2 B", "2023-09-23T19:00", "2023-09-24T07:00", "", 0),
    ]


def test_people_may_go_by_their_numbers_here_and_their_names_there():
    toml = (
        HEAD
        + CODES
        + DAYS
        + records('"authorisations"', 'person = "Nr"\nalso = "Name"\ncapability = "Skill"\n', head="")
    )
    toml = toml.replace('"rota.xlsx"\nshape = "records"', '"staff.csv"\nshape = "records"')
    staff = sheet(
        ("Nr", "Name", "Skill"),
        ("8411", "Anne Bell", "afo"),
        ("2363", "Bo Carr", "afo"),
        file="staff.csv",
        name="staff",
    )
    ciphers = book()
    found = result(toml, sheet(("No", SAT), ("ANNE  BELL", "D"), ("Bo Carr", "N")), staff, ciphers=ciphers)
    assert (len(found.scenario.people), found.counts.new_ciphers, len(ciphers.new)) == (2, 2, 4)
    assert {row.person for row in found.scenario.rota} == {one.person for one in found.scenario.authorisations}


def test_one_name_of_two_people_is_rejected():
    toml = HEAD + CODES + DAYS + 'also = "Name"\n'
    assert told(toml, sheet(("No", "Name", SAT), ("1 A", "Anne Bell", "D"), ("2 B", "anne bell", "D"))) == [
        "Rota!B3: somebody else has this number or name: tell the two people apart, or leave also out"
    ]


def test_a_text_for_every_row_that_is_not_mapped_is_rejected():
    toml = HEAD + CODES + DAYS + 'team = { value = "Team X" }\n[values.team]\n"Team A" = "a"\n'
    assert told(toml, sheet(("No", SAT), ("1 A", "D"))) == [
        "Rota!A1: \"Team X\" is not mapped: the nearest is 'Team A'; add it to [values.team]"
    ]


def test_a_star_alone_stands_for_any_text():
    toml = (
        HEAD
        + CODES
        + DAYS.replace("rota.xlsx", "rota[1]*.xlsx")
        + 'sheet = "Rota (?)"\nskip = ["Total [D]", "*hours"]\n'
    )
    given = sheet(
        ("No", SAT), ("1 A", "D"), ("total [d]", 1), ("Sum of hours", 12), file="x/Rota[1] final.xlsx", name="rota (?)"
    )
    assert rota(toml, given) == [("1 A", "2023-09-23T07:00", "2023-09-23T19:00", "", 0)]
    assert "no workbook is named" in told(toml, sheet(("No", SAT), ("1 A", "D"), file="rota1.xlsx"))[0]


def test_a_roster_may_have_a_day_and_a_code_in_each_row():
    toml = f"""{HEAD}{CODES}[[sheet]]
file = "rota.xlsx"
shape = "times"
day = "Date"
code = "Shift"
[sheet.duties]
Gate = "gate"
Spare = {{}}
{GATE}"""
    given = sheet(
        ("Date", "Shift", "Gate", "Spare"),
        (SAT, "D", "1 A", "2 B"),
        (None, "n", "3 C", None),
        (SUN, "D/N", None, "1 A"),
        merged=((1, 0, 2, 0),),
    )
    assert rota(toml, given) == [
        ("1 A", "2023-09-23T07:00", "2023-09-23T19:00", "gate", 0),
        ("1 A", "2023-09-24T07:00", "2023-09-24T11:00", "", 0),
        ("1 A", "2023-09-24T19:00", "2023-09-24T23:00", "", 0),
        ("2 B", "2023-09-23T07:00", "2023-09-23T19:00", "", 0),
        ("3 C", "2023-09-23T19:00", "2023-09-24T07:00", "gate", 0),
    ]
