"""``standto ledger``: append to, verify, export, import and anchor a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.commands import (
    ledger_anchor,
    ledger_append,
    ledger_export,
    ledger_import,
    ledger_rebuild,
    ledger_verify,
)

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

ACTIONS = {
    "append": ("enter events from standard input, one JSON object on each line", ledger_append),
    "verify": ("say whether every entry, and the security log, is as it was entered", ledger_verify),
    "export": ("write every entry as a line of JSON, or a scenario folder as of a time", ledger_export),
    "import": (
        "fill an empty ledger with a folder or an export, or change one in use by a folder",
        ledger_import,
    ),
    "rebuild": ("drop the projections of the entries, and make them again", ledger_rebuild),
    "anchor": ("sign where the ledger and the security log end", ledger_anchor),
}
"""Each action with its help and its module."""


EXAMPLES = {
    "import": """
standto ledger import lifeboat
standto ledger import entries.jsonl --database sqlite:///copy.sqlite3
standto ledger import station --end duties
""",
    "append": "standto ledger append --account watch < events.jsonl",
    "verify": """
standto ledger verify
standto ledger verify --anchor ledger.anchor
""",
    "export": """
standto ledger export -o entries.jsonl
standto ledger export --folder station --at 2024-07-10T12:00
""",
    "rebuild": "standto ledger rebuild",
    "anchor": """
standto ledger anchor -o ledger.anchor
standto ledger anchor --public-key -o public-key.pem
""",
}


def add(parser: ArgumentParser) -> None:
    """Lay down the actions and their options."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, (what, module) in ACTIONS.items():
        action = actions.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.", allow_abbrev=False)
        module.add(action)


def run(args: Namespace) -> int:
    """Run the action."""
    return ACTIONS[args.action][1].run(args)
