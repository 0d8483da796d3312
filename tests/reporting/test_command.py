from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto import OptionError, cover, margin, read_scenario, review, sitrep
from standto.model.event import Event, Source
from standto.model.frames import texts_of
from standto.register import Records, situation_of
from standto.scenario.generating import generate
from tests.ladder.building import START, duty, hour, places, scenario
from tests.register.scenarios import scenarios
from tests.reporting.reading import Page, as_read, leaves, words_of

WEEKEND = read_scenario("london-2023")
RECORDS = Records(WEEKEND)
SATURDAY, MONDAY = (WEEKEND.zone.instant(datetime(2023, 9, *clock)) for clock in ((23, 9), (25, 12)))
QUIET = scenario(places(3), duty("shot", 2))


@pytest.fixture(scope="module", params=[SATURDAY, MONDAY], ids=["saturday", "monday"])
def moment(request):
    return request.param


@pytest.fixture(scope="module")
def report(moment):
    return as_read(sitrep(RECORDS, at=moment))


@pytest.fixture(scope="module")
def until(moment):
    return review(situation_of(WEEKEND, at=moment, known_at=moment)).until


def test_each_duty_has_the_numbers_of_cover(report, moment, until):
    answer = cover(situation_of(WEEKEND, at=moment, known_at=moment), until=until).as_json()
    now = {line["duty"]: line for line in answer["windows"][0]["duties"]}
    military = {"mod"}
    for line in report["duties"]:
        filled = now[line["duty"]]["filled"]
        aid = sum(count for force, count in filled.items() if force not in {"met", *military})
        expected = (
            now[line["duty"]]["required"],
            filled.get("met", 0),
            aid,
            filled.get("mod", 0),
            now[line["duty"]]["gap"],
        )
        assert tuple(line[key] for key in ("required", "home", "aid", "contingency", "gap")) == expected
    short = {line["duty"]: line["gap_hours"] for line in report["duties"] if line["gap_hours"]}
    assert short == answer["summary"]["gap_hours"]
    first = [line["first_short"] for line in report["duties"] if line["first_short"]]
    assert min(first, default=None) == answer["summary"]["first_gap"]


def test_shortages_are_the_sets_of_duties_that_cover_proves_short(report, moment, until):
    answer = cover(situation_of(WEEKEND, at=moment, known_at=moment), until=until).as_json()
    proved = {}
    for window in answer["windows"]:
        for proof in window["bottlenecks"]:
            proved.setdefault((window["from"], tuple(proof["duties"])), proof)
    told = {}
    for one in report["shortages"]:
        proof = proved[one["at"], tuple(one["duties"])]
        assert [one[key] for key in ("required", "eligible", "short", "not_counted")] == [
            proof[key] for key in ("required", "eligible", "short", "not_counted")
        ]
        for (start, duties), _ in proved.items():
            if one["from"] <= start < one["until"] and duties == tuple(one["duties"]):
                told[start, duties] = proof["short"]
    assert set(told) == set(proved)


def test_margins_are_those_of_margin(report, moment, until):
    answer = margin(situation_of(WEEKEND, at=moment, known_at=moment), until=until).as_json()
    assert (report["runs"], report["seed"]) == (answer["runs"], answer["seed"])
    for line, least in zip(report["margins"], answer["summary"], strict=True):
        assert [line[key] for key in ("criticality", "worst_case", "from", "until", "register")] == [
            least[key] for key in ("criticality", "worst_case", "from", "until", "register")
        ]
        assert [line[key] for key in ("p05", "p50", "p95")] == list((least["random"] or {}).values())


def test_recommendations_and_kept_help_are_those_of_the_review(report, moment):
    answer = review(situation_of(WEEKEND, at=moment, known_at=moment)).as_json()
    assert sorted(one["id"] for one in report["recommendations"]) == sorted(
        one["id"] for one in answer["recommendations"]
    )
    assert [one["late"] for one in report["recommendations"]] == sorted(
        (one["late"] for one in answer["recommendations"]), key=lambda late: not late
    )
    for ours, theirs in (("remaining", "remaining"), ("kept", "kept")):
        keys = ("duty", "from", "until", "gap") if ours == "remaining" else ("pool", "state", "count")
        assert [[one[key] for key in keys] for one in report[ours]] == [
            [one[key] for key in keys] for one in answer[theirs]
        ]
    assert report["next_review"] == answer["next_review"]


