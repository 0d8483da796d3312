"""Rules on rest and what they measured, in words: the same in the command, in reports and on pages."""

from __future__ import annotations

from dataclasses import dataclass

from standto.model.words import USUAL, Vocabulary
from standto.model.working_time import RestRule
from standto.stints import printed
from standto.wording import counted

_MEASURES = {
    "stint-hours": ("{} h long", "at most"),
    "rest-before": ("{} h of rest before", "at least"),
    "hours-in": ("{} h of work in {days} days", "at most"),
    "rest-in": ("{} h off at a stretch in {days} days", "at least"),
    "run": ("{} stints running", "at most"),
    "night-run": ("{} night stints running", "at most"),
}


@dataclass(frozen=True, slots=True)
class RestLine:
    """How many people count and are in a stint that breaks a rule: counts only, for everybody who sees numbers.

    Attributes
    ----------
    breach, owed
        Now: in a stint in breach; or in one for which rest or pay is owed, and not in breach.
    most_breach, most_owed
        The most of each at the start of any window.
    """

    breach: int
    owed: int
    most_breach: int
    most_owed: int

    @property
    def words(self) -> str:
        """The line as a sentence."""
        return self.worded(USUAL)

    def worded(self, words: Vocabulary) -> str:
        """Return the line as a sentence in the words of a scenario."""
        if not self.most_breach and not self.most_owed:
            return "Nobody who counts is in a stint that breaks a rule on rest."
        people = counted(self.breach, f"{words.person} who counts is", f"{words.people} who count are")
        return (
            f"Now {people} in breach of a rule on rest, and rest or pay is owed to {self.owed:,}; "
            f"at most {self.most_breach:,} and {self.most_owed:,}."
        )


def bound_words(rule: RestRule) -> str:
    """Return the bound of a rule in words: ``at least 11 h of rest before``."""
    _, limit = _MEASURES[rule.measure]
    return f"{limit} {_said(rule, rule.bound)}"


def measured_words(rule: RestRule, measured: int) -> str:
    """Return what a rule measured of a stint in words: ``9 h of rest before``."""
    return _said(rule, printed(rule, measured))


def _said(rule: RestRule, number: float) -> str:
    words, _ = _MEASURES[rule.measure]
    return words.format(_plain(number), days="" if rule.days is None else _plain(rule.days))


def _plain(number: float) -> str:
    """Return a number to two decimals, without zeros at its end."""
    return f"{number:,.2f}".rstrip("0").rstrip(".")
