from __future__ import annotations

import re
from dataclasses import replace
from html import escape

import pytest

from standto import OptionError, cover, read_scenario, situation_of, what_if, write_scenario
from standto.model.time import Period
from standto.supposing import FORMS
from standto.supposing.choice import stepping_back

NOON = "2023-09-23T12:00:00+01:00"


@pytest.fixture(scope="module")
def london():
    return read_scenario("london-2023")


@pytest.fixture(scope="module")
def start(london):
    return situation_of(london)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.example)
def test_the_example_of_every_form_is_understood(start, form):
    (told,) = what_if(start, form.example).understood
    assert told


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.example)
def test_capitals_do_not_matter(start, form):
    loud = what_if(start, form.example.upper())
    assert loud.understood == what_if(start, form.example).understood


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
    assert told.startswith("41 people step back, ")


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


def filled(told):
    """Return what is told with its moment in place of the sign `@`, and with the words for the end."""
    if "@." in told:
        return told.replace("@.", f", from {NOON} until the end")
    return told.replace(" from @", f" from {NOON}").replace("@", f", from {NOON}")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "kent-arv withdraws 2",
            f"2 places of kent-arv are withdrawn (2 confirmed so far), at {NOON}",
        ),
        (
            "Kent arrives 10",
            f"10 places of kent-arv arrive (4 confirmed so far and 6 added), at {NOON}",
        ),
        (
            "mod-support deploys 1",
            f"1 place of mod-support is deployed (1 requested so far), at {NOON}",
        ),
        (
            "+10 arv lent by surrey",
            "10 more places with arv, lent by surrey, are here@. (pool what-if)",
        ),
        (
            "+2 lent afo and arv",
            "2 more places with afo and arv, lent by kent, are here@. (pool what-if)",
        ),
        (
            "+3 kent-arv",
            "3 more places with afo and arv, lent by kent, are here@. (pool kent-arv.2)",
        ),
        ("-1 kent-arv", f"1 place of kent-arv is released (1 confirmed so far), at {NOON}"),
        ("m0001 away for 6h", "m0001 is unavailable, from @ until 2023-09-23T18:00:00+01:00"),
        ("no kent-arv", "kent-arv (4 places) is not there@."),
        ("an attack is declared.", "declaration attack is in force@."),
        ("the  Guard of Site A   needs 2,000", "site-a needs 2,000 instead of 6@."),
    ],
)
def test_a_sentence_is_told_back_in_full(london, sentence, told):
    situation = situation_of(london, at="2023-09-23T12:00")
    assert what_if(situation, sentence).understood == (filled(told),)


@pytest.mark.parametrize(
    ("sentence", "same"),
    [
        ("What if 40 of arv step back?", "40 of arv step back"),
        ("40 step back from arv", "40 of arv step back"),
        ("suppose that a dozen step back", "12 step back"),
        ("twenty five of arv step back", "25 of arv step back"),
        ("10 more arv from surrey", "+10 lent arv by surrey"),
        ("team a goes off sick", "team-a away"),
        ("everybody in team a away", "team-a away"),
        ("site A is closed on Sunday", "site-a suspended Sun"),
        ("Kent pulls out", "kent-arv withdraws"),
        ("no kent-arv from Sat", "no kent-arv"),
        ("m0001 away 2023-09-24T20:00-04:00", "m0001 away from Mon 01:00"),
        ("m0001 away from 2023-09-24T20:00-04:00 to Mon 12:00", "m0001 away Mon 01:00 to Mon 12:00"),
    ],
)
def test_everyday_words_are_understood(london, sentence, same):
    situation = situation_of(london, at="2023-09-23T12:00")
    assert what_if(situation, sentence).understood == what_if(situation, same).understood


