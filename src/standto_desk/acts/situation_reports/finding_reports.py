"""Finding situation reports in the ledger, each with its later entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from standto.errors import Fault
from standto.model.time import Instant, Period
from standto_desk.acts.situation_reports.report_chain import ReportChain, body_of, fold_report, subjects_of
from standto_desk.acts.situation_reports.report_parts import ALL_REPORTS, PUBLISHED, REPORT, STATEMENT, ReportState
from standto_desk.ledger.entry_queries import MOST_PLACES, Entries
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.ledger.refusals import Refused

AT_ONCE = 50
"""The number of reports whose entries are looked up together."""
RECENT = 60
"""The number of the latest drafts among which the desk looks for those that wait, and for the last to an audience."""


def all_drafts(*audiences: str) -> Entries:
    """Return the entries that drafted a report, the latest first; of some audiences, or of all."""
    # A ledger has one home force for good, and no other force's account drafts reports.
    found = known_entries().about(ALL_REPORTS).of_sort(REPORT)
    return (found.of_kinds(*audiences) if audiences else found).latest_first()


def published_drafts(*audiences: str) -> Entries:
    """Return the entries that drafted the reports that were published; how many were not is in no page of these."""
    published = known_entries().of_sort(PUBLISHED)
    return all_drafts(*audiences).counted_by(published.of_kinds(*audiences) if audiences else published)


def find_report(number: int) -> ReportChain | None:
    """Return a report by its number; None if there is none."""
    if not 0 < number < MOST_PLACES:
        return None
    return next(iter(reports_of(all_drafts().matching({"count": number})[:1])), None)


def required_report(number: int) -> ReportChain:
    """Return a report by its number; refuse one that is not there."""
    found = find_report(number)
    if found is None:
        raise Refused((Fault("report", f"there is no report {number}"),))
    return found


def report_drafted_by(sequence: int | None) -> ReportChain | None:
    """Return the report that an entry drafted; None if it drafted none."""
    entry = None if sequence is None else known_entries().of_sort(REPORT).at(sequence)
    return None if entry is None else next(iter(reports_of([entry])))


def reports_of(drafts: Iterable[Entry]) -> list[ReportChain]:
    """Return the reports that some entries drafted, in their order."""
    firsts = list(drafts)
    return [one for at in range(0, len(firsts), AT_ONCE) for one in _found(firsts[at : at + AT_ONCE])]


def recent_reports(*audiences: str) -> list[ReportChain]:
    """Return the latest reports, the latest first; of some audiences, or of all."""
    return reports_of(all_drafts(*audiences)[:RECENT])


def last_published(audience: str) -> ReportChain | None:
    """Return the report that was last published to an audience, among the latest; None if none was."""
    return latest_published(recent_reports(audience))


def statements_in_force(since: Instant, until: Instant) -> list[ReportChain]:
    """Return the published statements that are not superseded and end within a time, both ends included."""
    ends = published_drafts(STATEMENT).occurred_from(since).occurred_by(until)
    return [one for one in reports_of(ends) if one.state is ReportState.PUBLISHED]


def statement_about(months: Period) -> ReportChain | None:
    """Return the published statement about some months that is not superseded; None if there is none."""
    return next((one for one in statements_in_force(months.until, months.until) if one.months == months), None)


def latest_published(reports: Iterable[ReportChain]) -> ReportChain | None:
    """Return the report that was published last of some; None if none was."""
    published = ((one.published.sequence, one) for one in reports if one.published is not None)
    return max(published, key=lambda pair: pair[0], default=(0, None))[1]


def _found(firsts: Sequence[Entry]) -> list[ReportChain]:
    refs = [one.reference for one in firsts]
    later: defaultdict[str, list[Entry]] = defaultdict(list)
    for one in known_entries().about_any([each for ref in refs for each in subjects_of(ref)]):
        later[one.subject.partition("/")[0]].append(one)
    taken = {one.sequence: one for one in known_entries().numbered(_inherited(firsts))}
    return [
        fold_report(one, [taken[each] for each in body_of(one).get("words", ()) if each in taken], later[one.reference])
        for one in firsts
    ]


def _inherited(firsts: Iterable[Entry]) -> set[int]:
    return {each for one in firsts for each in body_of(one).get("words", ())}
