"""However many readers ask at once, the desk draws a picture once, and nobody sees half of one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection

from standto.coverage import cover
from standto.model.event import Event
from standto.model.time import HOUR, MINUTE
from standto.scenario import read_scenario
from standto_desk.book.moment_tables import NoScenario
from standto_desk.book.situations import folded_at
from standto_desk.picture.showing import picture_at
from tests.desk.book.written import event, rows_of, write


def in_threads(number, work):
    """Do the same work in `number` threads at once, and return their results."""

    def alone(place):
        try:
            return work(place)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(alone, range(number)))


def test_a_hundred_readers_at_once_see_the_same_picture(weekend):
    at = weekend.at("2023-09-23T12:00")
    assert len({id(picture) for picture in in_threads(100, lambda _: picture_at(at))}) == 1


def test_a_reader_meanwhile_sees_each_new_entry_whole_or_not_at_all(database):
    whole = read_scenario("london-2023")
    weekend = replace(whole, people=whole.people[:200], authorisations=(), events=())
    write(rows_of(weekend))
    at = weekend.instant("2023-09-23T12:00")
    first = picture_at(at).sequence

    def enter_or_look(place):
        if place == 0:
            for number, person in enumerate(weekend.people[:40]):
                write([event(Event(f"e{number}", "stepped-back", person.id, at - HOUR, at - MINUTE))])
            return []
        return [picture_at(at) for _ in range(15)]

    for pictures in in_threads(6, enter_or_look):
        for picture in pictures:
            assert picture.situation.stepped_back("met", at) == len(picture.scenario.events)
            assert picture.sequence - first <= len(picture.scenario.events)
    last = picture_at(at)
    assert len(last.scenario.events) == 40
    assert last.cover.as_json() == cover(folded_at(at), until=last.until).as_json()


def test_an_empty_ledger_has_no_picture(desk):
    with pytest.raises(NoScenario, match="import one"):
        picture_at(0)
