"""Questions of what-ifs: sentences, a moment and a look-ahead; and their answers, for one account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from standto.errors import Fault, OptionError
from standto.model.time import HOUR, MINUTE, Instant
from standto.register import Records
from standto_desk.access.models import Account
from standto_desk.access.people_in_reach import reachable
from standto_desk.access.permission import Action, may, require
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.caching.answers import Cache
from standto_desk.ledger.refusals import Refused
from standto_desk.picture.drawing import Picture
from standto_desk.picture.showing import moment_now, picture_at
from standto_desk.picture.supposed import SupposedPicture, looking_until, suppose

MOST_SENTENCES = 25
"""The most sentences of one what-if."""
MOST_HOURS = 24 * 14
"""The longest look-ahead, in hours."""
ANSWERS = 16
"""The number of answers that are kept: a form is checked before its page is drawn, and a commander asks the same."""


@dataclass(frozen=True)
class Question:
    """What somebody supposes, and the time that the answer looks at.

    Attributes
    ----------
    sentences
        What is supposed, in order.
    at, known_at
        The moment from which the answer looks, and the moment as known at which; None: now.
    hours
        The look-ahead in hours; None: that of the policy.
    choice, seed
        Which people a number stands for: the worst group, the best, or a random one by a seed.
    spoken_at
        The moment by which the times of the sentences are read; None: `at`.
    """

    sentences: tuple[str, ...]
    at: Instant | None = None
    known_at: Instant | None = None
    hours: int | None = None
    choice: str = "worst"
    seed: int = 0
    spoken_at: Instant | None = None


class _Asked(NamedTuple):
    """A question about one picture, with the people it may name."""

    question: Question
    at: Instant
    known_at: Instant
    records: Records
    people: frozenset[str]


_answers: Cache[_Asked, SupposedPicture] = Cache(ANSWERS)


def answer_to(account: Account, question: Question) -> SupposedPicture:
    """Return the answer to a what-if; note that the account opens the records of the people it names.

    Raises
    ------
    Refused
        A sentence is not understood, names a person the account may not see, or is not allowed.
    """
    found = checked_answer(account, question)
    note_opened(account=account, people=found.supposed.people, where=Where.WHAT_IF)
    return found


def checked_answer(account: Account, question: Question) -> SupposedPicture:
    """Return the answer to a what-if that nobody sees: only to find its faults."""
    require(account, Action.SUPPOSE)
    if not question.sentences:
        raise _refused("Write at least one sentence, such as 40 step back")
    if (number := len(question.sentences)) > MOST_SENTENCES:
        raise _refused(f"Write at most {MOST_SENTENCES} sentences: there are {number}")
    before = before_of(question)
    people = _nameable(account, before)
    key = _Asked(question, before.at, before.known_at, before.situation.records, people)
    try:
        return _answers.get(key, lambda: _answer(question, before, people))
    except OptionError as error:
        raise _refused(*str(error).split("\n")) from None


def _answer(question: Question, before: Picture, people: frozenset[str]) -> SupposedPicture:
    return suppose(
        before,
        question.sentences,
        choice=question.choice,
        seed=question.seed,
        spoken_at=question.spoken_at,
        people=people,
    )


def before_of(question: Question) -> Picture:
    """Return the picture that a what-if is laid beside."""
    present = moment_now()
    at = present if question.at is None else question.at
    # Of a moment ahead, nothing is known that is not known now.
    known = min(at, present) if question.known_at is None else question.known_at
    picture = picture_at(at, known)
    if question.hours is None:
        return picture
    return looking_until(picture, min(at + question.hours * HOUR, picture.scenario.horizon.until))


def hours_of_look_ahead(picture: Picture) -> int:
    """Return the look-ahead of the policy in whole hours."""
    return max(1, picture.scenario.policy.look_ahead // (60 * MINUTE))


def _nameable(account: Account, before: Picture) -> frozenset[str]:
    """Return the ciphers that an account may name: the effect of a person's change reveals their state."""
    if not may(account, Action.SEE_PERSON):
        return frozenset()
    return reachable(account, Action.SEE_PERSON, [one.id for one in before.scenario.people])


def _refused(*faults: str) -> Refused:
    return Refused([Fault("what-if", fault, column="sentences") for fault in faults])
