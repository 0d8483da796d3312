"""Hold every locked package to the advisories that are known, and fail where these cannot be had.

``python -m tools.audit`` asks pip-audit, and npm where it is installed. By itself pip-audit succeeds when it could look
up nothing, and says "no known vulnerabilities found". Here a package that was not looked up fails the audit, unless
the variable ``UNAUDITED`` is ``accept``. Then the audit says plainly what was not audited. A known vulnerability always
fails it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from packaging.utils import canonicalize_name

from tools import locks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ASSETS = locks.ROOT / "assets"
PATIENCE = 300
"""Seconds that an auditor may take."""


class Audit(NamedTuple):
    """What came of auditing some packages: what is vulnerable, in words, and which were not looked up."""

    vulnerable: list[str]
    unaudited: list[str]


def locked() -> list[tuple[str, str]]:
    """Return name and version of every package that any lock pins, for any Python."""
    texts = ((locks.FOLDER / f"{lock}.txt").read_text(encoding="utf-8") for lock in locks.LOCKS)
    pins = (pin for text in texts for pin in locks.read_pins(text))
    return sorted({(canonicalize_name(pin.requirement.name), pin.version) for pin in pins})


def batches(packages: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Return packages so that each name is in a batch once: of some, Pythons have different versions."""
    found: list[dict[str, str]] = []
    for name, version in packages:
        batch = next((one for one in found if name not in one), None)
        if batch is None:
            found.append(batch := {})
        batch[name] = version
    return found


def judged(batch: dict[str, str], output: str) -> Audit:
    """Return what pip-audit has found of a batch; what it does not tell of was not audited."""
    try:
        told = {canonicalize_name(one["name"]): one for one in json.loads(output)["dependencies"]}
    except (ValueError, LookupError, TypeError):
        told = {}
    looked_up = {name for name, version in batch.items() if name in told and told[name].get("version", "") == version}
    vulnerable = [
        f"{name} {batch[name]}: {one['id']}" for name in sorted(looked_up) for one in told[name].get("vulns", ())
    ]
    return Audit(vulnerable, [f"{name} {version}" for name, version in batch.items() if name not in looked_up])


def judged_npm(output: str) -> Audit:
    """Return what npm has found of the tools that build the style sheet and scripts."""
    try:
        said: Any = json.loads(output)
        total = said["metadata"]["vulnerabilities"]["total"]
    except (ValueError, LookupError, TypeError):
        return Audit([], ["assets/package-lock.json"])
    return Audit([f"{name} (npm)" for name in sorted(said.get("vulnerabilities", {}))] if total else [], [])


def report(audits: Iterable[Audit], *, packages: int, accept: bool) -> tuple[int, list[str]]:
    """Return the exit status of audits, and what to say of them."""
    audits = list(audits)
    vulnerable = [one for audit in audits for one in audit.vulnerable]
    unaudited = [one for audit in audits for one in audit.unaudited]
    said = [f"audit: VULNERABLE: {one}" for one in vulnerable]
    if unaudited:
        which = ", ".join(unaudited[:3]) + (", ..." if len(unaudited) > 3 else "")
        what = f"advisories could not be had for {len(unaudited)} of {packages} locked packages ({which})"
        how = "going on, since UNAUDITED=accept" if accept else "UNAUDITED=accept goes on without them"
        said.append(f"audit: NOT AUDITED: {what}: {how}")
    if not said:
        said = [f"audit: no advisory is known of any of the {packages} locked packages"]
    return int(bool(vulnerable or (unaudited and not accept))), said


def main() -> int:
    """Audit everything; return the exit status."""
    packages = locked()
    audits = [*_of_python(packages), _of_npm()]
    status, said = report(audits, packages=len(packages) + 1, accept=os.environ.get("UNAUDITED") == "accept")
    print(*said, sep="\n", file=sys.stderr if status else sys.stdout)
    return status


def _of_python(packages: list[tuple[str, str]]) -> Iterator[Audit]:
    """Audit the packages of the locks."""
    for batch in batches(packages):
        with tempfile.TemporaryDirectory(prefix="standto-audit-") as folder:
            listed = Path(folder) / "locked.txt"
            listed.write_text("".join(f"{name}=={version}\n" for name, version in batch.items()), encoding="utf-8")
            options = ("--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json")
            yield judged(batch, _output(sys.executable, "-m", "pip_audit", *options, "--requirement", str(listed)))


def _of_npm() -> Audit:
    """Audit the lock of the tools that build the assets."""
    npm = shutil.which("npm")
    return judged_npm(_output(npm, "audit", "--package-lock-only", "--json", folder=ASSETS) if npm else "")


def _output(*command: str, folder: Path = locks.ROOT) -> str:
    """Return what a command prints, whatever its status; nothing where it takes too long."""
    try:
        answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return ""
    return answer.stdout


if __name__ == "__main__":
    sys.exit(main())
