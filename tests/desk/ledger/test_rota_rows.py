"""Rotas, crews, seats and rules on working time in the ledger: in, out, and changed from a time on."""

from __future__ import annotations

import filecmp
import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from standto import read_scenario, write_scenario
from standto_desk.book.situations import scenario_at
from standto_desk.ledger import tables
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.exports import export_lines, import_export
from standto_desk.ledger.models import Entry
from standto_desk.ledger.refusals import Refused
from standto_desk.ledger.scenario_import import import_scenario
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.databases import point_at
from tests.desk.ledger.starting import ANA, HOUR, MINUTE, NOON, SETTINGS, row, started
from tests.scenario.folders import SOUND, STATION, write
from tests.scenario.strategies import scenarios

IMPORTER = Author("import", "", "station")
RULES = """
[working_time]
break_hours = 2

[[working_time.rule]]
id = "daily-rest"
measure = "rest-before"
min = 11
effect = "owed"
"""


def same(left, right) -> bool:
    """Whether two folders hold the same files, byte for byte."""
    compared = filecmp.dircmp(left, right)
    names = compared.common_files
    return not (compared.left_only or compared.right_only) and filecmp.cmpfiles(left, right, names, shallow=False) == (
        names, [], []
    )  # fmt: skip


def rota(person: str, starts: str, ends: str = "", **more: str) -> Draft:
    """Return a draft that sets a row of the rota; without an end, one that ends it."""
    occurred = more.pop("occurred", None)
    cells = {"from": starts, **({"until": ends} if ends else {}), **more}
    return row("rota", person, step="set" if ends else "ended", occurred=occurred, **cells)


def seat(state: str, name: str, *, ended: bool = False, **more: str) -> Draft:
    return row("seats", "boat", step="ended" if ended else "set", state=state, seat=name, **more)


def rows_at(at: int) -> list[tuple[str, str, str, str, int]]:
    """Return the rows of the rota in force a minute after a moment: entries of one append are microseconds apart."""
    scenario = scenario_at(at + MINUTE)
    iso = scenario.zone.iso
    return [
        (one.person, iso(one.period.start)[5:16], iso(one.period.until)[5:16], one.duty, one.ready_minutes)
        for one in scenario.rota
    ]


def faults(*drafts: Draft, now: int = NOON + HOUR) -> list[str]:
    with pytest.raises(Refused) as refused:
        append(drafts, author=ANA, now=now)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize("files", [SOUND, STATION], ids=["every table", "a station"])
def test_a_folder_comes_out_of_the_ledger_as_of_any_moment_as_it_went_in(database, tmp_path, files):
    whole = read_scenario(write(tmp_path / "in", files))
    import_scenario(whole, author=IMPORTER, now=whole.horizon.start)
    for part in range(6):
        at = whole.horizon.start + part * (whole.horizon.until - whole.horizon.start) // 5
        known = tuple(event for event in whole.events if event.recorded <= at)
        write_scenario(scenario_at(at), tmp_path / f"out-{part}")
        write_scenario(replace(whole, events=known), tmp_path / f"there-{part}")
        assert same(tmp_path / f"out-{part}", tmp_path / f"there-{part}")


@pytest.mark.parametrize("sample", ["lifeboat", "on-call", "retained"])
def test_a_sample_comes_out_of_the_ledger_byte_for_byte(desk, tmp_path, sample):
    whole = read_scenario(sample)
    import_scenario(whole, author=IMPORTER, now=whole.horizon.start)
    at = max([whole.horizon.until, *(event.recorded for event in whole.events)])
    write_scenario(scenario_at(at), tmp_path / "out")
    write_scenario(whole, tmp_path / "there")
    assert same(tmp_path / "out", tmp_path / "there")
    assert verify_ledger().fault == ""


@given(scenario=scenarios())
@settings(max_examples=15)
def test_any_scenario_comes_out_as_it_went_in(new_desk, scenario):
    new_desk()
    last = max([scenario.horizon.until, *(event.recorded for event in scenario.events)])
    import_scenario(scenario, author=IMPORTER, now=scenario.horizon.start)
    assert scenario_at(scenario.horizon.start, last) == replace(scenario, digest="")


def test_an_export_of_entries_restores_rotas_and_crews(database, empty_sqlite, tmp_path):
    shutil.copy(empty_sqlite, tmp_path / "another.sqlite3")
    point_at(f"sqlite:///{tmp_path}/another.sqlite3")
    station = read_scenario(write(tmp_path / "in", STATION))
    import_scenario(station, author=IMPORTER, now=station.horizon.start)
    lines = list(export_lines())
    point_at(database)
    assert import_export((line.encode() for line in lines), name="export") == len(lines)
    assert (list(export_lines()), verify_ledger().fault) == (lines, "")
    assert scenario_at(station.horizon.start).rota == station.rota


