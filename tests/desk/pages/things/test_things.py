"""The pages of duties, crews, pools and recommendations: what the board says of them, their past, and who sees what."""

from __future__ import annotations

import re

import pytest

from standto import cover, review, situation_of
from standto.model.steps import NOT
from standto.model.time import DAY
from standto.wording import id_words
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.components.cells import MARKS
from standto_desk.components.moments import short_moment
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.live.hours import last_hour_shown
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.boards import board_of
from standto_desk.presenting.tones import tone
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import words_of

GAPS = re.compile(r"(\w{3} \d+ \w{3} \d\d:\d\d \w{3}(?: to [\w: ]+?)?): (\d+) short of (\d+)\.")
NUMBERS = ("planner", "commander", "auditor", "duty-officer")


def gaps_of(scenario, at, until, duty, known_at=None):
    """The gaps of a duty, window by window, merged by hand: start, end and number of missing people."""
    answer = cover(situation_of(scenario, at=at, known_at=known_at), until=until)
    found = []
    for window in answer.as_json()["windows"]:
        short = sum(one["gap"] for one in window["duties"] if one["duty"] == duty)
        start, end = (scenario.instant(window[side]) for side in ("from", "until"))
        if short and found and found[-1][1:] == [start, short]:
            found[-1][1] = end
        elif short:
            found.append([start, end, short])
    return found


@pytest.mark.parametrize("duty", ["ct-response", "armed-response-outer", "guard-a"])
def test_the_gaps_of_a_duty_are_those_of_the_library_on_an_export_of_the_same_moment(weekend, duty):
    at, scenario = now(), scenario_at(now())
    if duty not in scenario.duty:
        duty = scenario.duties[1].id
    page = words_of(client_of(account_of("planner")).get(f"/things/duty/{duty}/"))
    expected = gaps_of(scenario, at, at + scenario.policy.look_ahead, duty)
    found = [int(short) for _, short, _ in GAPS.findall(page)]
    assert found == [short for _, _, short in expected][:12]
    if not expected:
        assert f"It has no gap until {short_moment(at + scenario.policy.look_ahead, scenario.zone)}" in page


def test_past_gaps_are_those_of_the_library_over_the_days_before_as_known_now(weekend):
    set_demo_clock(at=weekend.at("2023-09-25T12:00"))
    at, scenario = now(), scenario_at(now())
    duty = "armed-response-outer"
    expected = gaps_of(scenario, scenario.horizon.start, at, duty, at)
    page = words_of(client_of(account_of("planner")).get(f"/things/duty/{duty}/"))
    past = page.split("Past gaps", 1)[1].split("Cover statements", 1)[0]
    said = [
        f"{short_moment(start, scenario.zone)} {short_moment(end, scenario.zone)} {n}" for start, end, n in expected
    ]
    assert expected != []
    assert [words in past for words in said[::-1][:20]] == [True] * len(said[:20])


def test_the_next_day_of_a_duty_has_no_hole_and_ends_a_day_ahead(weekend):
    page = client_of(account_of("planner")).get("/things/duty/ct-response/").content.decode()
    table = page.split('id="later"', 1)[0].split("The next 24 hours", 1)[1]
    times = re.findall(r'<time datetime="([^"]+)"', table)
    starts, ends = times[::2], times[1::2]
    assert starts[1:] == ends[:-1]
    zone = weekend.scenario.zone
    assert (starts[0], ends[-1]) == (zone.iso(now()), zone.iso(now() + DAY))


def test_a_viewer_sees_of_a_duty_what_the_board_shows_them_and_no_small_number(weekend):
    viewer = client_of(account_of("viewer"))
    board = words_of(viewer.get("/"))
    for duty in weekend.scenario.duties:
        page = words_of(viewer.get(f"/things/duty/{duty.id}/"))
        said = page.split(f"Duty {duty.label} ", 1)[1].split("Look back", 1)[0]
        state = said.split(" As of", 1)[0].lstrip("●◆▲○ ")
        assert state in board
        assert "stepped back," not in said
        assert [words in said for words in ("count", "People required", "Decisions", "Past gaps", "not counting")] == [
            False
        ] * 5


