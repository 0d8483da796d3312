"""Rates for reading, for programs, as a command, and as a draft of assumptions."""

from __future__ import annotations

import json
import re

import pytest

from standto import read_scenario, situation_of
from standto.assuming import assumptions_of, read_assumptions
from standto.assuming.processes import DonorAnswer, Returning, SteadyStepBack
from standto.cli.main import main
from standto.estimating import draft_assumptions, rates
from standto.estimating.rate_limits import not_told
from tests.estimating.histories import force_of, steady_history

LONDON = read_scenario("london-2023")
THURSDAY = "2023-09-28T12:00"


def of_london(at):
    return rates(situation_of(LONDON, at=at))


def test_the_screen_says_what_was_counted_and_what_cannot_be_told():
    text = of_london(THURSDAY).summary()
    assert "AWAY NOW: 5 people of 2,586; 227 stepped back and 222 returned in the record." in text
    line = next(line for line in text.splitlines() if line.startswith("  ctsfo"))
    assert line.split() == ["ctsfo", "130", "0", "65", "65", "39", "to", "54", "%", "30", "to", "42", "%"]
    assert "155 of 227 step-backs came within 24 hours" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 105


def test_a_record_without_anything_says_so():
    found = rates(force_of(4, 10, []))
    assert not_told(found)[0] == (
        "How likely step-backs are: none was recorded, so only the upper end of the range means anything."
    )
    assert "How likely returns are: nobody was away." in not_told(found)
    assert (found.by_row[0].returning, found.by_row[0].back) == (None, None)
    assert found.headline == "0 people away, 0 step-backs and 0 returns counted"


def test_a_force_without_people_has_no_rates():
    assert rates(force_of(0, 10, [])).by_row[0].step_back is None


def test_rows_and_json_say_the_same():
    found = of_london(THURSDAY)
    rows, told = found.rows(), found.as_json()
    assert list(rows[0]) == list(found.columns)
    assert [row["step_backs"] for row in rows] == [each["step_backs"] for each in told["rates"]]
    assert rows[0]["step_back_week"] == pytest.approx(told["rates"][0]["step_back_week"]["best"], abs=1e-6)
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_the_reference_has_every_key_of_the_answer(root):
    page = (root / "docs" / "reference" / "results.md").read_text(encoding="utf-8")
    section = page.split("\n## Rates\n")[1].split("\n## ")[0]
    told = of_london(THURSDAY).as_json()
    keys = {
        *told,
        *told["rates"][0],
        *told["rates"][0]["by_time_away"][0],
        *told["rates"][0]["back"],
        *told["step_backs"],
    }
    keys |= {*told["backtests"][0]} - {"days"}
    assert {key for key in keys if f"`{key}`" not in section} == {"format", "scenario"}


def test_no_answer_names_a_person():
    found = of_london(THURSDAY)
    said = json.dumps(found.as_json()) + found.summary() + repr(found) + draft_assumptions(found, name="a", by="b").text
    assert re.findall(r"m\d{4}", said) == []


def test_a_draft_has_the_rates_of_the_record_rounded_outwards_and_the_donors_that_are_awaited():
    found = of_london("2023-09-23T13:00")
    drafted, text = draft_assumptions(found, name="now", by="planner")
    step_backs, returns, *donors = drafted.processes
    assert isinstance(step_backs, SteadyStepBack)
    assert isinstance(returns, Returning)
    assert all(isinstance(one, DonorAnswer) for one in donors)
    for one, chance in (
        (step_backs.per_person_week, found.by_row[0].step_back),
        (returns.per_day, found.by_row[0].returning),
    ):
        assert chance.low - 1e-4 < one.low <= chance.low
        assert chance.high <= one.high < chance.high + 1e-4
    # Places that are asked, offered, on standby or confirmed; pools that have not been asked need no answer.
    police = ("kent", "hertfordshire", "bedfordshire", "cambridgeshire", "avon-and-somerset")
    assert [one.pool for one in donors] == [*(f"{force}-arv" for force in police), "mod-support"]
    assert "# They came together." in text
    (line, _) = (line for line in text.splitlines() if line.startswith("# By skill: afo "))
    assert re.findall(r"(\w+) 0\.\d+ to 0\.\d+", line) == ["afo", "arv", "sfo", "ctsfo"]
    assert "# Away now: 191 people of 2,592." in text
    assert drafted.at == found.period.until
    assert assumptions_of(text.encode(), LONDON) == drafted


def test_a_draft_of_a_steady_record_says_that_its_forecasts_were_good():
    found = rates(steady_history(1, people=100, leaving=0.05 / 7, returning=0.1).scenario)
    text = draft_assumptions(found, name="now", by="planner").text
    assert "# Forecasts at these rates beat 'as now' in the record." in text
    assert "They came together" not in text


def test_the_command_writes_a_draft_that_can_be_read(tmp_path, capsys):
    file = tmp_path / "now.toml"
    words = ["rates", "london-2023", "--at", "Sat 18:00", "--since", "Fri 00:00", "--draft", str(file), "--json"]
    assert main(words) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["from"] == "2023-09-22T00:00:00+01:00"
    assert err == "--at: Sat 18:00 is 2023-09-23T18:00:00+01:00\n--since: Fri 00:00 is 2023-09-22T00:00:00+01:00\n"
    assert read_assumptions(file, LONDON).name == "now"


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        (
            ["--draft", "Now.toml"],
            "--draft: 'Now.toml' is not allowed: write a file such as now.toml, in small letters",
        ),
        (["--draft", "now"], "--draft: 'now' is not allowed: write a file such as now.toml, in small letters"),
        (
            ["--draft", "now.toml", "--by", "m0001"],
            "--by: 'm0001' is not a post: write one such as strategic-commander",
        ),
        (["--since", "Sun 12:00"], "--since: 'Sun 12:00' is 2023-09-24T12:00:00+01:00, which is not allowed"),
    ],
)
def test_the_command_refuses_what_it_cannot_use(more, fault, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["rates", "london-2023", "--at", "Sat 18:00", *more]) == 2
    assert capsys.readouterr().err.startswith(fault)
    assert list(tmp_path.iterdir()) == []
