"""The summaries that people read at 3 a.m."""

from __future__ import annotations

from standto.coverage import cover, margin
from standto.model.frames import texts_of
from standto.model.people import Person
from standto.register import situation_of
from tests.register.building import duty, event, pool, scenario, shift, ticket, when

PEOPLE = tuple(Person(f"nx{number}", "met") for number in range(1, 13))
TICKETS = tuple(ticket(person.id) for person in PEOPLE)


def weekend(*events, strength=10, **tables):
    """Return twelve people for one duty, and two shifts."""
    usual = {
        "people": PEOPLE,
        "authorisations": TICKETS,
        "duties": (duty("ct-response", strength=strength),),
        "shifts": (shift("day", "07:00", "19:00"), shift("night", "19:00", "07:00")),
    }
    return scenario(*events, **usual | tables)


def test_all_covered():
    assert cover(weekend()).summary().splitlines() == [
        "A weekend",
        "Cover, Fri 22 Sep 18:00 to Sun 24 Sep 18:00, confirmed help",
        "",
        "COVERED: every duty, all the time.",
        "",
        "Rest is not checked.",
    ]


def test_a_gap_is_shown_with_its_proof_and_the_reported_figures():
    events = [event("stepped-back", f"nx{number}", "23T02:00", until="23T05:30") for number in (1, 2, 3, 4)]
    events.append(event("unavailable", "nx5", "22T09:00"))
    events.append(event("report", "met", "23T03:00", low=60, high=300, source="itv-0925"))
    text = cover(weekend(*events)).summary()
    assert text.splitlines() == [
        "A weekend",
        "Cover, Fri 22 Sep 18:00 to Sun 24 Sep 18:00, confirmed help",
        "",
        "NOT COVERED in 1 period, the first from Sat 23 Sep 02:00: ct-response 3 short.",
        "Place-hours of gap: ct-response 10.5",
        "",
        "Sat 23 Sep 02:00 to 05:30: ct-response 3 short",
        "  10 places for ct-response; 7 people could fill any of them, not counting 4 stepped back and 1",
        "    unavailable",
        "",
        "Covered: Fri 22 Sep 18:00 to Sat 23 Sep 02:00; Sat 23 Sep 05:30 to Sun 24 Sep 18:00",
        "",
        "Reported Sat 23 Sep 03:00: 60 to 300 of met stepped back (itv-0925); the register says 4.",
        "",
        "Rest is not checked.",
    ]


def test_windows_with_the_same_answer_run_together():
    # Help comes for a duty that has enough: another window, the same answer.
    folder = weekend(
        event("aid-arrived", "kent-medics", "22T22:00"),
        duties=(duty("ct-response", strength=13), duty("medical", capabilities=("medic",))),
        people=(*PEOPLE, Person("nx13", "met")),
        authorisations=(*TICKETS, ticket("nx13", "medic")),
        pools=(pool("kent-medics", capabilities=("medic",)),),
    )
    answer = cover(folder)
    assert len(answer.windows) == 2
    assert answer.summary().splitlines()[6:] == [
        "Fri 22 Sep 18:00 to Sun 24 Sep 18:00: ct-response 1 short",
        "  13 places for ct-response; 12 people could fill any of them",
        "",
        "Rest is not checked.",
    ]


def test_many_periods_with_a_gap_run_together_by_the_duties_that_are_short():
    events = [event("stepped-back", f"nx{number}", f"23T{number:02}:00") for number in range(1, 13)]
    lines = cover(weekend(*events)).summary().splitlines()
    assert lines[6:10] == [
        "Sat 23 Sep 03:00 to Sun 24 Sep 18:00: ct-response 1 to 10 short",
        "  at Sat 23 Sep 12:00: 10 places for ct-response; 0 people could fill any of them, not counting 12",
        "    stepped back",
        "",
    ]


def test_what_does_not_fit_the_screen_is_counted():
    events = []
    for hour in range(1, 24, 2):
        for number in (1, 2, 3):
            person = f"nx{number + hour % 4}"
            events.append(event("unavailable", person, f"23T{hour:02}:00", until=f"23T{hour:02}:30"))
    duties = (duty("ct-response", strength=10), *(duty(f"post-{number}", strength=1) for number in range(9)))
    text = cover(weekend(*events, duties=duties)).summary()
    assert len(text.splitlines()) <= 40
    assert "more periods with gaps: use --all" in text


