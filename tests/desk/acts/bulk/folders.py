"""Folders as they are sent to a desk in use, and what they must make of its register."""

from __future__ import annotations

from dataclasses import replace

from standto.model.scenario import Scenario
from standto.scenario.folder import SentFiles
from standto.scenario.folder_cells import FolderCells, cells_in
from standto.scenario.settings_writer import settings_text
from standto.scenario.table_writer import table_rows, table_text
from standto_desk.acts.bulk.folder_plans import FolderChoices
from standto_desk.acts.bulk.importing_folders import import_all, plan_all
from standto_desk.acts.bulk.parts import ENDABLE
from standto_desk.clock import now
from standto_desk.ledger.drafts import Author

OPERATOR = Author("command-line", "", "")
EVERY_PART = frozenset(ENDABLE)
TABLES = (
    "forces", "capabilities", "teams", "people", "authorisations", "pools", "duties", "crews", "seats", "rota",
    "sources", "shifts", "patterns",
)  # fmt: skip


def files_of(scenario: Scenario) -> dict[str, bytes]:
    """The files of a scenario's folder: every table, even an empty one."""
    tables = {table.file: table_text(table, rows) for table, rows in table_rows(scenario)}
    texts = {"scenario.toml": settings_text(scenario), **tables}
    return {name: text.encode() for name, text in texts.items()}


def cells_of(scenario: Scenario, *files: str) -> FolderCells:
    """The cells of a scenario's folder, or of some of its files."""
    return cells_in(SentFiles({name: data for name, data in files_of(scenario).items() if not files or name in files}))


def asking(*ending: str, since=None) -> FolderChoices:
    """What somebody asks who ends the rows of some parts."""
    return FolderChoices(frozenset(ending), since, now())


def entered(sent: FolderCells, asked: FolderChoices, key: str = "first"):
    """Plan an import as the operator, and enter it."""
    plan = plan_all(sent, asked)
    assert not plan.faults, plan.faults
    return import_all(author=OPERATOR, sent=sent, asked=asked, seen=plan.digest, key=key) if plan.drafts else ()


def comparable(scenario: Scenario) -> dict[str, object]:
    """What a scenario holds, without the order of its rows, which a ledger keeps as they first came."""
    found = {name: sorted(map(repr, getattr(scenario, name))) for name in TABLES}
    found["powers"] = scenario.powers and sorted(map(repr, scenario.powers))
    plain = replace(scenario, **dict.fromkeys(TABLES, ()), powers=None, events=(), digest="")
    return found | {"settings": settings_text(plain)}
