"""Pages speak with the words of one request, and with the usual ones outside it."""

from __future__ import annotations

import pytest

from standto import wording
from standto.model.ladder import STEPS
from standto.model.words import STATES, Vocabulary, several, with_article
from standto_desk.components.spoken import answer_words, decision, id_words, said, speaking, words_here

STATION = Vocabulary(
    person="volunteer",
    people="volunteers",
    contingency="flank station",
    recorder="launching authority",
    steps={"deploy-contingency": "launch"},
    states={"standby": "mustered"},
)


def test_the_words_hold_for_as_long_as_they_are_spoken_with():
    with speaking(STATION):
        assert words_here() == STATION
        with speaking(Vocabulary()):
            assert words_here() == Vocabulary()
        assert words_here() == STATION
    assert words_here() == Vocabulary()


def test_ids_are_in_the_words_of_the_scenario():
    with speaking(STATION):
        shown = {
            name: id_words(name) for name in ("duty-officer", "contingency-agreed", "standby", "strategic-commander")
        }
    assert shown == {
        "duty-officer": "launching authority",
        "contingency-agreed": "flank station mustered",
        "standby": "mustered",
        "strategic-commander": "strategic commander",
    }


@pytest.mark.parametrize("name", ["duty-officer", "called-in", "home-office", *STEPS, *STATES])
def test_without_words_an_id_reads_as_ever(name):
    assert id_words(name) == wording.id_words(name)


def test_phrases_answers_and_decisions_are_in_the_words_of_the_scenario():
    with speaking(STATION):
        assert (
            said("1 person off duty, 2 people, a spokesperson") == "1 volunteer off duty, 2 volunteers, a spokesperson"
        )
        assert (answer_words("contingency-agreed"), answer_words("aid-offered")) == ("mustered", "offered")
        assert decision("deploy-contingency", "west", 4) == "Launch west, 4 places"
        assert decision("not-deploy-contingency", "west") == "Do not launch west"
    assert decision("deploy-contingency", "west", 4) == "Deploy west, 4 places"


def test_nouns_take_their_article_and_their_plural():
    assert [with_article(noun) for noun in ("contingency", "extra crew")] == ["a contingency", "an extra crew"]
    assert [several(noun) for noun in ("duty officer", "launching authority", "day boy")] == [
        "duty officers",
        "launching authorities",
        "day boys",
    ]
