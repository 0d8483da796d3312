"""What waiting costs, for reading: a row for each help and moment, the dearest first."""

from __future__ import annotations

from standto.presenting.scope import HELP, rest_words
from standto.weighing.value_records import help_name
from standto.weighing.value_screen import difference_words
from standto.weighing.waiting_facts import WaitingCostsFacts
from standto.wording import moment, span, wrapped
from standto.wording.sentences import fitted_rows


def waiting_text(facts: WaitingCostsFacts) -> str:
    """Return the answer as plain text."""
    zone, start = facts.scenario.zone, facts.situation.period.start
    scope = f"Cost of waiting, {span(zone, start, facts.until)}, {HELP[facts.basis]}"
    lines = [facts.scenario.title, *wrapped(scope, hanging=2)]
    lines += wrapped(
        f'{facts.futures:,} futures, seed {facts.seed}, assumptions "{facts.assumptions.name}". Each row compares help '
        f"asked for later with the same help asked for {moment(zone, start)}, in the same futures, if these "
        "assumptions hold."
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
