from __future__ import annotations

import re

import pytest
from django.utils.html import escape

from standto import cover, margin, review, situation_of
from standto.model.time import DAY, HOUR, MINUTE
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.kit.instants import read, written
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.reading import entries
from standto_desk.picture.headcounts import headcount
from standto_desk.picture.showing import picture_at
from standto_desk.presenting.boards import board_of
from standto_desk.presenting.figures import figures_of
from tests.desk.components.rendering import tree
from tests.desk.reading_pages import faults_of, words_of

PAGE, CHANGES = "/look-back/", "/look-back/changes/"
AUTHOR = Author("a", "gold", "met")
LATER = "2023-09-28T12:00"


def opened(client, at: int, known: int | None = None):
    """The page of a moment."""
    return client.get(PAGE, {"at": written(at)} | ({} if known is None else {"known": written(known)}))


@pytest.mark.parametrize("instant", [0, 1, 1_695_466_800_000_000, 1_695_466_800_000_001, -62_135_596_800_000_000])
def test_an_instant_in_an_address_is_exact(instant):
    assert read(written(instant)) == instant


def test_an_instant_without_a_zone_is_none():
    with pytest.raises(ValueError):
        read("2023-09-23T12:00:00")


@pytest.mark.parametrize(
    ("at", "known"),
    [
        ("2023-09-22T18:00", None),
        ("2023-09-25T02:03", None),
        ("2023-09-23T12:00", None),
        ("2023-09-23T12:00", LATER),
        (LATER, None),
    ],
)
def test_the_numbers_of_a_past_moment_are_the_librarys(weekend, client_as, at, known):
    set_demo_clock(at=weekend.at("2023-09-30T12:00"))
    moment, known_at = weekend.at(at), weekend.at(known or at)
    # From nothing: everything that was known then, as a folder would hold it.
    situation = situation_of(scenario_at(moment, known_at), at=moment, known_at=known_at)
    until = min(moment + 72 * HOUR, situation.period.until)
    covered, least = cover(situation, until=until), margin(situation, until=until, runs=1).least
    answer = review(situation)
    figures = figures_of(board_of(picture_at(moment, known_at)))
    now_short = covered.gap[0]
    assert figures["Duties with a gap at that moment"] == (now_short > 0).sum()
    assert figures["Places missing at that moment"] == now_short.sum()
    assert figures["Duties with a gap in the look-ahead"] == (covered.gap.max(axis=0) > 0).sum()
    lengths = covered.windows.untils - covered.windows.starts
    missing = (covered.gap.sum(axis=1) * lengths).sum() / HOUR
    assert figures["Place-hours missing in the look-ahead"] == f"{missing:,.1f}"
    assert figures["Steps recommended"] == len(answer.recommendations)
    worst = [value for label, value in figures.items() if label.startswith("How many more")]
    assert worst == [_in_a_word(one) for one in least]
    page = words_of(opened(client_as("auditor"), moment, known_at))
    assert board_of(picture_at(moment, known_at)).headline.words in page
    for duty in situation.scenario.duties:
        assert (duty.name or duty.id) in page


def changed(client, start: int, until: int):
    """The page of what changed between two moments."""
    return client.get(CHANGES, {"start": written(start), "until": written(until)})


def _in_a_word(least) -> str:
    """The worst case in the words of the board."""
    if least.critical is None:
        return "no limit"
    low, high = least.critical.worst_case, least.at_most
    return "short" if low == -1 else f"{low:,}" if low == high else f"{low:,} to {high:,}"


def test_a_past_moment_says_that_it_is_past_and_does_not_update(weekend, client_as):
    set_demo_clock(at=weekend.at(LATER))
    page = opened(client_as("planner"), weekend.at("2023-09-23T12:00"))
    words = words_of(page)
    assert "The past: as of Saturday 23 September 2023, 12:00 BST, as known then." in words
    assert "data-live=" not in page.content.decode()
    page = opened(client_as("planner"), weekend.at("2023-09-23T12:00"), weekend.at("2023-09-25T12:00"))
    assert "12:00 BST, as known at Monday 25 September 2023, 12:00 BST." in words_of(page)


def test_what_was_known_then_stands_beside_what_is_known_now(weekend, client_as):
    set_demo_clock(at=weekend.at(LATER))
    at = weekend.at("2023-09-23T12:00")
    page = words_of(opened(client_as("planner"), at))
    learnt = entries().filter(known__gt=at, known__lte=now(), occurred__lt=at + 72 * HOUR).count()
    assert f"{learnt:,} entries have become known about that moment" in page
    then, last = figures_of(board_of(picture_at(at))), figures_of(board_of(picture_at(at, now())))
    label = "Stepped back, Metropolitan Police Service"
    assert f"{label} {then[label]:,} {last[label]:,}" in page


def test_at_the_present_nothing_has_become_known_since(handful, client_as):
    assert "Nothing has become known since." in words_of(opened(client_as("planner"), now()))


def test_links_lead_to_moments_nearby_and_to_what_became_known(handful, client_as):
    at = handful.at("2023-09-23T09:00")
    page = opened(client_as("planner"), at).content.decode()
    known = entries().filter(known__gt=0).order_by("known").values_list("known", flat=True)
    before, after = known.filter(known__lt=at).last(), known.filter(known__gt=at).first()
    for to in (at - DAY, at - HOUR, at + HOUR, before, after):
        assert f'href="{PAGE}?at={written(to)}"' in page
    # A day on is not there yet.
    assert f"at={written(at + DAY)}" not in page


def test_a_chosen_time_of_knowledge_stays_when_the_moment_changes(handful, client_as):
    at, known = handful.at("2023-09-23T09:00"), handful.at("2023-09-23T11:00")
    page = opened(client_as("planner"), at, known).content.decode()
    assert escape(f"{PAGE}?at={written(at - HOUR)}&known={written(known)}") in page


