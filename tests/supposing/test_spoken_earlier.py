"""Sentences that were said at an earlier moment, and sentences that may name only some people."""

from __future__ import annotations

import pytest

from standto import read_scenario, situation_of, what_if
from standto.errors import OptionError

SCENARIO = read_scenario("london-2023")
SATURDAY, SUNDAY = "2023-09-23T12:00", "2023-09-24T18:00"


def asked(at: str, sentence: str, **options) -> str:
    """How a sentence about a moment is understood."""
    (told,) = what_if(situation_of(SCENARIO, at=at), sentence, **options).understood
    return told


@pytest.mark.parametrize("when", ["from Sat 18:00", "Sat 18:00 to Mon 06:00", "Mon", "until Mon 06:00"])
def test_a_time_stays_what_it_was_when_it_was_said(when):
    sentence = f"ct-response needs 16 {when}"
    spoken = SCENARIO.instant(SATURDAY)
    said = asked(SATURDAY, sentence)
    again = asked(SUNDAY, sentence, spoken_at=spoken)
    # Without a beginning, a change holds from the moment from which the answer looks.
    start = "2023-09-23T12:00:00+01:00", "2023-09-24T18:00:00+01:00"
    assert again.split(", from ")[1] == said.split(", from ")[1].replace(*start)


def test_a_time_that_has_passed_changes_nothing_and_says_so():
    spoken = SCENARIO.instant(SATURDAY)
    found = what_if(situation_of(SCENARIO, at=SUNDAY), "ct-response needs 16 Sat 18:00 to Sun 06:00", spoken_at=spoken)
    assert [one.split(": ")[1].split(",")[0] for one in found.warnings] == [
        "this lies outside the time that the answer looks at"
    ]


@pytest.mark.parametrize("sentence", ["{} steps back", "nobody from {}", "{} away Sun", "authority of {} withdrawn"])
def test_a_person_who_may_not_be_named_is_as_unknown_as_one_who_is_not_there(sentence):
    person, other = (one.id for one in SCENARIO.people[:2])
    told = []
    for name in (other, "m9999"):
        with pytest.raises(OptionError) as error:
            what_if(SCENARIO, sentence.format(name), people=())
        told.append(str(error.value).replace(name, "NAME"))
    assert told[0] == told[1]
    found = what_if(SCENARIO, sentence.format(person), people=[person])
    assert found.people == (person,)


def test_people_of_a_team_or_of_a_number_are_not_named():
    assert what_if(SCENARIO, "team c away Sun", "4 of arv step back", people=()).people == ()
