"""The pages for errors that no view answers."""

from __future__ import annotations

import pytest

from standto.errors import Fault, InputError
from standto_desk.book.moment_tables import NoScenario
from standto_desk.kit.act_forms import USED
from standto_desk.kit.refusals import CHANGED, AnswerRefusals
from standto_desk.ledger.refusals import ClockAhead, Stale
from tests.desk.people import client_of
from tests.desk.reading_pages import hidden, words_of


@pytest.fixture
def answered(handful, client_as):
    """Return the page for an error that a view let through."""
    client = client_as("volunteer", cipher="m0001")
    request = client.post("/my/step-back/", {"capability": "a capability"}).wsgi_request
    return lambda error: AnswerRefusals(lambda _request: None).process_exception(request, error)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (InputError([Fault("m0001", "is unknown")]), 422, "m0001: is unknown"),
        (InputError([Fault("draft", "was used", column="key")]), 409, USED),
        (Stale(()), 409, CHANGED),
        (NoScenario("none"), 200, "There is no scenario yet"),
    ],
)
def test_an_error_is_a_page_that_says_what_to_do(answered, error, status, words):
    page = answered(error)
    assert (page.status_code, words in words_of(page)) == (status, True)


def test_a_form_that_a_wrong_clock_kept_out_can_be_sent_again(answered):
    page = answered(ClockAhead(1))
    assert (page.status_code, hidden(page, "capability")) == (503, "a capability")


def test_any_other_error_is_left_alone(answered):
    assert answered(KeyError()) is None


def test_no_page_is_at_an_address_with_the_character_nul(handful):
    assert client_of(None).get("/record/done/a%00/").status_code == 404
