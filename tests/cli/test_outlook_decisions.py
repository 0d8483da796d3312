"""``standto outlook`` with what to do about it: breaking points, value, waiting, reviews ahead, and what matters."""

from __future__ import annotations

import json

import pytest

from standto.cli import decision_options
from standto.cli.main import main
from standto.outlooks.looking_ahead import MOST_FUTURES
from standto.weighing.reviewing_ahead import MOST_REVIEWED
from standto.weighing.screening import MOST_PATHS
from tests.weighing.guards import guard

ASSUMED = """format = 1
name = "some"
by = "planning"
at = 2024-03-01T12:00:00

[[step-back]]
name = "morning"
number = [0, 3]
from = 2024-03-02T06:00:00
over_hours = 1
"""
ALL = ("--breaking-points", "--value", "--wait-until", "+4h", "--wait-until", "+8h", "--review-at", "+7h", "--matters")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("decide") / "gate"
    path.mkdir()
    guard(path)
    (path / "some.toml").write_text(ASSUMED, encoding="utf-8")
    return path


def asked(folder, *words):
    assumed = ["--assumptions", str(folder / "some.toml")]
    return main(["outlook", str(folder), "--at", "2024-03-02T00:00", *assumed, "--futures", "100", *words])


def test_the_json_carries_each_answer_under_a_key_and_the_status_is_that_of_the_outlook(folder, capsys):
    alone = asked(folder, "--json")
    outlook = json.loads(capsys.readouterr().out)
    assert asked(folder, "--json", *ALL) == alone
    told = json.loads(capsys.readouterr().out)
    keys = ("breaking", "value", "waiting", "ahead", "matters")
    assert {key: told[key] for key in told if key not in keys} == outlook
    assert [one["hours_saved"] > 0 for one in told["waiting"]["costs"]] == [True, True]
    assert told["matters"]["ranges"][0]["range"] == "morning.number"
    assert {one["id"] for one in told["ahead"]["recommended"] if one["changes"]} == {"ask-aid:neighbours"}
    assert told["value"]["values"][0]["id"] == "neighbours"
    assert told["breaking"]["breaking_points"][0]["worst_case"] == 2


def keys_in(value):
    """Yield every key of a value of JSON, however deep."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from keys_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from keys_in(one)


def test_the_reference_has_every_key_of_every_answer(folder, capsys, root):
    asked(folder, "--json", *ALL)
    told = json.loads(capsys.readouterr().out)
    page = (root / "docs" / "reference" / "results.md").read_text(encoding="utf-8")
    section = page.split("\n## Outlook\n")[1].split("\n## ")[0]
    in_every_result = {"format", "scenario", "known_at", "basis", "assume", "not_checked"}
    assert {key for key in keys_in(told) if f"`{key}`" not in section} - in_every_result == set()


def test_each_answer_is_printed_below_the_outlook(folder, capsys):
    asked(folder, *ALL)
    told = capsys.readouterr().out
    heads = ["Breaking points", "Value of help", "Cost of waiting", "What reviews would recommend", "Which assumption"]
    places = [told.index(head) for head in heads]
    assert places == sorted(places)
    assert "alpha-" not in told


def test_the_report_has_each_answer_as_a_section_with_its_table(folder, tmp_path):
    path = tmp_path / "outlook.md"
    asked(folder, *ALL, "-o", str(path))
    told = path.read_text(encoding="utf-8")
    for title in ("What each help would save", "What waiting would cost", "Which assumption matters"):
        assert f"# {title}" in told
    assert "What the review would recommend Sat 2 Mar 07:00" in told
    assert "alpha-" not in told


def test_a_report_as_json_has_them_too(folder, tmp_path):
    path = tmp_path / "outlook.json"
    asked(folder, "--matters", "-o", str(path))
    assert {"breaking", "matters"} <= set(json.loads(path.read_text(encoding="utf-8")))


def test_moments_that_are_not_allowed_are_told_at_once_and_nothing_runs(folder, capsys):
    assert asked(folder, "--wait-until", "2024-03-02T00:00", "--review-at", "2024-03-05T00:00") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "--wait-until: is the start of the outlook" in captured.err
    assert "--review-at: 2024-03-05T00:00:00+00:00 is outside the time asked for" in captured.err


@pytest.mark.parametrize("words", [["--future", "1"], ["--part", "1/2", "-o", "never.part"]])
def test_what_to_do_is_about_all_futures_together(folder, capsys, words):
    assert asked(folder, *words, "--matters", "--value") == 2
    told = capsys.readouterr().err
    assert "--matters: " in told
    assert "--value: " in told


def test_sizes_are_those_that_are_asked_for_and_reach_beyond_the_futures_of_the_outlook(folder, capsys):
    sizes = ("--compared", "130", "--reviewed", "3", "--turned", "7", "--paths", "2")
    asked(folder, "--json", *ALL, *sizes, "--runs", "5")
    told = json.loads(capsys.readouterr().out)
    keys = ("value", "waiting", "ahead", "matters")
    assert [told[key]["futures"] for key in keys] == [130, 130, 3, 7]
    assert (told["matters"]["paths"], told["breaking"]["runs"]) == (2, 5)


def test_a_size_of_something_that_is_not_asked_is_refused_with_every_other_one(folder, capsys):
    assert asked(folder, "--compared", "9", "--paths", "3", "--review-at", "+7h", "--reviewed", "2") == 2
    told = capsys.readouterr().err
    assert "--compared: is for --value and --wait-until: leave it out or add --value or --wait-until" in told
    assert "--paths: is for --matters: leave it out or add --matters" in told
    assert "--reviewed" not in told


@pytest.mark.parametrize(
    ("option", "value", "allowed"),
    [
        ("--compared", "0", "from 1 to 4,294,967,296"),
        ("--reviewed", "10001", "from 1 to 10,000"),
        ("--turned", "none", "from 1 to 4,294,967,296"),
        ("--paths", "1", "from 2 to 1,000"),
    ],
)
def test_a_size_outside_its_limits_is_refused_with_its_option_and_what_is_allowed(
    folder, capsys, option, value, allowed
):
    with pytest.raises(SystemExit):
        asked(folder, option, value)
    told = capsys.readouterr().err
    assert f"argument {option}: " in told
    assert allowed in told


def test_the_limits_of_sizes_are_those_of_the_library():
    limits = (decision_options._MOST_FUTURES, decision_options._MOST_REVIEWED, decision_options._MOST_PATHS)
    assert limits == (MOST_FUTURES, MOST_REVIEWED, MOST_PATHS)


@pytest.mark.slow
def test_every_answer_is_the_same_in_two_processes_and_from_the_chunks_that_were_kept(folder, capsys, tmp_path):
    told = []
    for words in ((), ("--workers", "2"), ("--keep", str(tmp_path)), ("--keep", str(tmp_path))):
        asked(folder, "--json", *ALL, *words)
        told.append(capsys.readouterr().out)
    assert told == [told[0]] * 4
