"""The words for kinds of events on pages."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from standto.model.event import (
    AUTHORISATION_ENDED,
    AUTHORISED,
    AUTHORITY_RESTORED,
    AUTHORITY_WITHDRAWN,
    AVAILABLE,
    CALLED_IN,
    CORRECTION,
    DECLARED,
    DUTY_RESUMED,
    DUTY_SUSPENDED,
    ENDED,
    ON_CALL,
    REPORT,
    RETURNED,
    STATEMENT,
    STEPPED_BACK,
    STOOD_OFF,
    STRENGTH_CHANGED,
    UNAVAILABLE,
)


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
    STEPPED_BACK: KindWords("Stepped back", "stepped back"),
    RETURNED: KindWords("Returned", "returned"),
    UNAVAILABLE: KindWords("Unavailable", "unavailable"),
    AVAILABLE: KindWords("Available again", "available again"),
    CALLED_IN: KindWords("Called in", "called in"),
    STOOD_OFF: KindWords("Stood off", "stood off"),
    ON_CALL: KindWords("On call", "on call"),
    AUTHORITY_WITHDRAWN: KindWords("Authority withdrawn", "authority withdrawn"),
    AUTHORITY_RESTORED: KindWords("Authority restored", "authority restored"),
    AUTHORISED: KindWords("Authorised", "authorised"),
    AUTHORISATION_ENDED: KindWords("Authorisation ended", "authorisation ended"),
    STRENGTH_CHANGED: KindWords("Strength of a duty changed", "strength changed"),
    DUTY_SUSPENDED: KindWords("Duty suspended", "duty suspended"),
    DUTY_RESUMED: KindWords("Duty resumed", "duty resumed"),
    DECLARED: KindWords("Declared", "declared"),
    ENDED: KindWords("Declaration ended", "declaration ended"),
    REPORT: KindWords("Report of how many stepped back", "report"),
    STATEMENT: KindWords("Published statement", "statement"),
    "places-stepped-back": KindWords("Places of a home pool stepped back", "stepped back"),
    "places-returned": KindWords("Places of a home pool returned", "returned"),
    CORRECTION: KindWords("Correction", "correction"),
}
"""The words for each kind that people record, in the order in which pages offer them."""

PLACES = {"places-stepped-back": STEPPED_BACK, "places-returned": "returned"}
"""The kinds that are about a number of places of a home pool, with the same kinds about people."""


def is_of_places(event: str, subject: str, pools: Container[str]) -> bool:
    """Return whether an event is about places of a pool; a duty may have the id of a pool, a person may not."""
    return event in PLACES.values() and subject in pools


def kind_of(event: str, *, of_places: bool) -> KindWords:
    """Return the words for a kind of event about people, or about places."""
    return KINDS[f"places-{event}" if of_places else event]