def test_help_is_listed_by_state_with_its_age(report, moment):
    told = {(line["pool"], line["state"], line["since"]): line["count"] for line in report["help"]}
    situation = situation_of(WEEKEND, at=moment, known_at=moment)
    iso = WEEKEND.zone.iso
    lots = {
        (pool.id, state, None if lot.since < 0 else iso(lot.since)): lot.count
        for pool in WEEKEND.pools
        for state, found in situation.lots(pool.id, moment).items()
        for lot in found
    }
    assert told == lots


def test_help_that_can_fill_no_duty_has_the_reason():
    sunday = WEEKEND.zone.instant(datetime(2023, 9, 24, 12))
    told = sitrep(RECORDS, at=sunday)
    idle = {(line["pool"], line["state"]): line["idle"] for line in as_read(told)["help"]}
    why = "can fill no duty now: attack is not declared"
    assert {key: said for key, said in idle.items() if said} == {("mod-support", "standby"): why}
    assert [form for form in ("md", "html") if f"standby; {why}" not in words_of(told)[form]] == []
    attack = Event("attack", "declared", "attack", sunday, sunday)
    declared = as_read(sitrep(Records(replace(WEEKEND, events=(*WEEKEND.events, attack))), at=sunday))
    assert {line["idle"] for line in declared["help"]} == {""}


def test_the_stretches_of_a_duty_follow_one_another_over_the_time_of_the_chart(report):
    for series in report["series"]:
        stretches = series["stretches"]
        assert (stretches[0]["from"], stretches[-1]["until"]) == (report["series_from"], report["until"])
        assert [one["until"] for one in stretches[:-1]] == [one["from"] for one in stretches[1:]]
        numbers = [tuple(value for key, value in one.items() if key not in {"from", "until"}) for one in stretches]
        assert all(before != after for before, after in pairwise(numbers))
        for one in stretches:
            filled = one["home"] + one["aid"] + one["contingency"]
            assert (one["required"] or 0) == filled + one["gap"]


def test_conflicting_figures_are_beside_the_registers_own():
    report = as_read(sitrep(RECORDS, at=MONDAY))
    claims = [(one["count"], one["low"], one["high"]) for one in report["figures"]]
    assert claims == [(None, 24, 99), (None, 40, 199), (None, 90, 110), (None, 101, 2595), (None, 0, 300)]
    answer = cover(situation_of(WEEKEND, at=MONDAY, known_at=MONDAY), until=MONDAY + 1).as_json()
    assert [one["register"] for one in report["figures"]] == [one["register"] for one in answer["reports"]]
    assert [(one["force"], one["conflict"]) for one in report["stepped_back"]] == [
        ("Metropolitan Police Service", True)
    ]
    assert report["figures"][-1]["origin"]["published"] == "2023-09-25"


# -- since the previous report ---------------------------------------------------------------------------------


def test_the_previous_report_is_the_policys_hours_before_or_the_start():
    policy = replace(QUIET.policy, review_hours=12)
    quiet = replace(QUIET, policy=policy)
    previous = [as_read(sitrep(quiet, at=hour(at)))["previous"] for at in (0, 5, 30)]
    assert previous == [None, QUIET.zone.iso(START), QUIET.zone.iso(hour(18))]


def test_there_is_no_change_if_nothing_happened():
    report = sitrep(QUIET, at=hour(30))
    assert (as_read(report)["changes"], as_read(report)["entered"]) == ([], [])
    assert "> No change since Mon 8 Jan 2024 18:00 (UTC+00:00)." in report.as_markdown()


def test_the_first_report_says_that_it_is():
    assert "This is the first report." in sitrep(QUIET, at=START).as_markdown()


