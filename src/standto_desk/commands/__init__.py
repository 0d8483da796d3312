"""Commands that the desk adds to the command line; this module is light, since every `standto --help` reads it."""

COMMANDS: dict[str, tuple[str, str]] = {
    "account": ("make, list, disable, enable and reset accounts", "standto_desk.commands.account"),
    "backup": ("save everything that the desk keeps, while it runs", "standto_desk.commands.backup"),
    "clock": ("say how the machine's clock stands to the ledger, and confirm it", "standto_desk.commands.clock"),
    "ledger": ("append to, verify, export, import and anchor a ledger", "standto_desk.commands.ledger"),
    "restore": ("fill a new database with a backup, and verify it", "standto_desk.commands.restore"),
    "serve": ("run the desk", "standto_desk.commands.serve"),
}
"""Each command, what it does in one line, and the module that holds it."""
