"""The work that a board page takes beside its drawing, which is made once for all readers."""

from __future__ import annotations

import pytest
from django.db.models.sql.compiler import SQLCompiler


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """The SQL that Django makes, as it makes it."""
    found: list[str] = []
    make = SQLCompiler.as_sql

    def noted(self, *given, **more):
        sql, parameters = make(self, *given, **more)
        found.append(sql)
        return sql, parameters

    monkeypatch.setattr(SQLCompiler, "as_sql", noted)
    return found


@pytest.mark.parametrize(("filled", "most"), [("weekend", 21), ("desk", 44)])
def test_a_board_page_asks_few_questions_and_turns_only_its_account_into_sql(
    request, filled, most, client_as, made, django_queries
):
    request.getfixturevalue(filled)
    browser = client_as("planner")
    browser.get("/")
    made.clear()
    with django_queries() as asked:
        assert browser.get("/").status_code == 200
    assert [sql for sql in made if ' FROM "access_account" ' not in sql] == []
    assert len(asked) <= most
