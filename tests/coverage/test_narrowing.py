"""Cover narrowed to some duties and crews."""

from __future__ import annotations

import pytest

from standto import OptionError, cover, read_scenario

ALLOWED = "launching, alb/coxswain, alb/mechanic, alb/crew, slipway, ilb/helm, ilb/crew, alb, ilb"
MEANT = "; did you mean slipway?"


def test_a_seat_stands_for_its_crew():
    answer = cover(read_scenario("lifeboat"))
    assert answer.narrowed("alb/crew").as_json() == answer.narrowed("alb").as_json()
    assert answer.narrowed("alb").narrowed("alb/mechanic").only == ("alb",)


@pytest.mark.parametrize(
    ("duties", "message"),
    [
        ((), "duties: none is given; give the id of a duty, seat or crew, or of several"),
        (("quay",), f"duties: 'quay' is not a duty, seat or crew of the scenario; allowed: {ALLOWED}"),
        (
            ("slip",),
            f"duties: 'slip' is not a duty, seat or crew of the scenario; allowed: {ALLOWED}{MEANT}",
        ),
        ((3,), "duties: 3 is not the id of a duty, seat or crew"),
    ],
)
def test_what_cover_cannot_be_narrowed_to_is_an_error(duties, message):
    with pytest.raises(OptionError) as caught:
        cover(read_scenario("lifeboat")).narrowed(*duties)
    assert str(caught.value) == message


def test_a_narrowed_cover_says_nothing_about_the_duties_that_it_left_out():
    answer = cover(read_scenario("london-2023"))
    assert not answer.narrowed("ct-response").covered
    with pytest.raises(OptionError) as caught:
        answer.narrowed("site-a").narrowed("ct-response")
    message = "duties: ct-response: left out of this answer, narrowed before; allowed: site-a"
    assert str(caught.value) == message
