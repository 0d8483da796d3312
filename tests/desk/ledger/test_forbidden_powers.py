"""A power that permits only what others forbid is refused, in whatever shape and by whatever way it comes."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto.model.duties import Duty, Power
from standto.model.time import DAY, Period
from standto.register.powers import permits
from standto_desk.acts.bulk.importing_folders import plan_all, plan_folder
from standto_desk.acts.registering.change_plans import plan_changes
from standto_desk.acts.registering.row_changes import ADD, RegisterChange
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.forbidden_powers import void_powers
from standto_desk.ledger.refusals import Refused
from tests.desk.acts.bulk.folders import asking, cells_of
from tests.desk.acts.small_desk import IMPORTER, NOON, row, small_desk

HOURS = st.integers(0, 4)
PERIODS = st.tuples(HOURS, HOURS).filter(lambda each: each[0] < each[1])
POWERS = st.builds(
    Power,
    id=st.just(""), kind=st.sampled_from(("police", "military")), task=st.sampled_from(("*", "a")),
    permitted=st.booleans(), site=st.sampled_from(("*", "s")), when=st.sampled_from(("", "d")),
    period=PERIODS.map(lambda each: Period(*each)),
)  # fmt: skip
DUTIES = [Duty(id="x", task=task, site=site, capabilities=("c",), strength=1) for task, site in product("ab", "st")]


@given(st.lists(POWERS, max_size=5))
def test_a_power_is_void_if_it_never_lets_anybody_do_anything(powers):
    named = [replace(power, id=f"p{place}") for place, power in enumerate(powers)]
    expected = set()
    for power in named:
        if power.permitted:
            against = [power, *(one for one in named if not one.permitted)]
            states = product(DUTIES, range(5), ((), ("d",)))
            if not any(permits(against, power.kind, *state) for state in states):
                expected.add(f"powers.csv {power.id}")
    assert {fault.place for fault in void_powers(named)} == expected


@pytest.fixture
def small(desk):
    return small_desk()


BAN = {"kind": "military", "permitted": "no"}
SHAPES = {
    "the whole task": ([{"task": "patrol"}], {"task": "patrol"}),
    "one site": ([{"task": "*"}], {"task": "patrol", "site": "gate"}),
    "a declaration": ([{"task": "patrol"}], {"task": "patrol", "when": "emergency"}),
    "two times in a row": (
        [{"task": "patrol", "until": "2023-09-25T00:00Z"}, {"task": "*", "from": "2023-09-24T00:00Z"}],
        {"task": "patrol", "from": "2023-09-23T00:00Z", "until": "2023-09-28T00:00Z"},
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("planned", [False, True], ids=["now", "planned"])
def test_every_way_into_the_ledger_refuses_it_at_its_field(small, shape, planned):
    bans, cells = SHAPES[shape]
    later = NOON + DAY if planned else None
    drafts = [row("powers", f"ban{number}", **BAN, **ban) for number, ban in enumerate(bans)]
    drafts = [row("powers", "p3", kind="police", task="x", permitted="yes"), *drafts]
    append([replace(draft, occurred=later) for draft in drafts], author=IMPORTER, now=now())
    cells = {"kind": "military", "permitted": "yes", **cells}
    added = RegisterChange("powers", ADD, ("p9",), {"power": "p9", **cells})
    assert [(one.line, one.column) for one in plan_changes(small.planner, [added], now=now()).faults] == [
        (1, "permitted")
    ]
    with pytest.raises(Refused) as refused:
        append([row("powers", "p9", **cells)], author=IMPORTER, now=now())
    assert [(one.place, one.column) for one in refused.value.faults] == [("powers.csv p9", "permitted")]
    if not planned:
        sent = cells_of(scenario_at(now()), "powers.csv")
        columns = ("kind", "task", "site", "when", "permitted", "authority", "from", "until")
        sent.rows["powers.csv"].append((99, ("p9", *(cells.get(column, "") for column in columns))))
        plans = [plan_all(sent, asking()), plan_folder(sent, asking(), account=small.planner, force="met")]
        found = [[(one.place, one.line, one.column) for one in plan.faults] for plan in plans]
        assert found == [[("powers.csv", 99, "permitted")]] * 2


def test_a_ban_is_never_refused(small):
    append([row("powers", "ban", **BAN, task="*")], author=IMPORTER, now=now())
    append([row("duties", "gate", task="gate", capabilities="arv", strength="1")], author=IMPORTER, now=now())
