"""The page of outlooks: sliders, an answer that sharpens, faults, small groups, and a desk that is not ready yet."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import override_settings
from django.urls import reverse

from standto.model.time import MINUTE
from standto_desk.acts.models import AssumptionSet, KeptOutlook
from standto_desk.clock.setting import set_demo_clock
from standto_desk.ledger.reading import head
from standto_desk.picture.engine_loading import engine
from standto_desk.picture.foreseeing import turns
from standto_desk.picture.taking_turns import BUSY
from tests.desk.reading_pages import faults_of, words_of
from tests.desk.weekends import SATURDAY


def fetched(page) -> list[str]:
    """The addresses that a page fetches by itself."""
    return [unescape(one) for one in re.findall(r'id="answer"\s+hx-get="([^"]*)"', page.content.decode())]


def test_the_first_page_shows_a_slider_under_each_number_and_no_answer(loaded, ahead):
    page = ahead().asks()
    assert "Move a slider" in words_of(page)
    numbers = re.findall(r'data-slider="id_(\w+)"', page.content.decode())
    assert numbers == [
        *("least", "most", "over_hours", "after_hours"),
        *("returns_least", "returns_most", "refused_least", "refused_most", "hours"),
    ]
    assert fetched(page) == []


def test_an_answer_of_1000_futures_fetches_one_of_10000_which_fetches_no_more(loaded, ahead):
    planner = ahead()
    page = planner.asks(least="2", most="5", over_hours="24")
    assert "1,000 futures" in words_of(page)
    (sharper,) = fetched(page)
    part = planner.client.get(sharper, headers={"HX-Request": "true"})
    assert "10,000 futures" in words_of(part)
    assert "<html" not in part.content.decode()
    assert fetched(part) == []


def test_the_answer_says_what_is_assumed_and_that_it_holds_only_if_that_does(loaded, ahead):
    told = words_of(ahead().asks(least="2", most="5", over_hours="24", returns_least="1", returns_most="3"))
    assert "If these assumptions hold" in told
    assert "2 to 5 people step back between Sat 23 Sep 12:00 BST and Sun 24 Sep 12:00 BST." in told
    assert "Within a day, 1 to 3 % of those away return." in told
    assert "Help that is here or confirmed counts." in told


def test_the_same_question_has_the_same_answer_for_everybody(loaded, ahead):
    asked = {"most": "20", "seed": "4"}
    pages = [ahead(role).asks(**asked) for role in ("planner", "commander")]
    answers = [re.search(r'(?s)<div id="answer".*', page.content.decode())[0].split("<footer")[0] for page in pages]
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"least": "9", "most": "5"}, "must be at least 9, the smaller end of the range"),
        ({"returns_least": "9", "returns_most": "5"}, "must be at least 9, the smaller end of the range"),
        ({"refused_most": "101"}, "enter a whole number from 0 to 100"),
        ({"most": "1000"}, "step back must be at most 60"),
        ({"refused_most": "9", "basis": "present"}, "No help that counts could be refused: choose which help counts"),
        ({"most": "9", "after_hours": "80"}, "Beginning how many hours from now must be before the end of the outlook"),
        ({"most": "9", "among": "team:nobody"}, "The group that may step back is not there, or too small: choose one"),
        ({"most": "9", "basis": "all"}, "There is no such help that counts: choose one from the list"),
        (
            {"most": "9", "assumptions": "7"},
            "The set of assumptions is not there, or no longer: choose one from the list",
        ),
        ({"most": "nine"}, "enter a whole number from 0 to 10,000"),
        ({"seed": "3"}, "Assume something: move a slider, or choose a set of assumptions"),
    ],
)
def test_a_fault_is_told_beside_its_field_and_in_place_of_the_answer(loaded, ahead, asked, fault):
    page = ahead().asks(**asked)
    assert page.status_code == 422
    assert any(fault in one for one in faults_of(page)), faults_of(page)
    part = ahead().client.get(reverse("outlook"), asked, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert fault in words_of(part)


def test_no_outlook_is_about_a_group_so_small_that_it_tells_a_persons_state(loaded, ahead):
    teams = [team.id for team in loaded.scenario.teams]
    sizes = {team: sum(one.team == team for one in loaded.scenario.people) for team in teams}
    with override_settings(STANDTO_SMALL_NUMBER=max(sizes.values())):
        page = ahead().asks()
        small = next(team for team in teams if sizes[team] < max(sizes.values()))
        assert ahead().asks(most="1", among=f"team:{small}").status_code == 422
    offered = re.findall(r'value="team:([^"]+)"', page.content.decode())
    assert offered == [team for team in teams if sizes[team] == max(sizes.values())]


def test_the_page_says_that_it_is_being_prepared_until_the_engine_is_loaded(handful, ahead, monkeypatch):
    monkeypatch.setattr(engine, "_loaded", type(engine._loaded)())
    monkeypatch.setattr(engine, "_loading", True)
    page = ahead().asks(most="5")
    assert "is being prepared" in words_of(page)
    (again,) = fetched(page)
    assert "most=5" in again
    assert '<noscript><meta http-equiv="refresh"' in page.content.decode()


def test_no_page_asks_again_by_itself_after_the_engine_could_not_be_loaded(handful, ahead, monkeypatch):
    monkeypatch.setattr(engine, "_loaded", type(engine._loaded)())
    monkeypatch.setattr(engine, "_loading", True)
    monkeypatch.setattr(engine, "fault", "The engine of outlooks could not be loaded")
    page = ahead().asks(most="5")
    assert "could not be loaded. Try again" in words_of(page)
    assert fetched(page) == []
    assert 'http-equiv="refresh"' not in page.content.decode()


def test_a_link_that_leaves_fields_out_shows_their_first_values(loaded, ahead):
    page = ahead().asks(most="5").content.decode()
    shown = {
        found[1]: value[1]
        for box in re.findall(r'<input class="govuk-input[^>]*>', page)
        if (found := re.search(r'name="(\w+)"', box)) and (value := re.search(r'value="(\d+)"', box))
    }
    first = {"least": "0", "after_hours": "0", "returns_least": "0", "returns_most": "0"}
    assert shown == {
        **first,
        "refused_least": "0",
        "refused_most": "0",
        "seed": "0",
        "most": "5",
        "over_hours": "48",
        "hours": "72",
    }


def test_a_wall_shows_the_first_page_although_its_address_says_something(loaded, ahead):
    page = ahead().asks(screen="wall")
    assert (page.status_code, faults_of(page)) == (200, [])


def test_the_answer_comes_before_the_sliders_and_they_come_before_what_stands_behind_it(loaded, ahead):
    page = ahead().asks(most="5").content.decode()
    assert page.index('id="answer"') < page.index('id="sliders"') < page.index('id="behind"')


def test_a_script_gets_the_answer_with_what_stands_behind_it(loaded, ahead):
    part = ahead().client.get(reverse("outlook"), {"most": "5"}, headers={"HX-Request": "true"})
    assert re.findall(r'<div id="(\w+)"(?: hx-swap-oob="(\w+)")?', part.content.decode()) == [
        ("answer", ""),
        ("behind", "true"),
    ]


def test_what_waits_for_a_reader_is_told_before_the_answer(loaded, ahead):
    planner, commander = ahead(), ahead("commander")
    kept = planner.keeps("Up to 5", most="5")
    to = str(commander.client.account.pk)
    page = reverse("outlook-show", args=[kept.pk])
    planner.client.post(page, {"to": to, "note": ""})
    told = words_of(commander.asks(most="5"))
    assert told.index("1 outlook waits for you to look at") < told.index("If these assumptions hold")


@pytest.mark.parametrize("most", ["-1", "10001", "99999999999999999999", "5.5", "1e3"])
def test_a_stale_link_with_values_out_of_range_is_told_and_kept(loaded, ahead, most):
    page = ahead().asks(most=most)
    assert page.status_code == 422
    assert f'value="{most}"' in page.content.decode()


def test_a_question_that_would_judge_no_future_judges_the_first_ones(loaded, ahead):
    assert "1,000 futures, each judged" in words_of(ahead().asks(most="6", futures="0"))


@pytest.mark.parametrize("role", ["viewer", "volunteer", "duty-officer", "auditor"])
def test_nobody_without_the_right_gets_an_answer_by_page_or_by_script(loaded, ahead, role):
    reader = ahead(role)
    for headers in ({}, {"HX-Request": "true"}):
        assert reader.client.get(reverse("outlook"), {"most": "5"}, headers=headers).status_code == 403


def test_a_session_that_ends_while_the_answer_sharpens_comes_back_to_what_was_asked(loaded, ahead):
    planner = ahead()
    (sharper,) = fetched(planner.asks(most="7", seed="7"))
    planner.client.logout()
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/outlook/?most=7&seed=7"}
    gone = planner.client.get(sharper, headers=headers)
    assert gone["HX-Redirect"] == "/account/login/?next=/outlook/%3Fmost%3D7%26seed%3D7"


def test_a_set_that_ends_while_the_answer_sharpens_is_told_in_place_of_the_answer(loaded, ahead):
    planner = ahead()
    kept = planner.keeps_set()
    (sharper,) = fetched(planner.asks(assumptions=str(kept.pk), most="8"))
    kept.delete()
    part = planner.client.get(sharper, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "The set of assumptions is not there, or no longer: choose one from the list" in words_of(part)
    assert fetched(part) == []


def test_a_link_to_another_forces_set_shows_nothing_of_it(loaded, ahead):
    planner = ahead()
    kept = planner.keeps_set()
    AssumptionSet.objects.filter(pk=kept.pk).update(force="kent")
    page = planner.asks(assumptions=str(kept.pk))
    assert page.status_code == 422
    assert kept.name not in page.content.decode()


def test_an_answer_looks_from_its_own_moment_while_it_sharpens_and_a_new_question_from_now(loaded, ahead):
    planner = ahead()
    (sharper,) = fetched(planner.asks(most="9"))
    set_demo_clock(at=loaded.at(SATURDAY) + MINUTE)
    assert "from Sat 23 Sep 12:00 BST" in words_of(planner.client.get(sharper))
    assert "from Sat 23 Sep 12:01 BST" in words_of(planner.asks(most="9"))


def test_nothing_that_is_asked_is_recorded(loaded, ahead):
    before = head()
    ahead().asks(most="5")
    assert (head(), KeptOutlook.objects.count()) == (before, 0)


def test_no_page_shows_a_cipher(loaded, ahead):
    page = ahead().asks(least="2", most="5").content.decode()
    assert [one.id for one in loaded.scenario.people if re.search(rf"\b{one.id}\b", page)] == []


def test_a_reader_for_whom_the_queue_has_no_place_tries_again_and_loses_nothing(handful, ahead, monkeypatch):
    monkeypatch.setattr(turns, "_most", 0)
    planner, asked = ahead(), {"least": "2", "most": "5"}
    page, part = (planner.client.get(reverse("outlook"), asked, headers=each) for each in ({}, {"HX-Request": "true"}))
    assert (page.status_code, part.status_code) == (503, 200)
    for one in (page, part):
        assert f"{BUSY}." in words_of(one)
        assert 'href="/outlook/?least=2&amp;most=5"' in one.content.decode()
        assert "Nothing was recorded" not in words_of(one)
    form = {"name": "Two to five", "futures": "10000", "key": "k"}
    kept = planner.client.post(f"{reverse('outlook-keep')}?least=2&most=5", form)
    assert (kept.status_code, faults_of(kept)) == (422, [BUSY])
    assert 'value="Two to five"' in kept.content.decode()
