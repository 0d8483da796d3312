"""The overview of the register: each table with its number of rows, its last change and its keepers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from standto.model.time import Instant
from standto.wording import listed
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may, roles_that_may
from standto_desk.acts.registering.kept_tables import KEPT, KeptTable
from standto_desk.book.moment_tables import rows_at
from standto_desk.clock import now
from standto_desk.components.spoken import id_words
from standto_desk.ledger.cached_answers import LedgerCache
from standto_desk.ledger.reading import known_entries
from standto_desk.ledger.tables import SCENARIO
from standto_desk.pages.register.reading import may_read
from standto_desk.presenting.registers.rows_of_tables import kept_rows
from standto_desk.presenting.registers.table_names import TableName, table_name


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table in the overview.

    Attributes
    ----------
    table, name
        The table and its name.
    number
        The number of its rows in force now.
    changed
        When its last change was entered; None if there is none.
    changed_by
        The roles that may change it, in words.
    readable
        Whether the reader may open it.
    """

    table: str
    name: TableName
    number: int
    changed: Instant | None
    changed_by: str
    readable: bool


@require_safe
@needs(Action.READ_REGISTER)
def overview(request: HttpRequest) -> HttpResponse:
    """List the tables of the register."""
    present = now()
    rows, changed = rows_at(present, present), last_changes()
    lines = [
        TableLine(
            name,
            table_name(name),
            len(kept_rows(name, rows)),
            changed.get(kept.kind),
            _changed_by(kept),
            may_read(request.user, kept),
        )
        for name, kept in KEPT.items()
        if name != SCENARIO
    ]
    shown = {"lines": lines, "settings_changed": changed.get(SCENARIO), "entered": bool(rows.settings)}
    return render(request, "register/overview.html", {**shown, "keeps": _keeps(request)})


def _changed_by(kept: KeptTable) -> str:
    """Return the roles that may change a table, in words."""
    roles = listed([id_words(role) for role in sorted(roles_that_may(kept.action))], "or")
    return f"{roles}, confirmed by a second person" if kept.second else roles


def last_changes() -> dict[str, Instant]:
    """Return when the last change of each kind of row was entered."""
    present = now()

    def found() -> dict[str, Instant]:
        return dict(known_entries(present).rows().order_by().values_list("kind").annotate(Max("recorded")))

    return _changes.get_as_known(present, "last", found)


_changes: LedgerCache[str, dict[str, Instant]] = LedgerCache(1)


def _keeps(request: HttpRequest) -> frozenset[str]:
    """Return the tables that the reader may change."""
    return frozenset(name for name, kept in KEPT.items() if may(request.user, kept.action))