def test_a_ledger_without_the_new_tables_has_no_entry_of_them(desk, tmp_path):
    plain = {name: text for name, text in SOUND.items() if name not in ("rota.csv", "crews.csv", "seats.csv")}
    whole = read_scenario(write(tmp_path / "in", plain))
    import_scenario(whole, author=IMPORTER, now=whole.horizon.start)
    assert not Entry.objects.filter(kind__in=["rota", "crews", "seats"]).exists()
    assert "ready_minutes" not in "".join(export_lines())


def test_a_row_of_the_rota_is_added_changed_and_ended_from_a_time_on(database):
    started()
    append([rota("m1", "2023-09-23T08:00", "2023-09-23T20:00", ready_minutes="10")], author=ANA, now=NOON + HOUR)
    append(
        [rota("m1", "2023-09-23T07:00+00:00", "2023-09-23T18:00", duty="patrol", occurred=NOON + 3 * HOUR)],
        author=ANA,
        now=NOON + 2 * HOUR,
    )
    append([rota("m1", "2023-09-23T08:00", occurred=NOON + 5 * HOUR)], author=ANA, now=NOON + 4 * HOUR)
    first = ("m1", "09-23T08:00", "09-23T20:00", "", 10)
    assert [rows_at(NOON + part * HOUR) for part in range(6)] == [
        [],
        [first],
        [first],
        [("m1", "09-23T08:00", "09-23T18:00", "patrol", 0)],
        [("m1", "09-23T08:00", "09-23T18:00", "patrol", 0)],
        [],
    ]


def test_rows_keep_their_order_when_one_of_them_changes(desk):
    started()
    days = ("23", "24", "25")
    append([rota("m1", f"2023-09-{day}T08:00", f"2023-09-{day}T20:00") for day in days], author=ANA, now=NOON + HOUR)
    append([rota("m1", "2023-09-24T08:00", "2023-09-24T22:00")], author=ANA, now=NOON + 2 * HOUR)
    assert [one[2] for one in rows_at(NOON + 2 * HOUR)] == ["09-23T20:00", "09-24T22:00", "09-25T20:00"]


def test_an_end_without_a_time_ends_every_row_of_a_person(desk):
    started()
    append(
        [
            rota("m1", "2023-09-23T08:00", "2023-09-23T20:00"),
            rota("m1", "2023-09-24T08:00", "2023-09-24T20:00"),
            rota("m2", "2023-09-24T08:00", "2023-09-24T20:00"),
        ],
        author=ANA,
        now=NOON + HOUR,
    )
    append([row("rota", "m1", step="ended")], author=ANA, now=NOON + 2 * HOUR)
    append([rota("m1", "2023-09-24T08:00", "2023-09-24T09:00")], author=ANA, now=NOON + 3 * HOUR)
    assert [one[0] for one in rows_at(NOON + 2 * HOUR)] == ["m2"]
    assert [one[:3] for one in rows_at(NOON + 3 * HOUR)] == [
        ("m1", "09-24T08:00", "09-24T09:00"),
        ("m2", "09-24T08:00", "09-24T20:00"),
    ]


def test_rows_that_overlap_are_refused_and_name_each_other(database):
    started()
    append([rota("m1", "2023-09-23T08:00", "2023-09-23T20:00")], author=ANA, now=NOON + HOUR)
    (fault,) = faults(rota("m1", "2023-09-23T19:00", "2023-09-24T02:00"), now=NOON + 2 * HOUR)
    assert fault == (
        "rota.csv m1 2023-09-23T19:00:00+01:00: from: the row overlaps that of 'm1' on "
        "rota.csv m1 2023-09-23T08:00:00+01:00: rows of one person may only touch"
    )
    assert len(rows_at(NOON + 3 * HOUR)) == 1


def test_a_row_moves_to_another_beginning_in_one_append(desk):
    started()
    append([rota("m1", "2023-09-23T08:00", "2023-09-23T20:00")], author=ANA, now=NOON + HOUR)
    moved = [rota("m1", "2023-09-23T08:00"), rota("m1", "2023-09-23T09:00", "2023-09-23T21:00")]
    append(moved, author=ANA, now=NOON + 2 * HOUR)
    assert rows_at(NOON + 2 * HOUR) == [("m1", "09-23T09:00", "09-23T21:00", "", 0)]


def test_a_row_that_is_not_there_cannot_end_and_a_row_without_its_beginning_is_refused(desk):
    started()
    assert faults(rota("m1", "2023-09-23T08:00")) == [
        "entry:1: subject: no row 'm1' 2023-09-23T08:00:00+01:00 of rota is in force then, so that none can end"
    ]
    assert faults(row("rota", "m1", step="ended")) == [
        "entry:1: subject: no row 'm1' of rota is in force then, so that none can end"
    ]
    assert faults(row("rota", "m1", until="2023-09-23T08:00")) == [
        "entry:1: from: is blank: it says which row of 'm1' it is"
    ]
    assert faults(row("seats", "boat", step="ended", state="full")) == [
        "entry:1: seat: is blank: it says which row of 'boat' it is"
    ]


