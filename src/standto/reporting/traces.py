"""The evidence of each part of a report: each function adds it to the annex and returns its reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.event import (
    DUTY_RESUMED,
    DUTY_SUSPENDED,
    LINES,
    PERSON_KINDS,
    RETURNED,
    STEPPED_BACK,
    STRENGTH_CHANGED,
)
from standto.model.ladder import STEPS

if TYPE_CHECKING:
    from standto.reporting.evidence import Annex
    from standto.reporting.standpoint import Standpoint

SUPPLY = PERSON_KINDS | frozenset(STEPS)
"""Events about people and pools."""


def cover_trace(stand: Standpoint, annex: Annex) -> str:
    """Return the evidence of cover over the look-ahead."""
    query = stand.query("cover", look_ahead=True)
    return annex.add("Cover now and over the look-ahead", query=query, within="windows, summary")


def margin_trace(stand: Standpoint, annex: Annex) -> str:
    """Return the evidence of the margin."""
    query = f"{stand.query('margin', look_ahead=True)} --runs {stand.runs} --seed {stand.seed}"
    return annex.add("How many more may step back in the look-ahead", query=query, within="summary, margins")


def review_trace(stand: Standpoint, within: str, annex: Annex) -> str:
    """Return the evidence of the review."""
    return annex.add("The review of the ladder of help", query=stand.query("review"), within=within)


def requirement_trace(stand: Standpoint, duty: str, annex: Annex) -> str:
    """Return the evidence of a duty's requirement: its row, and the events about it."""
    events = stand.situation.events(STRENGTH_CHANGED, DUTY_SUSPENDED, DUTY_RESUMED, *LINES["declared"])
    when = stand.scenario.duty[duty].when
    mine = (event for event in events if event.subject == (when if event.kind in LINES["declared"] else duty))
    return annex.add(f"What {duty} requires", entries=(f"duties.csv: {duty}", *annex.steps(mine)))


def supply_trace(stand: Standpoint, annex: Annex) -> str:
    """Return the evidence of who counts: every event about people and pools until the look-ahead ends."""
    until = stand.review.until
    entries = annex.kinds(event for event in stand.situation.events(*SUPPLY) if event.occurred < until)
    rota = ", rota.csv" if stand.scenario.rota else ""
    tables = f"people.csv, authorisations.csv, teams.csv{rota}, pools.csv, powers.csv: every row"
    return annex.add("Who counts, by the register", entries=(tables, *entries))


def pool_trace(stand: Standpoint, pool: str, annex: Annex) -> str:
    """Return the evidence of a pool's places: its row, and the events that moved them."""
    moved = (event for event in stand.situation.pool_events(pool) if event.kind in STEPS and event.occurred <= stand.at)
    return annex.add(f"Places of {pool} by state", entries=(f"pools.csv: {pool}", *annex.steps(moved)))


def stepped_back_trace(stand: Standpoint, annex: Annex) -> str:
    """Return the evidence of the register's number of people stepped back."""
    events = (event for event in stand.situation.events(STEPPED_BACK, RETURNED) if event.occurred <= stand.at)
    return annex.add("People and places stepped back, by the register", entries=annex.kinds(events))
