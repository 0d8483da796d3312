"""What every command does alike: help, statuses, interrupts."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from standto.cli import main as cli
from standto.errors import Stopped
from tests.new_process import printed_by
from tests.scenario.folders import SOUND, write

STANDTO = Path(sys.executable).parent / "standto"


@pytest.fixture
def sound(tmp_path):
    return str(write(tmp_path / "sound", SOUND))


def test_help_imports_neither_numpy_nor_any_command():
    code = (
        "import sys; from standto.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "dear = ('numpy', 'standto.scenario', 'standto.register')\n"
        "print([name for name in dear if name in sys.modules])"
    )
    printed = printed_by(code)
    assert printed.startswith("usage: standto")
    assert printed.endswith("\n[]\n")


@pytest.mark.parametrize("words", [["serve", "--demo"], ["ledger", "verify", "--database", "sqlite:///none.sqlite3"]])
def test_a_command_of_the_desk_says_what_to_install_where_the_desk_is_not(words):
    code = "import sys; sys.modules['django'] = None; from standto.cli.main import main; sys.exit(main(sys.argv[1:]))"
    ran = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "standto: the desk's commands need django: install standto[desk] (pip install 'standto[desk]')\n"
    )


def test_a_program_that_fails_does_not_look_like_a_duty_that_is_not_covered():
    code = "import sys; from standto.cli import main as cli\ncli._as_called = lambda words: 1 / 0\nsys.exit(cli.main())"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (70, "")
    assert ran.stderr.endswith("standto: the program failed; the trace above says where\n")


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_help_lists_every_command(name, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["--help"])
    assert left.value.code == 0
    assert re.search(rf"\n    {name}\s", capsys.readouterr().out)


@pytest.mark.parametrize(
    "words", [[], ["fly"], ["check"], ["check", "--unknown", "x"], ["cover", "x", "--bas", "none"]]
)
def test_an_unknown_command_or_option_exits_with_2(words, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("usage: standto")


MISTYPED = {
    "cvoer": "'cvoer' is not a command: allowed are",
    "--verson": "--verson is not an option: did you mean --version?",
    "--quiet cover london-2023": "--quiet is not an option: write options after the command",
    "--color never cover london-2023 --until Sun": "error: --color is not an option: write options after the command\n",
    "cover london-2023 --basi none": "--basi is not an option: did you mean --basis?",
    "cover --untill Sun": "--untill is not an option: did you mean --until?",
    "sitrep london-2023 --audience publik": "did you mean public?",
    "ledger impot": "did you mean import?",
    "ledger verify --databse x": "--databse is not an option: did you mean --database?",
    "cover london-2023 Sat 18:00": "Sat 18:00: nothing is expected here; quote a value that has spaces in it",
}


@pytest.mark.parametrize(("line", "told"), MISTYPED.items())
def test_what_is_mistyped_is_refused_with_the_nearest(line, told, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(line.split())
    assert (left.value.code, told in capsys.readouterr().err) == (2, True)


NO_FOLDER = {
    "lodnon-2023": "; did you mean london-2023?",
    "{sound}/people.csv": ": is not a folder: name the folder that it is in, {sound}",
    "{sound}d": "; did you mean {sound}?",
    "{sound}": "",
}


@pytest.mark.parametrize(("name", "told"), NO_FOLDER.items())
def test_a_mistyped_folder_is_refused_with_the_nearest(name, told, sound, capsys):
    status = cli.main(["check", name.format(sound=sound), "--json"])
    said = capsys.readouterr().err
    assert (status, said.strip().endswith(told.format(sound=sound))) == (2 if told else 0, True)


def test_help_and_a_command_is_the_help_of_the_command(capsys):
    said = []
    for words in (["help", "cover"], ["cover", "--help"]):
        with pytest.raises(SystemExit) as left:
            cli.main(words)
        assert left.value.code == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]


def test_moments_in_words_are_told_back_and_count_from_one_another(capsys):
    words = ["rest", "on-call", "--at", "10 Sept 18:00", "--until", "+1d", "--known-at", "-6h", "--json"]
    assert cli.main(words) in (0, 1)
    said = capsys.readouterr()
    assert said.err.splitlines() == [
        "--at: 10 Sept 18:00 is 2024-09-10T18:00:00+01:00",
        "--known-at: -6h is 2024-09-10T12:00:00+01:00",
        "--until: +1d is 2024-09-11T18:00:00+01:00",
    ]
    assert json.loads(said.out)["known_at"] == "2024-09-10T12:00:00+01:00"


def test_now_outside_the_scenario_is_refused_with_the_scenarios_period(capsys):
    assert cli.main(["review", "lifeboat", "--at", "now"]) == 2
    assert re.fullmatch(
        r"--at: 'now' is \S+, which is outside the scenario: write a time from 2024-07-08T06:00:00\+01:00, "
        r"before 2024-07-15T06:00:00\+01:00\n",
        capsys.readouterr().err,
    )


def test_faults_go_to_standard_error_and_exit_with_2(sound, capsys):
    (Path(sound) / "teams.csv").write_text("a,met,two-two,0\n")
    for command in ("check", "cover", "margin"):
        assert cli.main([command, sound]) == 2
        assert capsys.readouterr() == (
            "",
            "teams.csv:1: has no header row: the first line names the columns, of team,force,pattern,offset_days\n",
        )


def test_all_faulty_options_are_reported_at_once(sound, capsys):
    options = [
        "--at",
        "2023-09-29T06:00",
        "--until",
        "2023-09-22",
        "--known-at",
        "nowish",
        "--basis",
        "hope",
        "--assume",
        "war",
    ]
    assert cli.main(["cover", sound, *options]) == 2
    how = "write date and time in ISO 8601, as 2023-09-22T18:00 (local) or 2023-09-22T18:00+01:00"
    assert capsys.readouterr().err.splitlines() == [
        (
            "--known-at: 'nowish' is not a time: write one as 2023-09-23T18:00, Sat 18:00, 23 Sept 18:00, "
            "tomorrow 06:00, +6h, now, start or end"
        ),
        f"--until: '2023-09-22' is a date without a time: {how}",
        (
            "--at: '2023-09-29T06:00' is outside the scenario: write a time from 2023-09-22T18:00:00+01:00, "
            "before 2023-09-29T06:00:00+01:00"
        ),
        "--basis: 'hope' is not allowed: write one of none, present, confirmed, offered",
        "--assume: 'war' is not a declaration of the scenario: allowed are attack",
    ]


@pytest.mark.parametrize(
    ("at", "until", "allowed"),
    [
        ("2023-09-22T18:00", "2023-09-29T06:00", True),
        ("2023-09-22T17:00Z", "2023-09-29T05:00Z", True),
        ("2023-09-29T05:59", "2023-09-29T06:00", True),
        ("2023-09-22T17:59", "2023-09-29T06:00", False),
        ("2023-09-23T18:00", "2023-09-23T18:00", False),
        ("2023-09-23T18:00", "2023-09-29T06:01", False),
    ],
)
def test_times_outside_the_scenario_are_refused(at, until, allowed, sound, capsys):
    status = cli.main(["cover", sound, "--json", "--at", at, "--until", until])
    assert (status != 2) is allowed
    assert (capsys.readouterr().err == "") is allowed


@pytest.mark.parametrize("option", ["--runs", "--seed"])
@pytest.mark.parametrize("text", ["-1", "1.5", "many", ""])
def test_text_in_place_of_a_number_is_refused(option, text, sound, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["margin", sound, f"{option}={text}"])
    assert left.value.code == 2
    least, most = (1, 100_000) if option == "--runs" else (0, 999_999_999)
    told = capsys.readouterr().err.splitlines()[-1]
    assert told == (
        f"standto margin: error: argument {option}: {text!r} is not allowed: "
        f"write a whole number from {least} to {most:,}"
    )


def test_cover_exits_with_1_if_a_duty_is_not_covered_and_0_otherwise(sound, capsys):
    assert cli.main(["cover", sound, "--json"]) == 1
    gap = json.loads(capsys.readouterr().out)
    assert gap["summary"]["covered"] is False
    (Path(sound) / "duties.csv").write_text("duty,task,capabilities,strength\nguard,guard,afo,0\n")
    (Path(sound) / "events.csv").unlink()
    assert cli.main(["cover", sound, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["summary"]["covered"] is True


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), Stopped()])
def test_an_interrupt_exits_with_130_quietly(stop, sound, capsys, monkeypatch):
    def interrupted(_):
        raise stop

    monkeypatch.setattr("standto.scenario.check_scenario", interrupted)
    assert cli.main(["check", sound]) == 130
    assert capsys.readouterr() == ("", "standto: interrupted; nothing is left half-written\n")


def test_a_closed_pipe_is_no_error(tmp_path):
    rows = "".join(f"p{n},home,*,*,,yes,,,\n" for n in range(5))
    write(tmp_path, {**SOUND, "powers.csv": SOUND["powers.csv"] + rows.replace("p", "q")})
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        ran = subprocess.run([STANDTO, "check", tmp_path, "--json"], stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (ran.returncode, ran.stderr) == (141, b"")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_is_stopped_leaves_no_half_written_folder(sent, tmp_path):
    size = ["--people", "20000", "--days", "28", "--duties", "12"]
    with subprocess.Popen([STANDTO, "new", tmp_path / "new", *size], stderr=subprocess.PIPE) as running:
        while running.poll() is None and not any(tmp_path.iterdir()):
            time.sleep(0.01)
        running.send_signal(sent)
        _, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (130, b"standto: interrupted; nothing is left half-written\n")
    assert list(tmp_path.iterdir()) == []


def test_the_status_counts_even_if_standard_output_and_error_are_closed(sound):
    command = f"{STANDTO} check {sound} >&- 2>&-"
    assert subprocess.run(["/bin/sh", "-c", command], check=False, timeout=60).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here to stand in for a full disk")
@pytest.mark.parametrize("words", [["cover"], ["cover", "--json"], ["margin"]])
def test_a_full_disk_is_bad_input_and_no_gap(sound, words):
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([STANDTO, *words, sound], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (2, "standto: cannot write or read: No space left on device\n")


@pytest.mark.parametrize("words", [["margin"], ["sitrep", "--at", "2023-09-22T18:00:00"]])
def test_more_runs_than_memory_holds_are_refused(sound, words, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main([*words, sound, "--runs", "100001"])
    assert left.value.code == 2
    told = "--runs: '100001' is not allowed: write a whole number from 1 to 100,000\n"
    assert capsys.readouterr().err.endswith(told)


def test_an_empty_name_is_no_folder(capsys):
    assert cli.main(["check", ""]) == 2
    assert capsys.readouterr().err.startswith("FOLDER: no such folder: name a scenario's folder")


def test_every_wrong_option_of_candidates_is_told_at_once(capsys):
    assert cli.main(["candidates", "lifeboat", "--duty", "slip", "--at", "2031-07-10T10:00"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        (
            "--at: '2031-07-10T10:00' is outside the scenario: write a time from 2024-07-08T06:00:00+01:00, "
            "before 2024-07-15T06:00:00+01:00"
        ),
        (
            "--duty: 'slip' is not a duty, seat or crew of the scenario: allowed are launching, alb/coxswain, "
            "alb/mechanic, alb/crew, slipway, ilb/helm, ilb/crew, alb, ilb; did you mean slipway?"
        ),
    ]


STOPPED_WHILE_LOADING = """
import os, signal, sys
from importlib.abc import MetaPathFinder

class Stopping(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "standto.cli.main":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Stopping())
from standto.cli.starting import start
sys.exit(start())
"""


def test_ctrl_c_leaves_no_trace_while_the_program_still_loads():
    ran = subprocess.run([sys.executable, "-c", STOPPED_WHILE_LOADING], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (-signal.SIGINT, "")


def test_a_loaded_program_has_the_usual_ctrl_c_and_runs_its_command():
    code = (
        "import signal, sys; from standto.cli.starting import start\n"
        "sys.argv = ['standto', 'check', 'lifeboat', '--json']\n"
        "print(start(), signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
    )
    assert printed_by(code).endswith("\n0 True\n")
