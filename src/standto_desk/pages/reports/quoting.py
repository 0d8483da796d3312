"""Quoting kept outlooks in the words of a report to command: as ranges, never as one number."""

from __future__ import annotations

from typing import Any

from standto_desk.acts.kept_sorts import OUTLOOKS
from standto_desk.acts.kept_things import kept_by_forces
from standto_desk.acts.models import KeptOutlook
from standto_desk.acts.situation_reports.report_chain import ReportChain
from standto_desk.acts.situation_reports.report_parts import COMMAND
from standto_desk.kit.act_forms import number_in
from standto_desk.presenting.outlooks.shown_outlook import quote_of


def outlooks_to_quote(account: Any, report: ReportChain) -> list[KeptOutlook]:
    """Return the kept outlooks that an account may quote in a report; none in one for other readers than command."""
    return kept_by_forces(OUTLOOKS, account) if report.audience == COMMAND else []


def with_quote(words: str, number: str, outlooks: list[KeptOutlook]) -> str:
    """Return the words of a part with the quotation of an outlook after them.

    Parameters
    ----------
    number
        The outlook's number, as an address gives it; anything else quotes nothing.
    """
    quotes = [quote_of(one.name, one.content) for one in outlooks if one.pk == number_in(number)]
    return "\n\n".join(part for part in (words.rstrip(), *quotes) if part)
