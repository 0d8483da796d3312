"""The program in a process that has loaded it once, and forks a process for each command of the desk.

A command there is as real as one that was started: its own memory, settings, connection and exit status. A start of
Python with everything that the desk imports takes ten times as long as most commands do.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOADED = (
    "commands.backup",
    "commands.restore",
    "commands.ledger",
    "ledger.verifying",
    "service.restoring",
    "service.saving",
)
STREAMS = ("stdin", "stdout", "stderr")


def run_loaded(*words: str, environ: dict[str, str], given: str = "", cwd: Path | None = None):
    """Run `standto` with some words; return what `subprocess.run` would."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in STREAMS]
        files[0].write_text(given, encoding="utf-8")
        asked = {"words": words, "environ": environ, "cwd": str(cwd or Path.cwd()), "files": [*map(str, files)]}
        program = _program()
        program.stdin.write(json.dumps(asked) + "\n")
        program.stdin.flush()
        status = os.waitstatus_to_exitcode(int(program.stdout.readline()))
        told, complained = (file.read_text(encoding="utf-8") for file in files[1:])
    return subprocess.CompletedProcess(words, status, told, complained)


@cache
def _program() -> subprocess.Popen[str]:
    """The process that has loaded the program: one for all tests of this process."""
    command = [sys.executable, "-m", "tests.desk.loaded_program"]
    path = os.pathsep.join(map(str, (ROOT / "tests/desk/clock", ROOT / "src")))  # the first sets clocks that are wrong
    environ = os.environ | {"PYTHONPATH": path}
    started = subprocess.Popen(command, cwd=ROOT, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(started.communicate)  # the end of its input ends it
    return started


def _serve() -> None:
    """Fork a process for each line of standard input, and print how it ended."""
    _load()
    lines = open(0, "rb", buffering=0, closefd=False)  # noqa: SIM115 -- whatever is read ahead a child would miss
    while line := lines.readline():
        number = os.fork()
        if number == 0:
            _run(**json.loads(line))
        print(os.waitpid(number, 0)[1], flush=True)


def _load() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "standto_desk.service.settings"
    os.environ["DATABASE_URL"] = "sqlite:///none.sqlite3"
    import django

    django.setup()
    for name in LOADED:
        import_module(f"standto_desk.{name}")


def _run(words: list[str], environ: dict[str, str], cwd: str, files: list[str]) -> None:
    """Run a command with an environment, and end with its status."""
    from standto.cli.main import main

    os.environ.clear()
    os.environ.update(environ)
    os.chdir(cwd)
    for number, path in enumerate(files):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), number)
    _forget_settings()
    sys.argv = ["standto", *words]
    try:
        status = main()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def _forget_settings() -> None:
    """Let Django read its settings again, from the environment of now."""
    from django.conf import settings
    from django.db import connections
    from django.utils.functional import empty

    del sys.modules["standto_desk.service.settings"]
    settings._wrapped = empty
    for known in connections.all(initialized_only=True):
        del connections[known.alias]
    connections._settings = None
    vars(connections).pop("settings", None)


if __name__ == "__main__":
    _serve()
