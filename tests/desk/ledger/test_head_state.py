"""The state at the head is that of a fold from nothing, whatever was tried before."""

from __future__ import annotations

import random
import threading

import pytest
from django.db import connection, connections, transaction

from standto_desk.ledger import storing
from standto_desk.ledger.appending import _states, append, open_appender
from standto_desk.ledger.head_state import HeadState
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.ledger.refusals import Refused, Stale
from standto_desk.ledger.scenario_import import import_scenario
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.ledger.starting import ANA, HOUR, MINUTE, NOON, event, row, started


def assert_as_folded(now: int) -> None:
    """Compare the state of this process with a fold from nothing."""
    with transaction.atomic(), open_appender(now):
        kept, fresh = _states.get(), HeadState()
        fresh.follow(kept.count, kept.hash)
        fresh.advance_to(kept.moment)
    for moment in (0, NOON, NOON + 3 * HOUR, NOON + 400 * HOUR):
        assert kept.tables.rows_in_force(moment) == fresh.tables.rows_in_force(moment)
    assert {pool: steps for pool, steps in kept.ladders._steps.items() if steps} == fresh.ladders._steps
    assert (kept._corrected, sorted(w[:2] for w in kept._upcoming)) == (
        fresh._corrected,
        sorted(w[:2] for w in fresh._upcoming),
    )


def tried(chance: random.Random, now: int) -> list:
    """Return one to three drafts, sound or not."""
    later = now + chance.choice([-HOUR, 0, 0, HOUR])
    pool = chance.choice(["kent-arv", "met-arv", "mod-arv"])
    steps = {
        "kent-arv": ["aid-asked", "aid-confirmed", "aid-released"],
        "met-arv": ["stepped-back", "returned"],
        "mod-arv": ["contingency-requested", "contingency-stood-down"],
    }
    number = chance.randrange(6)
    choices = [
        event("stepped-back", f"m{number}", occurred=later),
        event(chance.choice(steps[pool]), pool, occurred=later, count=chance.choice([None, 1, 3])),
        event(chance.choice(steps[pool]), pool, occurred=later, count=chance.choice([None, 1, 3])),
        event("correction", f"entry-{chance.randrange(15, 60)}"),
        row("people", f"m{number}", occurred=chance.choice([None, later])),
        row("people", f"m{number}", step="ended"),
        row("authorisations", f"m{number}", capability="arv", step=chance.choice(["set", "ended"])),
        row("pools", "kent-arv", force="kent", capabilities="arv", count=str(chance.randrange(3, 9))),
    ]
    return chance.sample(choices, chance.choice([1, 1, 2, 3]))


@pytest.mark.parametrize("seed", range(4))
def test_the_state_is_that_of_a_fold_after_appends_refusals_and_rollbacks(desk, seed):
    chance, now = random.Random(seed), NOON
    started(now)
    done = 0
    for number in range(60):
        now += chance.choice([0, MINUTE])
        try:
            with transaction.atomic():
                for _ in range(chance.choice([1, 1, 2])):
                    done += len(
                        append(tried(chance, now), author=ANA, now=now, based_on=chance.choice([None, None, 20]))
                    )
                if chance.random() < 0.3:
                    transaction.set_rollback(True)
        except (Refused, Stale):
            pass
        if number % 6 == 0:
            assert_as_folded(now)
    assert_as_folded(now)
    assert done > 10
    assert verify_ledger().fault == ""


def test_the_state_follows_what_another_process_entered(database):
    started()
    append([event("aid-asked", "kent-arv", count=2)], author=ANA, now=NOON)
    kept = _states.get()
    _states.clear()
    append([row("people", "m3")], author=ANA, now=NOON)
    append(
        [event("aid-confirmed", "kent-arv", count=2), event("stepped-back", "met-arv", count=4)], author=ANA, now=NOON
    )
    _states.set(kept)
    assert_as_folded(NOON)
    append([event("stepped-back", "m3"), event("aid-released", "kent-arv", count=2)], author=ANA, now=NOON)
    with pytest.raises(Refused):
        append([event("stepped-back", "met-arv", count=1)], author=ANA, now=NOON)
    assert_as_folded(NOON)


def test_imported_history_counts_from_when_it_is_known(database):
    from standto import read_scenario

    london = read_scenario("london-2023")
    import_scenario(london, author=ANA, now=london.horizon.start)
    asked = next(e for e in london.events if e.kind == "aid-asked")
    with pytest.raises(Refused, match="moves 0 places"):
        append([event("aid-released", asked.subject)], author=ANA, now=asked.recorded - 1)
    append([event("aid-offered", asked.subject)], author=ANA, now=asked.recorded)
    assert_as_folded(asked.recorded)
    with pytest.raises(Refused, match="no event"):
        append([event("correction", london.events[-1].id or "entry-7885")], author=ANA, now=asked.recorded + 1)


def test_threads_append_in_one_order(database):
    started()

    def work(thread: int) -> None:
        for number in range(10):
            drafts = [event("unavailable", f"m{1 + number % 2}", key=f"{thread}-{number}")]
            append([*drafts, event("aid-asked", "kent-arv", count=1)], author=ANA, now=NOON)
        connections.close_all()

    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert head().count == 14 + 160
    assert verify_ledger().fault == ""
    assert_as_folded(NOON)


def test_every_query_of_an_append_uses_an_index(desk):
    started()
    asked: list[str] = []

    def note(execute, sql, params, many, context):
        if sql.startswith("SELECT") and "ledger_entry" in sql:
            asked.append((sql, params))
        return execute(sql, params, many, context)

    (made,) = append([event("declared", "attack", name="e1")], author=ANA, now=NOON)
    with connection.execute_wrapper(note):
        append(
            [
                event("correction", "e1", name="e2", key="k1"),
                event("stepped-back", "m1", key="k2"),
                event("statement", "met", text="Words."),
            ],
            author=ANA,
            now=NOON,
            based_on=made.sequence,
        )
        _states.clear()
        append([event("aid-asked", "kent-arv")], author=ANA, now=NOON)
        assert storing.numbered([1])
    assert Entry.objects.count() == 19
    assert len(asked) > 8
    with connection.cursor() as cursor:
        for sql, params in asked:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            plan = [step[3] for step in cursor.fetchall()]
            assert all(step.startswith("SEARCH") for step in plan if "ledger_entry" in step), (sql, plan)
