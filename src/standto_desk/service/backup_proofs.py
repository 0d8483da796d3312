"""Proofs that a backup needs before it is restored, and the record of a restore."""

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
"""The most characters of detail in a line of the security log."""


class NotRestored(StandtoError):
    """The restored data differ from the backup, and are not kept."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms on which a backup is restored.

    Attributes
    ----------
    trusted
        The fingerprint of the key that must have signed it; blank if none is known.
    anchor
        The anchor that the ledger and the security log must agree with, or None.
    unproven
        Whether to restore it without proof, which is recorded.
    demonstration
        Whether it is to become a demonstration.
    """

    trusted: str = ""
    anchor: Anchor | None = None
    unproven: bool = False
    demonstration: bool = False


def read_backup(path: Path, terms: Terms) -> Saved:
    """Return the manifest of a backup after proving the whole file, without looking at a database.

    Raises
    ------
    InputError
        It is not a backup, or it is damaged.
    OptionError
        A newer version made it, its signature proves nothing, or it is a demonstration's.
    """
    saved = read_saved(path)
    nodes = set(MigrationLoader(None).graph.nodes)
    unknown = sorted(of_known_apps(saved.manifest, nodes) - nodes)
    if unknown:
        names = ", ".join(f"{app}.{name}" for app, name in unknown)
        raise OptionError(f"a newer version of Standto made this backup ({names}): restore it with that version")
    if (why := without_proof(saved, terms.trusted)) and not terms.unproven:
        raise OptionError(f"{path}: {why}. --unproven restores it anyway, and its security log will say so for good")
    _check_clock(saved.manifest, terms, path)
    return saved


def of_known_apps(manifest: Manifest, nodes: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the migrations of a backup, except those of apps that the desk no longer uses."""
    apps = {app for app, _ in nodes}
    return {(app, name) for app, name in manifest.migrations if app in apps}


def without_proof(saved: Saved, trusted: str) -> str:
    """Return the reason why nothing proves that a backup is unchanged; blank if its signature does.

    Parameters
    ----------
    trusted
        The fingerprint of the key that must have signed it; blank if none is known.
    """
    if not saved.signature:
        return "it is not signed"
    key = key_of(saved)
    if key is None or not is_signed_by(saved, key):
        return "it was changed after it was signed"
    name = fingerprint(key)
    if not trusted:
        return f"it is signed with the key {name}, but no key to trust is known"
    return "" if name == trusted else f"it is signed with the key {name}, not with {trusted}"


def prove(manifest: Manifest, models: dict[str, Any], then: Any, terms: Terms) -> None:
    """Check that the restored data agree with the backup: every count, both chains to their heads, and the anchor.

    In a restore without proof, accounts may differ from their seals; later verifications name each difference.

    Raises
    ------
    NotRestored
        Something differs.
    """
    for fault in _faults(manifest, models, then, terms):
        raise NotRestored(fault)


def note_restored(saved: Saved, terms: Terms, then: Any) -> str:
    """Note the restore in the security log; return the reason why the backup is unproven, or blank."""
    why = without_proof(saved, terms.trusted)
    if terms.unproven and is_chained(then) and (found := verify_security_log(registry=then).differences):
        why = f"{len(found)} differences from the security log" + (f"; {why}" if why else "")
    kind = SecurityKind.RESTORED_UNPROVEN if why else SecurityKind.RESTORED
    detail = f"made {saved.manifest.made[:25]}: {why or f'signed with the key {terms.trusted}'}"
    line = {"at": real_now(), "kind": kind.value, "detail": detail[:LONGEST]}
    if is_chained(then):
        write_line(registry=then, **line)
    else:
        # The log of this older version is not yet a chain; the chain will begin with this line in it.
        then.get_model("access", "SecurityEvent")._base_manager.create(**line)
    return why


def is_chained(registry: Any) -> bool:
    """Tell whether the security log is a chain at this version of the models."""
    return "securityhead" in registry.all_models["access"]


def _check_clock(manifest: Manifest, terms: Terms, path: Path) -> None:
    """Refuse to turn a demonstration into a real desk, or a real desk into a demonstration."""
    has_clock = any(table.rows for table in manifest.tables if table.model == CLOCK)
    if has_clock and not terms.demonstration:
        raise OptionError(
            f"{path}: is the backup of a demonstration, which has its own clock. "
            "--demonstration restores it as a demonstration. To move its entries to a real desk, use `standto ledger "
            "export` there and `standto ledger import` into a new database"
        )
    if terms.demonstration and not has_clock:
        raise OptionError(f"--demonstration: {path} is the backup of a desk that goes by the real clock")


def _faults(manifest: Manifest, models: dict[str, Any], then: Any, terms: Terms) -> Iterator[str]:
    anchor = terms.anchor
    for table in manifest.tables:
        if (found := models[table.model]._base_manager.count()) != table.rows:
            yield f"{table.model}: {found} of {table.rows} rows were restored"
    ledger = verify_ledger(anchored=anchor and anchor.ledger)
    if ledger.fault:
        yield f"the ledger is not as it was entered: {ledger.fault}"
    if (ledger.count, ledger.hash) != (manifest.count, manifest.hash):
        yield "the ledger does not end where it ended when it was saved"
    if is_chained(then):
        log = verify_security_log(anchored=anchor and anchor.log, registry=then)
        faults = log.broken if terms.unproven else log.faults
        yield from (f"the security log is not as it was written: {fault}" for fault in faults)
        if (log.count, log.hash) != (manifest.lines, manifest.lines_hash):
            yield "the security log does not end where it ended when it was saved"
    elif anchor is not None and anchor.log is not None:
        yield "the anchor names a line of the security log, which this older backup cannot prove"


def key_of(saved: Saved) -> Ed25519PublicKey | None:
    """Return the public key that a backup names, or None."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(saved.key))
    except ValueError:
        return None
