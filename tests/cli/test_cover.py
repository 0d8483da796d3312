"""`standto cover`: narrowed to duties, in a spreadsheet, with a witness in words, and with nothing cut."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from standto import cover, read_scenario
from standto.cli import main as cli
from standto.cli.output import print_csv

AT = ["--at", "2023-09-23T12:00", "--until", "2023-09-23T18:00"]


def said(capsys, *words):
    """Run a command; return its status and what it printed."""
    status = cli.main(["cover", *words])
    return status, capsys.readouterr().out


def test_a_cover_of_some_duties_has_their_numbers_alone(capsys):
    _, whole = said(capsys, "london-2023", *AT, "--json")
    status, one = said(capsys, "london-2023", *AT, "--json", "--duty", "ct-response")
    whole, one = json.loads(whole), json.loads(one)
    assert (status, one.pop("only")) == (1, ["ct-response"])
    assert one["summary"]["gap_hours"] == {"ct-response": whole["summary"]["gap_hours"]["ct-response"]}
    for all_of_it, narrow in zip(whole["windows"], one["windows"], strict=True):
        assert narrow["duties"] == [line for line in all_of_it["duties"] if line["duty"] == "ct-response"]
        assert narrow["bottlenecks"] == [line for line in all_of_it["bottlenecks"] if "ct-response" in line["duties"]]


def test_the_status_is_about_the_named_duties(capsys):
    assert said(capsys, "london-2023", *AT, "--duty", "site-a", "--duty", "site-b")[0] == 0
    assert said(capsys, "london-2023", *AT, "--duty", "site-a", "--duty", "ct-response")[0] == 1


def test_a_seat_stands_for_its_crew(capsys):
    assert said(capsys, "lifeboat", "--duty", "ilb/helm") == said(capsys, "lifeboat", "--duty", "ilb")
    assert said(capsys, "lifeboat", "--duty", "alb")[0] == 0


def test_a_spreadsheet_has_the_rows_of_the_answer(capsys):
    status, text = said(capsys, "lifeboat", "--csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    expected = cover(read_scenario("lifeboat")).rows()
    assert (status, len(rows), list(rows[0])) == (1, len(expected), list(expected[0]))
    assert [row["gap"] for row in rows] == ["" if row["gap"] is None else str(row["gap"]) for row in expected]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_no_cell_of_a_spreadsheet_is_a_formula(sign, capsys):
    print_csv([{"duty": f"{sign}1+1", "gap": -1, "name": "a=b"}])
    assert next(csv.DictReader(io.StringIO(capsys.readouterr().out, newline=""))) == {
        "duty": f"'{sign}1+1",
        "gap": "-1",
        "name": "a=b",
    }


def test_a_witness_in_words_names_the_people_of_the_witness_for_programs(capsys):
    _, answer = said(capsys, "lifeboat", "--assignments", "--json")
    _, text = said(capsys, "lifeboat", "--assignments", "--all")
    first = json.loads(answer)["windows"][0]["assignments"]
    flat = " ".join(text.split())
    for duty in dict.fromkeys(line["duty"] for line in first):
        people = ", ".join(line["person"] for line in first if line["duty"] == duty)
        assert re.search(rf"{duty} \([^)]*\): {people}(?= |$)", flat), duty


@pytest.mark.parametrize("command", [["cover"], ["margin", "--runs", "10"], ["review", "--at", "2023-09-23T12:00"],
                                     ["candidates", "--duty", "protection", "--at", "2023-09-23T12:00"]])  # fmt: skip
def test_what_is_cut_says_how_to_see_it_and_that_shows_it(command, capsys):
    name, *options = command
    cli.main([name, "london-2023", *options])
    cut = capsys.readouterr().out
    cli.main([name, "london-2023", *options, "--all"])
    whole = capsys.readouterr().out
    assert "use --all" in cut
    assert "use --all" not in whole
    assert len(whole) > len(cut)


def test_to_look_from_a_time_keeps_everything_that_is_known(capsys):
    _, known_later = said(capsys, "london-2023", "--from", "2023-09-23T12:00", "--until", "2023-09-23T18:00", "--json")
    _, known_then = said(capsys, "london-2023", *AT, "--json")
    _, whole = said(capsys, "london-2023", "--json")
    found = json.loads(known_later)
    assert (found["known_at"], json.loads(known_then)["known_at"]) == (None, "2023-09-23T12:00:00+01:00")
    inside = [one for one in json.loads(whole)["windows"] if "2023-09-23T12" <= one["from"] < "2023-09-23T18"]
    assert [one["duties"] for one in found["windows"]] == [one["duties"] for one in inside]
    both = ["--at", "2023-09-23T08:00", "--from", "2023-09-23T12:00"]
    assert json.loads(said(capsys, "london-2023", *both, "--json")[1])["known_at"] == "2023-09-23T08:00:00+01:00"


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_texts_fit_a_narrow_terminal(columns, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", str(columns))
    for command in (["cover"], ["margin", "--runs", "10"], ["review", "--at", "2023-09-23T12:00"]):
        cli.main([command[0], "london-2023", *command[1:]])
        assert [line for line in capsys.readouterr().out.splitlines() if len(line) > columns] == []


def test_colour_repeats_what_the_words_say(monkeypatch, capsys):
    plain = said(capsys, "lifeboat", "--color", "never")[1]
    colour = said(capsys, "lifeboat", "--color", "always")[1]
    assert "\x1b[31;1mNOT COVERED\x1b[0m" in colour
    assert re.sub(r"\x1b\[[0-9;]*m", "", colour) == plain
    assert said(capsys, "lifeboat")[1] == plain