def test_nobody_from_several_is_a_change_about_each(london):
    assert what_if(london, "without site-a, site-b and kent-arv Sun").understood == (
        "; ".join(what_if(london, *(f"without {one} Sun" for one in ("site-a", "site-b", "kent-arv"))).understood),
    )


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("m0001 suspended", "'m0001' is a person, not a duty or crew"),
        ("team a is stood down", "'team a' is a team, not a pool"),
        ("ct-response needs 3 more", "write how many ct-response needs in all: 13 by its row"),
        ("20 of arv away Sunday", "write '20 of arv step back'"),
        ("40 of arv step back, kent-arv withdraws", "has several changes: write a sentence for each"),
    ],
)
def test_a_near_miss_is_told_what_to_write(london, sentence, told):
    with pytest.raises(OptionError, match=told):
        what_if(london, sentence)


@pytest.mark.parametrize(
    ("sentence", "basis", "counts"),
    [
        ("+10 lent arv", "none", False),
        ("+10 lent arv", "present", True),
        ("surrey-arv offers 10", "confirmed", False),
        ("surrey-arv offers 10", "offered", True),
        ("surrey-arv is asked 10", "offered", True),
    ],
)
def test_places_that_the_basis_leaves_out_are_a_warning(london, sentence, basis, counts):
    warned = [one for one in what_if(london, sentence, basis=basis).warnings if "do not count" in one]
    assert (not warned) == counts


def test_a_day_is_the_whole_local_day_when_the_clocks_change():
    london = read_scenario("london-2023")
    moved = replace(london, horizon=Period(london.instant("2023-10-28T18:00"), london.instant("2023-10-30T18:00")))
    (told,) = what_if(moved, "m0001 away Sun").understood
    assert told == "m0001 is unavailable, from 2023-10-29T00:00:00+01:00 until 2023-10-30T00:00:00+00:00"


def test_a_pool_that_is_away_for_a_time_is_two_pools_with_the_same_events(london):
    changed = london.without("kent-arv", since="Sun 06:00", until="Sun 18:00")
    first, second = changed.pool["kent-arv"], changed.pool["kent-arv.2"]
    assert (first.period.until, second.period.start) == (
        london.instant("2023-09-24T06:00"),
        london.instant("2023-09-24T18:00"),
    )
    steps = [event.kind for event in changed.events if event.subject == "kent-arv" and event.kind != "decision"]
    assert steps == [event.kind for event in changed.events if event.subject == "kent-arv.2"]


def test_a_change_is_written_and_read_like_any_other_scenario(london, tmp_path):
    changed = what_if(london, "kent-arv away Sun", "+10 lent arv from Sat 18:00", "team c away Sun").scenario
    write_scenario(changed, tmp_path / "supposed")
    assert read_scenario(tmp_path / "supposed") == changed


def test_every_form_is_documented(root):
    page = (root / "docs" / "reference" / "what-if.md").read_text(encoding="utf-8")
    told = [f"| `{form.written}` | `{form.example}` | {form.meaning} |" for form in FORMS]
    assert [line for line in page.splitlines() if line.startswith("| `")] == told


@pytest.mark.parametrize("sentence", ["attack ends", "attack declared"])
def test_a_declaration_that_is_assumed_stays_so(london, sentence):
    supposed = what_if(situation_of(london, assume=["attack"]), sentence)
    assert supposed.warnings == (f"'{sentence}': attack is assumed to be in force throughout, so this changes nothing",)


def test_a_change_holds_also_where_a_later_correction_is_not_known_yet(london):
    events = [
        {"id": "n1", "occurred": "2023-09-24T06:00", "event": "strength-changed", "subject": "ct-response", "count": 4},
        {"occurred": "2023-09-25T06:00", "recorded": "2023-09-25T06:00", "event": "correction", "subject": "n1"},
    ]
    supposed = what_if(london.with_events(*events), "ct-response needs 16")
    assert supposed.understood == ("ct-response needs 16 instead of 13, from 2023-09-21T18:00:00+01:00 until the end",)
    unaware = situation_of(supposed.after, at="2023-09-24T12:00", known_at="2023-09-24T12:00").windows()
    ct = [duty.id for duty in london.duties_in_order].index("ct-response")
    assert set(unaware.required[:, ct].tolist()) == {16}