def test_a_moment_in_the_future_is_an_error(handful, client_as):
    page = opened(client_as("planner"), now() + HOUR, now() + 2 * HOUR)
    assert page.status_code == 422
    assert faults_of(page) == ["As of must not be in the future", "As known at must not be in the future"]


def test_a_moment_can_be_typed_with_a_zone_in_the_hour_that_occurs_twice(autumn, client_as):
    set_demo_clock(at=autumn.at("2023-10-29T12:00"))
    typed = {"at_0": "29", "at_1": "10", "at_2": "2023", "at_3": "01:30 GMT"}
    assert "Sunday 29 October 2023, 01:30 GMT" in words_of(client_as("planner").get(PAGE, typed))
    assert "Sunday 29 October 2023, 01:30 BST" in words_of(client_as("planner").get(PAGE, typed | {"at_3": "01:30"}))


@pytest.mark.parametrize(
    "typed", ["today", "2023-09-23T12:00:00", "2023-13-01T00:00:00Z", "1695466800000000", "0001-01-01T00:00:00Z"]
)
def test_an_impossible_moment_is_an_error(handful, client_as, typed):
    page = client_as("planner").get(PAGE, {"at": typed})
    assert (page.status_code, len(faults_of(page))) == (422, 1)


def test_the_earliest_date_that_can_be_typed_has_a_page(handful, client_as):
    typed = {"at_0": "1", "at_1": "1", "at_2": "1970", "at_3": "00:00"}
    assert "Thursday 1 January 1970, 00:00" in words_of(client_as("planner").get(PAGE, typed))
    page = client_as("planner").get(PAGE, typed | {"at_2": "0001"})
    assert faults_of(page) == ["As of must have a year from 1970 to 2199, in four numbers"]


def test_before_there_was_a_scenario_nothing_was_planned(desk, client_as):
    assert "Nothing was planned then" in words_of(client_as("planner").get(PAGE, {"at": "2023-09-23T11:00:00Z"}))


# -- what changed --------------------------------------------------------------------------------------------------


def test_two_moments_stand_side_by_side_each_as_known_then(weekend, client_as):
    set_demo_clock(at=weekend.at(LATER))
    start, until = weekend.at("2023-09-23T12:00"), weekend.at("2023-09-25T12:00")
    page = words_of(changed(client_as("planner"), start, until))
    before, after = picture_at(start), picture_at(until)
    counts = [headcount(picture.situation, picture.at, "met") for picture in (before, after)]
    for words, state in (("on duty", "on_duty"), ("stepped back", "stepped_back"), ("unavailable", "unavailable")):
        numbers = " ".join(f"{getattr(one, state):,}" for one in counts)
        assert f"Metropolitan Police Service, {words} {numbers}" in page
    lines = [{line.duty: line for line in board_of(picture).duties} for picture in (before, after)]
    for duty, line in lines[1].items():
        first = lines[0][duty]
        said = f"{first.most_short} {line.most_short}"
        same = (first.state, first.most_short) == (line.state, line.most_short)
        assert f"{said} {'the same' if same else 'changed'}" in page[page.index(line.name) :][:200]


def test_the_entries_in_between_are_counted_by_kind(weekend, client_as):
    set_demo_clock(at=weekend.at(LATER))
    start, until = weekend.at("2023-09-23T12:00"), weekend.at("2023-09-25T12:00")
    client = client_as("auditor")
    page = changed(client, start, until)
    for kind, words in (("decision", "Decision"), ("stepped-back", "Stepped back"), ("aid-arrived", "Aid arrived")):
        number = entries().filter(kind=kind, known__gt=start, known__lte=until).count()
        assert f"{words} {number:,}" in words_of(page)
    listing = client.get(
        "/look-back/entries/", {"kind": "decision", "start": written(start + 1), "until": written(until + 1)}
    )
    number = entries().filter(kind="decision", known__gt=start, known__lte=until).count()
    assert f"{number} entries found" in words_of(listing)
    assert "/look-back/entries/" not in changed(client_as("viewer"), start, until).content.decode()


def test_moments_the_wrong_way_round_are_an_error(handful, client_as):
    page = changed(client_as("planner"), now(), now() - HOUR)
    assert faults_of(page) == ["“Until” must be later than “From”"]


def test_a_declaration_between_two_moments_is_shown(handful, client_as):
    start = now()
    append([Draft("event", kind="declared", subject="attack")], author=AUTHOR, now=start)
    set_demo_clock(at=start + HOUR)
    page = words_of(changed(client_as("planner"), start - HOUR, start + HOUR))
    assert "Declarations in force none attack changed" in page


def test_nobody_is_named_in_what_changed(weekend, client_as):
    people = {person.id for person in weekend.scenario.people}
    start, until = weekend.at("2023-09-22T12:00"), now()
    for page in (
        opened(client_as("auditor"), start),
        changed(client_as("auditor"), start, until),
    ):
        assert people & set(words_of(page).replace(",", " ").split()) == set()


@pytest.mark.parametrize("page", ["/look-back/", "/look-back/changes/", "/statement/", "/clock/"])
def test_times_to_begin_with_are_whole_minutes(handful, client_as, page):
    people = ("m0001", "m0002", "m0003")
    append([Draft("event", "unavailable", one) for one in people], author=AUTHOR, now=now())
    assert now() % MINUTE != 0
    boxes = tree(client_as("commander").get(page).content.decode()).all("input", type="text")
    times = [box.attributes["value"] for box in boxes if box.attributes["name"].endswith("_3")]
    assert [time for time in times if time and not re.fullmatch(r"\d\d:\d\d", time)] == []
    assert any(times)
