"""Reading the parts of a sentence: numbers, subjects and times, against one scenario."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from standto.model.time import Instant
from standto.register import Situation
from standto.scenario.cells import shown
from standto.supposing.changes import NotSupposable, When
from standto.supposing.ground import Ground
from standto.supposing.subjects import CAPABILITY, Subject, Unknown
from standto.wording.spoken_periods import spoken_day, spoken_period
from standto.wording.spoken_times import ISO, Seek, spoken_instant

_UNITS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = {word: number for number, word in enumerate(_UNITS, 1)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
NUMBERS |= {f"{ten}{joint}{one}": NUMBERS[ten] + NUMBERS[one] for ten in _TENS for one in _UNITS[:9] for joint in "- "}
NUMBERS |= {f"{one} hundred": 100 * NUMBERS[one] for one in _UNITS[:9]}
NUMBERS |= {"no": 0, "zero": 0, "hundred": 100, "a hundred": 100, "dozen": 12, "a dozen": 12}
"""The numbers in words."""
NUMBER = rf"[0-9]+(?:,[0-9]{{3}})*|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}"
"""A pattern for a number."""

TIME_WORDS = ("from", "since", "until", "till", "on", "at", "to", "for", "between")
"""The words that begin a time."""
_OPENING = re.compile(r"^(?:(?:what\s+)?if\s+|what\s+about\s+|(?:suppose|assume|say)\s+(?:that\s+)?)", re.IGNORECASE)
"""Words before a sentence that say only that it is a what-if."""
_SINCE = re.compile(r"(?:from|since|at|as of)\s+(.+)", re.IGNORECASE)
_RANGE = re.compile(r"\s(?:to|until|till|for|and|-|\N{EN DASH})\s", re.IGNORECASE)
_CLOCKS = re.compile(r"[0-9]{2}-[0-9]{1,2}:")


@dataclass(frozen=True)
class Reading:
    """A sentence's reader.

    Attributes
    ----------
    ground
        What the sentence is about.
    choice, seed, basis
        Who a number of people are, and the help that counts when the worst or the best group is sought.
    """

    ground: Ground
    choice: str
    seed: int
    basis: str = "confirmed"

    def number(self, text: str) -> int:
        """Return a number that `NUMBER` matches."""
        plain = text.casefold().replace(",", "")
        return NUMBERS[plain] if plain in NUMBERS else int(plain)

    def one(self, text: str, *sorts: str) -> Subject:
        """Return the subject that a text means."""
        return self.ground.subjects.find(text, *sorts)

    def several(self, text: str, *sorts: str) -> tuple[Subject, ...]:
        """Return the subjects that a text lists, with commas or ``and``."""
        if self.ground.subjects.known(text, *sorts):
            return (self.one(text, *sorts),)
        parts = [part for part in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", text) if part]
        return tuple(self.one(part, *sorts) for part in parts)

    def leading(self, text: str, *sorts: str) -> tuple[Subject, str]:
        """Return the subject that a text begins with, and the rest of the text."""
        words = text.split()
        length = self._length_of_leading(words, *sorts)
        if length:
            return self.one(" ".join(words[:length]), *sorts), " ".join(words[length:])
        first = next((place for place, word in enumerate(words) if word.casefold() in TIME_WORDS), len(words))
        return self.one(" ".join(words[: max(first, 1)]), *sorts), ""

    def begins_with(self, text: str, *sorts: str) -> bool:
        """Return whether a text begins with a subject."""
        return self._length_of_leading(text.split(), *sorts) > 0

    def _length_of_leading(self, words: Sequence[str], *sorts: str) -> int:
        """Return the number of words, as many as may be, that mean a subject; 0 if none do."""
        lengths = range(len(words), 0, -1)
        return next((one for one in lengths if self.ground.subjects.known(" ".join(words[:one]), *sorts)), 0)

    def skill_after(self, joint: str, text: str) -> tuple[str, str]:
        """Return the skill that a text names after a word such as ``from``, or no skill, and the rest of the text."""
        named = re.match(rf"{joint}\s+(.+)", text.strip(), re.IGNORECASE)
        if named is None or not self.begins_with(named[1], CAPABILITY):
            return "", text
        skill, rest = self.leading(named[1], CAPABILITY)
        return skill.id, rest

    def all_leading(self, text: str, *sorts: str) -> tuple[tuple[Subject, ...], str]:
        """Return the subjects that a text begins with, joined by commas or ``and``, and the rest of the text."""
        subject, rest = self.leading(text.replace(",", " , "), *sorts)
        found = [subject]
        while joint := re.match(r"(?:,\s*)?and\s+|,\s*", rest, re.IGNORECASE):
            subject, rest = self.leading(rest[joint.end() :], *sorts)
            found.append(subject)
        return tuple(found), rest

    def skills(self, text: str) -> tuple[tuple[str, ...], str]:
        """Return the capabilities that a text begins with, joined by ``+`` or ``and``, and the rest of the text."""
        joined = re.match(r"([^\s+]+(?:\s*\+\s*[^\s+]+)+)(?:\s+(.*))?$", text)
        if joined:
            parts = re.split(r"\s*\+\s*", joined[1])
            return tuple(self.one(part, CAPABILITY).id for part in parts), joined[2] or ""
        found, rest = list[str](), text
        while True:
            subject, rest = self.leading(rest, CAPABILITY)
            found.append(subject.id)
            if not rest.casefold().startswith("and "):
                return tuple(found), rest
            rest = rest[len("and ") :]

    def when(self, text: str) -> When:
        """Return the time that the end of a sentence names: a day, a period, or a moment from which it lasts."""
        words = re.sub(r"^on\s+", "", text.strip(" ,"), flags=re.IGNORECASE)
        if not words:
            return When()
        if lasts := re.fullmatch(r"for\s+(.+)", words, re.IGNORECASE):
            return When(None, self.instant(f"+{lasts[1]}"))
        begins = _SINCE.fullmatch(words)
        if begins and not _is_range(begins[1]):
            return When(self._beginning(begins[1]))
        scenario, start = self.ground.scenario, self._start
        if re.match(r"(?:until|till)\s", words, re.IGNORECASE):
            return When(None, self.instant(words.split(maxsplit=1)[1], after=True))
        try:
            return When(*spoken_period(words, scenario.zone, scenario.horizon, now=self._now, since=start))
        except ValueError as error:
            if _is_range(words):
                raise NotSupposable(str(error)) from None
            try:
                return When(self.instant(words))
            except NotSupposable:
                raise NotSupposable(str(error)) from None

    def moment(self, text: str) -> When:
        """Return the moment that the end of a sentence names; a day means its start."""
        words = re.sub(r"^(?:on|at|from|since)\s+", "", text.strip(" ,"), flags=re.IGNORECASE)
        return When(self._beginning(words)) if words else When()

    def _beginning(self, text: str) -> Instant:
        """Return the moment from which something holds: on the day from which the answer looks, that moment."""
        scenario, start = self.ground.scenario, self._start
        try:
            day = spoken_day(text, scenario.zone, scenario.horizon, now=self._now, since=start)
        except ValueError as error:
            raise NotSupposable(str(error)) from None
        return start if day is not None and start in day else self.instant(text)

    def instant(self, text: str, *, after: bool = False) -> Instant:
        """Return the moment that a text names."""
        scenario, start = self.ground.scenario, self._start
        seek: Seek = "after" if after else "from"
        try:
            return spoken_instant(text, scenario.zone, scenario.horizon, now=self._now, since=start, seek=seek)
        except ValueError as error:
            raise NotSupposable(str(error)) from None

    @property
    def _start(self) -> Instant:
        """The moment by which times are read: when the sentence was spoken, or else from which the answer looks."""
        spoken = self.ground.spoken_at
        return self.ground.start if spoken is None else spoken

    @property
    def _now(self) -> Instant | None:
        """The same; None of a scenario that has no moment of its own."""
        if self.ground.spoken_at is not None:
            return self.ground.spoken_at
        return self.ground.of.at if isinstance(self.ground.of, Situation) else None


def _is_range(words: str) -> bool:
    """Return whether words name two ends of a period; the offset of a moment in ISO 8601 is no second end."""
    clocks = _CLOCKS.search(words) and not ISO.fullmatch(words.rsplit(maxsplit=1)[-1])
    return bool(clocks or _RANGE.search(words))


def plain(sentence: str) -> str:
    """Return a sentence on one line, without *what if* before it or a stop at its end, and with plain signs."""
    text = " ".join(sentence.split()).replace("\N{MINUS SIGN}", "-").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return _OPENING.sub("", text, count=1).rstrip(" .?!")


def not_known(text: str, what: str) -> Unknown:
    """Return the error of a part of a sentence that means nothing."""
    return Unknown(f"{shown(text)} is not {what}")
