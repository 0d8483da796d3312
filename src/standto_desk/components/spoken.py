"""The words of the scenario planned with, for the pages of one request: people, kinds of help, steps and states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from asgiref.local import Local

from standto import wording
from standto.model.ladder import STEPS
from standto.model.words import STATES, USUAL, Vocabulary
from standto.presenting.scope import CALL_INS_ALONE, CHECKED

_SPOKEN = Local()
"""The words of the current request."""
_DUTY_OFFICER = "duty-officer"
_NOUN = re.compile(r"\b(person|people)\b")


def speak_with(words: Vocabulary | None, *, has_rest_rules: bool = False) -> None:
    """Set the words of this request, None for the usual ones; and whether the scenario has rules on rest."""
    _SPOKEN.words = words
    _SPOKEN.has_rest_rules = has_rest_rules


@contextmanager
def speaking(words: Vocabulary) -> Iterator[None]:
    """Speak with some words for a while, outside a request."""
    before, has_rest_rules = getattr(_SPOKEN, "words", None), getattr(_SPOKEN, "has_rest_rules", False)
    speak_with(words, has_rest_rules=has_rest_rules)
    try:
        yield
    finally:
        speak_with(before, has_rest_rules=has_rest_rules)


def words_here() -> Vocabulary:
    """Return the words of this request."""
    return getattr(_SPOKEN, "words", None) or USUAL


def rest_here() -> str:
    """Return the sentence on how rest is checked."""
    return CHECKED if getattr(_SPOKEN, "has_rest_rules", False) else CALL_INS_ALONE


def said(phrase: str) -> str:
    """Return a phrase with the scenario's words for a person and for people."""
    words = words_here()
    return _NOUN.sub(lambda found: str(getattr(words, found[1])), phrase)


def id_words(name: str) -> str:
    """Return an id in words: a post, a role, a state of places or a kind of entry."""
    words = words_here()
    kind, _, rest = name.partition("-")
    if name == _DUTY_OFFICER:
        return words.recorder
    if kind in ("aid", "contingency") and name in STEPS:
        return f"{getattr(words, kind)} {_moved(name, rest)}"
    return words.state(name) if name in STATES else wording.id_words(name)


def answer_words(kind: str) -> str:
    """Return an answer of a force in a word: ``offered`` for ``aid-offered``."""
    return _moved(kind, kind.partition("-")[2])


def _moved(kind: str, usual: str) -> str:
    """Return what a step of the ladder does to places, in the scenario's words."""
    return words_here().states.get(STEPS[kind].into) or wording.id_words(usual)


def decision(step: str, subject: str, count: int | None = None) -> str:
    """Return a decision in words, as `standto.wording.decision` does."""
    return wording.decision(step, subject, count, words_here())
