"""`standto ledger import` into a ledger that is in use: shown first, entered once confirmed, and safe to repeat."""

from __future__ import annotations

import json
import os
import re
import sys

import pytest

from standto.cli.main import main
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.ledger.starting import started

FOLDER = {
    "duties.csv": "duty,task,capabilities,strength\npatrol,patrol,arv,3\ncordon,cordon,arv,1\n",
    "people.csv": "person,team\nm1,\nm3,\n",
    "authorisations.csv": "person,capability\nm1,arv\nm3,arv\n",
}
"""Some files of a folder: a duty that needs more, another one, and a person who has come in another's place."""


@pytest.fixture
def laid(database, monkeypatch, tmp_path, capsys):
    """Write a folder and import it into a small force's ledger: the status, and both outputs."""
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.chdir(tmp_path)
    mask = os.umask(0o022)
    started()

    def run(*words: str, **files: str) -> tuple[int, str, str]:
        (tmp_path / "force").mkdir(exist_ok=True)
        for name, text in {**FOLDER, **{f"{table}.csv": text for table, text in files.items()}}.items():
            (tmp_path / "force" / name).write_text(text)
        status = main(["ledger", "import", "force", *words])
        return (status, *capsys.readouterr())

    yield run
    os.umask(mask)


def digest_in(out: str) -> str:
    return re.search(r"--confirm ([0-9a-f]{12})$", out.strip())[1]


def test_a_folder_is_shown_first_and_entered_once_it_is_confirmed(laid):
    before = head().count
    status, out, _ = laid()
    assert (status, head().count) == (1, before)
    assert out.splitlines()[:9] == [
        "people: 1 added, 1 untouched, 1 not listed",
        "  added: m3",
        "authorisations: 1 added, 1 untouched, 1 not listed",
        "  added: m3 arv",
        "duties: 1 changed, 1 added",
        "  changed: patrol: strength 1 → 3",
        "  added: cordon",
        "rows that are not listed stay; --end TABLE ends those of a table",
        "nothing is entered yet: 4 entries",
    ]
    assert laid("--confirm", digest_in(out))[:2] == (0, "4 entries\n")
    assert {one.id: one.strength for one in scenario_at(now()).duties} == {"patrol": 3, "cordon": 1}
    assert sorted(one.id for one in scenario_at(now()).people) == ["m1", "m2", "m3"]
    status, out, _ = laid()
    assert (status, out.splitlines()[-1]) == (0, "nothing to do: the ledger has all of it already")
    assert verify_ledger().fault == ""


def test_rows_that_are_not_listed_end_only_where_that_is_asked(laid):
    out = laid("--end", "people", "--end", "authorisations")[1]
    assert "  ended: m2" in out.splitlines()
    assert laid("--end", "people", "--end", "authorisations", "--confirm", digest_in(out))[0] == 0
    assert sorted(one.id for one in scenario_at(now()).people) == ["m1", "m3"]
    assert Entry.objects.filter(kind="people", step="ended").count() == 1


def test_every_fault_is_named_by_file_and_line_and_nothing_is_entered(laid):
    before = head().count
    duties = "duty,task,capabilities,strength\npatrol,patrol,zzz,3\ncordon,cordon,arv,many\n"
    status, out, err = laid(duties=duties)
    assert (status, out, head().count) == (2, "", before)
    assert [line.split(": ")[:2] for line in err.splitlines()] == [
        ["duties.csv:2", "capabilities"],
        ["duties.csv:3", "strength"],
    ]


def test_rows_in_force_that_refer_to_an_ended_one_are_named(laid):
    status, _, err = laid("--end", "people")
    assert status == 2
    assert err.startswith("authorisations.csv m2 arv (as it is now): person: no person 'm2'")


def test_a_change_that_is_not_the_one_shown_is_refused(laid):
    digest = digest_in(laid()[1])
    status, _, err = laid("--end", "sources", "--confirm", digest[::-1])
    assert (status, err.startswith(f"--confirm: {digest[::-1]} is not what this folder would do now")) == (2, True)


def test_a_table_that_is_none_is_refused(laid):
    assert laid("--end", "persons")[2].startswith("--end: persons: is no table: allowed are all, people, ")


def test_a_program_reads_the_same_as_json(laid):
    status, out, _ = laid("--json")
    found = json.loads(out)
    assert status == 1
    assert found["counts"]["duties"] == {"changed": 1, "added": 1}
    assert found["unlisted"] == {"people": 1, "authorisations": 1}
    (row,) = [row for row in found["rows"] if row["kind"] == "changed"]
    assert (row["before"]["strength"], row["after"]["strength"]) == ("1", "3")
    assert sys.getsizeof(found["digest"])


def test_rows_of_another_width_are_told_beside_every_other_fault(laid):
    before = head().count
    status, _, err = laid(people="person,team\nm1,,x\nm3,nowhere\n", authorisations="person,capability\nm3,flying\n")
    assert (status, head().count) == (2, before)
    assert err.splitlines() == [
        "people.csv:2: the row has 3 cells, and the header row has 2",
        "people.csv:3: team: no team 'nowhere': allowed are those of teams.csv",
        "authorisations.csv:2: capability: no capability 'flying': allowed are those of capabilities.csv",
    ]
