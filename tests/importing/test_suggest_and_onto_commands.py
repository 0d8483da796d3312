"""``standto import --suggest`` and ``--onto`` as somebody types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from standto.cli import main as cli
from standto.errors import OptionError
from standto.scenario import read_scenario

OCTOBER = """\
Staff no;Name;Skills;02/10/2023;03/10/2023;13/10/2023
4711;Oakley;AFO, ARV;E;L;AL
4712;Ashe;AFO;N;R;E
4713;Beech;AFO;E;;L
"""
HEAD = OCTOBER.splitlines()[0]


@pytest.fixture
def october(tmp_path, monkeypatch, capsys):
    """A folder for October, its mapping and key."""
    monkeypatch.chdir(tmp_path)
    Path("rota.csv").write_text(OCTOBER.replace("13/10/2023", "04/10/2023"))
    assert cli.main(["import", "--suggest", "rota.csv", "-o", "rota.toml"]) == 0
    assert cli.main(["import", "rota.csv", "--mapping", "rota.toml", "-o", "october"]) == 0
    return capsys.readouterr()


def run(*words):
    return cli.main(["import", *words])


def test_a_suggestion_says_how_many_doubts_there_are_and_what_to_do_next(october):
    assert october.err.splitlines()[:2] == [
        "rota.toml: 10 lines with DOUBT",
        "next: standto import rota.csv --mapping rota.toml -o FOLDER",
    ]


def test_a_suggestion_is_printed_where_no_file_is_named(october, capsys):
    assert run("--suggest", "rota.csv") == 0
    assert capsys.readouterr().out == Path("rota.toml").read_text()


def test_a_suggestion_never_replaces_a_mapping_that_was_changed(october, capsys):
    assert run("--suggest", "rota.csv", "-o", "rota.toml") == 0
    Path("rota.toml").write_text("# mine\n" + Path("rota.toml").read_text())
    assert run("--suggest", "rota.csv", "-o", "rota.toml") == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        "rota.toml: is there already, and may hold your decisions: name another file, or remove it first"
    )


def test_json_has_the_mapping_and_each_doubt_with_its_key(october, capsys):
    assert run("--suggest", "rota.csv", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["mapping"], told["file"], len(told["doubts"])) == (Path("rota.toml").read_text(), None, 10)
    assert told["doubts"][-1] == {
        "key": "duty.1",
        "what": "DOUBT: no sheet says how many people are needed: write the strength.",
    }


def test_an_import_without_a_mapping_says_how_to_get_one(october, capsys):
    assert run("rota.csv") == 2
    how = "guess one with standto import --suggest rota.csv -o mapping.toml, read its doubts, and name it here"
    assert capsys.readouterr().err.splitlines() == [
        f"--mapping: is missing: {how}",
        "-o: is missing: name the folder to make, which is empty or not there yet",
    ]


@pytest.mark.parametrize(("day", "told"), [("0001-01-01", ""), ("9999-12-25", ""), ("9999-12-31", "week!C1: ")])
def test_a_week_at_either_end_of_the_calendar_is_read_or_refused(october, day, told, capsys):
    Path("week.csv").write_text("Staff no;Skills;Mon;Tue;Wed\n4711;AFO;E;L;N\n4712;AFO;L;N;E\n")
    assert run("--suggest", "week.csv", "--from", day, "-o", "week.toml") == 0
    capsys.readouterr()
    status = run("week.csv", "--mapping", "week.toml", "-o", "week")
    assert (status == 0, capsys.readouterr().err[: len(told)]) == (not told, told)
    assert Path("week").is_dir() == (not told)


def test_the_next_command_can_be_pasted_whatever_the_files_are_called(october, capsys):
    Path("rota.csv").rename("Rota, 2 Oct.csv")
    assert run("--suggest", "Rota, 2 Oct.csv", "-o", "my mapping.toml") == 0
    assert capsys.readouterr().err.splitlines()[-1] == (
        "next: standto import 'Rota, 2 Oct.csv' --mapping 'my mapping.toml' -o FOLDER"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--suggest", "rota.csv", "--mapping", "rota.toml"], "--mapping: is not for --suggest: leave one of them out"),
        (["--suggest", "rota.csv", "--from", "soon"], "--from: 'soon' is not a day: write it as 2026-11-30"),
        (
            ["--suggest", "rota.csv", "--from", "2026-11-30 or so"],
            "--from: '2026-11-30 or so' is not a day: write it as 2026-11-30",
        ),
        (["rota.csv", "--mapping", "rota.toml", "-o", "x", "--write"], "--write: is for --onto alone: leave it out"),
        (
            ["rota.csv", "--mapping", "rota.toml", "--onto", "october", "-o", "x", "--write"],
            "--write: would change the folder of --onto, and -o makes a new one: leave one of them out",
        ),
    ],
)
def test_options_that_do_not_go_together_are_refused(october, words, told, capsys):
    assert run(*words) == 2
    assert capsys.readouterr().err.splitlines() == [told]


def changed(text):
    Path("rota.csv").write_text(text)


def test_a_changed_sheet_is_shown_and_written_only_when_asked_for(october, capsys):
    changed(f"{HEAD}\n4711;Oakley;AFO;E;N;AL\n4714;Elm;AFO;L;L;L\n4712;Ashe;AFO;N;R;E\n".replace("13/10", "04/10"))
    before = read_scenario("october")
    assert run("rota.csv", "--mapping", "rota.toml", "--onto", "october") == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "Onto october, Mon 2 Oct 00:00 to Thu 5 Oct 00:00"
    assert [line for line in shown if not line.startswith("  ")][1:] == [
        "people: 1 added",
        "authorisations: 1 added, 1 ended",
        "rota: 1 ended, 4 added",
        "events: 1 ended, 1 added",
        shown[-2],
        "nothing is written yet: add --write to change october, or -o FOLDER for a new one",
    ]
    assert shown[-2].startswith("kept: 1 person not in the sheets: p")
    assert read_scenario("october") == before
    assert run("rota.csv", "--mapping", "rota.toml", "--onto", "october", "--write") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "written: october; next: standto check october"
    after = read_scenario("october")
    assert (len(after.people), len(after.rota)) == (4, len(before.rota) + 3)
    assert run("rota.csv", "--mapping", "rota.toml", "--onto", "october") == 0
    assert "nothing changes: the folder has all of it already" in capsys.readouterr().out


def test_a_new_folder_leaves_the_old_one_alone_and_from_keeps_what_was(october, capsys):
    changed(f"{HEAD}\n4711;Oakley;AFO, ARV;L;E;AL\n".replace("13/10", "04/10"))
    words = ["rota.csv", "--mapping", "rota.toml", "--onto", "october", "--from", "2023-10-03", "-o", "after"]
    before = read_scenario("october")
    assert run(*words) == 0
    assert read_scenario("october") == before
    after = read_scenario("after")
    ours = {row.period.start for row in before.rota} ^ {row.period.start for row in after.rota}
    assert [after.zone.local(start).isoformat()[:16] for start in sorted(ours)] == [
        "2023-10-03T07:00",
        "2023-10-03T14:00",
    ]


def test_what_does_not_fit_is_listed_and_nothing_is_written(october, capsys):
    changed(OCTOBER.replace("13/10", "04/10").replace(";R;", ";Q;"))
    before = {path.name: path.read_bytes() for path in [*Path("october").iterdir(), Path("october-key.csv")]}
    assert run("rota.csv", "--mapping", "rota.toml", "--onto", "october", "--write") == 2
    assert capsys.readouterr().err.splitlines()[0] == 'rota!E3: "Q" is not a code: allowed are AL, E, L, N, R'
    assert {path.name: path.read_bytes() for path in [*Path("october").iterdir(), Path("october-key.csv")]} == before


@pytest.fixture
def somebody_new(october):
    """A workbook with somebody whom the folder and its key file do not know."""
    changed(OCTOBER.replace("13/10", "04/10") + "9999;Elm;AFO;E;E;E\n")


def test_a_folder_that_is_not_empty_is_refused_before_anything_is_written(somebody_new, capsys):
    key = Path("october-key.csv").read_bytes()
    assert run("rota.csv", "--mapping", "rota.toml", "--onto", "october", "--entries", "lines", "-o", "october") == 2
    assert capsys.readouterr().err.startswith("october: is not empty: name an empty folder")
    assert (Path("lines").exists(), Path("october-key.csv").read_bytes()) == (False, key)


def test_the_key_file_keeps_the_ciphers_of_lines_that_were_written(somebody_new, capsys, monkeypatch):
    """The folder cannot be replaced after the lines for the ledger are there."""
    known = set(Path("october-key.csv").read_text().splitlines())

    def refused(*_):
        raise OptionError("october: cannot be replaced")

    monkeypatch.setattr("standto.importing.onto.folder_after.write_in_place", refused)
    assert run("rota.csv", "--mapping", "rota.toml", "--onto", "october", "--entries", "lines", "--write") == 2
    assert capsys.readouterr().err.splitlines()[-1] == "october: cannot be replaced"
    (new,) = set(Path("october-key.csv").read_text().splitlines()) - known
    assert new.split(",")[0] == "9999"
    assert new.split(",")[1] in Path("lines").read_text()


def test_a_workbook_without_a_table_ends_with_status_2(october, capsys):
    Path("notes.csv").write_text("to do;today\n")
    assert run("--suggest", "notes.csv") == 2
    assert capsys.readouterr().err.startswith("notes.csv: sheet 'notes': 2 cells with something in them, but no table")


def test_nobody_gets_a_new_cipher_because_the_key_file_is_not_there(october, capsys):
    Path("october-key.csv").rename("kept.csv")
    assert run("rota.csv", "--mapping", "rota.toml", "--onto", "october") == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        "--key: is missing: october-key.csv is not there: name the key file that october was made with, "
        "so that everybody keeps their cipher, or a new one if these are other people"
    )
    assert run("rota.csv", "--mapping", "rota.toml", "--onto", "october", "--key", "kept.csv", "-o", "copy") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-3:] == [
        "nothing changes: the folder has all of it already",
        "written: copy; next: standto check copy",
        "key: kept.csv goes with copy too: name it with --key the next time",
    ]
