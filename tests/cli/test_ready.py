"""`--ready M`: every duty and crew can wait M minutes at least."""

from __future__ import annotations

import json

import pytest

from standto.cli import main as cli
from standto.model.rotas import RotaRow
from standto.scenario import write_scenario
from tests.register.building import period, scenario

AT = "2023-09-23T00:00"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("ready") / "folder"
    row = RotaRow("nx1", period("22T18:00", "24T18:00"), ready_minutes=10)
    write_scenario(scenario(rota=(row,)), path)
    return str(path)


def answer(capsys, *words):
    status = cli.main([*words, "--json"])
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(("ready", "covered"), [("0", False), ("9", False), ("10", True), ("600", True)])
def test_cover_counts_people_who_are_ready_in_time(folder, ready, covered, capsys):
    status, said = answer(capsys, "cover", folder, "--ready", ready)
    assert (status, said["summary"]["covered"], said["ready"]) == (0 if covered else 1, covered, int(ready))
    assert list(said).index("ready") == list(said).index("assume") + 1


def test_without_the_option_answers_have_no_key_for_it(folder, capsys):
    for command in ("cover", "margin"):
        assert "ready" not in answer(capsys, command, folder)[1]


def test_margin_counts_people_who_are_ready_in_time(folder, capsys):
    found = [answer(capsys, "margin", folder, "--ready", ready)[1] for ready in ("9", "10")]
    assert [one["summary"][0]["worst_case"] for one in found] == [-1, 0]
    assert [one["ready"] for one in found] == [9, 10]


def test_the_screen_says_how_long_duties_can_wait(folder, capsys):
    for ready, words in (("10", "people ready within 10 minutes"), ("0", "people ready at once")):
        cli.main(["cover", folder, "--ready", ready])
        assert words in capsys.readouterr().out


@pytest.mark.parametrize("audience", ["command", "public"])
def test_a_report_is_about_people_who_are_ready_in_time(folder, audience, tmp_path):
    words = ["sitrep", folder, "--at", AT, "--audience", audience, "-o"]
    heads = []
    for name, more in (("with.json", ["--ready", "10"]), ("without.json", []), ("with.md", ["--ready", "1"])):
        assert cli.main([*words, str(tmp_path / name), *more]) == 0
        heads.append((tmp_path / name).read_text("utf-8"))
    assert [json.loads(text)["heading"].get("ready") for text in heads[:2]] == [10, None]
    assert "Every duty and crew can wait at least 1 minute." in heads[2]
    if audience == "command":
        assert [json.loads(text)["duties"][0]["gap"] for text in heads[:2]] == [0, 1]


@pytest.mark.parametrize("command", ["cover", "margin", "sitrep"])
@pytest.mark.parametrize("text", ["-1", "1.5", "soon", ""])
def test_a_readiness_that_is_no_whole_number_of_minutes_is_refused(command, text, folder, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main([command, folder, f"--ready={text}"])
    assert left.value.code == 2
    allowed = "write a whole number from 0 to 999,999,999"
    assert capsys.readouterr().err.endswith(f"argument --ready: {text!r} is not allowed: {allowed}\n")
