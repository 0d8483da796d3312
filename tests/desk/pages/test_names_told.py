"""Names, not ids, on the pages that tell of duties and forces."""

from __future__ import annotations

import re

import pytest

from standto_desk.clock.setting import set_demo_clock
from tests.desk.reading_pages import words_of

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
