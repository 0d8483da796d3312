from __future__ import annotations

import pytest
from django.db import transaction

from standto_desk.ledger.appending import append
from standto_desk.ledger.chain import GENESIS, link
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, head, texts
from standto_desk.ledger.refusals import Refused, Stale
from tests.desk.ledger.starting import ANA, HOUR, MINUTE, NOON, event, row, small_force, started


def faults(drafts, *, now=NOON, **options) -> list[tuple[int | None, str | None, str]]:
    """Return the faults of an append."""
    with pytest.raises(Refused) as refused:
        append(drafts, author=ANA, now=now, **options)
    return [(fault.line, fault.column, fault.what) for fault in refused.value.faults]


def test_an_empty_ledger_has_the_genesis_as_its_head(database):
    assert (head().count, head().hash) == (0, GENESIS)


def test_entries_follow_on_each_other(database):
    made = started()
    previous = GENESIS
    for number, entry in enumerate(entries(), 1):
        values = {field.name: getattr(entry, field.name) for field in Entry._meta.fields}
        assert (entry.sequence, entry.hash) == (number, link(previous, values))
        previous = entry.hash
    assert [entry.hash for entry in made] == [entry.hash for entry in entries()]
    assert (head().count, head().hash) == (len(small_force()), previous)


def test_an_entry_is_recorded_by_the_clock_or_a_microsecond_after_the_last(database):
    started(NOON)
    first, second = append([event("stepped-back", "m1"), event("returned", "m1")], author=ANA, now=NOON + HOUR)
    assert (first.recorded, second.recorded) == (NOON + HOUR, NOON + HOUR + 1)
    (late,) = append([event("unavailable", "m1", occurred=NOON)], author=ANA, now=NOON - HOUR)
    assert (late.recorded, late.known, late.occurred) == (NOON + HOUR + 2, NOON + HOUR + 2, NOON)
    assert (first.occurred, first.account, first.post, first.force) == (NOON + HOUR, "account-1", "duty-officer", "met")


def test_every_fault_is_listed_at_once_and_nothing_is_entered(database):
    started()
    before = head()
    assert faults(
        [
            event("stepped-back", "m9"),
            event("stepped-back", "m1", capability="xyz", text="a reason"),
            event("stepped-back", "m2"),
            event("report", "kent", count=3, low=1, high=2),
        ]
    ) == [
        (
            1,
            "subject",
            (
                "'m9' is not allowed: the subject of stepped-back is a person of people.csv, "
                "or a pool of the home force in pools.csv"
            ),
        ),
        (2, "capability", "no capability 'xyz': allowed are those of capabilities.csv"),
        (2, "note", "is not allowed on an event about a person, because no reason is ever kept: leave it blank"),
        (4, "count", "is filled beside low or high: write either count, or low and high"),
    ]
    assert head() == before


def test_the_same_sent_twice_is_entered_once(database):
    started()
    drafts = [event("stepped-back", "m1", key="k1"), event("stepped-back", "m2")]
    made = append(drafts, author=ANA, now=NOON)
    assert append(drafts, author=ANA, now=NOON + HOUR) == made
    assert head().count == made[-1].sequence


def test_a_key_used_for_something_else_is_refused(database):
    started()
    append([event("stepped-back", "m1", key="k1")], author=ANA, now=NOON)
    assert faults([event("stepped-back", "m2", key="k1")]) == [
        (1, "key", "'k1' was already used for something else: use a new one")
    ]


def test_each_draft_of_an_append_has_a_key_of_its_own(database):
    started()
    assert faults([event("stepped-back", "m1", key="k1"), event("stepped-back", "m2", key="k1")]) == [
        (2, "key", "'k1' is the key of an earlier draft: give each draft its own")
    ]


def test_a_stale_form_is_refused_with_the_newer_entries(database):
    started()
    seen = head().count
    (other,) = append([event("stepped-back", "m1")], author=ANA, now=NOON)
    append([event("stepped-back", "m2")], author=ANA, now=NOON, based_on=seen)
    with pytest.raises(Stale) as stale:
        append([event("returned", "m1")], author=ANA, now=NOON, based_on=seen)
    assert stale.value.changes == (other,)


def test_a_correction_makes_a_form_about_the_same_person_stale(database):
    started()
    (made,) = append([event("stepped-back", "m1")], author=ANA, now=NOON)
    (correction,) = append([event("correction", made.reference)], author=ANA, now=NOON)
    with pytest.raises(Stale) as stale:
        append([event("returned", "m1")], author=ANA, now=NOON, based_on=made.sequence)
    assert stale.value.changes == (correction,)
    with pytest.raises(Stale):
        append([event("correction", made.reference)], author=ANA, now=NOON, based_on=made.sequence)


def test_an_append_is_undone_with_the_transaction_around_it(database):
    started()
    before = head()
    with transaction.atomic():
        append([event("aid-asked", "kent-arv"), row("people", "m3")], author=ANA, now=NOON)
        append([event("aid-confirmed", "kent-arv", count=6)], author=ANA, now=NOON)
        append([event("stepped-back", "m3")], author=ANA, now=NOON)
        transaction.set_rollback(True)
    assert head() == before
    assert [fault[0] for fault in faults([event("stepped-back", "m3"), event("aid-released", "kent-arv")])] == [1, 2]
    append([event("aid-asked", "kent-arv", count=6)], author=ANA, now=NOON + MINUTE)
    assert head().count == before.count + 1


