"""Answers that one process works out for all: the first to ask claims the question, and the others wait a moment."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from threading import Event
from typing import TypeVar

from django.conf import settings
from django.db import connection
from django.utils.crypto import constant_time_compare, salted_hmac

from standto.model.time import SECOND
from standto_desk.caching.unsynced_writes import unsynced
from standto_desk.clock import uptime
from standto_desk.live.models import SharedAnswer

Value = TypeVar("Value")

PATIENCE = 3 * SECOND
"""The time that a process waits for another one; then it works the answer out itself."""
LOOK_EVERY = 0.02
"""Seconds between two looks for the answer of another process."""
KEPT = 16
"""The number of answers kept; they are about the latest moments."""
CLAIM = "INSERT INTO live_sharedanswer (key, seal) VALUES (%s, '') ON CONFLICT (key) DO NOTHING"
FORGET = "DELETE FROM live_sharedanswer WHERE id <= (SELECT id FROM live_sharedanswer WHERE key = %s) - %s"


def shared_answer(
    question: str, make: Callable[[], Value], dump: Callable[[Value], bytes], load: Callable[[bytes], Value]
) -> Value:
    """Return an answer: another process's if there is one, and otherwise a new one, for the others too.

    Parameters
    ----------
    question
        The question, with everything that its answer depends on.
    make
        Works the answer out.
    dump, load
        Turn an answer into bytes and back. Only bytes that this desk has sealed are ever loaded.
    """
    if not settings.STANDTO_SHARES_ANSWERS or connection.in_atomic_block:
        return make()
    key = sha256(question.encode()).hexdigest()
    if not _claimed(key):
        content = _awaited(key)
        return make() if content is None else load(content)
    try:
        value = make()
        content = dump(value)
    except BaseException:
        SharedAnswer.objects.filter(key=key).delete()
        raise
    with unsynced():
        SharedAnswer.objects.filter(key=key).update(content=content, seal=seal_of(key, content))
        _forget_old(key)
    return value


def seal_of(key: str, content: bytes) -> str:
    """Return the seal of an answer, which nobody can make without the desk's secret key."""
    return str(salted_hmac("standto shared answer", key.encode() + content, algorithm="sha256").hexdigest())


def _claimed(key: str) -> bool:
    """Claim a question; tell whether no process had claimed it before."""
    with unsynced(), connection.cursor() as cursor:
        cursor.execute(CLAIM, [key])
        return bool(cursor.rowcount == 1)


def _awaited(key: str) -> bytes | None:
    """Return the content of another process's answer; None if it does not come, or its seal is wrong."""
    until = uptime() + PATIENCE
    while uptime() < until:
        found = SharedAnswer.objects.filter(key=key).values_list("content", "seal").first()
        if found is None:
            return None
        if found[0] is not None:
            content = bytes(found[0])
            return content if constant_time_compare(found[1], seal_of(key, content)) else None
        Event().wait(LOOK_EVERY)
    return None


def _forget_old(key: str) -> None:
    """Delete the oldest answers, and claims of processes that have died."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [key, KEPT])
