"""Receipts of entries that were made together."""

from __future__ import annotations

from standto.model.time import FOREVER
from standto_desk.kit.receipts import receipt_of
from standto_desk.ledger.models import Entry


def entry(sequence: int, subject: str, **fields) -> Entry:
    given = {
        "kind": "stepped-back",
        "occurred": 5,
        "until": FOREVER,
        "recorded": sequence,
        "hash": "0123456789abcdef" * 4,
    }
    return Entry(sort="event", sequence=sequence, subject=subject, **(given | fields))


def test_a_receipt_of_several_people_has_the_first_and_the_last_entry():
    receipt = receipt_of([entry(1_200, "m0001"), entry(1_201, "m0002")])
    assert (receipt.numbers, receipt.subjects, receipt.people) == ("1,200 to 1,201", ("m0001", "m0002"), True)
    assert (receipt.recorded, receipt.until, receipt.kind.done) == (1_201, None, "stepped back")


def test_the_mark_is_the_beginning_of_the_last_hash():
    last = entry(2, "m0002", hash="fedcba9876543210" * 4)
    assert receipt_of([entry(1, "m0001"), last]).mark == "fedc ba98 7654 3210"


def test_a_receipt_of_a_home_pools_places_is_not_about_people():
    receipt = receipt_of([entry(7, "reserves", until=9)], pools={"reserves"})
    assert (receipt.people, receipt.kind.name, receipt.until, receipt.numbers) == (
        False, "Places of a home pool stepped back", 9, "7",
    )  # fmt: skip
