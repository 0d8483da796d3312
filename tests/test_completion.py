"""What somebody sees who explores the library: names that completion finds, types, and reprs of one line."""

from __future__ import annotations

import subprocess
import sys

import jedi
import pytest

import standto
from standto import (
    candidates,
    compare,
    cover,
    margin,
    rates,
    read_scenario,
    relief,
    replay,
    rest,
    review,
    sitrep,
    situation_of,
    statement,
    what_if,
)
from standto.importing import Imported, Reject
from standto.model.result import Result

WRITTEN = """
import standto

scenario = standto.read_scenario("lifeboat")
answer = standto.cover(scenario, until="Sat 18:00")
"""
OF_RESULTS = {"as_json", "columns", "rows", "summary", "to_pandas", "to_polars"}
OF_USERS = """
from datetime import datetime

import standto
from standto import OptionError, candidates, cover, margin, read_scenario, rest, review, sitrep, situation_of

scenario = read_scenario("lifeboat")
noon = situation_of(scenario, at="2024-07-13T12:00", known_at=datetime(2024, 7, 13, 12))
hours: dict[str, float] = cover(noon, until="+6h").gap_hours
worst: int | None = margin(scenario, until=scenario.horizon.until).rows()[0]["worst_case"]
steps: list[str] = [one.step for one in review(scenario, at=datetime(2024, 7, 13)).recommendations]
people: list[str] = [one.person for one in candidates(noon, duty="ilb").candidates]
told: str = sitrep(noon, audience="public").as_markdown() + repr(rest(scenario)) + standto.__version__
"""


