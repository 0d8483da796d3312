"""`standto import`, as a planner uses it: whole or not at all, and no name or number in anything that comes out."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from secrets import randbelow

import openpyxl
import pytest

import standto
from standto.cli.main import main
from standto.errors import InputError, OptionError
from standto.sheets import read_workbook
from tests.importing.given import HEAD
from tests.patience import PATIENCE

STANDTO = Path(sys.executable).parent / "standto"
CODES = '[codes]\nD = "07:00-19:00"\nN = "19:00-07:00"\n'
GRID = HEAD + CODES + '[[sheet]]\nfile = "rota.*"\nshape = "days"\nperson = "No"\nignore = ["Name"]\n'
NAMES = ("Anne Bell", "Bj\u00f6rn Carr", "Chlo\u00e9 O'Dea", "Dev")
NUMBERS = ("8411 AR", "2363-AR", "5420", "EX/99")


def write_book(path, rows):
    """Write a workbook of one sheet."""
    made = openpyxl.Workbook()
    made.active.title = "Rota"
    for row in rows:
        made.active.append(row)
    made.save(path)


def rows_of(*codes):
    """Return a grid of two days with the people above, each with their codes."""
    given = (codes or (("D", "N"),)) * len(NAMES)
    return [
        ("No", "Name", "Sat 23 Sept 2023", "Sun 24 Sept 2023"),
        *zip(NUMBERS, NAMES, *zip(*given, strict=False), strict=False),
    ]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder of a planner's own, with a workbook and its mapping, and the working one."""
    tmp_path.chmod(0o700)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rota.toml").write_text(GRID, encoding="utf-8")
    write_book(tmp_path / "rota.xlsx", rows_of())
    return tmp_path


