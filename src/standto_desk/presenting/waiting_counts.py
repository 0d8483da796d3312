"""Counts of the work that waits for an account, which the navigation shows beside the pages where it waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from standto.model.time import MINUTE, Instant
from standto.wording import counted, listed
from standto_desk.access.confirming import count_to_confirm
from standto_desk.access.people_in_reach import own_person
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import appointments_of
from standto_desk.acts.handovers import open_handovers
from standto_desk.acts.kept_sorts import OUTLOOKS, WHAT_IFS
from standto_desk.acts.kept_things import waiting_for
from standto_desk.acts.log.finding import lines_waiting_for
from standto_desk.acts.offers import Offer, open_offers
from standto_desk.acts.proposal_log import open_proposals
from standto_desk.acts.proposals import OFFER, PROPOSAL, Proposal
from standto_desk.acts.registering.rules_proposals import RulesProposal, open_rules_proposals
from standto_desk.acts.situation_reports.finding_reports import recent_reports
from standto_desk.acts.situation_reports.report_chain import ReportChain
from standto_desk.acts.situation_reports.report_parts import ReportState
from standto_desk.alerts.alert_lists import count_waiting
from standto_desk.book.situations import situation_at
from standto_desk.ledger.plan_answers import PlanAnswers
from standto_desk.ledger.reading import known_entries
from standto_desk.picture.rota.looking import unseen_by
from standto_desk.presenting.readers import sees_numbers
from standto_desk.presenting.waiting_for import waits_for


def what_waits(account: Any, at: Instant) -> dict[str, str]:
    """Return the work that waits for an account itself, by the page where it waits, in words.

    Viewers see none of it, because it changes by the minute.

    Parameters
    ----------
    at
        The present, read once by the caller.
    """
    found = {"/accounts/": _of_accounts(account), "/my/": _of_the_rota(account, at)}
    if sees_numbers(account):
        found |= _of_the_plan(account, at)
    return {href: words for href, words in found.items() if words}


def _of_accounts(account: Any) -> str:
    number = count_to_confirm(account) if may(account, Action.MANAGE_ACCOUNTS) else 0
    return counted(number, "account waits for you", "accounts wait for you") if number else ""


def _of_the_rota(account: Any, at: Instant) -> str:
    """Return the months whose rota the account's own person has not looked at."""
    person = own_person(account)
    number = len(unseen_by(account, person, at)) if person else 0
    return counted(number, "month of your rota to look at", "months of your rota to look at") if number else ""


def _of_the_plan(account: Any, at: Instant) -> dict[str, str]:
    """Return the work that waits for an account that sees numbers."""
    waiting = _in_the_ledger(at)
    handed = waiting.handovers[str(account.pk)] if may(account, Action.HAND_OVER) else 0
    what_ifs = len(waiting_for(WHAT_IFS, account)) if may(account, Action.SUPPOSE) else 0
    outlooks = len(waiting_for(OUTLOOKS, account)) if may(account, Action.LOOK_AHEAD) else 0
    alerts = count_waiting(at) if may(account, Action.ACKNOWLEDGE) else 0
    return {
        "/ladder/": _on_the_ladder(waiting, account, at),
        "/what-if/": counted(what_ifs, "what-if waits for you", "what-ifs wait for you") if what_ifs else "",
        "/outlook/": counted(outlooks, "outlook waits for you", "outlooks wait for you") if outlooks else "",
        "/register/waiting/": _of_rules(account, waiting.rules),
        "/reports/": _of_reports(account, waiting.reports),
        "/handover/": counted(handed, "post waits for you", "posts wait for you") if handed else "",
        "/log/": _in_the_log(account, at) if may(account, Action.KEEP_LOG) else "",
        "/alerts/": counted(alerts, "alert waits", "alerts wait") if alerts else "",
    }


def _in_the_log(account: Any, at: Instant) -> str:
    """Return the open lines of the log that an account owns, in words, and how many of them are overdue."""
    mine = lines_waiting_for(account, at)
    overdue = sum(line.overdue(at) for line in mine)
    more = f", {overdue} overdue" if overdue else ""
    return f"{counted(len(mine), 'log entry waits', 'log entries wait')}{more}" if mine else ""


class _Waiting(NamedTuple):
    """The open proposals, reports and changes of rules; the numbers of offers, and of handovers by account."""

    proposals: tuple[Proposal, ...]
    offers: int
    handovers: Mapping[str, int]
    reports: tuple[ReportChain, ...]
    rules: tuple[RulesProposal, ...]


def _of_rules(account: Any, rules: Sequence[RulesProposal]) -> str:
    """Return the changes of the rules that an account may confirm as a second person, in words."""
    if not may(account, Action.CONFIRM_RULES):
        return ""
    number = sum(one.entry.account != str(account.pk) for one in rules)
    return counted(number, "change of the rules waits for you", "changes of the rules wait for you") if number else ""


def _of_reports(account: Any, reports: Sequence[ReportChain]) -> str:
    """Return the reports that wait for an account, in words: to be approved by it, or to be published."""
    if not may(account, Action.APPROVE_REPORT):
        return ""
    approved = sum(one.state is ReportState.APPROVED for one in reports)
    mine = sum(one.state is ReportState.DRAFT and one.may_be_approved_by(account.pk) for one in reports)
    if not approved:
        return counted(mine, "report waits for your approval", "reports wait for your approval") if mine else ""
    return counted(mine + approved, "report waits for you", "reports wait for you")


def _on_the_ladder(waiting: _Waiting, account: Any, at: Instant) -> str:
    """Return the proposals and offers that wait for an account, in words."""
    posts = {one.post for one in appointments_of(account, at)} if waiting.proposals else set()
    proposals = sum(waits_for(one, account, posts) for one in waiting.proposals)
    offers = waiting.offers if may(account, Action.PLAN) else 0
    kinds = [(number, kind) for number, kind in ((proposals, "proposal"), (offers, "offer")) if number]
    if len(kinds) > 1:
        total = sum(number for number, _ in kinds)
        return f"{total:,} wait: {listed([counted(number, kind) for number, kind in kinds])}"
    return "".join(counted(number, f"{kind} waits", f"{kind}s wait") for number, kind in kinds)


def _in_the_ledger(at: Instant) -> _Waiting:
    """Return the waiting work by the ledger, looked up again once the plan changes, and each minute.

    The minute matters because a row may take effect, or end, at a time that was entered long before.
    """
    return _last.get(at // MINUTE, at, lambda: _counted(at))


def _counted(at: Instant) -> _Waiting:
    proposals = open_proposals(_subjects(PROPOSAL))
    offers = {one.sequence for one in _open_offers(at)} - {one.details.get("offer") for one in proposals}
    handed = Counter(one.to for one in open_handovers())
    reports = tuple(one for one in recent_reports() if one.open)
    return _Waiting(proposals, len(offers), handed, reports, open_rules_proposals())


def _open_offers(at: Instant) -> tuple[Offer, ...]:
    """Return the open offers of pools in the scenario; no page shows the others."""
    offers = open_offers(_subjects(OFFER))
    pools = situation_at(at).scenario.pool if offers else {}
    return tuple(one for one in offers if one.entry.subject in pools)


def _subjects(sort: str) -> Iterable[str]:
    """Return the subjects of the entries of a sort, each once."""
    return known_entries().of_sort(sort).order_by().values_list("subject", flat=True).distinct()


_last: PlanAnswers[Instant, _Waiting] = PlanAnswers(1)
