"""What a backup must prove before it is restored, and what is recorded of a restore."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.migrations.loader import MigrationLoader

from standto.errors import OptionError, StandtoError
from standto_desk.access.log_chain import write_line
from standto_desk.access.log_verifying import verify_security_log
from standto_desk.access.security_log import SecurityKind
from standto_desk.clock import real_now
from standto_desk.ledger.anchors import fingerprint
from standto_desk.ledger.verifying import verify_ledger
from standto_desk.service.archives import is_signed_by, read_saved
from standto_desk.service.saving import CLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from standto_desk.ledger.anchors import Anchor
    from standto_desk.service.archives import Manifest, Saved


LONGEST = 200
"""How many characters of detail a line of the security log has."""


class NotRestored(StandtoError):
    """What was restored is not what was saved; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a backup is restored.

    Attributes
    ----------
    trusted
        The fingerprint of the key that must have signed it; blank where none is known.
    anchor
        What the ledger and the security log must hold; None for none.
    unproven
        Whether it is restored without proof all the same, which is recorded.
    demonstration
        Whether it is to become a demonstration.
    """

    trusted: str = ""
    anchor: Anchor | None = None
    unproven: bool = False
    demonstration: bool = False


def read_backup(path: Path, terms: Terms) -> Saved:
    """Return what a backup says that it holds, having read and proved all of it; no database is looked at.

    Parameters
    ----------
    path
        The backup.
    terms
        What it must prove.

    Raises
    ------
    InputError
        It is no backup, or is damaged.
    OptionError
        A newer version has made it, its signature proves nothing, or it is a demonstration's.
    """
    saved = read_saved(path)
    nodes = set(MigrationLoader(None).graph.nodes)
    unknown = sorted(of_known_apps(saved.manifest, nodes) - nodes)
    if unknown:
        names = ", ".join(f"{app}.{name}" for app, name in unknown)
        raise OptionError(f"a newer version of Standto has made this backup ({names}): restore it with that version")
    if (why := without_proof(saved, terms.trusted)) and not terms.unproven:
        raise OptionError(f"{path}: {why}: --unproven restores it all the same, and its log says so for good")
    _check_clock(saved.manifest, terms, path)
    return saved


def of_known_apps(manifest: Manifest, nodes: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the migrations of a backup but those of apps that the desk no longer uses, of which nothing was saved.

    Parameters
    ----------
    manifest
        Of the backup.
    nodes
        Every migration that there is.
    """
    apps = {app for app, _ in nodes}
    return {(app, name) for app, name in manifest.migrations if app in apps}


def without_proof(saved: Saved, trusted: str) -> str:
    """Return why nothing proves that a backup is as the installation wrote it; blank where its signature does.

    Parameters
    ----------
    saved
        The backup.
    trusted
        The fingerprint of the key that must have signed it; blank where none is known.
    """
    if not saved.signature:
        return "it is not signed"
    key = key_of(saved)
    if key is None or not is_signed_by(saved, key):
        return "it was changed after it was signed"
    name = fingerprint(key)
    if not trusted:
        return f"it is signed with the key {name}, and nothing says which key to trust"
    return "" if name == trusted else f"it is signed with the key {name}, and not with {trusted}"


def prove(manifest: Manifest, models: dict[str, Any], then: Any, terms: Terms) -> None:
    """Hold what was filled in to what was saved: every count, the two chains up to their heads, and the anchor.

    Without proof, accounts may differ from what the log has sealed: verifying names each difference from then on.

    Parameters
    ----------
    manifest
        What was saved.
    models
        The models of its tables, by their labels.
    then
        The registry of the models as they were then.
    terms
        What it must prove.

    Raises
    ------
    NotRestored
        Anything is not as it was.
    """
    for fault in _faults(manifest, models, then, terms):
        raise NotRestored(fault)


def note_restored(saved: Saved, terms: Terms, then: Any) -> str:
    """Write into the security log that a backup was restored; return why nothing proved it, blank where it was proved.

    Parameters
    ----------
    saved
        The backup.
    terms
        What it had to prove.
    then
        The registry of the models as they are in this transaction.
    """
    why = without_proof(saved, terms.trusted)
    if terms.unproven and is_chained(then) and (found := verify_security_log(registry=then).differences):
        why = f"{len(found)} differences from the security log" + (f"; {why}" if why else "")
    kind = SecurityKind.RESTORED_UNPROVEN if why else SecurityKind.RESTORED
    detail = f"made {saved.manifest.made[:25]}: {why or f'signed with the key {terms.trusted}'}"
    line = {"at": real_now(), "kind": kind.value, "detail": detail[:LONGEST]}
    if is_chained(then):
        write_line(registry=then, **line)
    else:
        # The chain, which this older version's log has not, begins with this line in it.
        then.get_model("access", "SecurityEvent")._base_manager.create(**line)
    return why


def is_chained(registry: Any) -> bool:
    """Tell whether the security log of some models is a chain."""
    return "securityhead" in registry.all_models["access"]


def _check_clock(manifest: Manifest, terms: Terms, path: Path) -> None:
    """Refuse to make a real desk of a demonstration, or the other way round."""
    has_clock = any(table.rows for table in manifest.tables if table.model == CLOCK)
    if has_clock and not terms.demonstration:
        raise OptionError(
            f"{path}: is the backup of a demonstration, which goes by a clock of its own and not by the real one: "
            "--demonstration makes a demonstration of it again; `standto ledger export` there and `standto ledger "
            "import` into a new database take its entries to a real desk"
        )
    if terms.demonstration and not has_clock:
        raise OptionError(f"--demonstration: {path} is the backup of a desk that goes by the real clock")


def _faults(manifest: Manifest, models: dict[str, Any], then: Any, terms: Terms) -> Iterator[str]:
    """Go through what is not as it was saved."""
    anchor = terms.anchor
    for table in manifest.tables:
        if (found := models[table.model]._base_manager.count()) != table.rows:
            yield f"{table.model}: {found} rows were restored of {table.rows}"
    ledger = verify_ledger(anchored=anchor and anchor.ledger)
    if ledger.fault:
        yield f"the ledger is not as it was entered: {ledger.fault}"
    if (ledger.count, ledger.hash) != (manifest.count, manifest.hash):
        yield "the ledger does not end where it ended when it was saved"
    if is_chained(then):
        log = verify_security_log(anchored=anchor and anchor.log, registry=then)
        told = log.broken if terms.unproven else log.faults
        yield from (f"the security log is not as it was written: {fault}" for fault in told)
        if (log.count, log.hash) != (manifest.lines, manifest.lines_hash):
            yield "the security log does not end where it ended when it was saved"
    elif anchor is not None and anchor.log is not None:
        yield "the anchor names a line of the security log, which this older backup does not prove"


def key_of(saved: Saved) -> Ed25519PublicKey | None:
    """Return the public key that a backup names; None where it names none."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(saved.key))
    except ValueError:
        return None
