"""One process draws a picture, and the others take it over: the same picture, and only if this desk has sealed it."""

from __future__ import annotations

import os
import pickle
import threading

import pytest
from django.db import connection
from django.test import override_settings

from standto.model.time import SECOND
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.reading import head
from standto_desk.live.models import SharedAnswer
from standto_desk.live.shared_answers import KEPT, seal_of, shared_answer
from standto_desk.picture.sharing import packed, unpacked
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.boards import board_of
from tests.desk.ledger.starting import ANA, event
from tests.desk.ledger.starting import started as small_force
from tests.patience import PATIENCE


@pytest.fixture(autouse=True)
def _sharing():
    with override_settings(STANDTO_SHARES_ANSWERS=True):
        yield


def answers(picture) -> tuple[str, str, str, str]:
    made = picture.cover.as_json(), picture.margin.as_json(), picture.review.as_json(), board_of(picture)
    return tuple(map(repr, made))


def text(value: str, question: str = "q", make=None) -> str:
    return shared_answer(question, make or (lambda: value), str.encode, bytes.decode)


def test_a_picture_taken_over_is_the_picture_that_was_drawn(weekend):
    for subject in ("m0101", "m0102", "m0103"):
        append([event("stepped-back", subject)], author=ANA, now=now())
        drawn = picture_now()
        taken = unpacked(packed(drawn), drawn.situation, head())
        assert answers(taken) == answers(drawn)
        assert (taken.at, taken.known_at, taken.sequence, taken.until) == (
            drawn.at,
            drawn.known_at,
            drawn.sequence,
            drawn.until,
        )
        assert taken.situation is drawn.situation


def test_the_first_to_ask_answers_and_the_others_take_it(database):
    assert [text("first"), text("second"), text("other", "q2")] == ["first", "first", "other"]
    assert SharedAnswer.objects.count() == 2


def test_those_who_ask_meanwhile_wait_for_the_answer(database, monkeypatch):
    monkeypatch.setattr("standto_desk.live.shared_answers.PATIENCE", PATIENCE * SECOND)
    begun, goes_on, found = threading.Event(), threading.Event(), []

    def slowly() -> str:
        begun.set()
        goes_on.wait(PATIENCE)
        return "slow"

    def ask(make) -> None:
        try:
            found.append(text("", make=make))
        finally:
            connection.close()

    first = threading.Thread(target=ask, args=(slowly,))
    first.start()
    begun.wait(PATIENCE)
    others = [threading.Thread(target=ask, args=(lambda: "own",)) for _ in range(3)]
    for other in others:
        other.start()
    goes_on.set()
    for thread in (first, *others):
        thread.join()
    assert found == ["slow"] * 4


def test_a_process_that_dies_while_it_answers_keeps_nobody_waiting_for_long(database, monkeypatch):
    monkeypatch.setattr("standto_desk.live.shared_answers.PATIENCE", 50_000)
    text("", make=lambda: "made")
    SharedAnswer.objects.update(content=None, seal="")
    assert text("own") == "own"


def test_an_error_is_nobody_elses(database):
    with pytest.raises(ZeroDivisionError):
        text("", make=lambda: str(1 // 0))
    assert (SharedAnswer.objects.count(), text("next")) == (0, "next")


def test_what_this_desk_has_not_sealed_is_never_loaded(database):
    text("first")
    SharedAnswer.objects.update(content=b"forged")
    assert text("own") == "own"
    key = SharedAnswer.objects.get().key
    SharedAnswer.objects.update(seal=seal_of(key[::-1], b"forged"))
    assert text("own") == "own"
    SharedAnswer.objects.update(seal=seal_of(key, b"forged"))
    assert text("own") == "forged"


def test_a_picture_holds_values_of_the_library_alone(weekend):
    picture = picture_now()

    class Attack:
        def __reduce__(self):
            return os.system, ("true",)

    with pytest.raises(pickle.UnpicklingError, match="belongs in no picture"):
        unpacked(pickle.dumps(Attack()), picture.situation, head())


def test_only_the_latest_answers_are_kept(database):
    for number in range(KEPT + 5):
        text("x", f"q{number}")
    assert SharedAnswer.objects.count() == KEPT


def test_nothing_is_shared_by_one_process_alone_or_within_a_transaction(database):
    small_force()
    with override_settings(STANDTO_SHARES_ANSWERS=False):
        assert [text("first"), text("second")] == ["first", "second"]
    assert SharedAnswer.objects.count() == 0
