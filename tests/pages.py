"""Run what a page of the documentation shows, and compare it with what the page says happens.

A page is run from top to bottom in one empty folder, with one Python namespace. The first word of a fenced
block says what it is for:

``python``
    Run in the page's namespace. With ``>>>`` prompts it is a doctest: what is shown must be what comes.
    Without them it is a script, and says with ``assert`` what it promises.
``console``
    Each line that opens with ``$`` is a command; the lines up to the next one are its output, standard error
    included. A command without output shown is run but not compared. ``$ echo $?`` shows the status of the
    command before.
``csv``, ``toml``, … with a second word
    Written to the file which that second word names.
anything else
    Shown only: ``sh`` for commands that must not be run here, ``text`` for what is only an illustration.

In output, ``...`` stands for any text within a line, and alone on a line for any number of lines.
"""

from __future__ import annotations

import difflib
import doctest
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS = frozenset(
    {"standto", "cat", "cp", "echo", "grep", "head", "ls", "mkdir", "printf", "sed", "tail", "tee", "wc"}
)
"""What a ``console`` block may call."""

_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)$")
_SECONDS = 120


class Block(NamedTuple):
    """A fenced block: its first and second word, its text, and the line of its first line of text."""

    language: str
    file: str
    text: str
    line: int


class Command(NamedTuple):
    """A command of a ``console`` block, with the output shown below it."""

    text: str
    shown: list[str]
    line: int


def read_blocks(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page."""
    opened: re.Match[str] | None = None
    lines: list[str] = []
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        if opened is None:
            opened, lines = _FENCE.match(line), []
        elif line.strip() == opened["fence"]:
            language, file, *_ = [*opened["info"].split(), "", ""]
            yield Block(language, file, "".join(f"{text}\n" for text in lines), number - len(lines))
            opened = None
        else:
            lines.append(line.removeprefix(opened["indent"]))
    if opened is not None:
        raise AssertionError(f"{page.name}: a fenced block is never closed")


def read_commands(block: Block) -> list[Command]:
    """Return the commands of a ``console`` block; one that ends with a backslash goes on in the next line."""
    commands: list[Command] = []
    for number, line in enumerate(block.text.splitlines(), start=block.line):
        if commands and not commands[-1].shown and commands[-1].text.endswith("\\"):
            text = f"{commands[-1].text}\n{line.removeprefix('> ')}"
            commands[-1] = commands[-1]._replace(text=text)
        elif line.startswith("$ "):
            commands.append(Command(line[2:], [], number))
        elif commands:
            commands[-1].shown.append(line.rstrip())
        else:
            raise AssertionError(f"line {number}: a console block opens with a command: $ …")
    return commands


def run_page(page: Path, folder: Path) -> None:
    """Run a page in a folder, also the working one; raise AssertionError where the page is wrong."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for block in read_blocks(page):
        if block.language == "python":
            _run_python(block, page.name, namespace)
        elif block.language == "console":
            _run_console(block, page.name, folder)
        elif block.file:
            target = folder / block.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")


def agrees(shown: list[str], came: list[str]) -> bool:
    """Say whether output is what was shown, ``...`` standing for anything."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "..." else r"[^\n]*?".join(map(re.escape, line.split("..."))) + r"\n" for line in shown
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in came)) is not None


def _run_python(block: Block, name: str, namespace: dict[str, Any]) -> None:
    """Run a ``python`` block, as a doctest where it has prompts."""
    if not re.search("^>>> ", block.text, re.MULTILINE):
        code = compile("\n" * (block.line - 1) + block.text, name, "exec")
        exec(code, namespace)
        return
    example = doctest.DocTestParser().get_doctest(block.text, namespace, name, name, block.line - 1)
    said: list[str] = []
    failed, _ = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=said.append, clear_globs=False)
    assert failed == 0, "".join(said)
    namespace.update(example.globs)


def _run_console(block: Block, name: str, folder: Path) -> None:
    """Run the commands of a ``console`` block, each knowing the status of the one before."""
    status = 0
    for command in read_commands(block):
        where = f"{name}:{command.line}: $ {command.text}"
        assert command.text.split()[0] in COMMANDS, f"{where}\nis not run here: show it in a block of `sh`"
        answer = subprocess.run(
            ["bash", "-c", f"(exit {status})\n{command.text}"],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_SECONDS,
            check=False,
        )
        status = answer.returncode
        came = [line.rstrip() for line in answer.stdout.decode("utf-8").splitlines()]
        assert "Traceback (most recent call last):" not in came, f"{where}\n" + "\n".join(came)
        if command.shown:
            difference = "\n".join(difflib.unified_diff(command.shown, came, "shown", "came", lineterm=""))
            assert agrees(command.shown, came), f"{where}\n{difference}"
        else:
            assert status in {0, 1}, f"{where}\nended with status {status}:\n" + "\n".join(came)


def _environment() -> dict[str, str]:
    """Return the same surroundings on every machine, with the program under test found first."""
    return {
        "COLUMNS": "100",
        "HOME": os.environ.get("HOME", "/"),
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "TZ": "UTC",
    }
