"""What the preview of a recording, and of a correction, says of crews: when each would be in another state."""

from __future__ import annotations

import pytest

from standto.model.time import MINUTE
from standto_desk.acts.occurrences import Occurrence, events_of
from standto_desk.pages.recording.comparing import compared
from standto_desk.pages.recording.comparing_crews import compared_crews
from standto_desk.picture.drawing import effect_of
from standto_desk.picture.showing import picture_now
from tests.desk.components.rendering import tree
from tests.desk.reading_pages import hidden, words_of

NOON = "2024-07-13T12:00"


@pytest.fixture
def boats(sample_at):
    """A desk with the lifeboat station in it, at noon: the all-weather boat has no mechanic from 02:00 to 06:00."""
    return sample_at("lifeboat", NOON, events=())


@pytest.fixture
def officer(boats, client_as):
    return client_as("duty-officer", force="northhaven")


def able(capability: str) -> list[str]:
    return [one.person for one in picture_now().scenario.authorisations if one.capability == capability]


def preview(officer, people, kind="stepped-back"):
    return officer.post("/record/", {"kind_of_event": kind, "people": " ".join(people)}, follow=True)


def recorded(officer, people, kind="stepped-back") -> str:
    page = preview(officer, people, kind)
    return officer.post(page.request["PATH_INFO"], {"based_on": hidden(page, "based_on")})["Location"]


def tags(page) -> list[str]:
    return [each.text.lstrip("▲◆● ") for each in tree(page.content.decode()).one("main").all(class_="desk-tag")][:1]


def test_a_crew_that_would_be_off_is_told_of_with_the_time_and_its_state_before(officer):
    page = preview(officer, able("mech"))
    assert tags(page) == ["A crew below what it needs"]
    words = words_of(page)
    assert "1 crew would be in a worse state." in words
    assert "Crews until Sun 14 Jul 12:00 BST Crew Before After" in words
    assert "All-weather boat, now, Sat 13 Jul 12:00 BST to Sun 14 Jul 02:00 BST full off" in words
    assert "All-weather boat, Sun 14 Jul 06:00 BST to 12:00 BST full off" in words


def test_what_the_preview_says_is_what_the_board_says_afterwards(officer):
    recorded(officer, able("mech"))
    assert "All-weather boat is off" in words_of(officer.get("/"))


def test_a_crew_that_would_be_in_a_lesser_state_is_marked_otherwise_than_one_below_its_needs(officer):
    ashore = [
        one.id for one in picture_now().scenario.people if one.id not in {*able("cox"), *able("mech"), *able("helm")}
    ]
    page = None
    for number in range(1, len(ashore) + 1):
        page = preview(officer, ashore[:number])
        if "full limited" in words_of(page):
            break
    assert tags(page) == ["A crew in a lesser state"]


def test_a_crew_that_comes_back_is_told_of_and_is_no_bad_news(officer):
    recorded(officer, able("mech"))
    page = preview(officer, able("mech"), "returned")
    assert tags(page) == ["Still below the reserve"]  # of the night without a mechanic
    assert "desk-row--gap" not in page.content.decode().partition("Crews until")[2].partition("</table>")[0]
    assert "1 crew would be in a better state." in words_of(page)
    assert "All-weather boat, now, Sat 13 Jul 12:00 BST to Sun 14 Jul 02:00 BST off full" in words_of(page)


def test_a_correction_tells_of_crews_too(officer):
    recorded(officer, able("mech"))
    done = recorded(officer, able("mech"), "returned")
    page = officer.get(f"{done}correct/")
    assert "1 crew would be in a worse state." in words_of(page)


def test_an_entry_that_changes_no_crew_shows_none(officer):
    page = preview(officer, ["v25"])
    assert "Crew Before After" not in words_of(page)
    assert "crew would be" not in words_of(page)


def states_at(answer) -> dict[tuple[str, int], str]:
    """The state of each crew at each quarter of an hour, by a plain walk over the cover's JSON."""
    instant, found = answer.scenario.instant, {}
    for window in answer.as_json()["windows"]:
        for minute in range(instant(window["from"]), instant(window["until"]), MINUTE * 15):
            found.update({(crew["crew"], minute): crew["state"] for crew in window["crews"]})
    return found


@pytest.mark.parametrize("people", [("v04",), ("v04", "v05"), tuple(f"v{number:02}" for number in range(1, 20, 2))])
def test_the_times_told_are_exactly_those_at_which_the_two_covers_differ(boats, people):
    picture = picture_now()
    effect = effect_of(picture, events_of(Occurrence("stepped-back", people), picture.at))
    then, now = states_at(effect.before.cover), states_at(effect.cover)
    differing = {(f"{then[each]} {now[each]}", each[1]) for each in then.keys() & now.keys() if then[each] != now[each]}
    told = {
        (f"{one.before} {one.after}", minute)
        for times in compared_crews(effect)
        for one in times
        for minute in range(one.start, one.until, MINUTE * 15)
    }
    assert told == differing


def test_after_four_times_of_one_crew_the_others_are_counted(sample_at):
    sample_at("retained", "2024-03-04T12:00", events=())
    picture = picture_now()
    drivers = tuple(one.person for one in picture.scenario.authorisations if one.capability == "driver")
    effect = effect_of(picture, events_of(Occurrence("stepped-back", drivers), picture.at))
    every = compared_crews(effect)
    shown = compared(effect).crews
    assert len(shown) == sum(min(len(times), 5) for times in every)
    assert [one.name for one in shown if "more time" in one.name] == [
        f"{times[0].crew}, {len(times) - 4} more time{'s' if len(times) > 5 else ''}"
        for times in every
        if len(times) > 4
    ]
