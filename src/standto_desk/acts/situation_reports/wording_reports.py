"""Writing the words of a situation report, part by part and by several accounts."""

from __future__ import annotations

from django.db import transaction

from standto.errors import Fault
from standto_desk.access.account_checks import raise_faults
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.acts.free_text import NO_CIPHERS, names_somebody
from standto_desk.acts.idempotency import sent_before
from standto_desk.acts.situation_reports.drafting_reports import against_changing
from standto_desk.acts.situation_reports.finding_reports import required_report
from standto_desk.acts.situation_reports.report_chain import ReportChain
from standto_desk.acts.situation_reports.report_parts import SECTIONS, WORDS
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import texts

LONGEST_WORDS = 5_000
"""The most characters of a part."""


@transaction.atomic
def write_words(
    *,
    account: Account,
    author: Author,
    number: int,
    section: str,
    words: str,
    based_on: int | None = None,
    key: str = "",
) -> Entry:
    """Write the words of a part of a report in place of those before; an approval given before no longer counts.

    Parameters
    ----------
    section
        One of `SECTIONS`.
    words
        The words; blank to leave the part out.
    based_on
        The count of the ledger when the author read the words before.

    Raises
    ------
    Refused
        There is no such report or part, it can no longer change, or the words are too long or name somebody.
    Stale
        Somebody else wrote words of this part meanwhile.
    """
    require(account, Action.WRITE_REPORT, author.force)
    before = sent_before(account, sort=WORDS, key=key)
    report, text = required_report(number), _tidy(words)
    if before is None:
        raise_faults([*against_changing(report), *_faults(section, text)])
    draft = Draft(sort=WORDS, kind=section, subject=f"{report.ref}/{section}", text=text, key=key)
    return append([draft], author=author, now=now(), based_on=based_on)[0]


def words_in(report: ReportChain) -> dict[str, str | None]:
    """Return the words of each part that has words, in order; None for words that were redacted."""
    held = report.words
    found = texts([one.sequence for one in held.values()])
    return {section: found.get(one.sequence) for section, one in held.items()}


def _tidy(words: str) -> str:
    """Return words with plain ends of lines and no space around them."""
    return "\n".join(line.rstrip() for line in words.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n"))


def _faults(section: str, words: str) -> list[Fault]:
    faults = []
    if section not in SECTIONS:
        faults.append(Fault("report", f"must be one of {', '.join(SECTIONS)}", column="section"))
    if len(words) > LONGEST_WORDS:
        faults.append(Fault("report", f"must have {LONGEST_WORDS:,} characters at most", column="words"))
    if names_somebody(words):
        faults.append(Fault("report", NO_CIPHERS, column="words"))
    return faults
