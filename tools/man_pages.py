"""Write the manual pages from the parser of the command line: ``python -m tools.man_pages build/man``."""

from __future__ import annotations

import argparse
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import standto
from standto.cli import main as cli
from standto.cli.parser_parts import leaves, subparsers_of, told_actions

WIDTH = 78
REFERENCE = Path(__file__).parent.parent / "docs" / "reference" / "command-line.md"
VARIABLES = (
    ("COLUMNS", "the width of texts, 40 to 100; by default the terminal's"),
    ("NO_COLOR", "if it is set, no colour is used"),
    ("DATABASE_URL", "the database of the desk and its ledger"),
)
TIMES = (
    "Times are ISO 8601 (2023-09-23T18:00), days and times (Sat 18:00, 23 Sept 6pm, tomorrow 06:00), distances (+6h, "
    "-90m, end-1d), now, start or end. The command repeats on standard error what it understood."
)


def pages() -> dict[str, str]:
    """Return every page by its file's name."""
    every = cli.commands()
    found = {"standto.1": main_page(every)}
    for name in every:
        command = subparsers_of(cli.parser_for([name]))[name]
        found[f"standto-{name}.1"] = command_page(name, command, list(every))
    return found


def statuses() -> tuple[tuple[str, str], ...]:
    """Return each exit status with what it means, as the reference says it."""
    table = REFERENCE.read_text(encoding="utf-8").partition("| exit status | means |\n|---|---|\n")[2]
    rows = table.partition("\n\n")[0].replace("`", "").splitlines()
    return tuple((status.strip(), what.strip()) for _, status, what, _ in (row.split("|") for row in rows))


def main_page(every: dict[str, tuple[str, str]]) -> str:
    parser = cli.parser_for([])
    lines = [*head("standto", parser.description or ""), ".SH SYNOPSIS", ".B standto", ".I COMMAND", "[OPTIONS]"]
    lines += [".SH DESCRIPTION", *text(parser.description or ""), *text((parser.epilog or "").partition("\n\n")[0])]
    lines += [".SH COMMANDS"]
    for name, (line, _) in every.items():
        lines += [".TP", f".BR standto-{escaped(name)} (1)", *text(f"{line[0].upper()}{line[1:]}.")]
    lines += [".SH TIMES", *text(TIMES), ".SH EXAMPLES", *examples(parser.epilog or "")]
    lines += [".SH ENVIRONMENT", *listed(VARIABLES), ".SH EXIT STATUS", *listed(statuses())]
    return "\n".join([*lines, ""])


def command_page(name: str, command: argparse.ArgumentParser, every: list[str]) -> str:
    described = (command.description or "").rstrip(".")
    lines = head(f"standto-{name}", described)
    lines += [".SH SYNOPSIS"]
    for leaf in leaves(command):
        lines += [
            ".nf",
            *(line.replace(".", "\\&.", 1) if line.startswith(".") else line for line in usage(leaf)),
            ".fi",
        ]
    lines += [".SH DESCRIPTION", *text(command.description or "")]
    several = bool(subparsers_of(command))
    for leaf in leaves(command):
        if several:
            lines += [f".SH {escaped(leaf.prog.removeprefix('standto ').upper())}", *text(leaf.description or "")]
        lines += options(leaf, ".SS" if several else ".SH")
        lines += [".SS EXAMPLES" if several else ".SH EXAMPLES", *examples(leaf.epilog or "")]
    others = ", ".join(f"standto-{other}" for other in every if other != name)
    lines += [".SH EXIT STATUS", *listed(statuses()), ".SH SEE ALSO", ".BR standto (1)", *text(others)]
    return "\n".join([*lines, ""])


def head(name: str, what: str) -> list[str]:
    line = what.rstrip(".")
    made = datetime.fromtimestamp(Path(standto.__file__).stat().st_mtime, UTC).date().isoformat()
    title = f'.TH {escaped(name.upper())} 1 "{made}" "standto {standto.__version__}" "Standto"'
    return [title, ".SH NAME", f"{escaped(name)} \\- {escaped(line[0].lower() + line[1:])}"]


def usage(parser: argparse.ArgumentParser) -> list[str]:
    words = " ".join(parser.format_usage().removeprefix("usage: ").split())
    return [
        escaped(line)
        for line in textwrap.wrap(
            words, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
        )
    ]


def options(parser: argparse.ArgumentParser, heading: str) -> list[str]:
    lines: list[str] = []
    for title, optional in (("ARGUMENTS", False), ("OPTIONS", True)):
        told = [one for one in told_actions(parser) if bool(one[0].option_strings) is optional]
        lines += [f"{heading} {title}"] if told else []
        for _, written, what in told:
            lines += [".TP", f".B {escaped(written)}", *text(what)]
    return lines


def examples(epilog: str) -> list[str]:
    found = [line.strip() for line in epilog.partition("examples:")[2].splitlines() if line.startswith("  ")]
    return [".nf", *map(escaped, found), ".fi"]


def listed(pairs: tuple[tuple[str, str], ...]) -> list[str]:
    return [line for name, what in pairs for line in (".TP", f".B {escaped(name)}", *text(what))]


def text(words: str) -> list[str]:
    lines = textwrap.wrap(" ".join(words.split()), WIDTH, break_long_words=False, break_on_hyphens=False)
    return [f"\\&{escaped(line)}" if line.startswith((".", "'")) else escaped(line) for line in lines]


def escaped(words: str) -> str:
    return words.replace("\\", "\\e").replace("-", "\\-")


def main(folder: str) -> None:
    target = Path(folder) / "man1"
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("standto*.1"):
        old.unlink()
    for name, page in pages().items():
        (target / name).write_text(page, encoding="utf-8")
    print(f"{folder}: {len(pages())} manual pages; read one with: man -M {folder} standto-cover")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "build/man")
