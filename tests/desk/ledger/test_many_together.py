"""Entries that are made together are stored as they are, whatever is in them, and guarded like every other."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from standto_desk.clock import now
from standto_desk.ledger import storing
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.ledger.starting import event, started

ODD = Author("tab\tline\nend\\.", "\\N", 'ß"\u2028,')
"""Words that a format of rows could take for marks of its own."""


def test_words_that_look_like_marks_of_a_format_are_stored_as_they_are(database):
    started()
    made = append([event("statement", "met", text=f"n{number}") for number in range(3)], author=ODD, now=now())
    found = list(Entry.objects.filter(account=ODD.account).order_by("sequence"))
    assert found == list(made)
    assert [vars(one) | {"_state": None} for one in found] == [vars(one) | {"_state": None} for one in made]
    assert {(one.account, one.post, one.force, one.count, one.imported) for one in found} == {
        (ODD.account, ODD.post, ODD.force, None, False)
    }
    assert verify_ledger().fault == ""


def test_an_entry_that_was_made_can_be_asked_for_its_row_like_any_other(database):
    started()
    first, second = append([event("unavailable", "m1"), event("unavailable", "m2")], author=ODD, now=now())
    second.refresh_from_db()
    assert (first.pk + 1, first._state.adding, Entry.objects.get(pk=first.pk)) == (second.pk, False, first)


def test_the_database_refuses_all_of_several_if_one_does_not_follow_on(database):
    started()
    *_, last = append([event("unavailable", "m1"), event("unavailable", "m2")], author=ODD, now=now())
    values = {name: value for name, value in vars(last).items() if name in storing.STORED}
    following = [values | {"sequence": last.sequence + step} for step in (1, 3)]
    with pytest.raises(IntegrityError, match="follows on the last"), transaction.atomic():
        storing.insert(following)
    assert Entry.objects.count() == last.sequence
