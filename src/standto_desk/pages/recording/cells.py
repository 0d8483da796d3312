"""The field that a form has for each column that an event may fill; only published words are ever asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from django import forms

from standto.model.scenario import Scenario
from standto.scenario.event_rules import DECLARATION, DUTY, FORCE, HOME_POOL, PERSON
from standto_desk.components.date_and_time import DateAndTimeField

MOST = 1_000_000
"""The largest number, as in the files."""

Field: TypeAlias = Iterable[tuple[str, forms.Field]]
Maker: TypeAlias = Callable[[Scenario, str, bool], Field]


def _people(scenario: Scenario, sort: str, _needed: bool) -> Field:
    """Yield the field of the subject: people by cipher, or one thing to choose."""
    if sort == PERSON:
        yield (
            "people",
            forms.CharField(
                label="Whom?",
                help_text="One cipher or many, separated by spaces, commas, semicolons or new lines.",
                widget=forms.Textarea(attrs={"rows": 5}),
                required=False,
            ),
        )
        yield (
            "file",
            forms.FileField(
                label="Or a file of ciphers",
                help_text="Text or CSV. Of a table, the column headed person is read.",
                widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
                required=False,
            ),
        )
        return
    rows: dict[str, list[tuple[str, str]]] = {
        DUTY: [(duty.id, duty.name or duty.id) for duty in scenario.duties],
        DECLARATION: [(name, name) for name in scenario.declarations],
        FORCE: [(force.id, force.name or force.id) for force in scenario.forces],
        HOME_POOL: [(pool.id, pool.id) for pool in scenario.pools if pool.force == scenario.home],
    }
    label = {
        DUTY: "Which duty?",
        DECLARATION: "Which declaration?",
        FORCE: "About which force?",
        HOME_POOL: "Which pool?",
    }[sort]
    yield "subject", _choice(label, rows[sort], required=True)


def _capability(scenario: Scenario, _sort: str, needed: bool) -> Field:
    """Yield the field of the capability."""
    rows = [(one.id, one.name or one.id) for one in scenario.capabilities]
    yield "capability", _choice("For which capability?", rows, required=needed, blank="All capabilities")


def _occurred(_scenario: Scenario, _sort: str, _needed: bool) -> Field:
    """Yield the field of the time from which it holds."""
    yield "occurred", DateAndTimeField(label="From when?", help_text="Leave blank for now.", required=False)


def _until(_scenario: Scenario, _sort: str, _needed: bool) -> Field:
    """Yield the field of the time until which it holds."""
    yield "until", DateAndTimeField(label="Until when?", help_text="Leave blank for no end.", required=False)


def _number(name: str, label: str) -> Maker:
    """Return what yields the field of a number."""

    def field(_scenario: Scenario, _sort: str, needed: bool) -> Field:
        yield name, forms.IntegerField(label=label, min_value=0, max_value=MOST, required=needed)

    return field


def _source(scenario: Scenario, sort: str, _needed: bool) -> Field:
    """Yield the field of the source, for what others have published."""
    if sort == FORCE and scenario.sources:
        rows = [(one.id, one.title or one.id) for one in scenario.sources]
        yield "source", _choice("Where is it from?", rows, required=False, blank="Not given")


def _note(_scenario: Scenario, _sort: str, needed: bool) -> Field:
    """Yield the field of published words, for a statement alone."""
    if needed:
        yield (
            "note",
            forms.CharField(
                label="Published words",
                help_text="Only what was published. Never anything about a volunteer.",
                widget=forms.Textarea(attrs={"rows": 4}),
                max_length=2000,
            ),
        )


FIELDS: dict[str, Maker] = {
    "subject": _people,
    "capability": _capability,
    "occurred": _occurred,
    "until": _until,
    "count": _number("count", "How many?"),
    "low": _number("low", "Or at least"),
    "high": _number("high", "And at most"),
    "source": _source,
    "note": _note,
}
"""What yields the fields of each column that an event may fill."""


def _choice(label: str, rows: list[tuple[str, str]], *, required: bool, blank: str = "Choose one") -> forms.ChoiceField:
    """Return a field of which one row is chosen."""
    return forms.ChoiceField(
        label=label,
        choices=[("", blank), *rows],
        required=required,
        error_messages={"required": f"Choose one: {label[0].lower()}{label[1:].rstrip('?')}"},
    )
