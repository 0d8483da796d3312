"""A ledger of an earlier version may hold names that look alike: the desk reads it and warns, and refuses new ones."""

from __future__ import annotations

import os
import subprocess

import pytest

from standto.scenario import check_scenario
from standto.scenario.folder import Folder
from standto.scenario.scenario_reader import ScenarioReader
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.reading import head
from standto_desk.ledger.refusals import Refused
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.ledger.starting import event, row
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import words_of
from tests.scenario.folders import write
from tests.scenario.test_unused import BAN, STANDTO, spelt

ANA = Author("account-1", "duty-officer", "home")
NOON = 1_704_110_400_000_000  # 2024-01-01T12:00+00:00
OTHER = "gu\u200bard"
ROWS = {
    "duties.csv": f"duty,task,site,capabilities,strength\nd,guard,site-1,c,3\ne,{OTHER},site-1,c,1\n",
    "powers.csv": BAN["powers.csv"] + f"b,military,{OTHER},,,no\nn,military,*,\u2060,,no\n",
}
SAME = "but is a different name: spell both the same way"
TOLD = [
    f"duties.csv e: task: {OTHER!r} looks like 'guard' on duties.csv d {SAME}",
    "powers.csv n: site: '\\u2060' is not a name: write one with visible characters, other than '*'",
]


@pytest.fixture
def old(database, tmp_path):
    """Fill a ledger as an earlier version did, which compared no names."""
    folder = Folder(write(tmp_path / "old", {**BAN, **ROWS}))
    import_scenario(ScenarioReader(folder, kept=True).sound(), author=ANA, now=NOON)
    start_demo_clock(at=NOON)
    return database


@pytest.fixture
def ledger(old, monkeypatch, tmp_path, capsys):
    """Return a function that runs `standto ledger`: its status, standard output and standard error."""
    from standto.cli.main import main

    monkeypatch.setenv("DATABASE_URL", old)
    monkeypatch.chdir(tmp_path)
    return lambda *words: (main(["ledger", *words]), *capsys.readouterr())


def refused(*drafts):
    """Return the faults of an append that enters nothing."""
    before = head()
    with pytest.raises(Refused) as error:
        append(drafts, author=ANA, now=now())
    assert head() == before
    return [str(fault) for fault in error.value.faults]


def test_rows_with_such_names_are_read_and_events_are_entered(old):
    append([event("stepped-back", "x")], author=ANA, now=NOON)
    scenario = scenario_at(now())
    assert [(duty.id, duty.task) for duty in scenario.duties] == [("d", "guard"), ("e", OTHER)]
    assert [one.kind for one in scenario.events] == ["stepped-back"]


@pytest.mark.parametrize("role", ["planner", "duty-officer", "viewer"])
def test_the_board_warns_of_such_names(old, role):
    client = client_of(account_of(role, force="home"))
    pages = {page: client.get(page) for page in ("/", "/?screen=wall")}
    assert [page.status_code for page in pages.values()] == [200, 200]
    assert [f"In the tables, {words}." in words_of(pages["/"]) for words in TOLD] == [True, True]
    assert [f"In the tables, {words}." in words_of(pages["/?screen=wall"]) for words in TOLD] == [True, True]


def test_verifying_finds_every_entry_as_it_was_and_warns(ledger):
    status, out, err = ledger("verify")
    assert (status, f"{head().count} entries as they were entered" in out) == (0, True)
    assert err.splitlines() == [f"warning: {words}" for words in TOLD]


def test_its_folder_is_written_and_the_faults_to_correct_are_printed(ledger, tmp_path):
    status, out, err = ledger("export", "--folder", "out")
    faults = check_scenario(tmp_path / "out").faults
    assert (status, out) == (0, "")
    assert err.splitlines() == [f"out: correct this before you read it: {fault}" for fault in faults]
    assert [(fault.place, fault.column) for fault in faults] == [("duties.csv", "task"), ("powers.csv", "site")]


def test_its_export_restores_the_same_ledger_elsewhere(ledger, tmp_path):
    assert ledger("export", "-o", "lines")[0] == 0
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/other.sqlite3"}
    ran = [
        subprocess.run([STANDTO, "ledger", *words], env=environment, capture_output=True, text=True, check=False)
        for words in (["import", "lines"], ["verify", "--ledger-only"])
    ]
    assert [run.returncode for run in ran] == [0, 0]
    assert (head().hash in ran[1].stdout, ran[1].stderr.splitlines()) == (
        True,
        [f"warning: {words}" for words in TOLD],
    )


def test_rows_with_other_names_are_entered(old):
    cells = {"task": "patrol", "site": "site-1", "capabilities": "c", "strength": "1"}
    append([row("duties", "f", **cells), row("duties", "g", **cells | {"task": "guard"})], author=ANA, now=now())
    assert [duty.id for duty in scenario_at(now()).duties] == ["d", "e", "f", "g"]


def test_new_rows_with_such_names_are_refused_whichever_spelling_they_repeat(old):
    cells = {"site": "site-1", "capabilities": "c", "strength": "1"}
    ban = {"kind": "military", "permitted": "no"}
    for new in (OTHER, "guard\u2060", "\uff47uard"):
        assert refused(row("duties", "f", task=new, **cells), row("powers", "p", task=new, **ban)) == [
            f"duties.csv f: task: {spelt(new)} looks like 'guard' on duties.csv d {SAME}"
        ]
    assert refused(row("powers", "p", task="*", site="\u200b", **ban)) == [
        "powers.csv p: site: '\\u200b' is not a name: write one with visible characters, other than '*'"
    ]


def test_a_crew_whose_task_looks_like_that_of_a_duty_is_refused(old):
    alike = "guard\u2060"
    seat = row("seats", "boat", state="out", seat="helm", capabilities="c")
    assert refused(row("crews", "boat", task=alike), seat) == [
        f"crews.csv boat: task: {spelt(alike)} looks like 'guard' on duties.csv d {SAME}"
    ]


def test_a_row_that_looks_like_one_that_was_alone_is_refused(old):
    files = {"task": "*", "site": "gate\u200b 1", "kind": "military", "permitted": "no"}
    append([row("powers", "gate", **files)], author=ANA, now=now())
    cells = {"task": "guard", "site": "gate 1", "capabilities": "c", "strength": "1"}
    assert refused(row("duties", "f", **cells)) == [
        f"duties.csv f: site: 'gate 1' looks like 'gate\\u200b 1' on powers.csv gate {SAME}"
    ]


def test_such_names_are_corrected_row_by_row_in_any_order(ledger):
    mended = [
        row("powers", "n", kind="military", task="*", site="site-1", permitted="no"),
        row("powers", "b", kind="military", task="guard", permitted="no"),
        row("duties", "e", task="guard", site="site-1", capabilities="c", strength="1"),
    ]
    for place in range(3):
        append([mended[place]], author=ANA, now=now())
    status, _, err = ledger("verify")
    assert (status, err) == (0, "")
    assert ledger("export", "--folder", "out") == (0, "", "")


def test_a_row_with_such_a_name_can_end_and_cannot_change_without_being_corrected(old):
    changed = row("duties", "e", task=OTHER, site="site-1", capabilities="c", strength="2")
    assert refused(changed) == [TOLD[0]]
    append([row("duties", "e", step="ended"), row("powers", "n", step="ended")], author=ANA, now=now())
    assert [duty.id for duty in scenario_at(now()).duties] == ["d"]
