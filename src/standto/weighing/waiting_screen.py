"""What waiting costs, for reading: a row for each help and moment, the dearest first."""

from __future__ import annotations

from standto.outlooks.chances import CONDITION
from standto.presenting.scope import rest_words
from standto.weighing.same_futures import same_futures_lines, weighed_words
from standto.weighing.value_records import help_name
from standto.weighing.value_screen import difference_words
from standto.weighing.waiting_facts import WaitingCostsFacts
from standto.wording import moment, wrapped
from standto.wording.sentences import fitted_rows


def waiting_text(facts: WaitingCostsFacts) -> str:
    """Return the answer as plain text."""
    zone, start = facts.scenario.zone, facts.situation.period.start
    lines = same_futures_lines(facts, "Cost of waiting")
    lines += wrapped(
        f"{weighed_words(facts)} Each row compares help asked for later with the same help asked for "
        f"{moment(zone, start)}, in the same futures, {CONDITION}."
    )
    if not facts.costs:
        return "\n".join([*lines, "", "There is no help to ask for.", rest_words(facts.scenario)])
    head = ["help", "people", "asked for", "place-hours more", "of", "a gap is likelier by"]
    rows = [
        [
            help_name(facts.scenario, one.sort, one.id),
            f"{one.people:,}",
            moment(zone, one.asked),
            *difference_words(one.differences[-1]),
        ]
        for one in facts.dearest
    ]
    lines += ["", *fitted_rows([head, *rows]), ""]
    lines += wrapped(
        "±: the standard error of the simulated difference; it says nothing about the assumptions. Place-hours are "
        "means of all duties together, and those after of are the ones short if help is asked for later. Chances are "
        "in percentage points. A cost of 0 means that waiting changes nothing in any of these futures."
    )
    return "\n".join([*lines, rest_words(facts.scenario)])
