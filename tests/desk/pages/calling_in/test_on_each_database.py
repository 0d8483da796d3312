"""Asking, coming and forgetting, on each kind of database; and for a crew's seats."""

from __future__ import annotations

import re
from dataclasses import replace

from standto.model.crews import Crew, Seat
from standto_desk.acts.asks import current_asks
from standto_desk.acts.models import Ask
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock, start_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import words_of
from tests.desk.weekends import SATURDAY, few


def test_people_are_asked_for_a_crew_and_forgotten_on_each_database(database):
    scenario = few().scenario
    crew = Crew("car", scenario.duties[0].task, name="Area car")
    seats = Seat("car", "out", "driver", ("afo",)), Seat("car", "out", "operator", ("afo",))
    whole = replace(scenario, crews=(crew,), seats=seats)
    import_scenario(whole, author=Author("tests", "", ""), now=whole.horizon.start)
    start_demo_clock(at=few().at(SATURDAY))
    officer = client_of(account_of("duty-officer", post="duty-officer"))
    for duty in ("car", "car/driver"):
        page = f"/call-in/{now()}/{duty}/"
        assert "Area car" in words_of(officer.get(page))
    could = officer.get(page).content.decode().split('id="could"')[1]
    first, second = re.findall(r'scope="row"[^>]*>(\w+)<', could)[:2]
    before = head().count
    for person, answer in ((first, "asked"), (first, "coming"), (second, "cannot")):
        sent = {"person": person, "answer": answer, "key": f"{person}{answer}", "coming": "14:00"}
        assert officer.post(page, sent).status_code == 302
    assert [one.kind for one in Entry.objects.filter(sequence__gt=before)] == ["called-in"]
    assert "2 asked, 1 coming" in words_of(officer.get(page))
    set_demo_clock(at=Ask.objects.first().ends)
    assert (current_asks("met", now()), Ask.objects.count()) == ((), 0)