def test_changes_show_the_value_before_and_now():
    gone = Event("", "stepped-back", "places", hour(20), hour(20), count=2)
    report = as_read(sitrep(replace(QUIET, events=(gone,)), at=hour(30), previous=hour(18)))
    changes = {one["what"]: (one["before"], one["now"]) for one in report["changes"]}
    assert changes == {
        "shot, now": ("covered, 2 required", "1 short of 2"),
        "shot, look-ahead": ("covered", "up to 1 short"),
        "Worst case of the margin, criticality 1": ("1", "short already"),
        "Stepped back, home": ("0", "2"),
        "places, available": ("3 places", "1 place"),
        "places, stepped back": ("none", "2 places"),
        "Recommended: Review home": ("none", "yes"),
    }
    assert [(one["event"], one["count"]) for one in report["entered"]] == [("stepped-back", 1)]


def test_the_previous_report_is_as_known_then():
    late = Event("", "stepped-back", "places", hour(10), hour(20), count=2)
    report = as_read(sitrep(replace(QUIET, events=(late,)), at=hour(30), previous=hour(18)))
    assert {one["what"]: one["before"] for one in report["changes"]}["Stepped back, home"] == "0"


def test_decisions_taken_or_recorded_since_are_listed_and_no_others():
    decisions = tuple(
        Event(name, "decision", "home", hour(at), hour(recorded), step="no-change", note=f"why {name}")
        for name, at, recorded in (("old", 10, 10), ("told-late", 10, 20), ("new", 20, 20), ("coming", 40, 20))
    )
    report = as_read(sitrep(replace(QUIET, events=decisions), at=hour(30), previous=hour(18)))
    assert [(one["reference"], one["note"]) for one in report["decisions"]] == [
        ("told-late", "why told-late"),
        ("new", "why new"),
    ]


# -- people ----------------------------------------------------------------------------------------------------


def ciphers_in(report, scenario):
    """The ciphers that some format of a report names."""
    ciphers = {person.id for person in scenario.people}
    return {
        word
        for words in words_of(report).values()
        for word in re.findall(r"[a-z0-9._-]*[a-z0-9]", words.lower())
        if word in ciphers
    }


@settings(max_examples=25)
@given(st.integers(0, 20), st.integers(5, 60), st.floats(0, 0.999), st.sampled_from(("command", "public")))
def test_no_report_names_a_volunteer(seed, people, share, audience):
    scenario = generate(people=people, days=2, duties=3, teams=5, seed=seed)
    start, until = scenario.horizon
    report = sitrep(scenario, at=start + int((until - start) * share), audience=audience, runs=5)
    assert ciphers_in(report, scenario) == set()


@pytest.mark.parametrize("audience", ["command", "public"])
def test_a_cipher_in_free_words_is_withheld(audience):
    cipher = WEEKEND.people[0].id
    words = f"{cipher.upper()} said so, and ({cipher}), {cipher}-{cipher}, {cipher}."
    events = tuple(replace(event, note=words) if event.note else event for event in WEEKEND.events)
    events += (Event(f"by-{cipher}", "decision", "met", MONDAY, MONDAY, step="no-change", note=words),)
    sources = tuple(Source(one.id, f"Told by {cipher}", one.publisher, one.published) for one in WEEKEND.sources)
    told = replace(WEEKEND, title=f"About {cipher}", events=events, sources=sources)
    report = sitrep(told, at=MONDAY, audience=audience)
    assert ciphers_in(report, told) == set()
    assert "[a volunteer's cipher] said so, and ([a volunteer's cipher])" in words_of(report)["html"]


# -- evidence --------------------------------------------------------------------------------------------------


COMMON = {"", "/margins", "/series/stretches", "/shortages/not_counted"}
"""Where the evidence is another's: what a part has in common is in `traced`, and a stretch has its series'."""


def untraced(value, path=""):
    """Where a record has a number of its own and no evidence."""
    if isinstance(value, dict):
        own = [key for key, each in value.items() if type(each) in (int, float)]
        if own and not value.get("trace"):
            yield path
        for key, each in value.items():
            yield from untraced(each, f"{path}/{key}")
    elif isinstance(value, list):
        for each in value:
            yield from untraced(each, path)


def test_every_number_has_its_evidence(report):
    assert set(untraced(report)) <= COMMON
    assert all(report["traced"].values())


