"""What each kind of event is called on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container


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
    "places-stepped-back": Kind("Places of a home pool stepped back", "stepped back"),
    "places-returned": Kind("Places of a home pool returned", "returned"),
    "correction": Kind("Correction", "correction"),
}
"""The words for each kind that is recorded on these pages, in the order in which they are offered."""

PLACES = {"places-stepped-back": "stepped-back", "places-returned": "returned"}
"""Kinds that are told of a home pool's places by their number, where they are told of people by cipher."""


def is_of_places(event: str, subject: str, pools: Container[str]) -> bool:
    """Tell whether an event is about places of a pool; a duty may have the id of a pool, a person may not."""
    return event in PLACES.values() and subject in pools


def kind_of(event: str, *, of_places: bool) -> Kind:
    """Return the words for a kind of event about people, or about places."""
    return KINDS[f"places-{event}" if of_places else event]
