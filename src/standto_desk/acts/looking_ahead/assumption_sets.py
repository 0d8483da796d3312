"""Assumptions that are kept under a name beside the ledger: sent as a file, found, and ended."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from standto.assuming.assumptions import Assumptions
from standto.assuming.assumptions_reader import assumptions_of
from standto.errors import Fault, InputError
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto_desk.access.confirming import locked_account
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may, permitted_forces, require
from standto_desk.acts.free_text import NO_CIPHERS, names_somebody
from standto_desk.acts.looking_ahead.groups_of_people import least_group, small_groups_in
from standto_desk.acts.models import AssumptionSet
from standto_desk.clock import now
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.refusals import Refused

MOST_SETS = 50
"""The most sets of a force that are kept at a time."""
SET = "assumptions"


def sets_for(account: Account) -> list[AssumptionSet]:
    """Return the sets of assumptions that an account may use, by name."""
    return list(AssumptionSet.objects.filter(force__in=permitted_forces(account, Action.LOOK_AHEAD)))


def find_set(account: Account, number: int) -> AssumptionSet | None:
    """Return a set that an account may use; None if there is none."""
    found = AssumptionSet.objects.filter(pk=number).first()
    return found if found is not None and may(account, Action.LOOK_AHEAD, found.force) else None


def read_set(text: str, scenario: Scenario) -> Assumptions:
    """Return the assumptions in the text of a file.

    Raises
    ------
    InputError
        The file has faults; it carries all of them.
    """
    return assumptions_of(text.encode(), scenario, file=SET)


@transaction.atomic
def keep_set(
    *, account: Account, author: Author, text: str, scenario: Scenario, at: Instant, key: str
) -> AssumptionSet:
    """Keep the assumptions in a file under the name that it gives.

    Parameters
    ----------
    scenario, at
        What they are about, and the moment by whose register groups of people are counted.

    Raises
    ------
    Refused
        The file has faults, all of which it carries; it names a person or a small group, or another set has the name.
    """
    require(account, Action.LOOK_AHEAD, author.force)
    locked_account(account.pk)
    before = AssumptionSet.objects.filter(key=key).first()
    if before is not None:
        if before.account != str(account.pk) or before.text != text:
            raise Refused([Fault(SET, "was used before", column="key")])
        return before
    try:
        found = read_set(text, scenario)
    except InputError as error:
        raise Refused([_with_its_line(one) for one in error.faults]) from None
    if faults := _faults(found, text, author.force, scenario, at):
        raise Refused(faults)
    try:
        with transaction.atomic():
            return AssumptionSet.objects.create(
                name=found.name,
                force=author.force,
                account=str(account.pk),
                post=author.post,
                made=now(),
                by=found.by,
                assumed=found.at,
                text=text,
                digest=found.digest,
                key=key,
            )
    except IntegrityError:
        # Another account took the name at the same time.
        raise Refused([_taken(found.name)]) from None


@transaction.atomic
def end_set(*, account: Account, kept: AssumptionSet) -> None:
    """End a set: it is deleted. Outlooks that were kept with it hold what they assumed."""
    if not may_end_set(account, kept):
        raise PermissionDenied
    AssumptionSet.objects.filter(pk=kept.pk).delete()


def may_end_set(account: Account, kept: AssumptionSet) -> bool:
    """Return whether an account may end a set: its author, or somebody who decides."""
    mine = kept.account == str(account.pk)
    return may(account, Action.LOOK_AHEAD, kept.force) and (mine or may(account, Action.DECIDE, kept.force))


def _faults(found: Assumptions, text: str, force: str, scenario: Scenario, at: Instant) -> list[Fault]:
    # TOML can write a letter as an escape, so what it says is read as well as what it looks like.
    said = (found.name, found.by, found.note, *(process.name for process in found.processes))
    faults = [Fault(SET, NO_CIPHERS, column="file")] if names_somebody("\n".join((text, *said))) else []
    if len(found.name) > AssumptionSet._meta.get_field("name").max_length:
        faults.append(Fault(SET, "The name in it is too long", column="file"))
    faults += [Fault(SET, too_small(one), column="file") for one in small_groups_in(found.processes, scenario, at)]
    kept = AssumptionSet.objects.filter(force=force)
    if kept.count() >= MOST_SETS:
        faults.append(Fault(SET, f"At most {MOST_SETS} sets are kept: end one first", column="file"))
    if kept.filter(name=found.name).exists():
        faults.append(_taken(found.name))
    return faults


def too_small(name: str) -> str:
    """Return the fault of a process about too few people."""
    return f"{name} is about fewer than {least_group()} people, and could tell the state of one of them"


def _with_its_line(fault: Fault) -> Fault:
    """Return a fault of a file as a sentence at the field that sends it."""
    where = [f"line {fault.line}"] if fault.line is not None else []
    where += [fault.column] if fault.column else []
    return Fault(SET, f"{', '.join(where)}: {fault.what}" if where else fault.what, column="file")


def _taken(name: str) -> Fault:
    return Fault(SET, f"Another set is called {name}: end that first, or change the name in the file", column="file")