def test_a_step_that_finds_nothing_to_move_is_refused(database):
    started()
    assert faults([event("aid-released", "kent-arv")]) == [
        (1, "event", "aid-released moves 0 places: 'kent-arv' has no more arrived, confirmed or offered")
    ]
    append([event("aid-asked", "kent-arv", count=4), event("aid-confirmed", "kent-arv", count=4)], author=ANA, now=NOON)
    assert faults([event("aid-released", "kent-arv", count=5)], now=NOON + 1) == [
        (1, "count", "aid-released moves 4 of 5 places: 'kent-arv' has no more arrived, confirmed or offered")
    ]
    append([event("aid-released", "kent-arv", count=4, occurred=NOON + 2 * HOUR)], author=ANA, now=NOON + 2)
    assert faults([event("aid-released", "kent-arv", count=1, occurred=NOON + HOUR)], now=NOON + 3) == [
        (1, "count", "leaves too few places for entry-17, a later aid-released: correct that one first")
    ]
    assert faults([event("stepped-back", "met-arv", count=5)]) == [
        (1, "count", "stepped-back moves 4 of 5 places: 'met-arv' has no more available")
    ]


def test_a_corrected_step_moves_nothing(database):
    started()
    (asked,) = append([event("contingency-requested", "mod-arv")], author=ANA, now=NOON)
    append([event("correction", asked.reference)], author=ANA, now=NOON)
    assert faults([event("contingency-stood-down", "mod-arv")])[0][1] == "event"
    assert faults([event("correction", asked.reference)]) == [
        (1, "subject", "'entry-15' was already corrected, by entry 16")
    ]
    assert faults([event("correction", "entry-16"), event("correction", "entry-99")]) == [
        (1, "subject", "'entry-16' is a correction itself: correct another event"),
        (2, "subject", "no event 'entry-99': write the id of an event of the ledger"),
    ]


def test_an_id_is_used_once(database):
    started()
    append([event("declared", "attack", name="e1")], author=ANA, now=NOON)
    assert faults([event("ended", "attack", name="e1"), event("ended", "attack", name="entry-7")]) == [
        (1, "id", "repeated id 'e1': it is entry 15"),
        (2, "id", "'entry-7' is kept for entries without a name: write another"),
    ]


def test_a_note_lies_beside_the_chain_until_it_is_redacted(database):
    started()
    (said,) = append([event("statement", "met", text="Words.")], author=ANA, now=NOON)
    assert texts([said.sequence]) == {said.sequence: "Words."}
    append([event("decision", "met", name="d1", step="no-change", text="Why.")], author=ANA, now=NOON)
    append([Draft("redaction", subject=f"entry-{said.sequence}")], author=ANA, now=NOON)
    assert texts([said.sequence, said.sequence + 1]) == {said.sequence + 1: "Why."}
    assert faults([Draft("redaction", subject=f"entry-{said.sequence}")]) == [
        (1, "subject", "the text of 'entry-15' has already been redacted")
    ]


def test_an_event_is_checked_against_the_rows_in_force(database):
    started()
    append([row("people", "m3", occurred=NOON + HOUR)], author=ANA, now=NOON)
    assert [fault[1] for fault in faults([event("stepped-back", "m3")])] == ["subject"]
    append([event("unavailable", "m3", occurred=NOON + HOUR)], author=ANA, now=NOON)
    append([row("people", "m2", step="ended"), row("authorisations", "m2", step="ended", capability="arv")],
           author=ANA, now=NOON + HOUR)  # fmt: skip
    assert [fault[1] for fault in faults([event("stepped-back", "m2")], now=NOON + HOUR)] == ["subject"]


def test_a_row_that_others_need_does_not_end(database):
    started()
    with pytest.raises(Refused) as refused:
        append([row("capabilities", "arv", step="ended")], author=ANA, now=NOON)
    assert [str(fault) for fault in refused.value.faults] == [
        f"{place}: {column}: no capability 'arv': allowed are those of capabilities.csv"
        for place, column in [
            ("authorisations.csv m1", "capability"),
            ("authorisations.csv m2", "capability"),
            ("pools.csv met-arv", "capabilities"),
            ("pools.csv kent-arv", "capabilities"),
            ("pools.csv mod-arv", "capabilities"),
            ("duties.csv patrol", "capabilities"),
        ]
    ]


def test_a_row_is_checked_by_the_rules_of_its_table(database):
    started()
    assert faults([row("duties", "d2", task="guard", capabilities="arv", strength="many")]) == [
        (None, "strength", "'many' is not allowed: write a whole number from 0 to 1,000,000")
    ]
    assert faults([row("duty", "d2"), row("teams", "t", colour="red"), row("teams", "u", step="ended")]) == [
        (
            1,
            "kind",
            (
                "no table 'duty': allowed are scenario, forces, capabilities, teams, people, authorisations, pools, "
                "duties, crews, seats, rota, powers, sources"
            ),
        ),
        (2, "colour", "unknown column 'colour': allowed are force, pattern, offset_days"),
        (3, "subject", "no row 'u' of teams is in force then, so that none can end"),
    ]


def test_events_are_refused_before_there_are_tables(database):
    assert faults([event("stepped-back", "m1")]) == [
        (1, "subject", "no tables are in force then: enter settings, forces and duties first")
    ]


def test_a_row_whose_name_looks_like_another_s_is_refused(desk):
    started()
    ban = row("powers", "ban", kind="military", task="pa\u200btrol", permitted="no")
    with pytest.raises(Refused) as refused:
        append([ban], author=ANA, now=NOON + HOUR)
    assert [str(fault) for fault in refused.value.faults] == [
        (
            "powers.csv ban: task: 'pa\\u200btrol' looks like 'patrol' on duties.csv patrol but is a different name: "
            "spell both the same way"
        )
    ]
