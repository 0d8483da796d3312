"""The family of pages that CONTRIBUTING shows, run as it stands there."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from standto.errors import Fault, InputError
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.reading import head
from tests.desk.people import account_of

PAGE = Path(__file__).resolve().parents[3] / "CONTRIBUTING.md"


@pytest.fixture
def family(handful) -> dict:
    text = PAGE.read_text(encoding="utf-8")
    (block,) = re.findall(r"```py\n(.*?)```", text, re.DOTALL)
    names: dict = {"entered": []}
    exec(compile(block, str(PAGE), "exec"), names)
    names["author_of"] = lambda _request: Author("x", "", "met")
    names["redirect"] = lambda name, number: HttpResponseRedirect(f"/{name}/{number}/")
    names["render"] = lambda _request, _template, shown, status: HttpResponse(str(shown["form"]), status=status)
    return names


def sent(family, **fields):
    request = RequestFactory().post("/", fields) if fields else RequestFactory().get("/")
    request.user = account_of("duty-officer")
    return family["leave_note"](request)


def test_the_page_shows_the_form_with_what_it_is_based_on(family):
    page = sent(family)
    assert (page.status_code, f'name="based_on" value="{head().count}"' in page.content.decode()) == (200, True)


def test_a_note_is_entered(family):
    def enter_note(*, account, author, note, key, based_on):
        return SimpleNamespace(sequence=7)

    family["enter_note"] = enter_note
    answer = sent(family, note="The radio is broken", key="k", based_on="3")
    assert (answer.status_code, answer["Location"]) == (302, "/note/7/")


def test_a_note_that_is_refused_comes_back_with_the_reason(family):
    def enter_note(**_given):
        raise InputError([Fault("note", "must not name anybody")])

    family["enter_note"] = enter_note
    page = sent(family, note="m0001 is late", key="k", based_on="3")
    reason = "Note for the next shift must not name anybody"
    assert (page.status_code, reason in page.content.decode()) == (422, True)
