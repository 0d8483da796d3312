"""The statements that forms ask for."""

from __future__ import annotations

from standto.reporting import StatementReport
from standto.reporting.heading import PUBLIC
from standto_desk.pages.statement.forms import StatementForm
from standto_desk.presenting.ledger_statements import LedgerStatement, report_for_public, statement_of


def statement_asked(form: StatementForm) -> LedgerStatement:
    """Return the statement that a valid form asks for: with everything its reader can know, unless they chose a time.

    Raises
    ------
    NoScenario
        No scenario had been entered by the end of the period, or it starts later.
    """
    known = form.cleaned_data["known"]
    return statement_of(form.period, known, form.present, exact=form.hour is None)


def report_asked(form: StatementForm, found: LedgerStatement) -> StatementReport:
    """Return the statement that a valid form asks for, laid out for its audience."""
    audience = form.cleaned_data["audience"]
    if audience != PUBLIC:
        return found.report(audience)
    return report_for_public(found, form.cleaned_data["known"], form.present, exact=form.hour is None)
