from __future__ import annotations

import re

import pytest

from standto import cover, margin, review
from standto.model.time import HOUR
from standto_desk.acts.free_text import Rationale
from standto_desk.acts.proposing import Plan, propose_step
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.reading import head
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.boards import board_of
from tests.desk.reading_pages import words_of


def test_the_board_has_the_librarys_numbers_of_each_duty(weekend, client_as):
    situation = weekend.situation()
    answer = cover(situation, until=now() + 72 * HOUR)
    lines = {line.duty: line for line in board_of(picture_now()).duties}
    for place, duty in enumerate(situation.scenario.duties_in_order):
        line, short = lines[duty.id], answer.gap[:, place]
        assert line.most_short == short.max()
        assert line.gap == short[0]
        assert line.required == answer.windows.required[0, place]
        assert line.gap_hours == answer.gap_hours.get(duty.id, 0)


def test_a_gap_now_is_the_headline_and_comes_first(weekend, client_as):
    page = client_as("planner").get("/")
    assert re.search(r"<h1[^>]*>.*?1 duty has a gap now\s*</h1>", page.content.decode(), re.DOTALL)
    assert "7 places are missing." in words_of(page)
    board = board_of(picture_now())
    assert board.short_duties[0].duty == "armed-response-outer"
    assert board.short_duties[0].first_gap.why in words_of(page)


def test_without_a_gap_the_headline_says_until_when(weekend, client_as):
    set_demo_clock(at=weekend.at("2023-09-22T18:00"))
    assert "Every duty is covered until Mon 25 Sep 18:00 BST" in words_of(client_as("planner").get("/"))


def test_a_gap_ahead_ends_the_time_that_is_covered(weekend, client_as):
    set_demo_clock(at=weekend.at("2023-09-22T20:00"))
    first = min(gap.start for line in board_of(picture_now()).duties for gap in line.gaps)
    assert first > now()
    assert f"Every duty is covered until {weekend.words(first)}" in words_of(client_as("planner").get("/"))


def test_cover_that_fails_ahead_has_not_failed_already(weekend, client_as):
    set_demo_clock(at=weekend.at("2023-09-22T20:00"))
    first = weekend.words(min(gap.start for line in board_of(picture_now()).duties for gap in line.gaps))
    for page in ("/", "/?screen=wall"):
        said = words_of(client_as("planner").get(page))
        assert f"Every duty is covered until {first}" in said
        assert f"Cover fails from {first}" in said
        assert "already" not in said
    assert "Short ahead: " in words_of(client_as("planner").get("/"))


def test_the_margin_is_the_librarys_beside_the_reserve(weekend, client_as):
    situation = weekend.situation()
    least = margin(situation, until=now() + 72 * HOUR, runs=1).least
    board = board_of(picture_now())
    assert [line.worst_case for line in board.margins] == [
        None if one.critical is None else one.critical.worst_case for one in least
    ]
    assert "Cover has failed already" in words_of(client_as("planner").get("/"))


def test_every_recommendation_is_there_with_late_ones_first(weekend, client_as):
    answer = review(weekend.situation())
    board = board_of(picture_now())
    assert sorted(one for each in board.advice for one in each.ids) == sorted(one.id for one in answer.recommendations)
    late = [each.late for each in board.advice]
    assert late == sorted(late, reverse=True)
    assert board.next_review == answer.next_review


def test_the_deadline_of_a_call_in_allows_for_its_notice(weekend, client_as):
    set_demo_clock(at=weekend.at("2023-09-22T22:00"))
    (found,) = [one for one in board_of(picture_now()).advice if one.ids == ("call-in:armed-response-outer",)]
    assert (found.by, found.late) == (weekend.at("2023-09-23T03:00"), False)
    by = weekend.words(found.by)
    planner = client_as("planner")
    assert found.first.startswith("first for Sat 23 Sep 07:00")
    assert found.words in words_of(planner.get("/"))
    assert f"Decide by {by}." in words_of(planner.get("/"))
    assert f"{found.words}, by {by}." in words_of(planner.get("/?screen=wall"))
    assert f"Decide by {by}." in words_of(planner.get("/ladder/"))


@pytest.mark.parametrize("text", ["2023-09-23T03:00", "2023-09-23T12:00"], ids=["at that minute", "hours after it"])
def test_late_steps_say_decide_now_even_at_the_minute_they_are_due(weekend, client_as, text):
    set_demo_clock(at=weekend.at(text))
    late = [one for one in board_of(picture_now()).advice if one.late and one.by is not None]
    assert any(one.by == now() for one in late)
    planner = client_as("planner")
    for page in map(words_of, (planner.get("/"), planner.get("/ladder/"))):
        assert [one.ids for one in late if f"Decide now: due by {weekend.words(one.by)}." not in page] == []
        assert "Was to be decided" not in page


def test_help_is_listed_by_state_with_its_age_and_the_force_it_waits_for(weekend, client_as):
    situation = weekend.situation()
    board = board_of(picture_now())
    counted = {}
    for line in board.help:
        counted[line.pool, line.state] = counted.get((line.pool, line.state), 0) + line.count
    assert counted == {
        (pool.id, state): sum(lot.count for lot in lots)
        for pool in situation.scenario.pools
        for state, lots in situation.lots(pool.id, now()).items()
    }
    offered = next(line for line in board.help if line.state == "offered")
    assert offered.waiting_for == "Metropolitan Police Service"
    confirmed = next(line for line in board.help if line.state == "confirmed")
    assert confirmed.waiting_for == confirmed.force


