"""`[words]`: what pages and reports call people, kinds of help and steps."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest

from standto import cover, margin, read_scenario, replay, review, sitrep, write_scenario
from standto.model.steps import DEPLOY, REQUEST
from standto.model.words import STATES, VERBS, Vocabulary
from standto.scenario import check_scenario
from tests.scenario.folders import SOUND, write

WORDS = """
[words]
person = "volunteer"
people = "volunteers"
aid = "loan"
contingency = "flank station"
recorder = "launching hand"
marking = "Crew only"
public_marking = "For everybody"

[words.steps]
deploy-contingency = "launch"

[words.states]
deployed = "launched"
"""
STATION = Vocabulary(
    person="volunteer",
    people="volunteers",
    aid="loan",
    contingency="flank station",
    recorder="launching hand",
    marking="Crew only",
    public_marking="For everybody",
    steps={DEPLOY: "launch"},
    states={"deployed": "launched"},
)


def with_words(toml: str) -> dict[str, str]:
    return {**SOUND, "scenario.toml": SOUND["scenario.toml"] + toml}


def faults_of(tmp_path, toml: str) -> list[str]:
    return [f"{one.column}: {one.what}" for one in check_scenario(write(tmp_path / "damaged", with_words(toml))).faults]


def test_words_are_read_and_written_again(tmp_path):
    scenario = read_scenario(write(tmp_path / "a", with_words(WORDS)))
    assert scenario.words == STATION
    write_scenario(scenario, tmp_path / "b")
    assert read_scenario(tmp_path / "b") == scenario


def test_a_folder_without_words_has_the_usual_ones(tmp_path):
    assert read_scenario(write(tmp_path / "a", SOUND)).words == Vocabulary()


def test_every_fault_of_the_words_is_told_at_once_with_what_is_allowed(tmp_path):
    toml = (
        '[words]\ncolour = "blue"\nperson = 3\npeople = ""\n'
        f'aid = "{"a" * 41}"\nmarking = "two\\nlines"\n[words.steps]\nlaunch = "x"\n[words.states]\nafloat = "x"\n'
    )
    assert sorted(faults_of(tmp_path, toml)) == [
        f"words.aid: {'a' * 41!r} is not allowed: write one line of 1 to 40 printable characters",
        f"words.colour: unknown key: allowed are {', '.join(each.name for each in fields(Vocabulary))}",
        "words.marking: 'two\\nlines' is not allowed: write one line of 1 to 100 printable characters",
        "words.people: '' is not allowed: write a text in quotes",
        "words.person: '3' is not allowed: write a text in quotes",
        f"words.states.afloat: unknown key: allowed are {', '.join(STATES)}",
        f"words.steps.launch: unknown key: allowed are {', '.join(VERBS)}",
    ]


def test_words_that_are_no_table_are_a_fault(tmp_path):
    damaged = SOUND["scenario.toml"].replace("[[shift]]", 'words = "volunteers"\n\n[[shift]]', 1)
    folder = write(tmp_path / "damaged", {**SOUND, "scenario.toml": damaged})
    assert [f"{one.column}: {one.what}" for one in check_scenario(folder).faults] == [
        "words: is not a table: write [words]"
    ]


@pytest.fixture(scope="module")
def weekend():
    return read_scenario("london-2023")


@pytest.fixture(scope="module")
def renamed(weekend):
    """The weekend in the words of a station; the sample's own names are made plain too."""
    return replace(weekend, words=STATION)


def texts(scenario):
    """Everything that the library prints about a moment with a gap and every kind of help."""
    at = scenario.instant("2023-09-24T12:00")
    yield cover(scenario).summary()
    yield margin(scenario, runs=10).summary()
    yield review(scenario, at=at).summary()
    yield replay(scenario).summary()
    for audience in ("command", "public"):
        report = sitrep(scenario, at=scenario.instant("2023-09-25T12:00"), audience=audience, runs=10)
        yield report.as_markdown()
        yield report.as_html()


def test_every_text_has_the_words_of_the_scenario(weekend, renamed):
    before, after = "\n".join(texts(weekend)), "\n".join(texts(renamed))
    assert "OFFICIAL-SENSITIVE" in before
    assert not re.search(r"OFFICIAL-SENSITIVE|as a contingency|of the military|[0-9] (people|person)\b", after)
    for said in ("Crew only", "For everybody", "volunteers could fill", "as a flank station", "of the last resort"):
        assert said in after


def test_numbers_and_ids_stay_the_same(weekend, renamed):
    assert cover(renamed).as_json() == cover(weekend).as_json()
    at = weekend.instant("2023-09-24T12:00")
    assert review(renamed, at=at).as_json() == review(weekend, at=at).as_json()


def test_a_step_is_named_by_its_id_unless_the_scenario_has_words_for_it():
    assert [Vocabulary().named(step) for step in ("call-in", REQUEST, "answer-overdue")] == [
        "call-in",
        REQUEST,
        "answer-overdue",
    ]
    assert STATION.named(REQUEST) == "request (flank station)"
    assert STATION.named("call-in") == "call-in"
