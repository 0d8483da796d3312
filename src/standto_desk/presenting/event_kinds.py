"""The words for kinds of events on pages."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple


class KindWords(NamedTuple):
    """The words for a kind of event.

    Attributes
    ----------
    name
        The words for a choice in a form.
    done
        The words for a heading once it is recorded.
    """

    name: str
    done: str


KINDS = {
    "stepped-back": KindWords("Stepped back", "stepped back"),
    "returned": KindWords("Returned", "returned"),
    "unavailable": KindWords("Unavailable", "unavailable"),
    "available": KindWords("Available again", "available again"),
    "called-in": KindWords("Called in", "called in"),
    "stood-off": KindWords("Stood off", "stood off"),
    "authority-withdrawn": KindWords("Authority withdrawn", "authority withdrawn"),
    "authority-restored": KindWords("Authority restored", "authority restored"),
    "authorised": KindWords("Authorised", "authorised"),
    "authorisation-ended": KindWords("Authorisation ended", "authorisation ended"),
    "strength-changed": KindWords("Strength of a duty changed", "strength changed"),
    "duty-suspended": KindWords("Duty suspended", "duty suspended"),
    "duty-resumed": KindWords("Duty resumed", "duty resumed"),
    "declared": KindWords("Declared", "declared"),
    "ended": KindWords("Declaration ended", "declaration ended"),
    "report": KindWords("Report of how many stepped back", "report"),
    "statement": KindWords("Published statement", "statement"),
    "places-stepped-back": KindWords("Places of a home pool stepped back", "stepped back"),
    "places-returned": KindWords("Places of a home pool returned", "returned"),
    "correction": KindWords("Correction", "correction"),
}
"""The words for each kind that people record, in the order in which pages offer them."""

PLACES = {"places-stepped-back": "stepped-back", "places-returned": "returned"}
"""The kinds that are about a number of places of a home pool, with the same kinds about people."""


def is_of_places(event: str, subject: str, pools: Container[str]) -> bool:
    """Return whether an event is about places of a pool; a duty may have the id of a pool, a person may not."""
    return event in PLACES.values() and subject in pools


def kind_of(event: str, *, of_places: bool) -> KindWords:
    """Return the words for a kind of event about people, or about places."""
    return KINDS[f"places-{event}" if of_places else event]
