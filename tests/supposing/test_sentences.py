from __future__ import annotations

import pytest

from standto import OptionError, read_scenario, situation_of, what_if
from standto.supposing import FORMS


@pytest.fixture(scope="module")
def london():
    return read_scenario("london-2023")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.example)
def test_the_example_of_every_form_is_understood(london, form):
    (told,) = what_if(london, form.example).understood
    assert told


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.example)
def test_capitals_do_not_matter(london, form):
    loud = what_if(london, form.example.upper().replace("M0001", "m0001"))
    assert loud.understood == what_if(london, form.example).understood


def test_every_bad_sentence_is_told_at_once(london):
    with pytest.raises(OptionError) as caught:
        what_if(london, "ct-respons needs 16", "m0001 away", "40 of arx step back", "sing")
    told = str(caught.value).splitlines()
    assert told[:2] == [
        "'ct-respons needs 16': no duty 'ct-respons': the nearest is 'ct-response'",
        "'40 of arx step back': no capability, team or pool 'arx': the nearest is 'arv'",
    ]
    assert told[2].startswith("'sing' is not understood at 'sing': the nearest forms are ")
    assert len(told) == 3


def test_a_number_in_words_is_a_number(london):
    (told,) = what_if(london, "forty-one more step back").understood
    assert told.startswith("41 step back from everything, ")


def test_a_duty_goes_by_its_name_too(london):
    (told,) = what_if(london, "counter-terrorist response needs 16").understood
    assert told == "ct-response needs 16 instead of 13, from 2023-09-21T18:00:00+01:00 until the end"


def test_a_what_if_of_a_situation_keeps_its_moments_and_assumptions(london):
    noon = london.instant("2023-09-25T12:00")
    situation = situation_of(london, at=noon, known_at=noon - 1, assume=["attack"], ready=20)
    after = what_if(situation, "ct-response needs 16").after
    assert (after.at, after.known_at, after.assumed, after.ready) == (noon, noon - 1, ("attack",), 20)
    assert [event.recorded for event in after.scenario.events[len(london.events) :]] == [noon - 1]


def test_the_scenario_asked_about_stays_as_it_is(london):
    before = london.events, london.pools, london.digest
    supposed = what_if(london, "nobody from kent", "+10 lent arv")
    assert (london.events, london.pools, london.digest) == before
    assert (supposed.scenario.digest, supposed.digest) == ("", london.digest)


def test_a_change_holds_whatever_the_file_says_later(london):
    events = [{"occurred": "2023-09-24T06:00", "event": "strength-changed", "subject": "ct-response", "count": 4}]
    changed = london.with_events(*events)
    (told,) = what_if(changed, "ct-response needs 16 from Sat 18:00").understood
    assert told == "ct-response needs 16 instead of 13 and then 4, from 2023-09-23T18:00:00+01:00 until the end"
    held = what_if(changed, "ct-response needs 16 from Sat 18:00").situation.windows()
    ct = [duty.id for duty in london.duties_in_order].index("ct-response")
    later = held.required[held.starts >= london.instant("2023-09-23T18:00")]
    assert set(later[:, ct].tolist()) == {16}
