"""Rules on rest and what they measured, in words: the same in the command, in reports and on pages."""

from __future__ import annotations

from standto.model.working_time import RestRule
from standto.stints import printed

_MEASURES = {
    "stint-hours": ("{} h long", "at most"),
    "rest-before": ("{} h of rest before", "at least"),
    "hours-in": ("{} h of work in {days} days", "at most"),
    "rest-in": ("{} h off at a stretch in {days} days", "at least"),
    "run": ("{} stints running", "at most"),
    "night-run": ("{} night stints running", "at most"),
}


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
