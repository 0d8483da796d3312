"""Questions that somebody typed: no address holds them, because they may name a person."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict

from standto_desk.access.account_cache import AccountCache
from standto_desk.acts.supposing.questions import Question
from standto_desk.components.moments import here
from standto_desk.components.typed_times import typed

_QUESTIONS = AccountCache("what-ifs")


def put_aside(request: HttpRequest, question: Question) -> str:
    """Keep a question for the account; return its key."""
    return _QUESTIONS.put(str(request.user.pk), asdict(question), seconds=settings.SESSION_COOKIE_AGE)


def put_aside_by(request: HttpRequest, key: str) -> Question | None:
    """Return the question that was put aside by a key; None if there is none."""
    found = _QUESTIONS.of(str(request.user.pk)).get(key)
    return None if found is None else Question(**{**found, "sentences": tuple(found["sentences"])})


def as_sent(question: Question) -> QueryDict:
    """Return a question as its form would send it."""
    values: dict[str, Any] = {
        "sentences": "\r\n".join(question.sentences),
        "hours": question.hours,
        "choice": question.choice,
        "seed": question.seed or None,
    }
    if question.at is not None:
        values |= {f"at_{place}": part for place, part in enumerate(typed(question.at, here()))}
    sent = QueryDict(mutable=True)
    for name, value in values.items():
        if value is not None:
            sent[name] = str(value)
    return sent
