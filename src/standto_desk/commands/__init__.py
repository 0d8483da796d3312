"""Commands that the desk adds to the command line; this module is light, since every `standto --help` reads it."""

COMMANDS: dict[str, tuple[str, str]] = {
    "account": ("make, list, disable, enable and reset accounts", "standto_desk.commands.account"),
    "ledger": ("append to, verify, export, import and anchor a ledger", "standto_desk.commands.ledger"),
    "serve": ("run the desk", "standto_desk.commands.serve"),
}
"""Each command, what it does in one line, and the module that holds it."""
