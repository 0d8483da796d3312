"""What is suggested for workbooks as they come, and which doubts stand beside it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from random import Random

import pytest

from standto import OptionError, import_workbooks, suggest_mapping
from standto.importing.guessing.hours_in_words import hours_in
from standto.importing.guessing.suggesting import suggestion
from standto.importing.mapping.reader import mapping_of
from standto.importing.mapping.records import CodeMeaning, ColumnName, DayTime, DutyColumn
from standto.sheets import read_workbook
from tests.importing.messy import messy_workbooks, sheet_of

MONDAY = date(2026, 11, 30)
FROM_MONDAY = [datetime(2023, 9, 18) + timedelta(days=day) for day in range(4)]


def suggested(kind):
    return suggestion([sheet for path in messy_workbooks(kind) for sheet in read_workbook(path)], first_day=MONDAY)


def in_words(meaning):
    return [(time.start // 60, time.until // 60) for time in meaning.times] or ("away" if meaning.away else "off")


def test_the_legend_of_the_police_is_read_and_what_it_leaves_open_is_off():
    found = suggested("police")
    assert {code: in_words(meaning) for code, meaning in found.mapping.codes.items()} == {
        "": "off",
        "?": "off",
        "AL": "away",
        "C": "away",
        "D/N": [(7, 15), (22, 31)],
        "E": [(7, 15)],
        "L": [(14, 22)],
        "N": [(22, 31)],
        "R": "off",
    }
    assert found.comments["codes", "?"] == (
        "DOUBT: 27 cells (Rota!H5, Rota!R5, Rota!Y5, …); not known, so taken as off: these people do not count then."
    )
    (grid,) = found.mapping.sheets
    assert (grid.heading, grid.skip, grid.drop, grid.ignore) == ((3,), ("Total*",), ("*",), (ColumnName("Name"),))
    assert found.mapping.values["capability"] == {
        "AFO": ("afo",),
        "AFO (initial)": ("afo",),
        "ARV": ("arv",),
        "ARV driver": ("arv",),
        "CTSFO": ("ctsfo",),
        "SFO": ("sfo",),
    }
    assert [row["duty"] for row in found.mapping.rows["duties"]] == ["afo", "arv", "ctsfo", "sfo"]


def test_the_duties_of_the_hospital_take_the_tickets_of_the_people_in_their_columns():
    found = suggested("hospital")
    roster, register = found.mapping.sheets
    assert (roster.shape, roster.heading, roster.empty, roster.split) == ("times", (2, 3), ("VACANT",), ("/",))
    assert roster.duties["Anaesthetics & ICU / Consultant on call (home)"] == DutyColumn(
        "anaesthetics-icu-consultant-on-call", ready_minutes=30
    )
    assert (register.into, [str(name) for name in register.columns["capability"].columns]) == (
        ("authorisations",),
        ['"Fachrichtung"', '"Stufe"'],
    )
    assert [(row["capabilities"], row.get("ready_minutes")) for row in found.mapping.rows["duties"]][:2] == [
        ("general-medicine-registrar", None),
        ("general-medicine-consultant", "30"),
    ]
    assert found.mapping.order == "day-month"


def test_the_words_of_the_lifeboat_become_hours_each_with_its_doubt():
    found = suggested("lifeboat")
    meanings = {code: in_words(meaning) for code, meaning in found.mapping.codes.items()}
    assert meanings["not work hrs"] == [(0, 9), (17, 24)]
    assert (meanings["after 6"], meanings["09-17"], meanings["-"]) == ([(18, 24)], [(9, 17)], "off")
    assert ("codes", "09-17") not in found.comments
    assert found.mapping.scenario["starts"] == datetime(2026, 11, 30)
    assert found.mapping.scenario["ends"] == datetime(2026, 12, 7)


@pytest.mark.parametrize("kind", ["police", "hospital", "lifeboat"])
def test_a_suggestion_tells_no_name_and_no_number_and_reads_back(kind):
    found = suggested(kind)
    secrets = re.compile(r"\d{4} ?AR\b|Person \d|Müller|\b1\d{3}[A-E]\b|\blv\d")
    assert secrets.findall(found.text) == []
    assert mapping_of(found.text.encode()) == found.mapping
    assert suggested(kind).text == found.text


def test_a_sheet_without_a_legend_takes_common_codes_with_a_doubt():
    rows = [("Warrant no", *FROM_MONDAY), ("101", "E", "L", "RD", "SICK"), ("102", "N", "T", "A/L", "off")]
    found = suggestion([sheet_of(rows)])
    assert {code: in_words(meaning) for code, meaning in found.mapping.codes.items()} == {
        "A/L": "away",
        "E": [(7, 15)],
        "L": [(14, 22)],
        "N": [(22, 31)],
        "off": "off",
        "RD": "off",
        "SICK": "away",
        "T": "away",
    }
    assert found.comments["codes", "E"] == "DOUBT: 1 cell (Rota!B2); no legend, so common hours are supposed."


def test_a_legend_may_be_a_table_of_its_own():
    legend = sheet_of([("Code", "Meaning"), ("X", "07:00-19:00"), ("Z", "holiday")], name="Key")
    rota = sheet_of([("Staff no", *FROM_MONDAY), ("4711", "X", "Z", "x ", None), ("4712", None, "X", "X", "Z")])
    codes = suggestion([legend, rota]).mapping.codes
    assert codes == {
        "": CodeMeaning(),
        "X": CodeMeaning(times=(DayTime(7 * 60, 19 * 60),)),
        "Z": CodeMeaning(away=(DayTime(0, 24 * 60),)),
    }


def test_a_cell_with_a_name_is_no_code_and_is_not_repeated():
    rows = [("Pay no", "Name", *FROM_MONDAY), ("4711", "Ann Oakley", "E", "L", "swap with Oakley", "N")]
    found = suggestion([sheet_of([*rows, ("4712", "Bo Ashe", "E", "E", "L", "L")])])
    assert ("Oakley" in found.text, "4711" in found.text) == (False, False)
    assert found.comments[()].splitlines()[1] == (
        "DOUBT: 1 cell (Rota!E2): the text is too long for a code, or may hold a name or number. "
        "The import lists these cells as rejected: write a code into them."
    )


@pytest.mark.parametrize(
    "remark", ["E (swap with Bell)", "E [Bell", "(Bell)", "E swap Bell", "AL Bell", "07-15 (Bell)", "E (late) Bell"]
)
def test_a_code_with_a_remark_that_may_name_somebody_is_not_repeated(remark):
    """Nobody in the workbook is called Bell."""
    rows = [("Pay no", *FROM_MONDAY), ("4711", "E", "L", remark, "N"), ("4712", "E", "E", "L", "L")]
    found = suggestion([sheet_of(rows)])
    assert "bell" not in found.text.casefold()
    assert found.comments[()].splitlines()[1].startswith("DOUBT: 1 cell (Rota!D2): the text is too long for a code")


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("late turn", [(14, 22)]),
        ("07-15 (late)", [(7, 15)]),
        ("rest day", "off"),
        ("annual leave", "away"),
        ("E (N)", "off"),
        ("E / N", "off"),
        ("AFO/ARV", "off"),
    ],
)
def test_a_code_of_several_known_or_short_words_stays_a_code(code, meaning):
    rows = [("Pay no", *FROM_MONDAY), ("4711", "E", "L", code, "N"), ("4712", "E", "E", "L", "L")]
    assert in_words(suggestion([sheet_of(rows)]).mapping.codes[code]) == meaning


@pytest.mark.parametrize(
    ("dates", "order", "doubted"),
    [
        (["03/04/2024", "04/04/2024", "13/04/2024"], "day-month", False),
        (["04/03/2024", "04/04/2024", "04/13/2024"], "month-day", False),
        (["03/04/2024", "05/07/2024", "05/04/2024"], "day-month", True),
        (["03/04/2024", "04/04/2024", "05/04/2024"], "day-month", False),
        (["04/03/2024", "04/04/2024", "04/05/2024"], "month-day", False),
    ],
)
def test_the_order_of_day_and_month_is_decided_by_numbers_above_twelve_or_by_days_in_a_row(dates, order, doubted):
    rows = [("Staff no", "Skill", "Expires"), *(("10" + day[:2], "BA", day) for day in dates)]
    found = suggestion([sheet_of(rows)])
    assert (found.mapping.order, ("dates", "order") in found.comments) == (order, doubted)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("07-15", ("07:00-15:00",)),
        ("0700-1500", ("07:00-15:00",)),
        ("7am to 3pm", ("07:00-15:00",)),
        ("7h30-15h", ("07:30-15:00",)),
        ("22:00 bis 06:00", ("22:00-06:00",)),
        ("after 6", ("18:00-24:00",)),
        ("ab 18 Uhr", ("18:00-24:00",)),
        ("avant 9h", ("00:00-09:00",)),
        ("toute la journée", ("00:00-24:00",)),
        ("hors heures de travail", ("00:00-09:00", "17:00-24:00")),
        ("late turn", ("14:00-22:00",)),
    ],
)
def test_times_of_the_day_are_read_in_three_languages(text, spans):
    assert hours_in(text).spans == spans


@pytest.mark.parametrize("text", ["", "AFO/ARV", "01/06/2024", "leave", "31-32", "D/N"])
def test_other_texts_say_no_times(text):
    assert hours_in(text) is None


def test_people_across_are_no_duties_even_if_nobody_knows_the_codes():
    names = ["Oakley", "Ashe", "Beech", "Elm", "Yew"]
    rows = [("Date", *names)]
    rows += [(day, *("1st" if (place + k) % 3 else "2nd" for k in range(5))) for place, day in enumerate(FROM_MONDAY)]
    found = suggestion([sheet_of(rows)])
    assert found.mapping.sheets[0].turned
    assert [name for name in names if name in found.text] == []


def test_a_day_turn_beside_early_and_late_ones_has_hours_too():
    rows = [("Warrant no", *FROM_MONDAY), ("101", "E", "L", "D", "N"), ("102", "D/N", "x", "D", "E")]
    found = suggestion([sheet_of(rows)])
    assert {code: in_words(meaning) for code, meaning in found.mapping.codes.items()} == {
        "D": [(8, 16)],
        "D/N": [(8, 16), (22, 31)],
        "E": [(7, 15)],
        "L": [(14, 22)],
        "N": [(22, 31)],
        "x": "off",
    }


def test_in_python_a_suggestion_is_imported_by_as_it_is(tmp_path):
    rota = tmp_path / "rota.csv"
    days, legend = "18/09/2023;19/09/2023;20/09/2023", "E = early 07-15, AL = leave"
    rota.write_text(f"Staff no;Skills;{days}\n4711;driver;E;E;E\n4712;crew;E;AL;E\n{legend}\n")
    found = suggest_mapping([rota])
    assert repr(found) == f"<Suggestion of a mapping of 1 sheet: {found.doubts} doubts>"
    assert found.text == suggestion(read_workbook(rota)).text
    tmp_path.chmod(0o700)
    with pytest.raises(OptionError, match=r"^draw: gives the same ciphers again and again"):
        import_workbooks([rota], found.mapping, tmp_path / "key.csv", draw=lambda number: number - 1)
    imported = import_workbooks([rota], found.mapping, tmp_path / "key.csv", draw=Random(1).randrange)
    assert (imported.counts.people, imported.counts.rows, imported.counts.absences) == (2, 5, 1)


def test_spellings_that_differ_by_accents_alone_are_all_in_the_mapping(tmp_path):
    rota = tmp_path / "rota.csv"
    rota.write_text(
        "Matricule;Compétence;Équipe;18/09/2023;19/09/2023;20/09/2023\n"
        "4711;Échelle;Été;J;J;Congé\n4712;Echelle;Ete;N;Conge;J\n4713;ECHELLE;Été;Conge;J;N\n4714;Pompe;Ete;J;J;J\n"
    )
    tmp_path.chmod(0o700)
    mapping = suggest_mapping([rota]).mapping
    imported = import_workbooks([rota], mapping, tmp_path / "key.csv", draw=Random(1).randrange)
    assert (imported.counts.people, imported.counts.rows, imported.counts.absences) == (4, 9, 3)
    assert {text: found for text, (found,) in mapping.values["capability"].items()} == {
        "ECHELLE": "echelle", "Échelle": "echelle", "Pompe": "pompe",
    }  # fmt: skip


def test_many_skills_are_all_suggested():
    rows = [("Staff no", "Skill", "Until"), *((f"{10_000 + n} AR", f"Skill {n % 2500}", MONDAY) for n in range(5000))]
    found = suggestion([sheet_of(rows)], first_day=MONDAY)
    assert len(found.mapping.values["capability"]) == 2500


@pytest.mark.parametrize("day", ["2026-11-30", datetime(2026, 11, 30), 20261130])
def test_the_first_day_is_a_date(day):
    with pytest.raises(OptionError, match=r"^first_day: .* is not a date$"):
        suggest_mapping([], first_day=day)