def test_what_a_viewer_sees_of_a_duty_changes_on_the_hour_alone(weekend):
    viewer, planner = client_of(account_of("viewer")), client_of(account_of("planner"))
    set_demo_clock(at=weekend.at("2023-09-23T12:10"))
    able = [one.person for one in weekend.scenario.authorisations if one.capability == "ctsfo"]
    before = [words_of(one.get("/things/duty/ct-response/")) for one in (viewer, planner)]
    held = {one.id for one in weekend.scenario.people}
    drafts = [Draft("event", "stepped-back", one) for one in sorted({*able} & held)]
    append(drafts, author=Author("tests", "", "met"), now=now())
    after = [words_of(one.get("/things/duty/ct-response/")) for one in (viewer, planner)]
    assert len(drafts) > 5
    assert [before[0] == after[0], before[1] == after[1]] == [True, False]
    assert last_hour_shown(weekend.scenario.zone) == weekend.at("2023-09-23T12:00")


def test_a_viewer_sees_other_forces_pools_alone_and_no_recommendation(weekend):
    viewer, scenario = client_of(account_of("viewer")), weekend.scenario
    answers = {pool.id: viewer.get(f"/things/pool/{pool.id}/").status_code for pool in scenario.pools}
    assert answers == {pool.id: 404 if pool.force == scenario.home else 200 for pool in scenario.pools}
    page = words_of(viewer.get("/things/pool/kent-arv/"))
    assert [words in page for words in ("Decisions", "could fill", "review recommends")] == [False] * 3
    assert viewer.get("/things/recommendation/call-in:ct-response/").status_code == 403


def test_every_recommendation_of_the_library_has_a_page_with_its_times_and_numbers(weekend):
    planner = client_of(account_of("planner"))
    found = review(situation_of(scenario_at(now()), at=now())).recommendations
    assert found != ()
    for one in found:
        page = planner.get(f"/things/recommendation/{one.id}/").content.decode()
        table = page.split("The times that need it", 1)[1] if one.windows else ""
        zone = weekend.scenario.zone
        rows = re.findall(r'datetime="([^"]+)".*?datetime="([^"]+)".*?numeric"[^>]*>(\d+)<', table, re.DOTALL)
        expected = [(zone.iso(need.start), zone.iso(need.until), str(need.count)) for need in one.windows or ()]
        assert rows[: len(expected)] == expected


def test_a_recommendation_names_the_law_that_permits_it(desk, sample_at):
    sample_at("london-2023", "2023-09-23T12:00", events=())
    scenario = scenario_at(now())
    planner = client_of(account_of("planner"))
    lawful = [one for one in review(situation_of(scenario, at=now())).recommendations if one.power]
    for one in lawful:
        page = words_of(planner.get(f"/things/recommendation/{one.id}/"))
        authority = next(power.authority for power in scenario.powers if power.id == one.power)
        assert f"{one.power} yes" in page
        assert authority in page


def test_a_recommendation_that_does_not_hold_keeps_its_decisions(weekend):
    planner = client_of(account_of("planner"))
    page = words_of(planner.get("/things/recommendation/ask-aid:kent-arv/"))
    taken = [one for one in weekend.scenario.events if one.kind == "decision" and one.subject == "kent-arv"]
    same = [one for one in taken if one.step in ("ask-aid", f"{NOT}ask-aid") and one.recorded <= now()]
    assert page.count("What was recommended then") == 2 * len(same) or len(same) == page.count("Decided: ") // 2
    assert planner.get("/things/recommendation/ask-aid:nobody/").status_code == 404
    assert planner.get("/things/recommendation/dance:kent-arv/").status_code == 404


