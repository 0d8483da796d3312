from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standto
from standto import OptionError, read_scenario, review, sitrep
from standto.coverage import cover
from standto.model.event import Event, Source
from standto.register import Records, situation_of
from standto.scenario.generating import generate
from standto.wording import claimed, day, day_and_time
from tests.register.scenarios import scenarios
from tests.reporting.reading import as_read, words_of

AID = {"aid-asked", "aid-arrived", "aid-released"}
CONTINGENCY = {"contingency-requested", "contingency-agreed", "contingency-deployed", "contingency-stood-down"}
TOLD = AID | CONTINGENCY
KEPT = {"not-release-aid", "not-stand-down-contingency"}
SOURCES = (
    Source("paper", "The 7th paper", "Press 24", "2023-03-26"),
    Source("later", "Later", "Press", "2099-01-01"),
    Source("year", "A year", "Press", "2023"),
    Source("unknown", "Nobody knows"),
)
"""One that is published soon, and three that never count as published here."""


def known(scenario, at):
    """The events known and past at a time, by when they occurred."""
    corrected = {event.subject for event in scenario.events if event.kind == "correction" and event.recorded <= at}
    past = [event for event in scenario.events if event.occurred <= at and event.recorded <= at]
    return [event for event in past if event.kind != "correction" and not (event.id and event.id in corrected)]


def published(scenario, at):
    """The sources that count as published at a time."""
    today = scenario.zone.local(at).date()
    return {
        source.id: source
        for source in scenario.sources
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", source.published) and date.fromisoformat(source.published) <= today
    }


def allowed(scenario, at, form):
    """Everything with a number in it that a public report may hold, and how often."""
    zone = scenario.zone
    events, sources = known(scenario, at), published(scenario, at)
    written = zone.iso if form == "json" else (lambda instant: day_and_time(zone, instant))
    number = zone.local(at).strftime("%Y%m%d-%H%M%z")
    may = Counter({scenario.title: 1, number: 1, standto.__version__: 2, written(at): 2})
    may[written(review(scenario, at=at).next_review)] += 1
    may[f"SHA-256 {scenario.digest}" if form != "json" else scenario.digest] += 1
    if form == "json":
        may["1"] += 1  # the format's version
    steps = {
        (zone.local(event.occurred).date(), event.kind or event.step)
        for event in events
        if event.kind in TOLD or (event.kind == "decision" and event.step in KEPT)
    }
    for on, _ in steps:
        may[on.isoformat() if form == "json" else day(on)] += 1
    for event in events:
        if event.kind in {"report", "statement"} and event.source in sources:
            source = sources[event.source]
            figure = claimed(event.count, event.low, event.high) if event.kind == "report" else ""
            parts = [event.note] if event.kind == "statement" else [figure]
            if form == "json" and event.kind == "report":
                parts = [str(part) for part in (event.count, event.low, event.high) if part is not None]
            if form == "json":
                parts.append(source.id)
            may.update([*parts, source.title, source.publisher, source.published])
    return may


def left_over(words, may):
    """What is left of the words with a number in them, once what may be there is taken out, longest first."""
    for phrase in sorted((phrase for phrase in may if re.search(r"\d", phrase)), key=len, reverse=True):
        pattern = rf"(?<!\w)(?<!\d[.,:]){re.escape(phrase)}(?!\w|[.,:]\d)"
        words = re.sub(pattern, "", words, count=may[phrase])
    return [word for word in words.split() if re.search(r"\d", word)]


def told_too_much(scenario, at):
    """The numbers in each format of a public report that may not be there."""
    report = sitrep(scenario, at=at, audience="public")
    found = {form: left_over(words, allowed(scenario, at, form)) for form, words in words_of(report).items()}
    return {form: numbers for form, numbers in found.items() if numbers}


def inside(scenario, share):
    """An instant of the horizon, on a whole minute."""
    start, until = scenario.horizon
    return start + int((until - start) * share) // 60_000_000 * 60_000_000


@settings(max_examples=50)
@given(st.integers(0, 40), st.integers(5, 60), st.integers(1, 6), st.floats(0, 0.999))
def test_a_public_report_holds_no_number_that_is_not_allowed(seed, people, duties, share):
    scenario = generate(people=people, days=3, duties=duties, teams=5, seed=seed)
    assert told_too_much(scenario, inside(scenario, share)) == {}


@settings(max_examples=50)
@given(scenarios(), st.floats(0, 0.999), st.data())
def test_public_reports_of_odd_scenarios_give_away_no_number(scenario, share, data):
    events = tuple(
        replace(event, source=data.draw(st.sampled_from(("paper", "later", "year", "unknown", ""))))
        if event.kind in {"report", "statement"}
        else event
        for event in scenario.events
    )
    scenario = replace(scenario, title="Exercise 4711", events=events, sources=SOURCES)
    assert told_too_much(scenario, inside(scenario, share)) == {}


