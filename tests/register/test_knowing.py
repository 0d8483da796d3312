"""When events are known: recording, correcting, and events of the future."""

from __future__ import annotations

from standto.model.time import HOUR
from standto.register import Records, situation_in, situation_of
from tests.register.building import boundaries, event, reasons, scenario, ticket, times_of, when, windows

LEFT = [("22T18:00", "23T09:00")]
STAYED = [("22T18:00", "24T18:00")]


def test_an_event_recorded_late_is_known_only_from_then_on():
    folder = scenario(event("stepped-back", "nx1", "23T09:00", recorded="23T15:00"))
    assert times_of("nx1", folder, known_at="23T14:59") == STAYED
    assert times_of("nx1", folder, known_at="23T15:00") == LEFT


def test_without_an_instant_every_event_counts():
    assert times_of("nx1", scenario(event("stepped-back", "nx1", "23T09:00", recorded="2024-01-01T00:00"))) == LEFT


def test_with_an_instant_alone_events_known_then_count():
    folder = scenario(event("stepped-back", "nx1", "23T09:00", recorded="23T15:00"))
    assert times_of("nx1", folder, at="23T14:00") == [("23T14:00", "24T18:00")]
    assert times_of("nx1", folder, at="23T15:00") == []
    assert times_of("nx1", folder, at="23T08:00", known_at="23T15:00") == [("23T08:00", "23T09:00")]


def test_leave_booked_for_tomorrow_counts_tomorrow():
    folder = scenario(event("unavailable", "nx1", "24T00:00", recorded="21T12:00", until="24T06:00"))
    assert times_of("nx1", folder, at="23T12:00") == [("23T12:00", "24T00:00"), ("24T06:00", "24T18:00")]


def test_a_future_event_that_is_not_known_yet_does_not_count():
    folder = scenario(event("unavailable", "nx1", "24T00:00", until="24T06:00"))
    assert times_of("nx1", folder, at="23T12:00") == [("23T12:00", "24T18:00")]


def test_a_corrected_event_never_occurred_once_the_correction_is_known():
    folder = scenario(
        event("stepped-back", "nx1", "23T09:00", id="e1"),
        event("correction", "e1", "23T09:30", recorded="23T12:00"),
    )
    assert times_of("nx1", folder, known_at="23T11:59") == LEFT
    assert times_of("nx1", folder, known_at="23T12:00") == STAYED
    assert times_of("nx1", folder) == STAYED


def test_the_time_at_which_a_correction_occurred_does_not_matter():
    folder = scenario(
        event("stepped-back", "nx1", "23T09:00", id="e1"),
        event("correction", "e1", "2030-01-01T00:00", recorded="23T12:00"),
    )
    assert times_of("nx1", folder, known_at="23T12:00") == STAYED


def test_a_correction_may_come_before_the_corrected_event_in_the_file_and_in_time():
    folder = scenario(
        event("correction", "e1", "22T00:00", recorded="22T00:00"),
        event("stepped-back", "nx1", "23T09:00", id="e1"),
    )
    assert times_of("nx1", folder) == STAYED


def test_of_two_corrections_the_first_known_counts_whatever_their_places():
    left = event("stepped-back", "nx1", "23T09:00", id="e1")
    sooner, later = (event("correction", "e1", "23T10:00", recorded=moment) for moment in ("23T12:00", "23T15:00"))
    for corrections in ((sooner, later), (later, sooner)):
        folder = scenario(left, *corrections)
        assert times_of("nx1", folder, known_at="23T11:59") == LEFT
        assert times_of("nx1", folder, known_at="23T12:00") == STAYED


def test_after_a_correction_the_event_before_decides_again():
    folder = scenario(
        event("stepped-back", "nx1", "22T20:00"),
        event("returned", "nx1", "23T09:00", id="e1"),
        event("correction", "e1", "23T10:00"),
    )
    assert times_of("nx1", folder) == [("22T18:00", "22T20:00")]


def test_a_corrected_ticket_was_never_held():
    folder = scenario(
        event("authorised", "nx1", "22T20:00", capability="medic", id="e1"),
        event("correction", "e1", "23T10:00"),
        authorisations=(),
    )
    assert reasons(folder, "23T12:00") == {}


def test_a_correction_of_one_person_corrects_nobody_else():
    folder = scenario(
        event("stepped-back", "nx1", "23T09:00"),
        event("stepped-back", "nx1", "23T09:00", id="e1"),
        event("correction", "e1", "23T10:00"),
    )
    assert times_of("nx1", folder) == LEFT


def test_a_person_a_duty_and_a_declaration_may_share_a_name():
    folder = scenario(
        event("duty-suspended", "nx1", "23T00:00", until="23T06:00"),
        event("declared", "nx1", "23T06:00", until="23T12:00"),
        event("stepped-back", "nx1", "23T12:00", until="23T18:00"),
        authorisations=(ticket(),),
    )
    assert times_of("nx1", folder) == [("22T18:00", "23T12:00"), ("23T18:00", "24T18:00")]
    assert situation_of(folder).declared(when("23T09:00")) == ("nx1",)


def test_windows_start_at_the_instant_and_end_at_the_end_asked_for():
    folder = scenario(event("stepped-back", "nx1", "23T09:00"))
    (first, last) = windows(folder, at="23T03:00", known_at="24T00:00", until="23T12:00")
    assert (first.start, last.until) == (when("23T03:00"), when("23T12:00"))
    assert boundaries(folder, at="23T03:00", known_at="24T00:00") == ["23T09:00"]


def test_records_asked_hour_by_hour_answer_the_same_in_any_order():
    folder = scenario(
        event("stepped-back", "nx1", "23T09:00", recorded="23T10:00", id="e1"),
        event("returned", "nx1", "23T12:00", recorded="23T13:00"),
        event("correction", "e1", "23T14:00"),
    )
    hours = [when("23T08:00") + hour * HOUR for hour in range(8)]
    once = {hour: situation_of(folder, known_at=hour).windows().starts.tolist() for hour in hours}
    records = Records(folder)
    for order in (hours, hours[::-1], hours[::2] + hours[1::2]):
        said = {hour: situation_in(records, known_at=hour).windows().starts.tolist() for hour in order}
        assert said == once


def test_records_answer_the_same_after_more_questions_than_they_cache():
    minutes = [f"23T{8 + minute // 60:02}:{minute % 60:02}" for minute in range(150)]
    folder = scenario(
        *(event(("stepped-back", "returned")[place % 2], "nx1", minute) for place, minute in enumerate(minutes))
    )
    records = Records(folder)
    for moments in (minutes, minutes[::-1], minutes[::7]):
        for minute in moments:
            found = situation_in(records, known_at=when(minute)).windows().starts.tolist()
            assert found == [folder.horizon.start, *map(when, minutes[: minutes.index(minute) + 1])]
