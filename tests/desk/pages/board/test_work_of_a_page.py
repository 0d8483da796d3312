"""The work that a board page takes beside its drawing, which is made once for all readers."""

from __future__ import annotations

import pytest

from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft


@pytest.mark.parametrize(("filled", "most"), [("weekend", 21), ("desk", 44)])
def test_a_board_page_asks_few_questions_and_turns_none_into_sql(
    request, filled, most, client_as, sql_made, django_queries
):
    request.getfixturevalue(filled)
    browser = client_as("planner")
    browser.get("/")
    sql_made.clear()
    with django_queries() as asked:
        assert browser.get("/").status_code == 200
    assert sql_made == []
    assert len(asked) <= most


def test_after_a_step_back_the_next_board_turns_none_into_sql(weekend, client_as, sql_made):
    browser, author = client_as("planner"), Author("tests", "", "met")
    for number in (1, 2):
        append([Draft("event", "stepped-back", f"m000{number}")], author=author, now=now())
        sql_made.clear()
        assert browser.get("/").status_code == 200
    assert sql_made == []