def run(capsys, *words):
    """Return the status, and what was printed on standard output and standard error."""
    status = main(["import", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_an_import_says_what_it_made_and_what_comes_next(place, capsys):
    status, out, err = run(capsys, "rota.xlsx", "-o", "made", "--mapping", "rota.toml")
    assert (status, err.count("\n")) == (0, err.count("warning: "))
    assert out == (
        "made: 4 people, 0 tickets, 8 rows of the rota (96.00 hours), 0 absences\n"
        "2023-09-23T07:00:00+01:00 to 2023-09-25T07:00:00+01:00 (Europe/London)\n"
        "key: 4 new ciphers in made-key.csv: it says who is who, so keep it to yourself, away from the folder\n"
        "next: standto cover made\n"
    )
    assert stat.S_IMODE((place / "made-key.csv").stat().st_mode) == 0o600
    assert main(["check", "made"]) == 0


def test_a_second_import_gives_the_same_ciphers(place, capsys):
    run(capsys, "rota.xlsx", "-o", "one", "--mapping", "rota.toml", "--key", "key.csv")
    before = (place / "key.csv").read_bytes()
    status, out, _ = run(capsys, "rota.xlsx", "-o", "two", "--mapping", "rota.toml", "--key", "key.csv")
    assert (status, "key: 0 new ciphers" in out) == (0, True)
    assert (place / "key.csv").read_bytes() == before
    files = sorted(path.name for path in (place / "one").iterdir())
    assert [(place / "one" / name).read_bytes() for name in files] == [
        (place / "two" / name).read_bytes() for name in files
    ]


def test_a_new_person_is_added_to_the_key(place, capsys):
    run(capsys, "rota.xlsx", "-o", "one", "--mapping", "rota.toml", "--key", "key.csv")
    known = set((place / "key.csv").read_text(encoding="utf-8").splitlines())
    write_book(place / "rota.xlsx", [*rows_of(), ("7777", "Eve", "D", None)])
    run(capsys, "rota.xlsx", "-o", "two", "--mapping", "rota.toml", "--key", "key.csv")
    after = set((place / "key.csv").read_text(encoding="utf-8").splitlines())
    assert known < after
    assert [line.partition(",")[0] for line in after - known] == ["7777"]


def test_with_a_reject_nothing_is_written_but_their_file(place, capsys):
    write_book(place / "rota.xlsx", rows_of(("D", "D?")))
    for name in ("rejects.csv", "rejects.xlsx"):
        status, out, err = run(capsys, "rota.xlsx", "-o", "made", "--mapping", "rota.toml", "--rejects", name)
        assert (status, out) == (2, "")
        assert err == (
            'Rota!D2: "D?" is not a code: allowed are D, N (and 3 more cells)\n'
            f"4 cells or rows do not fit, and nothing was written; all are in {name}\n"
        )
    assert sorted(path.name for path in place.iterdir()) == ["rejects.csv", "rejects.xlsx", "rota.toml", "rota.xlsx"]
    for name in ("rejects.csv", "rejects.xlsx"):
        heading, first, *others = read_workbook(place / name)[0].rows
        assert heading == ("file", "cell", "column", "what is wrong", "what is allowed")
        assert first == ("rota.xlsx", "Rota!D2", "Sun 24 Sept 2023", '"D?" is not a code', "allowed are D, N")
        assert [row[1] for row in others] == ["Rota!D3", "Rota!D4", "Rota!D5"]


def test_no_text_in_the_file_of_rejects_is_a_formula(place, capsys):
    rows = [("No", "Name", "=1+1", "Sun 24 Sept 2023"), ("1 A", "Anne", "D", "D")]
    with (place / "rota.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    for name in ("rejects.csv", "rejects.xlsx"):
        assert run(capsys, "rota.csv", "-o", "made", "--mapping", "rota.toml", "--rejects", name)[0] == 2
    _, row = csv.reader((place / "rejects.csv").read_text(encoding="utf-8-sig").splitlines())
    assert row[2] == "'=1+1"
    cell = openpyxl.load_workbook(place / "rejects.xlsx").active["C2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["rota.xlsx", "-o", "full", "--mapping", "rota.toml"], "full: is not empty"),
        (["rota.xlsx", "-o", "london-2023", "--mapping", "rota.toml"], "london-2023: is the name of a sample"),
        (["rota.xlsx", "-o", "made", "--mapping", "none.toml"], "none.toml: cannot be read"),
        (["none.xlsx", "-o", "made", "--mapping", "rota.toml"], "none.xlsx: "),
        (["rota.xlsx", "-o", "made", "--mapping", "rota.toml", "--key", "made/key.csv"], "keep the key to the ciphers"),
        (["rota.xlsx", "-o", "made", "--mapping", "rota.toml", "--rejects", "r.txt"], "name a file that ends in .csv"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_before_anything_is_written(place, capsys, words, told):
    (place / "full").mkdir()
    (place / "full" / "mine.txt").write_text("mine")
    status, out, err = run(capsys, *words)
    assert (status, out, told in err) == (2, "", True)
    assert sorted(path.name for path in place.iterdir()) == ["full", "rota.toml", "rota.xlsx"]


def test_a_key_in_a_work_tree_of_git_is_a_warning(place, capsys):
    (place / ".git").mkdir()
    status, _, err = run(capsys, "rota.xlsx", "-o", "made", "--mapping", "rota.toml")
    tree = place.resolve()
    assert status == 0
    assert f"warning: {tree}/made-key.csv is in the git work tree {tree}: never commit the key to the ciphers\n" in err


def test_the_key_stays_as_it_was_where_the_folder_cannot_be_written(place, capsys, monkeypatch):
    def full(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("standto.scenario.write_scenario", full)
    assert run(capsys, "rota.xlsx", "-o", "made", "--mapping", "rota.toml")[0] == 130
    assert sorted(path.name for path in place.iterdir()) == ["rota.toml", "rota.xlsx"]


def test_the_library_imports_in_one_call(place):
    found = standto.import_workbooks(["rota.xlsx"], "rota.toml", "key.csv", draw=randbelow)
    assert (len(found.scenario.people), found.counts.hours, (place / "key.csv").exists()) == (4, 96.0, True)
    write_book(place / "rota.xlsx", rows_of(("D", "?")))
    found = standto.import_workbooks([place / "rota.xlsx"], "rota.toml", "other.csv", draw=randbelow)
    assert len(found.rejects) == 4
    with pytest.raises(InputError, match=r'Rota!D2: "\?" is not a code: allowed are D, N'):
        _ = found.scenario
    assert not (place / "other.csv").exists()
    with pytest.raises(OptionError, match="key and draw are missing"):
        standto.import_workbooks(["rota.xlsx"], "rota.toml")


def outputs(place, key):
    """Return every file below a folder but the key and the workbooks, as bytes."""
    given = {key, "rota.xlsx", "rota.toml"}
    return {path: path.read_bytes() for path in place.rglob("*") if path.is_file() and path.name not in given}


@pytest.mark.parametrize(
    "spoilt",
    [
        {},
        {"C2": "Anne Bell"},
        {"C3": "8411 AR"},
        {"D4": "covered by Bj\u00f6rn"},
        {"A3": "8411ar"},
        {"A4": None},
        {"A5": "()"},
        {"C1": "Anne Bell"},
        {"D1": "5420"},
        {"E3": "EX/99"},
    ],
)
def test_no_name_and_no_number_is_in_anything_that_comes_out(place, capsys, spoilt):
    made = openpyxl.load_workbook(place / "rota.xlsx")
    for cell, value in spoilt.items():
        made.active[cell] = value
    made.save(place / "rota.xlsx")
    for json_or_not in ([], ["--json"]):
        for rejects in ("r.csv", "r.xlsx"):
            words = [
                "rota.xlsx",
                "-o",
                f"made{len(json_or_not)}{rejects}",
                "--mapping",
                "rota.toml",
                "--key",
                "key.csv",
            ]
            status, out, err = run(capsys, *words, "--rejects", rejects, *json_or_not)
            assert status == (2 if spoilt else 0)
            texts = [out, err, *(data.decode("utf-8", "replace") for data in outputs(place, "key.csv").values())]
            if (place / "r.xlsx").exists():
                texts.append(str(read_workbook(place / "r.xlsx")[0].rows))
            for text in texts:
                found = [
                    one for one in private_words() if re.search(rf"(?i)(?<![^\W_]){re.escape(one)}(?![^\W_])", text)
                ]
                assert found == []


def private_words():
    """Return every name and number of the workbook, and each word of them."""
    return [
        *NAMES,
        *NUMBERS,
        *(word for name in (*NAMES, *NUMBERS) for word in re.split(r"[ /'-]", name) if len(word) > 2),
    ]


def test_the_json_has_the_counts_or_every_reject(place, capsys):
    status, out, _ = run(capsys, "rota.xlsx", "-o", "made", "--mapping", "rota.toml", "--json")
    found = json.loads(out)
    assert (status, found["folder"], found["people"], found["rows"], found["hours"], found["rejects"]) == (
        0, "made", 4, 8, 96.0, []
    )  # fmt: skip
    write_book(place / "rota.xlsx", rows_of(("D", "?")))
    status, out, _ = run(capsys, "rota.xlsx", "-o", "other", "--mapping", "rota.toml", "--json")
    found = json.loads(out)
    assert (status, found["folder"], len(found["rejects"])) == (2, None, 4)
    assert found["rejects"][0] == {
        "file": "rota.xlsx",
        "cell": "Rota!D2",
        "column": "Sun 24 Sept 2023",
        "what": '"?" is not a code',
        "allowed": "allowed are D, N",
    }


def test_a_damaged_workbook_is_refused_or_read_and_never_a_traceback(place, capsys):
    whole, chance = (place / "rota.xlsx").read_bytes(), Random(1)
    for number in range(60):
        data = bytearray(whole[: chance.randrange(len(whole))] if number % 3 == 0 else whole)
        for _ in range(chance.randrange(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (place / "rota.xlsx").write_bytes(data)
        status, _, err = run(capsys, "rota.xlsx", "-o", f"made{number}", "--mapping", "rota.toml", "--key", "key.csv")
        assert (status in (0, 2), status == 0 or bool(err), "Traceback" in err) == (True, True, False)


@pytest.mark.slow
def test_an_import_that_is_interrupted_leaves_nothing(place):
    days = [f"{day:02}/{month:02}/2023" for month in range(1, 13) for day in range(1, 29)]
    with (place / "rota.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["No", "Name", *days])
        writer.writerows([[f"{number} A", "Anne", *("DN"[number % 2] for _ in days)] for number in range(1_000)])
    (place / "rota.toml").write_text(GRID.replace("[codes]", '[dates]\norder = "day-month"\n[codes]'), encoding="utf-8")
    before = sorted(path.name for path in place.iterdir())
    for wait in (0.5, 1.5, 3.0):
        ran = subprocess.Popen(
            [STANDTO, "import", "rota.csv", "-o", "made", "--mapping", "rota.toml"],
            cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ,
        )  # fmt: skip
        time.sleep(wait)
        ran.send_signal(signal.SIGINT)
        ran.communicate(timeout=PATIENCE)
        made = sorted(path.name for path in place.iterdir())
        assert made == before or ran.returncode == 0
        if ran.returncode == 0:
            break
        assert ran.returncode in (130, -signal.SIGINT)  # the latter where Python had not yet begun to listen


@pytest.mark.parametrize("where", [["-o", "october"], ["--onto", "london-2023"]], ids=["new", "onto"])
def test_a_key_file_beside_sheets_that_hold_ciphers_is_refused_and_not_made(place, where, capsys):
    (place / "ciphers.toml").write_text(f"{GRID}[ciphers]\nin_sheets = true\n", encoding="utf-8")
    assert main(["import", "rota.xlsx", *where, "--mapping", "ciphers.toml", "--key", "key.csv"]) == 2
    refused = "--key: is not for ciphers.toml, by which the sheets hold ciphers already: leave it out"
    assert capsys.readouterr().err.splitlines() == [refused]
    assert sorted(path.name for path in place.iterdir()) == ["ciphers.toml", "rota.toml", "rota.xlsx"]
