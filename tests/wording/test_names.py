"""Names, not ids, in sentences: on the command line and in reports; programs get ids."""

from __future__ import annotations

import re

import pytest

from standto import cover, margin, read_scenario, replay, review, sitrep
from standto.cli.check import summary
from standto.ladder.replay_screen import story
from standto.model.duties import Duty
from standto.model.people import Force
from standto.wording import id_words, joined, listed, names_of

LONDON = read_scenario("london-2023")
AT = LONDON.instant("2023-09-24T12:00")
NAMED = [row for row in (*LONDON.duties, *LONDON.forces) if row.name]


def ids_in(text):
    """The ids of what has a name that stand in a text as words of their own, and not in a name."""
    for row in NAMED:
        text = text.replace(row.name, "")
    ids = (row.id for row in NAMED)
    return [one for one in ids if re.search(rf"(?<![\w./:-]){re.escape(one)}(?![\w/:-])", text)]


TEXTS = {
    "check": lambda: summary("london-2023", LONDON, 0).replace("london-2023", ""),
    "cover": lambda: cover(LONDON).summary(),
    "margin": lambda: margin(LONDON, runs=10).summary(),
    "review": lambda: review(LONDON, at=AT).summary(),
    "replay": lambda: replay(LONDON).summary(),
    "story": lambda: "\n".join(story(replay(LONDON))),
    "report to command": lambda: sitrep(LONDON, at=AT, runs=10).as_markdown().partition("## Annex")[0],
    "report to the public": lambda: sitrep(LONDON, at=AT, audience="public", runs=10).as_markdown(),
}


TABLES = ("check", "cover", "margin")
"""Texts with tables, in which ids stand beside names: options ask for ids."""


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_shows_the_id_of_a_row_alone_if_it_has_a_name(text):
    said = " ".join(TEXTS[text]().split())
    beside = [row.id for row in NAMED if f"{row.id} ({row.name})" in said or f"{row.id} {row.name}" in said]
    assert [one for one in ids_in(said) if text not in TABLES or one not in beside] == []


def test_programs_get_ids():
    answer = cover(LONDON).as_json()
    assert set(answer["summary"]["gap_hours"]) <= set(LONDON.duty)
    advice = review(LONDON, at=AT).as_json()["recommendations"]
    assert {one["duty"] for one in advice if one["duty"]} <= set(LONDON.duty)


def test_rows_with_one_name_also_have_their_ids_and_a_row_without_a_name_is_its_id():
    rows = [
        Duty("a", "t", (), 1, name="Guard"),
        Duty("b", "t", (), 1, name="Guard"),
        Duty("c", "t", (), 1),
        Force("d", "police", 1, "Kent  Police"),
    ]
    assert names_of(rows) == {"a": "Guard (a)", "b": "Guard (b)", "c": "c", "d": "Kent Police"}


def test_names_with_commas_are_listed_with_semicolons():
    assert listed(["a", "b, c", "d"]) == "a; b, c; and d"
    assert (listed(["a", "b"]), listed(["a", "b", "c"]), listed(["a, b", "c"])) == (
        "a and b",
        "a, b and c",
        "a, b and c",
    )
    assert (joined(["a 1", "b 2"]), joined(["a, b 1", "c 2"])) == ("a 1, b 2", "a, b 1; c 2")


def test_an_id_in_words_has_spaces_for_its_hyphens():
    assert id_words("strategic-commander") == "strategic commander"