def present(scenario, force):
    """Return how many places of a force count at noon of each day, Saturday to Monday."""
    days = ("2023-09-23T12:00", "2023-09-24T12:00", "2023-09-25T12:00")
    windows = situation_of(scenario).windows()
    rows = [int((windows.starts <= scenario.instant(day)).sum()) - 1 for day in days]
    number = [one.id for one in scenario.forces_in_order].index(force)
    mine = [place for place, kind in enumerate(windows.classes) if kind.force == number]
    return [int(windows.counts[row, mine].sum()) for row in rows]


@pytest.mark.parametrize(
    ("sentences", "there"),
    [
        (["what-if away Sun"], [5, 0, 5]),
        (["what-if away Sun", "what-if away Mon"], [5, 0, 0]),
        (["what-if away Mon", "what-if away Sun"], [5, 0, 0]),
        (["what-if away Sun", "what-if released 2 at Mon 06:00"], [5, 0, 3]),
        (["what-if away Sun", "north-yorkshire away Mon"], [5, 0, 0]),
        (["what-if away Sun", "what-if away Mon", "what-if released at Sat 06:00"], [0, 0, 0]),
    ],
)
def test_a_pool_that_was_away_stays_one_pool_for_what_is_supposed_next(london, sentences, there):
    supposed = what_if(london, "+5 lent arv by north-yorkshire", *sentences)
    assert present(supposed.after, "north-yorkshire") == there
    assert not supposed.warnings


def test_places_of_a_home_pool_that_was_away_step_back_once(london):
    spare = london.with_pool("spare", count=5, force="met", capabilities="arv")
    divided = spare.without("spare", since="Sun 06:00", until="Sun 18:00")
    may = [stepping_back(situation_of(one), 0, "arv").may for one in (spare, divided)]
    assert may[0] == may[1]
    gone = what_if(divided, "everybody of arv steps back", choice="random").after
    assert present(gone, "met") == present(what_if(spare, "everybody of arv steps back", choice="random").after, "met")


def test_a_number_is_chosen_after_all_else_wherever_its_sentence_stands(london):
    situation = situation_of(london, at="2023-09-22T18:00")
    sentences = ["team c away Sat", "ct-response needs 16"]
    orders = [["300 of arv step back", *sentences], [*sentences, "300 of arv step back"]]
    first, last = [what_if(situation, *order, until="2023-09-24T00:00") for order in orders]
    assert first.groups == last.groups
    assert first.understood == (last.understood[2], *last.understood[:2])
    answer = cover(first.after, until="2023-09-24T00:00")
    short = sum(answer.as_json()["summary"]["gap_hours"].values())
    assert round(short, 2) == round(first.groups[0].place_hours, 2)


def test_harm_counts_until_the_end_of_the_time_asked_for(london):
    situation = situation_of(london, at="2023-09-22T18:00")
    groups = {
        choice: what_if(situation, "300 of arv step back", until="2023-09-23T12:00", choice=choice).groups[0]
        for choice in ("worst", "best")
    }
    assert groups["worst"].bounds.untils[-1] == london.instant("2023-09-23T12:00")
    assert groups["worst"].most_possible
    assert groups["best"].least_possible


def test_a_notebook_shows_each_sentence_beside_what_it_supposes_and_nobody(london):
    supposed = what_if(london, "ct-response needs 16", "ct-response needs 16", "3 of arv step back")
    shown = supposed._repr_html_()
    assert shown.count("<th ") == len(supposed.sentences) + len(supposed.warnings)
    assert all(escape(told) in shown for told in (*supposed.sentences, *supposed.understood, *supposed.warnings))
    assert not re.search(r"\bm\d{4}\b", shown)
