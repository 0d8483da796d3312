"""The form field for each column of an event; a form asks for words only if they are published."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from django import forms

from standto.model.crews import Crew
from standto.model.duties import Duty
from standto.model.people import Force
from standto.model.scenario import Scenario
from standto.scenario.event_rules import DECLARATION, DUTY, DUTY_OR_CREW, FORCE, HOME_POOL, PERSON
from standto_desk.components.date_and_time import DateAndTimeField

MOST = 1_000_000
"""The largest number, as in the files."""

Fields: TypeAlias = Iterable[tuple[str, forms.Field]]
Maker: TypeAlias = Callable[[Scenario, str, bool], Fields]
"""Makes the fields of a column from the scenario, the sort of subject, and whether the kind of event needs it."""


def _labels(rows: Iterable[Duty | Crew | Force]) -> list[tuple[str, str]]:
    return [(row.id, row.label) for row in rows]


SUBJECTS: dict[str, tuple[str, Callable[[Scenario], list[tuple[str, str]]]]] = {
    DUTY: ("Which duty?", lambda scenario: _labels(scenario.duties)),
    DUTY_OR_CREW: ("Which duty or crew?", lambda scenario: _labels((*scenario.duties, *scenario.crews))),
    DECLARATION: ("Which declaration?", lambda scenario: [(name, name) for name in scenario.declarations]),
    FORCE: ("Which force?", lambda scenario: _labels(scenario.forces)),
    HOME_POOL: (
        "Which pool?",
        lambda scenario: [(pool.id, pool.id) for pool in scenario.pools if pool.force == scenario.home],
    ),
}
"""The question about each sort of subject, and its choices; people are entered by cipher instead."""


def _subject(scenario: Scenario, sort: str, _needed: bool) -> Fields:
    if sort != PERSON:
        label, choices = SUBJECTS[sort]
        yield "subject", _choice(label, choices(scenario), required=True)
        return
    yield (
        "people",
        forms.CharField(
            label="Who?",
            help_text="Enter one or more ciphers, separated by spaces, commas, semicolons or new lines.",
            widget=forms.Textarea(attrs={"rows": 5}),
            required=False,
        ),
    )
    yield (
        "file",
        forms.FileField(
            label="Or upload a file of ciphers",
            help_text="Text or CSV. In a table, we read the column called person or cipher.",
            widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
            required=False,
        ),
    )


def _capability(scenario: Scenario, _sort: str, needed: bool) -> Fields:
    rows = [(one.id, one.label) for one in scenario.capabilities]
    yield "capability", _choice("Which skill?", rows, required=needed, blank="All skills")


def _occurred(_scenario: Scenario, _sort: str, _needed: bool) -> Fields:
    yield "occurred", DateAndTimeField(label="From when?", help_text="Leave blank to start now.", required=False)


def _until(_scenario: Scenario, _sort: str, _needed: bool) -> Fields:
    yield "until", DateAndTimeField(label="Until when?", help_text="Leave blank if there is no end.", required=False)


def _number(name: str, label: str) -> Maker:
    def field(_scenario: Scenario, _sort: str, needed: bool) -> Fields:
        yield name, forms.IntegerField(label=label, min_value=0, max_value=MOST, required=needed)

    return field


def _source(scenario: Scenario, sort: str, _needed: bool) -> Fields:
    """Yield the field of the source of a published figure or statement."""
    if sort == FORCE and scenario.sources:
        rows = [(one.id, one.label) for one in scenario.sources]
        yield "source", _choice("What is the source?", rows, required=False, blank="Not given")


def _note(_scenario: Scenario, _sort: str, needed: bool) -> Fields:
    """Yield the field of published words, for a statement only."""
    if needed:
        yield (
            "note",
            forms.CharField(
                label="Published words",
                help_text="Enter only what was published. Never write anything about a volunteer.",
                widget=forms.Textarea(attrs={"rows": 4}),
                max_length=2000,
            ),
        )


FIELDS: dict[str, Maker] = {
    "subject": _subject,
    "capability": _capability,
    "occurred": _occurred,
    "until": _until,
    "count": _number("count", "How many?"),
    "low": _number("low", "Or at least"),
    "high": _number("high", "And at most"),
    "source": _source,
    "note": _note,
}
"""Makes the fields of each column that an event may fill, in the order of a form."""


def _choice(label: str, rows: list[tuple[str, str]], *, required: bool, blank: str = "Choose one") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", blank), *rows],
        required=required,
        error_messages={"required": f"Choose {label[0].lower()}{label[1:].rstrip('?')}"},
    )
