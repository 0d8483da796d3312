"""From a what-if sentence to the changes that it supposes, or to an error that points at what was not understood."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from standto.scenario.cells import shown
from standto.supposing.changes import Change, NotSupposable
from standto.supposing.forms import FORMS, Form
from standto.supposing.reading import NUMBERS, TIME_WORDS, Reading, plain
from standto.supposing.subjects import Unknown

_LONGEST = 300
"""The most characters of a sentence."""
_NEAREST = 3
"""The number of forms that an error shows."""
_LITERAL = re.compile(r"[a-z]+(?:-[a-z]+)*")


class NotUnderstood(ValueError):
    """A sentence that is not understood; the message says which part, and the nearest forms."""


def changes_of(sentence: str, reading: Reading) -> list[Change]:
    """Return the changes that a sentence supposes.

    Raises
    ------
    NotUnderstood
        The sentence has no form, or names something that does not exist.
    """
    text = plain(sentence)
    if len(text) > _LONGEST:
        raise NotUnderstood(f"{shown(sentence)} has more than {_LONGEST} characters: write several sentences")
    matches = [(form, match) for form in FORMS if (match := form.pattern.fullmatch(text))]
    if not matches and not _is_several(text, reading):
        raise NotUnderstood(_no_form(sentence, text, reading))
    faults: list[str] = []
    for form, match in matches:
        try:
            return form.changes(reading, match)
        except (Unknown, NotSupposable) as error:
            faults.append(str(error))
    if _is_several(text, reading):
        raise NotUnderstood(f"{shown(sentence)} has several changes: write a sentence for each")
    raise NotUnderstood(f"{shown(sentence)}: {faults[0]}")


def _is_several(text: str, reading: Reading) -> bool:
    """Return whether a text is several sentences, joined by commas or ``and``."""
    parts = re.split(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+", text)
    return len(parts) > 1 and all(_is_sentence(part, reading) for part in parts)


def _is_sentence(text: str, reading: Reading) -> bool:
    for form in FORMS:
        if match := form.pattern.fullmatch(text):
            try:
                form.changes(reading, match)
            except (Unknown, NotSupposable):
                continue
            return True
    return False


def _no_form(sentence: str, text: str, reading: Reading) -> str:
    """Return the error of a sentence without a form."""
    forms = "; ".join(f"{form.written!r}, as {form.example!r}" for form in nearest_forms(text))
    unknown = next((word for word in text.split() if not _is_known(word, reading)), None)
    where = f" at {shown(unknown)}" if unknown else ""
    return f"{shown(sentence)} is not understood{where}: the nearest forms are {forms}"


def nearest_forms(text: str) -> list[Form]:
    """Return the forms whose words are most like those of a sentence."""
    words = text.casefold().split()

    def likeness(form: Form) -> float:
        """Return how well the words of the form are found in the sentence."""
        theirs = _words(form)
        found = (
            [max(SequenceMatcher(None, word, other).ratio() for other in words) for word in theirs] if words else [0.0]
        )
        return max(found, default=0.0) + sum(found) / max(len(found), 1) / 10

    return sorted(FORMS, key=likeness, reverse=True)[:_NEAREST]


def _words(form: Form) -> list[str]:
    """Return the words of a form that stand for themselves."""
    return [
        word for word in _LITERAL.findall(form.written) if word not in ("of", "or", "is", "from", "to", "for", "in")
    ]


def _is_known(word: str, reading: Reading) -> bool:
    bare = word.strip(",").casefold()
    if re.fullmatch(r"[+-]?[0-9][0-9:.,T+-]*", word) or bare in NUMBERS or bare in TIME_WORDS:
        return True
    return (
        reading.ground.subjects.known(bare)
        or any(bare in _words(form) for form in FORMS)
        or bare in ("of", "is", "are")
    )
