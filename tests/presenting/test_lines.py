"""The lines that people read, by their values alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from standto.model.steps import ASK_AID, CALL_IN, RELEASE, STALE
from standto.model.time import HOUR, Period
from standto.model.zone import Zone
from standto.presenting.advice import Advice, grouped, late_first, reasons
from standto.presenting.duties import DutyGap, DutyLine, Stretch
from standto.presenting.help import KeptLine
from standto.presenting.margins import MarginLine

LONDON = Zone("Europe/London", 2024)
NINE = LONDON.instant(datetime(2024, 1, 8, 9))
ADVICE = Advice(
    ids=("ask-aid:kent",),
    step=ASK_AID,
    subjects=("kent",),
    called=("Kent",),
    counts=(2,),
    pool="kent",
    duties=("guard",),
    condition="",
    windows=(Period(NINE, NINE + HOUR),),
    by=NINE,
    late=False,
    power="p1",
    approvers=("commander",),
    because=("Because 4 places for guard; 2 people could fill any of them.",),
    decidable=True,
    zone=LONDON,
)
MARGIN = MarginLine(
    criticality=2,
    worst_case=3,
    at_most=3,
    start=NINE + HOUR,
    until=NINE + 2 * HOUR,
    duties=("g",),
    names=("guard",),
    eligible=7,
    required=4,
    register=9,
    p05=None,
    p50=None,
    p95=None,
    begins=NINE,
    reserve=2,
    zone=LONDON,
)
KEPT = KeptLine("army", "standby", 4, (("standby", 4),), "guard", NINE, NINE + HOUR, NINE, 2, None, None, True, LONDON)


def test_advice_is_one_sentence():
    assert ADVICE.sentence == (
        "Ask Kent for 2 places for guard, first for Mon 8 Jan 09:00 to 10:00; decide by Mon 8 Jan 09:00; permitted by "
        "p1; to be approved by commander."
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"condition": "attack"}, "Ask Kent for 2 places for guard, if attack is declared"),
        ({"step": CALL_IN, "counts": (1,)}, "Call in 1 person off duty for guard"),
        ({"step": RELEASE, "duties": ()}, "Release Kent, 2 places: no duty is open to it"),
        ({"step": STALE, "counts": (None,)}, "Ask Kent for a new figure: the latest report is old"),
    ],
)
def test_the_words_of_advice_follow_its_step(changes, words):
    assert replace(ADVICE, **changes).words == words


def test_advice_for_several_pools_is_one_piece_and_late_advice_comes_first():
    other = replace(ADVICE, ids=("ask-aid:essex",), subjects=("essex",), called=("Essex",), counts=(1,))
    (both,) = grouped([ADVICE, other])
    assert (both.ids, both.count) == (("ask-aid:kent", "ask-aid:essex"), 3)
    assert both.words == "Ask for 3 places of aid for guard: Kent 2 and Essex 1"
    late = replace(other, late=True)
    assert late_first([ADVICE, late]) == (late, ADVICE)
    assert len(grouped([ADVICE, late])) == 2


def test_reasons_end_with_what_is_not_known():
    assert list(reasons("4 places for guard; 2 people could fill any of them", {"call-in:guard": 1}, 9)) == [
        "Because 4 places for guard; 2 people could fill any of them.",
        "Counted first: 1 by call-in:guard.",
        "The search was cut short: at least that many can come, and at most 9.",
    ]


@pytest.mark.parametrize(
    ("changes", "worst", "against", "begins"),
    [
        ({}, "3", "At or above the reserve of 2", "3 more on duty may step back, whoever they are;"),
        (
            {"worst_case": 1, "at_most": 1},
            "1",
            "Below the reserve of 2",
            "1 more on duty may step back, whoever it is;",
        ),
        ({"worst_case": 0, "at_most": 0}, "0", "Below the reserve of 2", "0 more on duty may step back; one more"),
        ({"at_most": 5}, "3 to 5", "At or above the reserve of 2", "3 to 5 more on duty"),
        ({"worst_case": -1, "at_most": -1}, "short", "Cover fails from Mon 8 Jan 10:00", "Short ahead: 7 people"),
        ({"worst_case": -1, "at_most": -1, "start": NINE}, "short", "Cover has failed already", "Short already: 7"),
        (
            {"worst_case": None, "at_most": None, "eligible": None, "start": None, "until": None},
            "no limit",
            "At or above the reserve of 2",
            "Nothing breaks, whoever steps back.",
        ),
    ],
)
def test_a_margin_has_its_worst_case_in_a_word_and_in_a_sentence(changes, worst, against, begins):
    line = replace(MARGIN, **changes)
    assert (line.worst, line.against, line.label) == (worst, against, "Criticality 1 to 2")
    assert line.words.startswith(begins)


@pytest.mark.parametrize(
    ("required", "gap", "state", "ahead"),
    [
        (4, 1, "1 short of 4", "up to 2 short"),
        (4, 0, "covered, 4 required", "up to 2 short"),
        (None, 0, "does not stand", "up to 2 short"),
    ],
)
def test_a_duty_has_its_state_now_and_ahead(required, gap, state, ahead):
    stretches = (
        Stretch(NINE, NINE + HOUR, required, 3, 0, 0, gap),
        Stretch(NINE + HOUR, NINE + 2 * HOUR, 4, 2, 0, 0, 2),
    )
    gaps = (DutyGap(NINE, NINE + HOUR, gap, 4, ""),) if gap else ()
    line = DutyLine("g", "guard", 1, stretches, (*gaps, DutyGap(NINE + HOUR, NINE + 2 * HOUR, 2, 4, "")), 3.0)
    assert (line.state, line.ahead, line.most_short) == (state, ahead, 2)
    assert line.first_short == (NINE if gap else NINE + HOUR)
    assert (line.gap_now is None) == (not gap)


def test_the_time_that_places_are_missing_is_added_up_before_it_is_rounded():
    gap = DutyGap(NINE, NINE + 2 * HOUR // 60, 1, 4, "")
    line = DutyLine("g", "guard", 1, (Stretch(NINE, NINE + HOUR, 4, 3, 0, 0, 1),), (gap,), 0.03)
    assert sum(each.gap_time for each in [line] * 5) == 10 * HOUR // 60


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "without it guard is 2 short from Mon 8 Jan 09:00 to 10:00, seen at Mon 8 Jan 09:00."),
        ({"gap": 0, "worst_case": 1}, "without it guard is only 1 to spare from Mon 8 Jan 09:00 to 10:00, seen"),
        ({"fills": False}, "seen at Mon 8 Jan 09:00; it cannot fill that duty without another declaration."),
        ({"duty": None, "held_since": NINE}, "not needed since Mon 8 Jan 09:00, but not for long enough yet"),
    ],
)
def test_kept_help_says_what_keeps_it(changes, words):
    assert words in replace(KEPT, **changes).words
