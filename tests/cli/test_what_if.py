from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

import standto
from standto.cli import main as cli
from standto.supposing import FORMS

SAMPLE = Path(standto.__file__).parent / "samples" / "london-2023"
SENTENCES = ["--what-if", "40 of arv step back", "--what-if", "nobody from kent", "--what-if", "+2 lent arv from Sun"]
SCOPE = ["--at", "2023-09-25T12:00"]


def digests(folder):
    """Return the digest of every file below a folder, and the names of everything in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder), sha256(path.read_bytes()).hexdigest()) for path in files]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of the sample that nobody may write to."""
    copy = tmp_path_factory.mktemp("what-if") / "london"
    shutil.copytree(SAMPLE, copy)
    for path in (*copy.rglob("*"), copy):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield copy
    copy.chmod(0o755)


@pytest.mark.parametrize(
    "command",
    [
        ["cover", "--until", "2023-09-26T00:00", "--json"],
        ["cover", "--until", "2023-09-25T18:00"],
        ["margin", "--until", "2023-09-25T16:00", "--runs", "5"],
        ["review", "--json"],
        ["compare", "--until", "2023-09-26T00:00", "--b-at", "2023-09-25T18:00"],
    ],
    ids=" ".join,
)
def test_nothing_is_ever_written(command, folder, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    before = digests(folder)
    status = cli.main([command[0], str(folder), *SCOPE, *SENTENCES, *command[1:]])
    printed = capsys.readouterr().out
    assert status in (0, 1)
    assert printed
    assert (digests(folder), digests(tmp_path)) == (before, [])


def test_a_report_is_the_only_file_that_a_what_if_writes(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    before = digests(folder)
    words = ["sitrep", str(folder), *SCOPE, *SENTENCES, "--audience", "command", "-o", "r.json", "--runs", "5"]
    assert cli.main(words) == 0
    assert (digests(folder), [name for name, _ in digests(tmp_path)]) == (before, [Path("r.json")])
    assert len(json.loads((tmp_path / "r.json").read_text())["heading"]["what_if"]) == 3
    assert "WHAT IF, not what is" in capsys.readouterr().out


def test_no_report_for_the_public_is_of_a_what_if(tmp_path, capsys):
    words = ["sitrep", "london-2023", *SCOPE, *SENTENCES, "--audience", "public", "-o", str(tmp_path / "r.md")]
    assert cli.main(words) == 2
    assert "not for the public" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_status_is_that_of_the_answer_after(capsys):
    day = ["--at", "2023-09-25T12:00", "--until", "2023-09-25T16:00"]
    assert cli.main(["cover", "london-2023", *day]) == 0
    assert cli.main(["cover", "london-2023", *day, "--what-if", "ct-response needs 90"]) == 1
    assert cli.main(["cover", "london-2023", *day, "--what-if", "ct-response needs 9"]) == 0
    assert cli.main(["cover", "london-2023", *day, "--what-if", "ct-response kneads 9"]) == 2
    assert capsys.readouterr().err.startswith("'ct-response kneads 9' is not understood at 'kneads': ")


def test_the_second_answer_takes_what_it_has_none_of_from_the_first(capsys):
    words = ["compare", "london-2023", *SCOPE, "--until", "2023-09-25T18:00", "--what-if", "ct-response needs 20"]
    cli.main([*words, "--b-what-if", "ct-response needs 30", "--json"])
    shown = json.loads(capsys.readouterr().out)
    assert (shown["before"]["at"], shown["after"]["at"]) == ("2023-09-25T12:00:00+01:00",) * 2
    assert [len(shown["what_if"][side]) for side in ("before", "after")] == [1, 1]
    assert shown["what_if"]["after"][0].startswith("ct-response needs 30 instead of 13, ")


def test_candidates_and_rest_take_what_ifs_too(capsys):
    words = ["candidates", "london-2023", "--duty", "ct-response", *SCOPE, "--what-if", "team b away", "--json"]
    assert cli.main(words) == 0
    shown = json.loads(capsys.readouterr().out)
    teams = [{one["team"] for one in shown[side]["candidates"]} for side in ("before", "after")]
    assert teams[0] - teams[1] == {"team-b"}
    assert cli.main(["rest", "on-call", "--what-if", "r1 away"]) == 0
    assert "SUPPOSED, as if this were so:" in capsys.readouterr().out
    assert cli.main(["rest", "on-call", "--what-if", "r2 away"]) == 1


def test_relief_takes_what_ifs_too(capsys):
    words = ["relief", "london-2023", "--capability", "arv", "--at", "2023-09-23T18:00", "--until", "2023-09-24T00:00"]
    assert cli.main([*words, "--what-if", "kent-arv withdraws", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    short = [shown[side]["curve"][0]["place_hours"] for side in ("before", "after")]
    assert short == [26.0, 50.0]
    assert shown["what_if"]["sentences"] == ["kent-arv withdraws"]


def test_help_in_place_of_a_sentence_lists_every_form(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["cover", "london-2023", "--what-if", "help"])
    printed = capsys.readouterr().out
    assert left.value.code == 0
    assert [form.written for form in FORMS if form.written not in printed] == []


def test_a_sentence_that_is_not_understood_tells_how_to_list_every_form(capsys):
    assert cli.main(["cover", "london-2023", "--what-if", "sing", "--what-if", "ct-respons needs 16"]) == 2
    *_, last = capsys.readouterr().err.splitlines()
    assert last == "--what-if help lists every form of sentence"
    assert cli.main(["cover", "london-2023", "--what-if", "ct-respons needs 16"]) == 2
    assert "help" not in capsys.readouterr().err