def test_a_duty_shows_what_was_decided_about_it_and_a_correction(weekend):
    taken = now()
    (made,) = append(
        [Draft("event", "decision", "ct-response", name="d1", step="not-call-in", occurred=taken)],
        author=Author("tests", "gold", "met"), now=taken,
    )  # fmt: skip
    commander = client_of(account_of("commander"))
    page = commander.get("/things/duty/ct-response/").content.decode()
    assert f"/look-back/decisions/{made.sequence}/" in page
    append([Draft("event", "correction", made.reference)], author=Author("tests", "gold", "met"), now=now())
    page = words_of(commander.get("/things/duty/ct-response/"))
    assert "Corrected. We keep this, but it no longer counts" in page


def test_a_pool_says_which_duties_its_places_could_fill_in_law(weekend):
    page = words_of(client_of(account_of("planner")).get("/things/pool/mod-support/"))
    scenario = weekend.scenario
    pool, kind = scenario.pool["mod-support"], "military"
    able = [one for one in scenario.duties if {*one.capabilities} & {*pool.capabilities}]
    allowed = {
        one.id: any(power.permitted for power in powers) and all(power.permitted for power in powers)
        for one in able
        for powers in [[power for power in scenario.powers if power.bears_on(kind, one) and not power.when]]
    }
    said = [f"{one.label} {'● permitted now' if allowed[one.id] else 'not permitted now'}" for one in able]
    assert [words in page for words in said] == [True] * len(able)


def test_a_crew_says_its_state_and_viewers_read_what_it_needs_alone(sample_at):
    boats = sample_at("lifeboat", "2024-07-14T03:00", events=())
    scenario = boats.scenario
    planner, viewer = (client_of(account_of(role, force=scenario.home)) for role in ("planner", "viewer"))
    below = 0
    for crew in scenario.crews:
        page, outline = (words_of(one.get(f"/things/crew/{crew.id}/")) for one in (planner, viewer))
        (line,) = [one for one in board_of(picture_now()).crews if one.crew == crew.id]
        below += bool(line.short)
        assert f"Crew {crew.label} {MARKS[tone(line)]} {line.words}" in page
        assert ("Below what it needs, and why" in page) == bool(line.short)
        assert [line.sentence(one) in page for one in line.short[:8]] == [True] * len(line.short[:8])
        assert f"Crew {crew.label} It needs the state {id_words(line.needs)} or better" in outline
    assert below > 0
    past = words_of(planner.get("/things/crew/alb/")).split("Past times below what it needs", 1)[1]
    assert "Sun 14 Jul 02:00 BST Sun 14 Jul 03:00 BST off ▲ below what it needs" in past


@pytest.mark.parametrize("role", NUMBERS)
def test_roles_that_see_numbers_open_every_page_and_an_unknown_thing_is_not_there(handful, role):
    reader = client_of(account_of(role))
    duty, pool = handful.scenario.duties[0].id, handful.scenario.pools[0].id
    assert [reader.get(f"/things/{one}/").status_code for one in (f"duty/{duty}", f"pool/{pool}")] == [200, 200]
    none = ("duty/none", "crew/none", "pool/none", "recommendation/none")
    assert [reader.get(f"/things/{one}/").status_code for one in none] == [404] * len(none)


@pytest.mark.parametrize("role", ["viewer", "planner"])
def test_a_desk_with_nothing_planned_has_no_things(desk, role):
    reader = client_of(account_of(role))
    assert [reader.get(f"/things/{one}/").status_code for one in ("duty/a", "crew/a", "pool/a")] == [404] * 3


def test_names_in_a_statement_lead_to_their_duties(weekend):
    set_demo_clock(at=weekend.at("2023-10-01T12:00"))
    planner = client_of(account_of("planner"))
    page = planner.get("/statement/?audience=command&period=2023-09").content.decode()
    links = set(re.findall(r'href="(/things/[^"]+)"', page))
    assert {planner.get(link).status_code for link in links} <= {200}
