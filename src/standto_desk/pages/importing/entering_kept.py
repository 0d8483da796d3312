"""Entering workbooks that an account keeps: the whole of an empty ledger, or the changes of one that is in use."""

from __future__ import annotations

from standto_desk.access.models import Account
from standto_desk.acts.entering import Entering
from standto_desk.acts.importing import import_first, import_onto
from standto_desk.kit.workbooks.kept_imports import KeptImport, forget
from standto_desk.kit.workbooks.reading import scenario_in
from standto_desk.ledger.drafts import Author


def enter_kept(account: Account, author: Author, key: str, found: KeptImport, seen: str, entering: Entering) -> None:
    """Enter an import, and forget it: both, or neither."""
    sheets, numbers = scenario_in(found.settings, found.tables), {"counts": found.counts}
    if found.window is None:
        with entering.transaction():
            number = import_first(account=account, author=author, sheets=sheets)
            forget(account, key, {"entries": number, **numbers})
        return
    # Sent again before it is forgotten, it gives the same entries.
    made = import_onto(
        account=account, author=author, sheets=sheets, window=found.window, ending=found.ending, seen=seen, key=key,
        entering=entering,
    )  # fmt: skip
    forget(account, key, {"entries": len(made), **numbers})