@pytest.fixture(scope="module", autouse=True)
def parsed_by_this_process_alone(tmp_path_factory):
    """Keep what jedi has parsed apart from that of other processes: it reads a file that another is writing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jedi.settings, "cache_directory", tmp_path_factory.mktemp("jedi"))
        yield


def found_after(text: str) -> set[str]:
    """The public names that completion finds at the end of a script."""
    return {one.name for one in jedi.Script(WRITTEN + text).complete() if not one.name.startswith("_")}


@pytest.fixture(scope="module")
def boats():
    return read_scenario("lifeboat")


def test_the_package_lists_its_public_names_and_no_others():
    assert [name for name in dir(standto) if not name.startswith("__")] == standto.__all__


@pytest.mark.parametrize("namespace", [{"standto": standto}, {}], ids=["in a notebook", "in an editor"])
def test_completion_finds_cover(namespace):
    if namespace:
        assert [one.name for one in jedi.Interpreter("standto.cov", [namespace]).complete()] == ["cover"]
    else:
        assert "cover" in found_after("standto.cov")


def test_completion_in_an_editor_knows_the_types_of_scenarios_and_answers():
    assert found_after("answer.") >= OF_RESULTS | {"gap_hours", "covered", "bottlenecks"}
    assert found_after("scenario.") >= {"people", "duties", "instant", "horizon", "zone", "title"}


def test_completion_in_a_notebook_knows_what_an_answer_has(boats):
    completions = jedi.Interpreter("answer.", [{"answer": cover(boats)}]).complete()
    assert {one.name for one in completions} >= OF_RESULTS | {"gap_hours", "covered", "bottlenecks"}


@pytest.mark.slow
def test_a_type_checker_accepts_what_a_user_writes(tmp_path):
    (tmp_path / "written.py").write_text(OF_USERS, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "written.py"]
    checked = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert checked.stdout == "Success: no issues found in 1 source file\n"


def test_the_repr_of_everything_public_is_one_line(boats):
    noon = situation_of(boats, at="2024-07-13T12:00", ready=20)
    of = "of 'Northhaven lifeboat station, a week in…'"
    week, day = "2024-07-08 06:00 to 2024-07-15 06:00", "2024-07-13 12:00 to 2024-07-14 12:00"
    assert {name: repr(value) for name, value in {
        "scenario": boats,
        "situation": noon,
        "records": noon.records,
        "windows": noon.windows(until="+6h"),
        "cover": cover(boats),
        "cover from noon": cover(noon),
        "covered": cover(noon, until="+1h"),
        "margin": margin(boats, runs=2),
        "rates": rates(boats),
        "rest": rest(read_scenario("on-call")),
        "review": review(noon),
        "replay": replay(boats),
        "candidates": candidates(noon, duty="ilb"),
        "sitrep": sitrep(noon, runs=1),
        "statement": statement(boats),
        "relief": relief(noon, capability="helm", up_to=1),
        "comparison": compare(boats, boats.without("ilb")),
        "supposed": what_if(boats, "ilb is suspended"),
    }.items()} == {
        "scenario": f"<Scenario {of[3:]}, {week}: 25 people, 2 pools, 2 duties, 2 crews, 9 events>",
        "situation": f"<Situation {of}, {day[:16]} to {week[20:]}, as known 2024-07-13 12:00, 20 minutes to be ready>",
        "records": f"<Records {of}: 9 events>",
        "windows": "<Windows: 3 windows, 7 duties, 10 classes>",
        "cover": f"<Cover {of}, {week}: short in 2 of 93 windows, 9.0 crew-hours>",
        "cover from noon": f"<Cover {of}, {day[:16]} to {week[20:]}: short in 1 of 20 windows, 4.0 crew-hours>",
        "covered": f"<Cover {of}, {day[:16]} to 2024-07-13 13:00: covered over 1 window>",
        "margin": f"<Margin {of}, {week}: short already, in some of 93 windows>",
        "rates": f"<Rates {of}, {week}: 0 volunteers away, 1 step-back and 1 return counted>",
        "rest": "<Rest of \"St Aidan's children's ward, September 2…\", 2024-09-01 08:30 to 2024-10-01 08:30: "
        "2 stints break a rule, 1 in breach>",
        "review": f"<Review {of}, {day}: 2 recommendations, 1 change of help>",
        "replay": f"<Replay {of}, {week}: 29 steps, 2 decisions>",
        "candidates": f"<Candidates {of}, 2024-07-13 12:00 to 2024-07-13 17:15: 8 candidates for 'ilb'>",
        "sitrep": f"<SituationReport {of}: 20240713-1200+0100 for command>",
        "statement": f"<CoverStatement {of}, {week}: 0.00 place-hours short, 9.00 crew-hours, in 8 days>",
        "relief": f"<Relief {of}, {day[:16]} to {week[20:]}: 4 crew-hours short, 4 with 1 more>",
        "comparison": f"<Comparison {of}, {week}: 9.00 crew-hours short before, 0.00 after>",
        "supposed": "<Supposed: crew ilb is suspended, from 2024-07-08T06:00:00+01:00 until the end>",
    }  # fmt: skip


def test_no_repr_of_a_result_names_a_person_or_an_address(boats):
    noon = situation_of(boats, at="2024-07-13T12:00")
    ciphers = [person.id for person in boats.people]
    for value in (boats, noon, noon.records, cover(boats, assignments=True), candidates(noon, duty="ilb"), rest(boats)):
        assert [name for name in (*ciphers, " at 0x", "\n") if name in repr(value).split(":")[-1].split()] == []
        assert len(repr(value)) < 200


def test_every_result_says_what_it_is_of_in_its_repr(boats):
    for kind in Result.__subclasses__():
        assert kind.__repr__ is Result.__repr__


def test_the_repr_of_an_import_counts_its_rows_and_its_rejects():
    reject = Reject("rota.xlsx", "Rota!E14", "", "'D?' is not a code", "D, N, L")
    assert repr(Imported("", {"people.csv": (("a",), ("b",))}, {})) == "<Imported: 2 rows in 1 table, 0 warnings>"
    assert repr(Imported("", {"people.csv": ()}, {}, (reject,))) == "<Imported: 1 reject, 0 warnings>"
