"""What each kind of event is called on pages."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of event in words.

    Attributes
    ----------
    name
        As a choice.
    done
        As a heading, of what is recorded.
    """

    name: str
    done: str


KINDS = {
    "stepped-back": Kind("Stepped back", "stepped back"),
    "returned": Kind("Returned", "returned"),
    "unavailable": Kind("Unavailable", "unavailable"),
    "available": Kind("Available again", "available again"),
    "called-in": Kind("Called in", "called in"),
    "stood-off": Kind("Stood off", "stood off"),
    "authority-withdrawn": Kind("Authority withdrawn", "authority withdrawn"),
    "authority-restored": Kind("Authority restored", "authority restored"),
    "authorised": Kind("Authorised", "authorised"),
    "authorisation-ended": Kind("Authorisation ended", "authorisation ended"),
    "strength-changed": Kind("Strength of a duty changed", "strength changed"),
    "duty-suspended": Kind("Duty suspended", "duty suspended"),
    "duty-resumed": Kind("Duty resumed", "duty resumed"),
    "declared": Kind("Declared", "declared"),
    "ended": Kind("Declaration ended", "declaration ended"),
    "report": Kind("Report of how many stepped back", "report"),
    "statement": Kind("Published statement", "statement"),
    "correction": Kind("Correction", "correction"),
}
"""The words for each kind that is recorded on these pages, in the order in which they are offered."""