def test_rows_are_checked_by_the_rules_of_their_table(desk):
    started()
    found = faults(
        rota("m9", "2023-09-23T08:00", "2023-09-23T20:00"),
        rota("m1", "soon", "2023-09-23T20:00"),
        rota("m2", "2023-09-23T08:00", "2023-09-23T07:00", duty="nothing"),
    )
    assert [fault.split(": ")[:2] for fault in found] == [
        ["rota.csv m9 2023-09-23T08:00:00+01:00", "person"],
        ["rota.csv m1 soon", "from"],
        ["rota.csv m2 2023-09-23T08:00:00+01:00", "until"],
        ["rota.csv m2 2023-09-23T08:00:00+01:00", "duty"],
    ]


def test_a_person_with_rows_of_the_rota_leaves_together_with_them(desk):
    started()
    append([rota("m1", "2023-09-23T08:00", "2023-09-23T20:00")], author=ANA, now=NOON + HOUR)
    leaving = [row("people", "m1", step="ended"), row("authorisations", "m1", step="ended", capability="arv")]
    (fault,) = faults(*leaving, now=NOON + 2 * HOUR)
    assert fault.startswith("rota.csv m1 2023-09-23T08:00:00+01:00: person: ")
    append([*leaving, row("rota", "m1", step="ended")], author=ANA, now=NOON + 2 * HOUR)
    assert rows_at(NOON + 2 * HOUR) == []


def test_crews_and_seats_are_entered_and_changed_from_a_time_on(database):
    started()
    boat = row("crews", "boat", task="patrol", needs="limited")
    seats = [
        seat("full", "helm", capabilities="arv"),
        seat("full", "hand", capabilities="arv", strength="3"),
        seat("limited", "helm", capabilities="arv"),
    ]
    append([boat, *seats], author=ANA, now=NOON + HOUR)
    append([seat("full", "hand", capabilities="arv", strength="2")], author=ANA, now=NOON + 2 * HOUR)
    append([seat("full", "hand", ended=True)], author=ANA, now=NOON + 3 * HOUR)
    found = [
        [(one.state, one.id, one.strength) for one in scenario_at(NOON + n * HOUR + MINUTE).seats] for n in range(1, 4)
    ]
    helm, limited = ("full", "helm", 1), ("limited", "helm", 1)
    assert found == [
        [helm, ("full", "hand", 3), limited],
        [helm, ("full", "hand", 2), limited],
        [helm, limited],
    ]
    assert [fault.split(": ")[0] for fault in faults(row("seats", "boat", step="ended"), now=NOON + 4 * HOUR)] == [
        "crews.csv boat"
    ]
    append([row("seats", "boat", step="ended"), row("crews", "boat", step="ended")], author=ANA, now=NOON + 4 * HOUR)
    assert scenario_at(NOON + 4 * HOUR + MINUTE).crews == ()


def test_rules_on_working_time_change_with_the_settings(database):
    started()
    append([row("scenario", "scenario", toml=SETTINGS + RULES)], author=ANA, now=NOON + HOUR)
    before, after = scenario_at(NOON + HOUR - 1), scenario_at(NOON + HOUR + MINUTE)
    assert (bool(before.working_time), [rule.id for rule in after.working_time.own]) == (False, ["daily-rest"])
    assert faults(row("scenario", "scenario", toml=SETTINGS + RULES.replace("rest-before", "rest")))


def test_on_call_is_entered_about_a_person_and_duties_of_a_crew_are_suspended(database):
    started()
    append([row("crews", "boat", task="patrol"), seat("full", "helm", capabilities="arv")], author=ANA, now=NOON + HOUR)
    append(
        [
            Draft("event", "on-call", "m1", occurred=NOON, until=NOON + 9 * HOUR, count=5),
            Draft("event", "duty-suspended", "boat"),
        ],
        author=ANA,
        now=NOON + 2 * HOUR,
    )
    found = [(event.kind, event.subject, event.count) for event in scenario_at(NOON + 3 * HOUR).events]
    assert found == [("on-call", "m1", 5), ("duty-suspended", "boat", None)]


def test_many_rows_are_entered_in_one_append_and_their_settings_are_read_once(desk, monkeypatch):
    started()
    read = []
    loads = tables.tomllib.loads
    monkeypatch.setattr(tables.tomllib, "loads", lambda text, **more: read.append(text) or loads(text, **more))
    tables.zone_of.cache_clear()
    start = NOON // MINUTE
    many = [rota(f"m{1 + n % 2}", _iso(start + 60 * n), _iso(start + 60 * n + 30)) for n in range(400)]
    append(many, author=ANA, now=NOON + HOUR)
    assert len(rows_at(NOON + HOUR)) == 400
    assert len(read) < 10


def _iso(minute: int) -> str:
    return datetime.fromtimestamp(minute * 60, UTC).isoformat()
