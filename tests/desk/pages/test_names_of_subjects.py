"""Pages call duties and forces by their names, not their ids."""

from __future__ import annotations

import re

import pytest

from standto.wording.names import Names
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.presenting.subjects import names_in_force
from tests.desk.reading_pages import hidden, words_of

PAGES = ("/", "/ladder/", "/ladder/kent-arv/", "/look-back/", "/look-back/decisions/", "/alerts/", "/handover/")


@pytest.mark.parametrize("moment", ["2023-09-23T12:00", "2023-09-25T12:00"])
def test_no_page_names_by_its_id_a_duty_that_has_a_name(moment, weekend, client_as):
    set_demo_clock(at=weekend.at(moment))
    duties = [duty for duty in weekend.scenario.duties if duty.name]
    client = client_as("commander")
    found = {}
    for page in PAGES:
        answer = client.get(page, follow=True)
        if answer.status_code != 200:
            continue
        said = words_of(answer)
        for duty in duties:
            said = said.replace(duty.name, "")
        ids = [duty.id for duty in duties if re.search(rf"(?<![\w./:-]){re.escape(duty.id)}(?![\w/:-])", said)]
        found[page] = ids
    assert [ids for ids in found.values() if ids] == []
    assert {"/", "/ladder/"} <= set(found)


def test_entries_and_changes_name_duties_and_forces(handful, client_as):
    force = handful.scenario.force["met"].name
    duty = next(duty for duty in handful.scenario.duties if duty.name)
    officer = client_as("duty-officer", post="duty-officer")
    fields = {"subject": duty.id, "count": "7"}
    page = officer.post("/record/other/strength-changed/", fields, follow=True)
    author = Author("another", "duty-officer", "met")
    append([Draft("event", "strength-changed", duty.id, count=3)], author=author, now=now())
    answer = officer.post(page.request["PATH_INFO"], {"based_on": hidden(page, "based_on")})
    assert f"{duty.name}: strength changed, entered" in words_of(answer)
    client = client_as("commander")
    listed = {
        kind: words_of(client.get("/look-back/entries/", {"kind": kind})) for kind in ("strength-changed", "report")
    }
    assert [name in listed[kind] for kind, name in (("strength-changed", duty.name), ("report", force))] == [True, True]
    assert not re.search(rf"(?<![\w-]){re.escape(duty.id)}(?![\w-])", listed["strength-changed"].replace(duty.name, ""))
    entry = Entry.objects.get(kind="strength-changed", count=3)
    assert f"{duty.name} ({duty.id})" in words_of(client.get(f"/look-back/entries/{entry.sequence}/"))


def test_a_person_or_pool_never_has_the_name_of_a_duty_or_force_with_the_same_id(handful):
    rows = [
        ("duties", "m0001", {"name": "Night guard", "task": "t", "capabilities": "arv", "strength": "0"}),
        ("forces", "kent-arv", {"kind": "police", "name": "Kent Police"}),
    ]
    drafts = [Draft("row", kind, subject, step="set", body=body) for kind, subject, body in rows]
    append(drafts, author=Author("another", "duty-officer", "met"), now=now())
    assert {"m0001", "kent-arv"} & set(names_in_force()) == set()
    names = Names.of(scenario_at(now()))
    assert names.subject("kent-arv") == "kent-arv"
