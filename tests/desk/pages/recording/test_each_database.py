from __future__ import annotations

from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import hidden, words_of
from tests.desk.weekends import SATURDAY, few


def test_recording_stepping_back_and_correcting_work_on_each_database(database):
    scenario = few().scenario
    import_scenario(scenario, author=Author("tests", "", ""), now=scenario.horizon.start)
    start_demo_clock(at=few().at(SATURDAY))
    officer = client_of(account_of("duty-officer", post="duty-officer"))
    volunteer = client_of(account_of("volunteer", cipher="m0003"))
    count = head().count
    assert officer.get("/").status_code == 200

    page = officer.post("/record/", {"kind_of_event": "stepped-back", "people": "m0001 m0002"}, follow=True)
    done = officer.post(page.request["PATH_INFO"], {"based_on": hidden(page, "based_on")}).headers["Location"]
    page = volunteer.get("/my/step-back/")
    volunteer.post("/my/step-back/", {"capability": "", "key": hidden(page, "key")})
    assert "3 people stepped back" in words_of(officer.get("/"))

    page = officer.get(f"{done}correct/")
    officer.post(f"{done}correct/", {"based_on": hidden(page, "based_on"), "key": hidden(page, "key")})
    made = Entry.objects.filter(sequence__gt=count).order_by("sequence")
    assert [entry.kind for entry in made] == ["stepped-back"] * 3 + ["correction"] * 2
    assert "2 entries were corrected" in words_of(officer.get("/"))
