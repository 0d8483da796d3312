"""Random ledgers: a scenario entered bit by bit, with rows that change and questions in between."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from standto.model.event import Event
from standto.model.time import FOREVER, HOUR
from standto.scenario.layout import DUTIES
from standto.scenario.table_writer import table_rows
from tests.desk.book.written import event, row, rows_of
from tests.register.scenarios import GRID, scenarios

ASKED = (*GRID, 84, 108, 150, 200)
"""The moments of questions, in hours from the start of the declared horizon; the last are long after everything."""
STORIES = (
    ("stepped-back", "returned"),
    ("authority-withdrawn", "authority-restored"),
    ("called-in", "stood-off", "on-call"),
    ("unavailable", "available"),
)
"""The lines of a person's events."""


@st.composite
def ledgers(draw, working_time=None, **sizes):
    """Return a scenario and its entries in batches; each batch has some questions after it: at, known_at."""
    scenario = draw(scenarios(**sizes))
    if working_time is not None:
        scenario = replace(scenario, working_time=draw(working_time))
    start = scenario.horizon.start
    moments = sorted({start + int(hours * HOUR) for hours in ASKED})
    story, corrections = draw(_stories(scenario, moments))
    drafts = [*map(event, draw(st.permutations([*story, *scenario.events])))]
    for change in draw(st.lists(_changes(scenario, moments), max_size=2)):
        place = draw(st.integers(0, len(drafts)))
        drafts[place:place] = change
    drafts += map(event, corrections)
    cuts = sorted(draw(st.lists(st.integers(0, len(drafts)), max_size=3)))
    batches = [drafts[first:last] for first, last in zip([0, *cuts], [*cuts, len(drafts)], strict=True)]
    batches[0][:0] = rows_of(scenario)
    return scenario, [(batch, draw(_questions(moments)), draw(st.integers(0, 6))) for batch in batches]


@st.composite
def _stories(draw, scenario, moments):
    """Return early events of one person on one line, and a late correction of one of them."""
    if not scenario.people:
        return [], []
    person = draw(st.sampled_from(scenario.people)).id
    kinds = draw(st.sampled_from(STORIES))
    events = []
    for place in range(draw(st.integers(2, 4))):
        occurred = draw(st.sampled_from(moments[:6]))
        until = draw(st.sampled_from((FOREVER, FOREVER, FOREVER, moments[-3])))
        kind = draw(st.sampled_from(kinds))
        until = FOREVER if kind == "available" else until
        events.append(Event(f"s{place}", kind, person, occurred, draw(st.sampled_from((occurred, moments[6]))), until))
    known = draw(st.sampled_from(moments[-6:]))
    wrong = draw(st.sampled_from(events)).id
    return events, [Event("wrong", "correction", wrong, known, known)]


@st.composite
def _questions(draw, moments):
    """Return a few questions: as of one instant, and as known at another."""
    ways = st.tuples(st.sampled_from(moments), st.sampled_from(moments), st.booleans())
    asked = draw(st.lists(ways, min_size=1, max_size=3))
    return [(at, at if as_then else known_at) for at, known_at, as_then in asked]


@st.composite
def _changes(draw, scenario, moments):
    """Return rows that change: a duty of another strength, or a person who leaves with their tickets."""
    when = {"occurred": draw(st.sampled_from(moments)), "known": draw(st.sampled_from(moments))}
    if draw(st.booleans()) and scenario.people:
        person = draw(st.sampled_from(scenario.people)).id
        held = {ticket.capability for ticket in scenario.authorisations if ticket.person == person}
        gone = [{**row("authorisations", person, {}), "capability": one, "step": "ended"} for one in sorted(held)]
        return [{**one, "body": "", **when} for one in [*gone, {**row("people", person, {}), "step": "ended"}]]
    table = next(rows for table, rows in table_rows(scenario) if table is DUTIES)
    if not table:
        return []
    cells = dict(zip(DUTIES.columns, draw(st.sampled_from(table)), strict=True))
    subject = cells.pop("duty")
    cells["strength"] = str(draw(st.integers(0, 4)))
    return [{**row("duties", subject, cells), **when}]
