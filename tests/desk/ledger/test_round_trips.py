from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from standto import cover, margin, read_scenario, review, situation_of, write_scenario
from standto.errors import InputError, OptionError
from standto.model.event import CORRECTION
from standto_desk.book.moment_tables import NoScenario
from standto_desk.book.situations import scenario_at
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.exports import export_lines, import_export
from standto_desk.ledger.reading import entries, head
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.databases import point_at
from tests.desk.ledger.starting import ANA, HOUR, NOON, event, row, started

LONDON = read_scenario("london-2023")
IMPORTER = Author("import", "", "met")


def known_of_london(at: int):
    """Return the scenario of the folder with the events known then."""
    return replace(LONDON, events=tuple(event for event in LONDON.events if event.recorded <= at))


@pytest.fixture
def imported(database):
    """Import the weekend before it begins."""
    import_scenario(LONDON, author=IMPORTER, now=LONDON.horizon.start)
    return database


def test_an_imported_scenario_comes_out_again_as_known_at_any_time(imported, tmp_path):
    for part in range(0, 11, 2):
        at = LONDON.horizon.start + part * (LONDON.horizon.until - LONDON.horizon.start) // 10
        found = scenario_at(at)
        assert found == known_of_london(at)
        write_scenario(found, tmp_path / f"at-{part}")
        assert read_scenario(tmp_path / f"at-{part}") == known_of_london(at)


def test_imported_history_keeps_when_it_was_known_and_says_that_it_is_imported(imported):
    assert {entry.imported for entry in entries()} == {True}
    made = entries().filter(sort="event")
    assert [(entry.known, entry.occurred) for entry in made] == [
        (event.recorded, event.occurred) for event in LONDON.events
    ]
    assert [entry.recorded for entry in entries()] == list(
        range(LONDON.horizon.start, LONDON.horizon.start + head().count)
    )


@pytest.mark.slow
def test_an_exported_folder_gives_the_same_cover_margin_and_review(imported, tmp_path):
    for part in range(1, 10):
        at = LONDON.horizon.start + part * (LONDON.horizon.until - LONDON.horizon.start) // 10
        found = scenario_at(at)
        here, there = (situation_of(scenario, at=at) for scenario in (found, LONDON))
        assert cover(here).as_json() == cover(there).as_json()
        assert margin(here, runs=5).as_json() == margin(there, runs=5).as_json()
        assert review(here).as_json() == review(there).as_json()


def test_an_export_restores_the_same_ledger(database, empty_sqlite, tmp_path):
    shutil.copy(empty_sqlite, tmp_path / "another.sqlite3")
    point_at(f"sqlite:///{tmp_path}/another.sqlite3")
    started()
    said, _ = append([event("statement", "met", text="Words."), event("stepped-back", "m1")], author=ANA, now=NOON)
    append([event("decision", "met", name="d1", step="no-change", text="Gründe: ü — 💡")], author=ANA, now=NOON)
    append([Draft("redaction", subject=said.reference)], author=ANA, now=NOON)
    lines, there = list(export_lines()), head()
    point_at(database)
    assert import_export((line.encode() for line in lines), name="export") == len(lines)
    assert (list(export_lines()), head()) == (lines, there)
    assert append([event("returned", "m1")], author=ANA, now=NOON)[0].sequence == there.count + 1


def test_an_export_that_was_changed_is_not_restored(database):
    started()
    append([event("statement", "met", text="Words.")], author=ANA, now=NOON)
    lines = list(export_lines())
    with pytest.raises(OptionError, match="already holds 15 entries"):
        import_export([], name="export")
    for number, changed, what in [
        (3, lines[2].replace("kent", "bent"), "entry 3 was changed, or does not follow on the line before it"),
        (15, lines[14].replace("Words.", "Other."), "the text of entry 15 was changed"),
        (2, lines[2], "entry 2 is missing before entry 3"),
        (1, "{}", "is not a line of an export, which has every column: `standto ledger append` takes events"),
    ]:
        damaged = [*lines[: number - 1], changed, *lines[number:]]
        with pytest.raises(InputError) as refused:
            _restore(damaged)
        assert str(refused.value) == f"export:{number}: {what}"


def _restore(lines):
    """Read lines as into an empty ledger, up to the first that is wrong."""
    from standto_desk.ledger import bulk_writing, exports

    filled = bulk_writing.BulkWriter(0, None)
    for number, line in enumerate(lines, 1):
        try:
            filled.add(*exports._read(line.encode()))
        except bulk_writing.NotExported as error:
            raise InputError([exports.Fault("export", str(error), line=number)]) from None


def test_entries_of_the_desk_are_in_the_folder_as_they_were_known(database):
    started()
    back, _ = append(
        [event("stepped-back", "m1", occurred=NOON - HOUR), event("declared", "attack", text="Why.")],
        author=ANA,
        now=NOON,
    )
    (correction,) = append([event("correction", back.reference)], author=ANA, now=NOON + HOUR)
    append([row("people", "m2", step="ended"), row("authorisations", "m2", step="ended", capability="arv"),
            row("people", "m3")], author=ANA, now=NOON + 2 * HOUR)  # fmt: skip
    before = scenario_at(NOON + HOUR - 1)
    assert [(e.id, e.kind, e.recorded, e.note) for e in before.events] == [
        ("", "stepped-back", back.recorded, ""),
        ("", "declared", back.recorded + 1, "Why."),
    ]
    after = scenario_at(NOON + HOUR)
    assert [(e.id, e.kind, e.subject) for e in after.events] == [
        (back.reference, "stepped-back", "m1"),
        ("", "declared", "attack"),
        ("", CORRECTION, back.reference),
    ]
    assert [person.id for person in scenario_at(NOON + 3 * HOUR).people] == ["m1", "m3"]
    assert correction.subject == back.reference


def test_before_there_are_settings_there_is_no_scenario(database):
    started()
    with pytest.raises(NoScenario):
        scenario_at(NOON - HOUR)
