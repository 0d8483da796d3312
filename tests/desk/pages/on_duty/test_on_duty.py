"""The pages that say who is on duty."""

from __future__ import annotations

import re

import pytest

from standto import read_scenario, rest
from standto.model.event import ON_CALL, Event
from standto.model.time import DAY, HOUR
from standto_desk.access.models import Opening
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.components.small_numbers import coarse
from standto_desk.picture.duty_counts import counts_on_duty, people_on_duty
from tests.desk.reading_pages import words_of

MORNING = "2024-03-06T08:30"


@pytest.fixture
def stations(sample_at):
    """A desk with the retained stations in it."""
    return sample_at("retained", MORNING)


def rows_at(scenario, at):
    """The rows of the rota that hold at an instant, by person."""
    return {row.person: row for row in scenario.rota if row.period.start <= at < row.period.until}


def officer_of(client_as, scenario):
    return client_as("duty-officer", force=scenario.home)


def listed(client, address):
    """The people on a list and all its pages."""
    found: list[str] = []
    for page in (1, 2, 3):
        text = client.get(f"{address}?page={page}").content.decode()
        cells = re.findall(r'<th scope="row" class="govuk-table__header">(\w+)</th>', text)
        found += [one for one in cells if one not in found]
    return found


@pytest.mark.parametrize("hours", [0, 6, 13.5, 24])
def test_the_rota_has_people_on_duty_as_its_rows_say(stations, hours):
    scenario, at = stations.scenario, now() + int(hours * HOUR)
    rows, found = rows_at(scenario, at), people_on_duty(situation_at(now()), at)
    assert {scenario.people[one.place].id: (one.ready_minutes, one.bound) for one in found} == {
        person: (row.ready_minutes, row.duty) for person, row in rows.items()
    }


def test_counts_by_team_crew_and_readiness_are_those_of_the_rows(stations):
    scenario, at = stations.scenario, now() + 13 * HOUR
    counts, rows = counts_on_duty(situation_at(now()), at), rows_at(scenario, at)
    teams = {person.id: person.team for person in scenario.people}
    assert counts.total.on_duty == len(rows)
    assert {one.name: one.on_duty for one in counts.teams} == {
        team.id: sum(teams[person] == team.id for person in rows) for team in scenario.teams
    }
    assert {one.name: one.on_duty for one in counts.demands} == {
        crew.label: sum(row.duty == crew.id for row in rows.values()) for crew in scenario.crews
    }
    assert {minutes: one.on_duty for minutes, one in counts.readiness} == {5: len(rows)}


def test_somebody_who_does_not_count_is_on_duty_all_the_same(weekend):
    situation, at = situation_at(now()), now()
    counts = counts_on_duty(situation, at)
    windows = situation.windows(until=at + 1)
    lent_places = situation.places(windows)[1].sum()
    assert counts.total.counting == windows.counts[0].sum() - lent_places
    assert counts.total.on_duty > counts.total.counting


def test_everybody_who_sees_numbers_sees_counts_and_no_person(stations, client_as):
    for role in ("planner", "commander", "auditor", "duty-officer"):
        page = words_of(client_as(role, force="dales").get("/on-duty/"))
        assert f"On duty: {len(rows_at(stations.scenario, now()))}" in page
        assert not re.search(r"\b[a-h]\d\d\b", page)


def test_viewers_see_no_small_number_and_nobody_who_counts(stations, client_as):
    rows = rows_at(stations.scenario, stations.at("2024-03-06T08:00"))
    page = words_of(client_as("viewer", force="dales").get("/on-duty/"))
    assert f"On duty: {coarse(len(rows), 5)}" in page
    for crew in stations.scenario.crews:
        assert f"{crew.label} {coarse(sum(row.duty == crew.id for row in rows.values()), 5)}" in page
    assert "Count for" not in page
    assert "cipher" not in page


@pytest.mark.parametrize("page", ["/", "/on-duty/"])
def test_a_readiness_that_one_volunteer_says_does_not_show_to_viewers(sample_at, client_as, page):
    station = read_scenario("lifeboat")
    start, until = station.horizon
    said = Event(id="said", kind=ON_CALL, subject="v09", occurred=start, recorded=start, until=until, count=37)
    sample_at("lifeboat", "2024-07-13T12:00", events=(said,))
    assert "37 minutes" in words_of(client_as("planner", force="northhaven").get("/"))
    assert "37 minutes" not in words_of(client_as("viewer", force="northhaven").get(page))