def test_all_evidence_is_in_the_annex_and_is_used(report):
    refs = {one["ref"] for one in report["annex"]}
    used = set(re.findall(r"'(A\d+)'", str({key: value for key, value in report.items() if key != "annex"})))
    assert used == refs


@settings(max_examples=40)
@given(scenarios(), st.floats(0, 0.999), st.booleans())
def test_reports_of_odd_scenarios_have_evidence_for_every_number(scenario, share, pictures):
    start, until = scenario.horizon
    told = sitrep(scenario, at=start + int((until - start) * share), runs=3)
    report = as_read(told)
    assert set(untraced(report)) <= COMMON
    assert {link.upper() for link in re.findall(r"\(#(a\d+)\)", told.as_markdown())} == {
        one["ref"] for one in report["annex"]
    }
    if pictures:
        page = Page(told.as_html())
        assert set(page.links) <= set(page.ids)


# -- asking ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "at: a situation report needs a time"),
        ({"at": START - 1}, "at: 2024-01-07T23:59:59.999999+00:00 is not at or after 2024-01-08T00:00:00+00:00"),
        ({"at": hour(2), "audience": "press"}, "audience: 'press' is not one of command, public"),
        ({"at": hour(2), "previous": hour(2)}, "previous: 2024-01-08T02:00:00+00:00 is not from 2024-01-08T00:00"),
        ({"at": hour(2), "previous": START - 1}, "previous: 2024-01-07T23:59:59.999999+00:00 is not from"),
        ({"at": hour(2), "marking": " "}, "marking: ' ' is not a line of 1 to 100 printable characters"),
        ({"at": hour(2), "marking": "a\nb"}, "marking"),
        ({"at": hour(2), "runs": 0}, "runs: 0 is not a whole number from 1 to 100,000"),
    ],
)
def test_arguments_that_are_not_allowed_are_refused(asked, said):
    with pytest.raises(OptionError, match=re.escape(said)):
        sitrep(QUIET, **asked)


def test_a_situation_has_its_own_times_and_assumptions():
    situation = situation_of(WEEKEND, at=MONDAY, known_at=SATURDAY, assume=["attack"])
    report = as_read(sitrep(situation, runs=5))
    heading = report["heading"]
    iso = WEEKEND.zone.iso
    assert (heading["at"], heading["known_at"], heading["assumed"]) == (iso(MONDAY), iso(SATURDAY), ["attack"])
    assert report["declared"] == ["attack"]
    assert heading["number"] == "20230925-1200+0100-known-20230923-0900+0100"
    assert "--assume attack" in report["annex"][0]["query"]


def test_reports_carry_their_marking_and_their_inputs(report):
    heading = report["heading"]
    assert heading["marking"] == "OFFICIAL-SENSITIVE — command"
    assert (heading["digest"], heading["scenario"]) == (WEEKEND.digest, WEEKEND.title)
    assert heading["not_checked"] == ["rest"]
    html = sitrep(QUIET, at=hour(2), marking="Secret; see < & >").as_html()
    assert html.count("Secret; see &lt; &amp; &gt;") == 4


def test_the_same_input_gives_the_same_bytes():
    for audience in ("command", "public"):
        one, other = (sitrep(read_scenario("london-2023"), at=SATURDAY, audience=audience) for _ in range(2))
        assert (one.as_html(), one.as_markdown(), one.as_json()) == (
            other.as_html(),
            other.as_markdown(),
            other.as_json(),
        )


def test_values_of_json_are_plain():
    report = sitrep(RECORDS, at=SATURDAY).as_json()
    assert {type(value) for value in leaves(report)} <= {str, int, float, bool, type(None)}


def test_rows_are_flat_and_the_repr_is_short():
    report = sitrep(RECORDS, at=SATURDAY, runs=20)
    duties = report.as_json()["duties"]
    assert texts_of(report.rows()) == [{key: value for key, value in one.items() if key != "trace"} for one in duties]
    assert report.summary() == report.as_markdown()
    assert repr(report).endswith(": 20230923-0900+0100 for command>")
    public = sitrep(RECORDS, at=SATURDAY, audience="public")
    assert texts_of(public.rows()) == public.as_json()["steps"]
