"""The words for sorts of entries on pages: what was done, and how many times."""

from __future__ import annotations

from standto.wording import counted
from standto_desk.acts.registering.rules_proposals import (
    RULES_CHANGE,
    RULES_CONFIRMED,
    RULES_DECLINED,
    RULES_WITHDRAWN,
)
from standto_desk.acts.situation_reports.report_parts import APPROVED, PUBLISHED, REPORT, SUPERSEDED, WITHDRAWN, WORDS
from standto_desk.book.log_lines import LOG, LOG_CHANGED, LOG_DONE
from standto_desk.components.spoken import id_words
from standto_desk.ledger.drafts import ROW
from standto_desk.picture.rota.publications import PUBLISHED as ROTA_PUBLISHED
from standto_desk.picture.rota.publications import SEEN as ROTA_SEEN

SORTS: dict[str, str] = {
    ROW: "Row of the register",
    RULES_CHANGE: "Change of the rules proposed",
    RULES_CONFIRMED: "Change of the rules confirmed",
    RULES_DECLINED: "Change of the rules declined",
    RULES_WITHDRAWN: "Change of the rules withdrawn",
    REPORT: "Situation report drafted",
    WORDS: "Words of a situation report written",
    APPROVED: "Situation report approved",
    PUBLISHED: "Situation report published",
    SUPERSEDED: "Situation report superseded",
    WITHDRAWN: "Draft of a situation report withdrawn",
    LOG: "Log entry written",
    LOG_CHANGED: "Log entry given another owner or time",
    LOG_DONE: "Log entry marked as done or not done",
    ROTA_PUBLISHED: "Rota published",
    ROTA_SEEN: "Times on the rota seen",
}
"""The words for the sorts whose own words would not say what was done."""
COUNTED: dict[str, tuple[str, str]] = {
    ROW: ("row of the register was changed", "rows of the register were changed"),
    RULES_CHANGE: ("change of the rules was proposed", "changes of the rules were proposed"),
    RULES_CONFIRMED: ("change of the rules was confirmed", "changes of the rules were confirmed"),
    RULES_DECLINED: ("change of the rules was declined", "changes of the rules were declined"),
    RULES_WITHDRAWN: ("change of the rules was withdrawn", "changes of the rules were withdrawn"),
    REPORT: ("situation report was drafted", "situation reports were drafted"),
    WORDS: ("part of a situation report was written", "parts of situation reports were written"),
    APPROVED: ("situation report was approved", "situation reports were approved"),
    PUBLISHED: ("situation report was published", "situation reports were published"),
    SUPERSEDED: ("situation report was superseded", "situation reports were superseded"),
    WITHDRAWN: ("draft of a situation report was withdrawn", "drafts of situation reports were withdrawn"),
    LOG: ("log entry was written", "log entries were written"),
    LOG_CHANGED: ("log entry got another owner or time", "log entries got other owners or times"),
    LOG_DONE: ("log entry was marked as done or not done", "log entries were marked as done or not done"),
    ROTA_PUBLISHED: ("rota was published", "rotas were published"),
    ROTA_SEEN: ("look at changed times was noted", "looks at changed times were noted"),
}
"""The words for a number of entries of the same sorts: of one, of several."""


def counted_sort(sort: str, number: int) -> str:
    """Return a number of entries of a sort in words."""
    return counted(number, *COUNTED.get(sort, (id_words(sort),)))
