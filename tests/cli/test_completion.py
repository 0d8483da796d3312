"""Completion of words: what the program offers, and each shell that is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from standto.cli import main as cli
from standto.cli.completing import completions
from standto.cli.completion import SCRIPTS

BIN = Path(sys.executable).parent
OFFERED = [
    (["cov"], ["cover"]),
    (["cover", "li"], ["lifeboat", ":folders"]),
    (["cover", "lifeboat", "--ba"], ["--basis"]),
    (["cover", "lifeboat", "--basis", ""], ["none", "present", "confirmed", "offered"]),
    (["cover", "lifeboat", "--basis", "=", "pr"], ["present"]),
    (["cover", "lifeboat", "--duty", ""], ["launching", "slipway", "alb", "ilb"]),
    (["cover", "--duty", ""], []),
    (["candidates", "--at", "now", "lifeboat", "--duty", "il"], ["ilb"]),
    (["relief", "lifeboat", "--pool", "south"], ["southhaven-crew"]),
    (["sitrep", "lifeboat", "--audience", ""], ["command", "public"]),
    (["sitrep", "lifeboat", "-o", "re"], [":files"]),
    (["review", "lifeboat", "--at", "e"], ["end"]),
    (["compare", "lifeboat", "ret"], ["retained", ":folders"]),
    (["compare", "lifeboat", "london-2023", "--b-assume", ""], ["attack"]),
    (["compare", "london-2023", "--b-assume", ""], ["attack"]),
    (["compare", "lifeboat", "--b-until", "e"], ["end"]),
    (["cover", "--until", "e"], ["end"]),
    (["statement", "lifeboat", "--now", "n"], ["now"]),
    (["import", "rota.csv", "--onto", "lifeboat", "--from", "s"], ["start"]),
    (["cover", "no-such-folder", "--duty", ""], []),
    (["cover", "lifeboat", "--at", "now", ""], []),
    (["ledger", "imp"], ["import"]),
    (["account", "make", "robin", "--role", "du"], ["duty-officer"]),
    (["no-such-command", ""], []),
]


@pytest.mark.parametrize(("words", "offered"), OFFERED, ids=[" ".join(words) for words, _ in OFFERED])
def test_the_words_that_can_follow_are_offered(words, offered):
    assert [word for word, _ in completions(words)] == offered


def test_every_command_is_offered_with_its_line():
    assert completions([""]) == [(name, line) for name, (line, _) in cli.commands().items()]


def test_an_option_is_offered_with_its_help_and_only_once():
    found = dict(completions(["cover", "lifeboat", "--all", "--"]))
    assert found["--basis"] == "which help counts: none, present, confirmed, offered (confirmed)"
    assert "--all" not in found


def run(shell, script, tmp_path):
    """Run a script in a shell, and return what it prints, line by line."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    (tmp_path / f"loaded.{shell}").write_text(SCRIPTS[shell])
    (tmp_path / "station").mkdir()
    ran = subprocess.run(
        [shell, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    return sorted(line for line in ran.stdout.splitlines() if line)


ASKED = [
    (("cove",), ["cover"]),
    (("cover", "lifeboat", "--duty", "il"), ["ilb"]),
    (("sitrep", "lifeboat", "--audience", "p"), ["public"]),
    (("cover", "st"), ["station"]),
]


@pytest.mark.parametrize(("words", "offered"), ASKED)
def test_bash_completes(words, offered, tmp_path):
    asked = " ".join(words)
    script = f"""source ./loaded.bash
COMP_WORDS=(standto {asked}); COMP_CWORD={len(words)}; _standto; printf '%s\\n' "${{COMPREPLY[@]}}" """
    assert run("bash", script, tmp_path) == offered


@pytest.mark.parametrize(("words", "offered"), ASKED[:3])
def test_zsh_completes(words, offered, tmp_path):
    asked = " ".join(words)
    script = f"""compdef() {{ :; }}
_describe() {{ for each in "${{(@P)4}}"; do print -r -- "${{each%%:*}}"; done }}
_files() {{ :; }}
source ./loaded.zsh
words=(standto {asked}); CURRENT={len(words) + 1}; _standto"""
    assert run("zsh", script, tmp_path) == offered


@pytest.mark.parametrize(("words", "offered"), ASKED)
def test_fish_completes(words, offered, tmp_path):
    script = f"source ./loaded.fish; complete -C 'standto {' '.join(words)}'"
    found = run("fish", script, tmp_path)
    assert [line.partition("\t")[0].rstrip("/") for line in found] == offered
