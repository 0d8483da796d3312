from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto.scenario.layout import COLUMNS
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.acts.registering.row_addresses import address_of, key_at
from tests.desk.random_tokens import TAKEN, without_tokens

CELLS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)


@given(st.data(), st.sampled_from(sorted(KEPT)))
def test_an_address_leads_back_to_its_row(data, table):
    key = tuple(data.draw(st.lists(CELLS, min_size=len(KEPT[table].ids), max_size=len(KEPT[table].ids))))
    assert key_at(table, address_of(table, key)) == key


@pytest.mark.parametrize("table", [one for one in KEPT.values() if one.of_people], ids=lambda one: one.name)
def test_an_address_never_holds_a_cipher(table):
    key = ("m0001", *("2026-01-01" for _ in table.ids[1:]))
    first, second = address_of(table.name, key), address_of(table.name, key)
    assert [without_tokens(one) for one in (first, second)] == [TAKEN, TAKEN]
    assert first != second


def test_an_address_of_one_table_names_nothing_in_another():
    assert key_at("rota", address_of("people", ("m0001",))) is None
    assert key_at("seats", "no-token") is None
    assert key_at("people", "m0001") is None


def test_every_table_of_a_folder_but_the_events_is_kept():
    folder = {file.removesuffix(".csv") for file in COLUMNS} - {"events"}
    assert set(KEPT) == folder | {"scenario", "shifts", "patterns", "rest-rules"}