WEEKEND = read_scenario("london-2023")
RECORDS = Records(WEEKEND)
MONDAY = WEEKEND.zone.instant(datetime(2023, 9, 25, 13))


def public(scenario, at=MONDAY):
    return as_read(sitrep(scenario, at=at, audience="public"))


@pytest.mark.parametrize("day_of_september", range(21, 29))
def test_the_weekends_public_reports_hold_no_number_that_is_not_allowed(day_of_september):
    at = WEEKEND.zone.instant(datetime(2023, 9, day_of_september, 19, 30))
    assert told_too_much(WEEKEND, at) == {}


def test_a_public_report_has_these_fields_and_no_others():
    report = public(RECORDS)
    assert list(report) == ["format", "heading", "covered", "steps", "next_review", "figures", "statements"]
    assert list(report["heading"]) == [
        "number", "audience", "marking", "scenario", "at", "known_at", "assumed", "digest", "not_checked", "version",
    ]  # fmt: skip
    origin = ["source", "title", "publisher", "published"]
    for rows, fields in (
        ("steps", ["on", "words"]),
        ("figures", ["force", "count", "low", "high", "origin"]),
        ("statements", ["force", "words", "origin"]),
    ):
        assert {tuple(row) for row in report[rows]} == {tuple(fields)}
        assert {tuple(row["origin"]) for row in report[rows] if "origin" in row} <= {tuple(origin)}


def test_a_public_report_names_no_duty_site_pool_or_capability():
    names = {one.id for one in (*WEEKEND.duties, *WEEKEND.pools, *WEEKEND.capabilities)}
    names |= {one.name for one in (*WEEKEND.duties, *WEEKEND.capabilities)} | {duty.site for duty in WEEKEND.duties}
    for words in words_of(sitrep(RECORDS, at=MONDAY, audience="public")).values():
        assert [name for name in names - {""} if re.search(rf"\b{re.escape(name)}\b", words)] == []


def test_the_steps_of_the_weekend_have_their_dates():
    assert [(step["on"], step["words"]) for step in public(RECORDS)["steps"]] == [
        ("2023-09-23", "Other forces were asked for help."),
        ("2023-09-23", "Military support was requested as a contingency."),
        ("2023-09-23", "Military support was agreed as a contingency."),
        ("2023-09-23", "People lent by other forces came on duty."),
        ("2023-09-25", "It was decided to keep help from other forces, under review."),
        ("2023-09-25", "Military support was stood down."),
    ]


def test_a_step_that_is_only_planned_is_not_shown():
    start = WEEKEND.horizon.start
    early = replace(
        WEEKEND, events=tuple(replace(event, recorded=min(event.recorded, start)) for event in WEEKEND.events)
    )
    assert public(early, start)["steps"] == []


def test_a_step_that_was_corrected_is_not_shown():
    start = WEEKEND.horizon.start
    pool = WEEKEND.pools[0].id
    asked = Event("mistake", "aid-asked", pool, start, start)
    correction = Event("", "correction", "mistake", start + 2, start + 2)
    told = [public(replace(WEEKEND, events=events), start + 3)["steps"] for events in ((asked,), (asked, correction))]
    assert [len(steps) for steps in told] == [1, 0]


def test_only_sources_published_by_then_are_shown():
    start, hour = WEEKEND.horizon.start, 3_600_000_000
    today = WEEKEND.zone.local(start).date().isoformat()
    sources = (*SOURCES[1:], Source("today", "Today", "Press", today), Source("paper", "Paper", "Press", "2023-03-26"))
    events = tuple(
        Event(f"r{place}", "report", "met", start, start, count=place, source=source)
        for place, source in enumerate(("paper", "later", "year", "unknown", "", "today"))
    )
    told = public(replace(WEEKEND, events=events, sources=sources), start + hour)["figures"]
    assert [(one["count"], one["origin"]["source"]) for one in told] == [(0, "paper"), (5, "today")]


@pytest.mark.parametrize("at", [datetime(2023, 9, 23, 12), MONDAY])
def test_one_sentence_says_whether_the_duties_are_covered(at):
    at = at if isinstance(at, int) else WEEKEND.zone.instant(at)
    covered = cover(situation_of(WEEKEND, at=at, known_at=at), until=at + 1).covered
    said = "Every duty is covered at" if covered else "Not every duty is fully covered at"
    assert public(RECORDS, at)["covered"] is covered
    assert f"> {said} the time of this report." in sitrep(RECORDS, at=at, audience="public").as_markdown()


def test_a_report_with_assumptions_is_not_for_the_public():
    situation = situation_of(WEEKEND, at=MONDAY, assume=["attack"])
    with pytest.raises(OptionError, match="a report with assumed declarations is not for the public"):
        sitrep(situation, audience="public")
