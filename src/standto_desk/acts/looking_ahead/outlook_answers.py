"""The answers to questions about outlooks, for one account."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from standto.assuming.assumptions import Assumptions
from standto.assuming.canonical_form import assumed
from standto.errors import Fault, InputError
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.acts.kept_sorts import SETS
from standto_desk.acts.kept_things import find_kept_thing
from standto_desk.acts.looking_ahead.assumption_sets import read_set, too_small
from standto_desk.acts.looking_ahead.groups_of_people import small_groups_in
from standto_desk.acts.looking_ahead.outlook_questions import (
    OUTLOOK,
    OutlookQuestion,
    laid_over,
    typed_processes,
    until_of,
)
from standto_desk.ledger.refusals import Refused
from standto_desk.picture.drawing import Picture
from standto_desk.picture.foreseeing import LongWork, foresee
from standto_desk.picture.showing import moment_now, picture_at

if TYPE_CHECKING:
    from standto.outlooks.looking_ahead import Outlook

TYPED = "typed-at-the-desk"
"""The name of assumptions that somebody typed."""


def outlook_to(
    account: Account,
    question: OutlookQuestion,
    *,
    futures: int,
    at: Instant | None = None,
    work: LongWork | None = None,
    between: Callable[[], None] = lambda: None,
) -> Outlook:
    """Return the outlook that a question asks for.

    Parameters
    ----------
    futures
        The number of futures; more if a reader before had a sharper answer.
    at
        The moment from which it looks; None: now.
    work, between
        As for `standto_desk.picture.foreseeing.foresee`.

    Raises
    ------
    Refused
        The assumptions are not allowed, or the set that holds them has ended.
    """
    picture = picture_of(at)
    assumptions = assumptions_for(account, question, picture)
    until = until_of(question, picture.scenario, picture.at)
    return foresee(
        picture,
        assumptions,
        seed=question.seed,
        futures=futures,
        until=until,
        basis=question.basis,
        work=work,
        between=between,
    )


def picture_of(at: Instant | None) -> Picture:
    """Return the picture from which an outlook looks: of now, or of a moment since, as known then."""
    present = moment_now()
    return picture_at(present if at is None else min(at, present))


def assumptions_for(account: Account, question: OutlookQuestion, picture: Picture) -> Assumptions:
    """Return what a question assumes: the sliders, and a kept set.

    Raises
    ------
    Refused
        The assumptions are not allowed, or the set that holds them has ended.
    """
    require(account, Action.LOOK_AHEAD)
    scenario, at = picture.scenario, picture.at
    typed = typed_processes(question, scenario, at)
    kept = _set_of(account, question, scenario, at)
    processes = laid_over(typed, kept)
    if not processes:
        raise Refused([Fault(OUTLOOK, "Assume something: move a slider, or choose a set of assumptions")])
    if kept is not None and not typed:
        return kept
    by = TYPED if kept is None else kept.by
    note = "" if kept is None else f"Laid over {kept.name}, {kept.digest}"
    return assumed(name=TYPED, by=by, at=at, note=note, processes=processes)


def _set_of(account: Account, question: OutlookQuestion, scenario: Scenario, at: Instant) -> Assumptions | None:
    """Return the kept set that a question names, read again by the register of now; None if it names none."""
    if not question.assumptions:
        return None
    kept = find_kept_thing(SETS, account, question.assumptions)
    if kept is None:
        raise Refused([Fault(OUTLOOK, "Somebody ended this set meanwhile: choose another", column="assumptions")])
    try:
        found = read_set(kept.text, scenario)
    except InputError as error:
        raise Refused([Fault(OUTLOOK, str(one), column="assumptions") for one in error.faults]) from None
    if small := small_groups_in(found.processes, scenario, at):
        raise Refused([Fault(OUTLOOK, too_small(one), column="assumptions") for one in small])
    return found