def test_tonight_and_the_next_shifts_are_links(weekend, client_as):
    client = client_as("planner")
    page = client.get("/on-duty/").content.decode()
    at = re.search(r'href="/on-duty/(\d+)/">Tonight, Sat 23 Sep 22:00 BST', page)[1]
    assert int(at) == weekend.at("2023-09-23T22:00")
    night = words_of(client.get(f"/on-duty/{at}/"))
    assert "Saturday 23 September 2023, 22:00 BST" in night
    assert f"On duty: {counts_on_duty(situation_at(now()), int(at)).total.on_duty:,}" in night
    assert "from Sat 23 Sep 15:00 BST" in words_of(client.get("/on-duty/"))


def test_any_moment_of_the_horizon_can_be_typed_and_no_other(weekend, client_as):
    client = client_as("planner")
    typed = {"at_0": "24", "at_1": "9", "at_2": "2023", "at_3": "10:00"}
    assert client.get("/on-duty/", typed).headers["Location"] == f"/on-duty/{weekend.at('2023-09-24T10:00')}/"
    refused = client.get("/on-duty/", typed | {"at_2": "2024"})
    assert refused.status_code == 422
    assert "Enter a moment from" in words_of(refused)
    assert client.get(f"/on-duty/{now() + 60 * DAY}/").status_code == 404
    assert client.get("/on-duty/0/").status_code == 404


def test_a_link_to_a_moment_that_has_passed_shows_the_present(weekend, client_as):
    page = words_of(client_as("planner").get(f"/on-duty/{now() - HOUR}/"))
    assert "Saturday 23 September 2023, 12:00 BST" in page


def test_a_duty_officer_sees_who_with_their_crew_readiness_and_until_when(stations, client_as):
    scenario, rows = stations.scenario, rows_at(stations.scenario, now())
    officer = officer_of(client_as, scenario)
    assert sorted(listed(officer, "/on-duty/people/")) == sorted(rows)
    page = words_of(officer.get("/on-duty/people/"))
    first = rows["a01"]
    until = stations.words(first.period.until)
    assert f"a01 ashby Ashby pump Within 5 minutes {until} ● counts" in page


def test_people_at_a_moment_ahead_are_those_of_that_moment(stations, client_as):
    at = now() + 13 * HOUR
    found = listed(officer_of(client_as, stations.scenario), f"/on-duty/{at}/people/")
    assert sorted(found) == sorted(rows_at(stations.scenario, at))


def test_opening_the_list_notes_everybody_shown(stations, client_as):
    officer = officer_of(client_as, stations.scenario)
    page = officer.get("/on-duty/people/").content.decode()
    (note,) = Opening.objects.all()
    assert note.page == "on duty"
    assert {person for _, person in note.persons} == set(re.findall(r">([a-h]\d\d)</th>", page))


@pytest.mark.parametrize("role", ["viewer", "planner", "commander", "auditor", "administrator", "volunteer"])
def test_nobody_else_sees_who(stations, client_as, role):
    assert client_as(role, force="dales").get("/on-duty/people/").status_code == 403
    assert not Opening.objects.exists()


def test_a_duty_officer_of_another_force_sees_neither(stations, client_as):
    stranger = client_as("duty-officer", force="elsewhere")
    assert [stranger.get(page).status_code for page in ("/on-duty/", "/on-duty/people/")] == [403, 403]


def test_the_shift_of_a_pattern_ends_when_the_pattern_says(weekend, client_as):
    page = words_of(client_as("duty-officer").get("/on-duty/people/"))
    assert "Sat 23 Sep 15:00 BST" in page


def test_the_board_leads_to_the_page(weekend, client_as):
    assert 'href="/on-duty/"' in client_as("viewer").get("/").content.decode()


def test_a_duty_officer_sees_whose_stint_breaks_a_rule_on_rest(sample_at, client_as):
    scenario = sample_at("on-call", "2024-09-11T19:30").scenario
    at = now()
    broken = [one for one in rest(scenario).as_json()["stints"] if one["effect"] == "breach"]
    (in_breach,) = {
        one["person"] for one in broken if scenario.instant(one["from"]) <= at < scenario.instant(one["until"])
    }
    page = officer_of(client_as, scenario).get("/on-duty/people/").content.decode()
    rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)

    assert [re.findall(r'scope="row"[^>]*>(\w+)<', row) for row in rows if "in breach" in row] == [[in_breach]]


def test_without_rules_the_list_says_nothing_of_rest(weekend, client_as):
    page = client_as("duty-officer").get("/on-duty/people/").content.decode()
    assert 'class="govuk-table__header">Until<' in page
    assert 'class="govuk-table__header">Rest<' not in page
