"""Assumptions that are kept under a name beside the ledger, sent as a file."""

from __future__ import annotations

from typing import Any

from standto.assuming.assumptions import Assumptions
from standto.assuming.assumptions_reader import assumptions_of
from standto.errors import Fault, InputError
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto_desk.access.models import Account
from standto_desk.acts.free_text import NO_CIPHERS, names_somebody
from standto_desk.acts.keeping_things import against_number, against_same_name, keep_once
from standto_desk.acts.kept_sorts import LONGEST_NAME, SETS
from standto_desk.acts.looking_ahead.groups_of_people import least_group, small_groups_in
from standto_desk.acts.models import AssumptionSet
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.refusals import Refused

FILE = "assumptions"
"""The name of the file in its faults."""


def read_set(text: str, scenario: Scenario) -> Assumptions:
    """Return the assumptions in the text of a file.

    Raises
    ------
    InputError
        The file has faults; it carries all of them.
    """
    return assumptions_of(text.encode(), scenario, file=FILE)


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

    def others() -> dict[str, Any]:
        try:
            found = read_set(text, scenario)
        except InputError as error:
            raise Refused([_with_its_line(one) for one in error.faults]) from None
        if faults := _faults(found, text, author.force, scenario, at):
            raise Refused(faults)
        return {"name": found.name, "by": found.by, "assumed": found.at, "digest": found.digest}

    kept: AssumptionSet = keep_once(SETS, account=account, author=author, key=key, sent={"text": text}, others=others)
    return kept


def _faults(found: Assumptions, text: str, force: str, scenario: Scenario, at: Instant) -> list[Fault]:
    # TOML can write a letter as an escape, so what it says is read as well as what it looks like.
    said = (found.name, found.by, found.note, *(process.name for process in found.processes))
    faults = [SETS.fault(NO_CIPHERS)] if names_somebody("\n".join((text, *said))) else []
    if len(found.name) > LONGEST_NAME:
        faults.append(SETS.fault("The name in it is too long"))
    faults += [SETS.fault(too_small(one)) for one in small_groups_in(found.processes, scenario, at)]
    faults += against_number(SETS, force)
    faults += against_same_name(SETS, found.name, force)
    return faults


def too_small(name: str) -> str:
    """Return the fault of a process about too few people."""
    return f"{name} is about fewer than {least_group()} people, and could tell the state of one of them"


def _with_its_line(fault: Fault) -> Fault:
    """Return a fault of a file as a sentence at the field that sends it."""
    where = [f"line {fault.line}"] if fault.line is not None else []
    where += [fault.column] if fault.column else []
    return SETS.fault(f"{', '.join(where)}: {fault.what}" if where else fault.what)
