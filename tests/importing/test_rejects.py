"""Every cell or row that does not fit is told with its address, what is wrong and what is allowed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.importing.given import HEAD, HORIZON, sheet, told

DAYS = '[[sheet]]\nfile = "rota.xlsx"\nshape = "days"\nperson = "No"\n'
CODES = '[codes]\nD = "07:00-19:00"\nN = "19:00-07:00"\nL = "14:00-22:00"\n'
GRID = HEAD + CODES + DAYS
TIMES = HEAD + '[[sheet]]\nfile = "rota.xlsx"\nshape = "times"\nfrom = "From"\nuntil = "To"\n'
DUTY = '[[duty]]\nduty = "gate"\ntask = "t"\ncapabilities = "c"\nstrength = 1\n[[capability]]\ncapability = "c"\n'
GATE = f'{TIMES}[sheet.duties]\nGate = {{ duty = "gate" }}\n{DUTY}'
SAT, SUN = date(2023, 9, 23), date(2023, 9, 24)
FAR = "more than a year from the days beside it: correct it, or keep the column in a sheet of its own"


def records(into, columns, more=""):
    sheet_lines = f'[[sheet]]\nfile = "rota.xlsx"\nshape = "records"\ninto = "{into}"\n{more}'
    return f"{HEAD}{HORIZON}{sheet_lines}[sheet.columns]\n{columns}"


ROTA = records("rota", 'person = "No"\nfrom = "From"\nuntil = "To"\n')

AT_ONCE = (
    "Rota!B3: the person is on duty for door here, and for gate at Rota!B2 at the same time: correct one of the cells"
)
NO_ROTA = (
    "rota.toml: no row of a rota comes of the sheets, and people without a rota would count at all times: "
    "see the codes and the skipped rows"
)
UNREADY = (
    "Rota!C2: the cell is a formula that was saved without its value: "
    "open the workbook in a spreadsheet, and save it again"
)

NO_HEADING = (
    "Rota!A1: the sheet has no heading \"Collar no\": the nearest is 'Colar no'; allowed are Colar no, 2023-09-23"
)

OFF_BY_GRID = "Rota!A3: the person is off on all days here, but would be on duty {}"
PATTERNED = (
    HEAD + '[[scenario.shift]]\nid = "d"\nstarts = "07:00"\nends = "19:00"\n'
    '[[scenario.pattern]]\nid = "always"\nanchor = 2023-09-18\ncycle = ["d"]\n'
)

CASES = {
    "a code that is not there": (
        GRID,
        [("No", SAT, SUN), ("1 A", "D", "D?"), ("2 B", "X", "N")],
        ['Rota!C2: "D?" is not a code: allowed are D, N, L', 'Rota!B3: "X" is not a code: allowed are D, N, L'],
    ),
    "a code with a remark that may name somebody": (
        GRID,
        [("No", SAT, SUN), ("1 A", "D (swap with Bell)", "late Bell"), ("2 B", "D (HQ)", "N")],
        ["Rota!B2: the text is not a code: allowed are D, N, L",
         "Rota!C2: the text is not a code: allowed are D, N, L",
         'Rota!B3: "D (HQ)" is not a code: allowed are D, N, L'],
    ),
    "a code that may be by day or by night": (
        GRID,
        [("No", SAT), ("1 A", "9-5")],
        ['Rota!B2: "9-5" may be by day or by night: write it as 07:00-15:00, or add it to [codes]'],
    ),
    "a grid without codes": (
        HEAD + DAYS,
        [("No", SAT), ("1 A", "D")],
        ['Rota!B2: "D" is not a code: add it to [codes]'],
    ),
    "a row without a person": (
        GRID,
        [("No", SAT), (None, "D"), ("1 A", "D")],
        ["Rota!A2: the cell holds no number or name of a person: fill it, name its column in fill, or skip the row"],
    ),
    "a heading that is no day": (
        GRID,
        [("No", "Nmae", SAT), ("1 A", "Anne", "D")],
        ['Rota!B1: "Nmae" is not a date: write a date, or name it in ignore'],
    ),
    "a column of codes without a heading": (
        GRID,
        [("No", None, SAT), ("1 A", None, "D"), ("2 B", "D", "D")],
        ["Rota!B3: the cell stands below no heading: write a heading, or ignore the column by its letter"],
    ),
    "a day that stands twice": (
        GRID,
        [("No", SAT, SAT), ("1 A", "D", "N")],
        ["Rota!C1: the day 2023-09-23 stands at Rota!B1 too: keep one of the columns"],
    ),
    "a day that is years away from the days beside it": (
        GRID,
        [("No", SAT, SUN.replace(year=2032), SUN), ("1 A", "D", "N", "N")],
        [f"Rota!C1: the day 2032-09-24 is {FAR}"],
    ),
    "a day of the week without a horizon": (
        GRID,
        [("No", "Mon"), ("1 A", "D")],
        ['Rota!B1: "Mon" is a day of every week: write starts and ends into [scenario]'],
    ),
    "a heading that is not there": (
        GRID.replace('"No"', '"Collar no"'),
        [("Colar no", SAT), ("1 A", "D")],
        [NO_HEADING],
    ),
    "a letter beyond the sheet": (
        GRID.replace('"No"', '{ column = "ZZ" }'),
        [("No", SAT), ("1 A", "D")],
        ["Rota!A1: the sheet has no column ZZ: allowed are No, 2023-09-23"],
    ),
    "a heading that stands twice": (
        GRID,
        [("No", "No", SAT), ("1 A", "x", "D")],
        ['Rota!A1: the sheet has the heading "No" 2 times: write { column = "A" } or { column = "B" }'],
    ),
    "a file that is not given": (
        GRID.replace('"rota.xlsx"', '"rotas.xlsx"'),
        [("No", SAT), ("1 A", "D")],
        ["rota.toml:10: no workbook is named 'rotas.xlsx': the nearest is 'rota.xlsx'; given are 'rota.xlsx'"],
    ),
    "a sheet that is not in the file": (
        GRID + 'sheet = "Rotta"\n',
        [("No", SAT), ("1 A", "D")],
        ["rota.toml:10: no sheet is named 'Rotta': there are 'Rota'"],
    ),
    "a heading below the end of the sheet": (
        GRID + "heading = 9\n",
        [("No", SAT), ("1 A", "D")],
        ['Rota!A9: the sheet has no heading "No": none is allowed'],
    ),
    "skills that are not mapped": (
        GRID + 'capabilities = "Skills"\nsplit = [",", "/"]\n[values.capability]\nAFO = "afo"\n',
        [("No", "Skills", SAT), ("1 A", "AFO, ARV/SFO", "D")],
        ["Rota!B2: \"ARV\" is not mapped: add it to [values.capability]",
         "Rota!B2: \"SFO\" is not mapped: the nearest is 'AFO'; add it to [values.capability]"],
    ),
    "a person in two teams": (
        GRID + 'team = "Team"\n',
        [("No", "Team", SAT), ("1 A", "a", "D"), ("1a", "b", None)],
        ["Rota!A3: the person has the team b here, and a at Rota!A2: write one of them"],
    ),
    "a date that can be read as two": (
        ROTA,
        [("No", "From", "To"), ("1 A", "03/04/2023 07:00", "04/04/2023 07:00")],
        ['Rota!B2: "03/04/2023 07:00" can be read as two dates: write order = "day-month" or "month-day" into [dates]'],
    ),
    "a month that no order has": (
        ROTA.replace("[[sheet]]", '[dates]\norder = "day-month"\n[[sheet]]'),
        [("No", "From", "To"), ("1 A", "09/23/2023 07:00", "23/09/2023 19:00")],
        ['Rota!B2: "09/23/2023 07:00" has no month 23, read as day-month: see order in [dates]'],
    ),
    "a day of the week that the date is not": (
        ROTA,
        [("No", "From", "To"), ("1 A", "Mon 23 Sept 2023 07:00", "23 Sept 2023 19:00")],
        ['Rota!B2: "Mon 23 Sept 2023 07:00" is a Saturday by the calendar: correct the day or the date'],
    ),
    "a date in no calendar": (
        ROTA,
        [("No", "From", "To"), ("1 A", "31 Sept 2023 07:00", "30 Feb 2023")],
        ['Rota!B2: "31 Sept 2023 07:00" is in no calendar: write a date such as 23/09/2023, with its time as 07:00',
         'Rota!C2: "30 Feb 2023" is in no calendar: write a date such as 23/09/2023, with its time as 07:00'],
    ),
    "a date without its year": (
        ROTA.replace(HORIZON, ""),
        [("No", "From", "To"), ("1 A", "23 Sept 07:00", "24/09/2023 07:00")],
        ['Rota!B2: "23 Sept 07:00" has no year: write the year into [dates], as year = 2023'],
    ),
    "a text that is no date": (
        ROTA,
        [("No", "From", "To"), ("1 A", "soon", datetime(2023, 9, 23, 7)), ("2 B", datetime(2023, 9, 23, 7), True)],
        ['Rota!B2: "soon" is not a date: write a date such as 23/09/2023, with its time as 07:00',
         'Rota!C3: "TRUE" is not a date: write a date such as 23/09/2023, with its time as 07:00'],
    ),
    "a serial number with too few decimals": (
        ROTA,
        [("No", "From", "To"), ("1 A", 45192.3, 45193.25)],
        ['Rota!B2: "45192.3" has too few decimals for a time of day: write the time as 07:00'],
    ),
    "an end before the start": (
        ROTA,
        [("No", "From", "To"), ("1 A", datetime(2023, 9, 23, 7), datetime(2023, 9, 22, 7))],
        ['Rota!C2: "2023-09-22 07:00" is not after the start: correct the start or the end'],
    ),
    "a time that the clocks skip": (
        ROTA,
        [("No", "From", "To"), ("1 A", datetime(2023, 3, 26, 1, 30), datetime(2023, 3, 26, 7))],
        ['Rota!B2: "2023-03-26 01:30" does not exist: the clocks go forward: write a time that exists'],
    ),
    "a row without its times": (
        ROTA,
        [("No", "From", "To"), ("1 A", None, datetime(2023, 9, 22, 7)), ("2 B", datetime(2023, 9, 22, 7), " ")],
        ["Rota!B2: the row has no time: fill the cell, or skip the row",
         "Rota!C3: the row has no time: fill the cell, or skip the row"],
    ),
    "a time without its day": (
        ROTA,
        [("No", "From", "To"), ("1 A", "07:00", "19:00")],
        ['Rota!B2: "07:00" has no date: name its column too, as from = ["Date", "Start"]'],
    ),
    "a column that is neither read nor ignored": (
        ROTA,
        [("No", "Name", "From", "To"), ("1 A", "Anne", datetime(2023, 9, 22, 7), datetime(2023, 9, 22, 9))],
        ['Rota!B1: "Name" is a column that is neither read nor ignored: read it, or name it in ignore'],
    ),
    "two duties at once": (
        ROTA + 'duty = "Duty"\n',
        [("No", "From", "To", "Duty"), ("1 A", datetime(2023, 9, 22, 7), datetime(2023, 9, 22, 19), "gate"),
         ("1 A", datetime(2023, 9, 22, 18), datetime(2023, 9, 23, 7), "door")],
        [AT_ONCE],
    ),
    "a duty that is not there": (
        ROTA + 'duty = "Duty"\n',
        [("No", "From", "To", "Duty"), ("1 A", datetime(2023, 9, 22, 7), datetime(2023, 9, 22, 19), "gate")],
        ["Rota!B2: duty: no duty or crew 'gate': allowed are those of duties.csv and crews.csv"],
    ),
    "a ticket without its capability": (
        records("authorisations", 'person = "No"\ncapability = "Skill"\n'),
        [("No", "Skill"), ("1 A", None)],
        ["Rota!B2: the row has no capability: fill the cell, or skip the row"],
    ),
    "a number that is none": (
        records("pools", 'pool = "P"\nforce = { value = "kent" }\ncapabilities = { value = "c" }\ncount = "N"\n'),
        [("P", "N"), ("k1", "ten"), ("k2", -3), ("k3", 2.5), ("k4", "9" * 5_000)],
        ['Rota!B2: "ten" is not a whole number: write a whole number up to 1,000,000',
         'Rota!B3: "-3" is below 0: write a whole number up to 1,000,000',
         'Rota!B4: "2.5" is not a whole number: write a whole number up to 1,000,000',
         'Rota!B5: this text is not a whole number: write a whole number up to 1,000,000'],
    ),
    "an event about a person by its subject": (
        records("events", 'subject = "No"\nevent = { value = "unavailable" }\noccurred = "From"\n'),
        [("No", "From"), ("8411ar", SAT)],
        ['Rota!A2: "8411ar" is not mapped: add it to [values.subject]',
         "Rota!A2: the event is about a person: name its column as person"],
    ),
    "a formula without its value": (
        GRID,
        sheet(("No", SAT, SUN, "Sum"), ("1 A", "D", None, None), unready=frozenset({(1, 2), (1, 3)})),
        ['Rota!D1: "Sum" is not a date: write a date, or name it in ignore', UNREADY],
    ),
    "people of a roster without a time": (
        GATE,
        [("From", "To", "Gate"), (None, None, "1 A"), ("soon", datetime(2023, 9, 23, 7), "2 B")],
        ["Rota!A2: the row has no time: fill the cell, or skip the row",
         'Rota!A3: "soon" is not a date: write a date such as 23/09/2023, with its time as 07:00'],
    ),
    "people of a roster without a code": (
        GATE.replace('from = "From"\nuntil = "To"', 'day = "From"\ncode = "To"') + CODES,
        [("From", "To", "Gate"), (SAT, "D", "1 A"), (SAT, None, "2 B"), (SAT, "X", "2 B"), (SUN, None, None)],
        ["Rota!B3: the row has no code: fill the cell, or skip the row",
         'Rota!B4: "X" is not a code: allowed are D, N, L'],
    ),
    "a cell of people without a number": (
        GATE,
        [("From", "To", "Gate"), (datetime(2023, 9, 23, 7), datetime(2023, 9, 23, 9), "?"), (datetime(2023, 9, 23, 9),
          datetime(2023, 9, 23, 11), "2 B")],
        ["Rota!C2: the cell holds no number or name of a person: fill it, name its column in fill, or skip the row"],
    ),
    "a grid in which nobody works": (
        GRID,
        [("No", SAT), ("1 A", None)],
        [NO_ROTA],
    ),
    "a person off by a grid whom a pattern has on duty": (
        PATTERNED + CODES + DAYS + 'team = "Team"\n[[team]]\nteam = "a"\npattern = "always"\n[[team]]\nteam = "b"\n',
        [("No", "Team", SAT), ("1 A", "a", "D"), ("2 B", "a", None), ("3 C", "b", None)],
        [OFF_BY_GRID.format("by the pattern of team a: leave the pattern of the team out")],
    ),
    "a lent person off by a grid": (
        GRID + 'force = "Force"\n[[force]]\nforce = "met"\nkind = "home"\n[[force]]\nforce = "kent"\nkind = "police"\n',
        [("No", "Force", SAT), ("1 A", "kent", "D"), ("2 B", "kent", None), ("3 C", "met", None)],
        [OFF_BY_GRID.format("as somebody who is lent: leave the row out")],
    ),
    "sheets without a time": (
        HEAD + '[[sheet]]\nfile = "rota.xlsx"\nshape = "records"\ninto = "people"\n[sheet.columns]\nperson = "No"\n',
        [("No",), ("1 A",)],
        ["rota.toml: the sheets give no time, so that the horizon is open: write starts and ends into [scenario]"],
    ),
    "a horizon that is too long": (
        ROTA.replace(HORIZON, ""),
        [("No", "From", "To"), ("1 A", datetime(2023, 9, 23, 7), datetime(2123, 9, 23, 7))],
        ["rota.toml: scenario.toml: is more than 3,700 days after starts, the longest horizon"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_misfit_is_told_with_its_cell(name):
    toml, rows, words = CASES[name]
    given = rows if not isinstance(rows, list) else sheet(*rows)
    assert told(toml, given) == words
