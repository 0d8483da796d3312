"""The commands that the desk adds to the command line; every `standto --help` imports this module."""

COMMANDS: dict[str, tuple[str, str]] = {
    "account": ("make, invite, list, disable, enable and reset accounts", "standto_desk.commands.account"),
    "backup": ("save everything that the desk keeps, while it runs", "standto_desk.commands.backup"),
    "clock": ("compare the machine's clock with the ledger, and confirm it", "standto_desk.commands.clock"),
    "jobs": ("do long work in a process of its own, list and cancel it", "standto_desk.commands.jobs"),
    "ledger": ("append to, verify, export, import and anchor a ledger", "standto_desk.commands.ledger"),
    "restore": ("restore a backup into a new database, and verify it", "standto_desk.commands.restore"),
    "serve": ("run the desk", "standto_desk.commands.serve"),
}
"""Each command, with its help in one line and its module."""
