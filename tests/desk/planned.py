"""Changes of the register that take effect later than now."""

from __future__ import annotations

from standto_desk.acts.registering.changing import change_register
from standto_desk.acts.registering.row_changes import CHANGE, RegisterChange, row_at
from standto_desk.book.moment_tables import tables_known
from standto_desk.clock import now
from standto_desk.ledger.cached_answers import current_ledger
from standto_desk.ledger.drafts import Author
from tests.desk.people import account_of


def enter(role: str, *changes: RegisterChange) -> None:
    """Change rows as a new account of a role."""
    account = account_of(role)
    change_register(account=account, author=Author(str(account.pk), role, "met"), changes=changes)


def stronger(occurred: int, strength: str = "60") -> RegisterChange:
    """A change of the strength of a duty, from a time on."""
    cells = row_at(tables_known(current_ledger(), now()), "duties", ("site-a",), occurred)
    return RegisterChange("duties", CHANGE, ("site-a",), {**cells, "strength": strength}, occurred)
