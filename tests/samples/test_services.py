"""The samples of other services are what their script makes, say that they are invented, and speak their own words."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import standto
from standto import cover, margin, read_scenario, replay, review, sitrep
from standto.cli.main import main as run
from standto.model.event import DECISION
from standto.model.time import MINUTE
from standto.scenario import check_scenario
from standto.scenario.folder import samples
from tools.services import SCENARIOS
from tools.services.__main__ import main
from tools.services.retained import STATIONS

PACKAGED = Path(standto.__file__).parent / "samples"
FOREIGN = re.compile(r"police|officer|OFFICIAL|mutual aid", re.IGNORECASE)
NAMES = sorted(SCENARIOS)


@pytest.fixture(scope="module", params=NAMES)
def sample(request):
    return request.param, read_scenario(request.param)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_byte_for_byte_what_its_script_makes(name, tmp_path):
    assert main([name, str(tmp_path / "again")]) == 0
    made = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    shipped = {path.name: path.read_bytes() for path in (PACKAGED / name).iterdir() if path.name != "README.md"}
    assert made == shipped


def test_the_script_says_how_it_is_called(capsys):
    assert (main([]), main(["fire", "here"]), main(["lifeboat", str(PACKAGED)])) == (2, 2, 2)
    usage = "usage: python -m tools.services NAME FOLDER; the names are lifeboat, on-call, retained"
    assert capsys.readouterr().err.splitlines()[:2] == [usage, usage]


def test_the_samples_are_found_by_their_names():
    assert samples() == ("lifeboat", "london-2023", "on-call", "retained")


def test_a_sample_is_sound_and_says_that_it_is_invented(sample):
    name, scenario = sample
    assert check_scenario(name).faults == ()
    assert scenario.title.endswith("(all of it invented)")
    assert "**All of it is\ninvented**" in (PACKAGED / name / "README.md").read_text(encoding="utf-8").replace(
        "**All of\nit is invented**", "**All of it is\ninvented**"
    )
    assert {source.title for source in scenario.sources} == {"Invented for this sample"}


def test_every_sample_is_as_large_as_its_page_says():
    sizes = {name: read_scenario(name) for name in NAMES}
    assert {name: (len(one.people), len(one.crews)) for name, one in sizes.items()} == {
        "lifeboat": (25, 2),
        "on-call": (14, 0),
        "retained": (112, 8),
    }
    assert len(STATIONS) == 8


def test_no_text_of_a_sample_has_the_words_of_another_service(sample, capsys):
    name, scenario = sample
    at = next(event.occurred for event in scenario.events if event.kind == DECISION)
    texts = [
        cover(scenario).summary(),
        margin(scenario, runs=10).summary(),
        review(scenario, at=at).summary(),
        replay(scenario).summary(),
    ]
    for audience in ("command", "public"):
        report = sitrep(scenario, at=at, audience=audience, runs=10)
        texts += [report.as_markdown(), report.as_html()]
    for command in (["check", name], ["rest", name]):
        run(command)
        shown = capsys.readouterr()
        texts += [shown.out, shown.err]
    texts += [path.read_text(encoding="utf-8") for path in (PACKAGED / name).iterdir()]
    assert [FOREIGN.findall(text) for text in texts] == [[] for _ in texts]


def test_every_decision_of_a_sample_is_as_recommended_at_its_time(sample):
    _, scenario = sample
    verdicts = {event: verdict for step in replay(scenario).steps for event, verdict in step.agrees.items()}
    assert verdicts == dict.fromkeys(("d1", "d2"), True)


def rows_overlapping(scenario, capability, starts, ends):
    """The people with a ticket who have a row in a time, counted by plain code."""
    holders = {one.person for one in scenario.authorisations if one.capability == capability}
    start, until = scenario.instant(starts), scenario.instant(ends)
    return {row.person for row in scenario.rota if row.period.start < until and start < row.period.until} & holders


def test_no_mechanic_has_said_that_they_are_there_on_sunday_night():
    scenario = read_scenario("lifeboat")
    assert rows_overlapping(scenario, "mech", "2024-07-14T02:00", "2024-07-14T06:00") == set()
    assert len(rows_overlapping(scenario, "cox", "2024-07-14T02:00", "2024-07-14T06:00")) > 0


def test_no_driver_of_coldbeck_is_on_call_on_wednesday_morning():
    scenario = read_scenario("retained")
    near = rows_overlapping(scenario, "driver", "2024-03-06T09:00", "2024-03-06T12:30")
    assert {person[0] for person in near} == set("abdefgh")


def test_everybody_of_a_retained_station_is_on_call_for_its_own_appliance():
    scenario = read_scenario("retained")
    station = {person.id: person.team for person in scenario.people}
    assert {(station[row.person], row.duty) for row in scenario.rota} == {(one, f"{one}-p1") for one in STATIONS}


def test_every_time_of_the_retained_stations_is_a_quarter_of_an_hour():
    quarter = 15 * MINUTE
    rows = read_scenario("retained").rota
    assert {instant % quarter for row in rows for instant in row.period} == {0}


def test_the_ward_has_one_resident_and_the_second_call_one_consultant_at_any_time_by_the_sheet():
    scenario = read_scenario("on-call")
    for duty in ("ward", "second-call"):
        rows = sorted(row.period for row in scenario.rota if row.duty == duty)
        assert (rows[0].start, rows[-1].until) == scenario.horizon
        assert all(one.until == after.start for one, after in pairwise(rows))


def test_the_evidence_of_a_report_names_the_rota_where_there_is_one():
    for name, named in (("lifeboat", True), ("london-2023", False)):
        scenario = read_scenario(name)
        at = next(event.occurred for event in scenario.events if event.kind == DECISION)
        text = sitrep(scenario, at=at, audience="command", runs=10).as_markdown()
        assert ("teams.csv, rota.csv, pools.csv" in text) == named