def test_kept_help_has_the_names_of_duties_and_times_with_their_zone(weekend, client_as):
    set_demo_clock(at=weekend.at("2023-09-25T12:00"))
    board = board_of(picture_now())
    ids = re.compile("|".join(re.escape(duty.id) for duty in weekend.scenario.duties if duty.name))
    assert [one for one in board.kept if ids.search(one.words)] == []
    assert len(board.kept) == len(picture_now().review.kept) > 0
    for one in board.kept:
        assert re.findall(r"\d\d:\d\d(?! BST)", one.words) == []
        assert one.words in words_of(client_as("planner").get("/"))


def test_nobody_is_named_on_the_board(weekend, client_as):
    people = {person.id for person in weekend.scenario.people}
    for role in ("viewer", "duty-officer", "commander", "auditor"):
        words = set(re.findall(r"[\w-]+", words_of(client_as(role).get("/"))))
        assert words & people == set()


def test_times_carry_their_zone(weekend, client_as):
    assert "As of Saturday 23 September 2023, 12:00 BST" in words_of(client_as("planner").get("/"))


def test_a_change_of_the_clocks_is_shown(autumn, client_as):
    words = words_of(client_as("planner").get("/"))
    assert "Clocks go back at Sun 29 Oct 01:00 GMT." in words


def test_every_chart_has_its_table(weekend, client_as):
    page = client_as("planner").get("/").content.decode()
    assert page.count("<figure") == page.count("as a table")


def test_the_big_screen_has_the_headline_and_nothing_to_read_closely(weekend, client_as):
    page = client_as("planner").get("/?screen=wall")
    assert "desk-wall" in page.content.decode()
    assert "1 duty has a gap now" in words_of(page)
    assert "Since your last visit" not in words_of(page)
    assert "could fill any of them" not in words_of(page)


def test_the_board_works_without_scripts(weekend, client_as):
    page = client_as("planner").get("/").content.decode()
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in page
    assert ">Refresh</a>" in page


def test_the_parts_that_change_are_marked_as_live_regions(weekend, client_as):
    page = client_as("planner").get("/").content.decode()
    regions = re.findall(r'id="([^"]+)" data-live-region', page)
    assert regions == [
        "desk-bar",
        "board-headline",
        "board-waiting",
        "board-in-short",
        "board-since",
        "board-duties",
        "board-steps",
        "board-margin",
        "board-help",
        "board-chart",
    ]
    assert 'data-live="/live/"' in page


def test_a_board_is_drawn_once_for_all_its_readers(weekend, client_as, django_queries):
    client = client_as("planner")
    client.get("/")
    with django_queries() as queries:
        client.get("/")
    assert len(queries) <= 21  # of which half are plain SQL for the clock and the head


def test_accounts_without_a_board_are_redirected_to_their_first_page(weekend, client_as):
    assert client_as("volunteer", cipher="m0001").get("/").headers["Location"] == "/my/"
    assert client_as("administrator").get("/").headers["Location"] == "/accounts/"
    assert client_as(None).get("/").headers["Location"] == "/account/login/?next=/"


def test_the_board_is_drawn_from_the_ledgers_head(weekend, client_as):
    assert board_of(picture_now()).sequence == head().count


def test_a_waiting_proposal_shows_the_posts_it_waits_for_and_how_long(weekend, client_as):
    commander = client_as("commander", post="strategic-commander").account
    why = Rationale(information="Few are left.", conditions="Two nights without a gap.")
    plan = Plan(step="ask-aid", subject="surrey-arv", count=1, rationale=why)
    propose_step(account=commander, author=Author(str(commander.pk), "strategic-commander", "met"), plan=plan, key="a")
    set_demo_clock(at=now() + 2 * HOUR)
    (line,) = board_of(picture_now()).waiting
    assert line.words == "Ask surrey-arv for help, 1 place"
    assert [post for post, _ in line.posts] == ["strategic commander"]
    words = words_of(client_as("planner").get("/"))
    assert "Ask surrey-arv for help, 1 place: waits for strategic commander (2 h)" in words


def test_a_force_without_duties_has_a_board_too(bare, client_as):
    words = words_of(client_as("planner").get("/"))
    assert "No duty stands now" in words
    assert "No help is here or on its way." in words
    assert client_as("planner").get("/?screen=wall").status_code == 200


def test_without_a_scenario_the_page_says_how_to_begin(desk, client_as):
    words = words_of(client_as("planner").get("/"))
    assert "There is no scenario yet" in words
    assert "standto ledger import FOLDER --database URL" in words


def test_after_the_declared_horizon_the_board_rolls_on_with_the_clock(handful, client_as):
    set_demo_clock(at=handful.at("2023-11-20T12:00"))
    words = words_of(client_as("planner").get("/"))
    assert "As of Monday 20 November 2023, 12:00 GMT, looking ahead to Thursday 23 November 2023, 12:00 GMT." in words


def test_the_board_warns_of_a_power_of_the_military_that_bears_on_no_duty(weekend, client_as):
    assert "forbids nothing" not in words_of(client_as("planner").get("/"))
    ban = {"kind": "military", "task": "ct-response", "site": "nowhere", "permitted": "no"}
    append([Draft("row", "powers", "ban", step="set", body=ban)], author=Author("importer", "", "met"), now=now())
    told = "In the tables, power 'ban' forbids nothing: no duty of the task 'ct-response' has the site 'nowhere'"
    assert told in words_of(client_as("planner").get("/"))
