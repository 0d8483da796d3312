"""The sample is what its script makes, and says which parts are invented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import standto
from standto.assuming import read_assumptions
from standto.assuming.processes import DonorAnswer
from standto.model.event import DECISION, REPORT, STATEMENT
from standto.model.shifts import REST
from standto.model.time import HOUR
from standto.scenario import read_scenario, write_scenario
from tools.london import CHOSEN, RANGES, WeekendParams, drawn, weekend
from tools.london.__main__ import main

SAMPLE = Path(standto.__file__).parent / "samples" / "london-2023"


def test_the_sample_is_byte_for_byte_what_its_script_makes(tmp_path):
    assert main([str(tmp_path / "again")]) == 0
    made = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    shipped = {path.name: path.read_bytes() for path in SAMPLE.iterdir() if path.is_file() and path.name != "README.md"}
    assert made == shipped


def test_the_page_lists_the_ranges_that_the_published_assumptions_have(root, london):
    page = (root / "docs" / "explanation" / "weekend-model.md").read_text(encoding="utf-8")
    rows = page.split("| in `published` | range | from |")[1].split("\n\n")[0].splitlines()[2:]
    told = {cells[1].strip(): cells[2].strip() for cells in (row.split("|") for row in rows)}
    processes = {one.name: one for one in read_assumptions("published", london, SAMPLE).processes}

    def percent(spread):
        return f"{float(100 * spread.low):g} to {float(100 * spread.high):g} %"

    wave, (specialists, others) = (
        processes["weekend"],
        (processes[f"{who}-return"] for who in ("specialists", "others")),
    )
    donors = [one for one in processes.values() if isinstance(one, DonorAnswer) and one.pool != "mod-support"]
    assert told == {
        "people who step back": f"{wave.number.low} to {wave.number.high}",
        f"over {(wave.until - wave.start) // HOUR} hours, from Friday to Sunday": "a point",
        "counter-terrorism specialists more, others with `arv` less, the rest least": "60 : 30 : 1",
        "specialists back on Monday": percent(specialists.days[0].share),
        "others back on Monday": percent(others.days[0].share),
        "back on Thursday, of those still away": percent(others.days[1].share),
        "each donor confirms": percent(donors[0].confirms),
        "lead time of help": f"{donors[0].after_hours.low} to {donors[0].after_hours.high} hours",
        "returns on other days, step-backs one by one, absences": "see the file",
    }
    assert [one.weight for one in wave.weights] == [30, 2]
    assert (specialists.days[1].share, len({one.confirms for one in donors}), len(donors)) == (
        others.days[1].share,
        1,
        11,
    )


def test_the_sample_is_read_as_the_scenario_that_the_script_makes(london):
    assert read_scenario(SAMPLE) == london


def test_the_script_says_why_it_cannot_write(tmp_path, capsys):
    assert (main([]), main([str(SAMPLE)])) == (2, 2)
    assert capsys.readouterr().err.splitlines()[0] == "usage: python -m tools.london FOLDER"


def test_the_title_names_the_invented_parts(london):
    assert london.title == "London, September 2023 (requirements, teams and people invented)"


def test_the_number_of_people_is_the_one_reported(london):
    assert len(london.people) == 2_595


def test_every_team_works_the_same_pattern_two_days_apart(london):
    assert [team.offset_days for team in london.teams] == [0, 2, 4, 6, 8]
    assert london.patterns[0].cycle.count(REST) == 4


def test_every_figure_and_statement_has_its_source(london):
    without = [event for event in london.events if event.kind in (REPORT, STATEMENT, DECISION) and not event.source]
    assert without == []


def test_conflicting_figures_stand_side_by_side(london):
    figures = [(event.low, event.high, event.source) for event in london.events if event.kind == REPORT]
    assert figures == [
        (24, 99, "channel4-0924"),
        (40, 199, "pa-0924"),
        (90, 110, "guardian-0924"),
        (101, 2_595, "metro-0924"),
        (0, 300, "bbc-0925"),
    ]


def test_everybody_has_a_meaningless_cipher(london):
    assert {person.id for person in london.people if not re.fullmatch(r"m\d{4}", person.id)} == set()


def test_every_decision_comes_some_minutes_before_the_step_that_follows_it(london):
    follows = {
        "ask-aid": "aid-asked",
        "request-contingency": "contingency-requested",
        "stand-down-contingency": "contingency-stood-down",
        "release-aid": "aid-released",
    }
    decided = {(event.subject, follows[event.step]): event.occurred for event in london.events if event.step in follows}
    steps = {(event.subject, event.kind): event.occurred for event in london.events}
    minutes = {(steps[subject, step] - moment) // 60_000_000 for (subject, step), moment in decided.items()}
    assert minutes == {15, 30}


def test_soldiers_may_do_counter_terrorism_in_an_attack_and_routine_work_never(london):
    military = [(power.task, power.when, power.permitted) for power in london.powers or () if power.kind == "military"]
    assert military == [("routine", "", False), ("ct-response", "attack", True), ("static-guard", "attack", True)]


def test_every_invented_parameter_lies_in_its_documented_range():
    outside = [name for name, (least, most) in RANGES.items() if not least <= getattr(CHOSEN, name) <= most]
    assert (outside, set(RANGES)) == ([], set(WeekendParams.__dataclass_fields__))


@pytest.mark.parametrize("seed", range(20))
def test_drawn_parameters_make_a_scenario_without_faults(seed, tmp_path):
    write_scenario(weekend(drawn(seed), seed), tmp_path / "drawn")


def test_the_same_seed_draws_the_same_parameters():
    assert (drawn(7), drawn(7) == drawn(8)) == (drawn(7), False)