def test_the_summary_states_the_question():
    folder = weekend(event("declared", "attack", "22T19:00"))
    situation = situation_of(folder, at=when("22T20:00"), known_at=when("22T21:00"), assume=["attack"])
    assert cover(situation, until=when("23T06:00"), basis="none").summary().splitlines()[1:3] == [
        "Cover, Fri 22 Sep 20:00 to Sat 23 Sep 06:00, no help counted, as known Fri 22 Sep 21:00, assuming",
        "  attack",
    ]


def test_the_margin_proves_what_breaks_first():
    folder = weekend(event("unavailable", "nx1", "24T02:00", until="24T04:00"))
    assert margin(folder, runs=20).summary().splitlines() == [
        "A weekend",
        "Margin, Fri 22 Sep 18:00 to Sun 24 Sep 18:00, confirmed help",
        "",
        "Criticality 1: 1 more on duty may step back, whoever it is; one more could break cover: 11 people",
        "  could fill ct-response, which requires 10, Sun 24 Sep 02:00 to 04:00.",
        "  If the 12 of your own who could do it step back at the start, one by one in random order, cover",
        "    survives 1 of the 12: the middle of 20 runs, nine in ten from 1 to 2 (seed 0).",
        "",
        "tightest                              criticality  of  whoever  5 %  50 %  95 %  breaks first",
        "Sun 24 Sep 02:00 to 04:00             1            11        1    1     1     1  ct-response",
        "Fri 22 Sep 18:00 to Sun 24 Sep 02:00  1            12        2    2     2     2  ct-response",
        "Sun 24 Sep 04:00 to 18:00             1            12        2    2     2     2  ct-response",
        "",
        "of: people of your own on duty who could do a duty of these criticalities. whoever: cover survives",
        "  the loss of any that many of them. 5 %, 50 %, 95 %: if they step back in random order, cover",
        "  survives that many at most in 5, 50 and 95 of 100 orders.",
        "Each row counts its own people. A larger number of more people need not be safer: read it with its",
        '"of".',
        "",
        "Rest is not checked.",
    ]


def test_a_margin_of_zero_and_a_margin_below_zero():
    lines = [
        line for strength in (12, 13) for line in margin(weekend(strength=strength), runs=5).summary().splitlines()[3:5]
    ]
    assert lines == [
        "Criticality 1: 0 more on duty may step back; one more could break cover: 12 people could fill",
        "  ct-response, which requires 12, Fri 22 Sep 18:00 to Sun 24 Sep 18:00.",
        "Criticality 1: short already: 12 people could fill ct-response, which requires 13, Fri 22 Sep 18:00",
        "  to Sun 24 Sep 18:00.",
    ]


def test_a_margin_that_nothing_can_break():
    lines = margin(weekend(strength=0), runs=5).summary().splitlines()
    assert lines[3:] == ["Criticality 1: nothing breaks, whoever steps back.", "", "Rest is not checked."]


def test_rows_are_flat():
    folder = weekend(pools=(pool(state="arrived"),), strength=13, authorisations=TICKETS)
    times = {"from": "2023-09-22T18:00:00+01:00", "until": "2023-09-24T18:00:00+01:00", "hours": 48.0}
    assert texts_of(cover(folder).rows()) == [
        {
            **times,
            "duty": "ct-response",
            "criticality": 1,
            "required": 13,
            "filled": 13,
            "gap": 0,
            "covered": True,
            "filled_met": 12,
            "filled_kent": 1,
            "filled_mod": 0,
        }
    ]
    assert texts_of(margin(folder, runs=3).rows()) == [
        {
            **times,
            "criticality": 1,
            "worst_case": 3,
            "at_most": 3,
            "critical": "ct-response",
            "eligible": 16,
            "required": 13,
            "p05": 3,
            "p50": 3,
            "p95": 3,
        }
    ]


def test_an_answer_carries_the_digest_of_its_files():
    answer = margin(weekend(), runs=3, seed=4)
    assert (answer.digest, answer.runs, answer.seed) == ("", 3, 4)
    assert cover(weekend()).digest == ""


def test_the_repr_of_an_answer_is_one_short_line():
    of = "of 'A weekend', 2023-09-22 18:00 to 2023-09-24 18:00"
    assert repr(cover(weekend(strength=13))) == f"<Cover {of}: short in 1 of 1 window, 48.0 place-hours>"
    assert repr(margin(weekend(), runs=None)) == f"<Margin {of}: 2 more may step back, over 1 window>"


def test_where_no_duty_stands_nothing_is_called_covered():
    for answer in (cover(weekend(duties=())), margin(weekend(duties=()), runs=1)):
        told = answer.summary()
        assert "NOTHING TO COVER: no duty stands in this time." in told
        assert "COVERED: " not in told.replace("NOTHING TO COVER: ", "")
