"""Check every locked package for published advisories, and fail if the advisories cannot be fetched.

``python -m tools.audit`` asks pip-audit, and npm if it is installed. On its own, pip-audit succeeds even if it could
look up no package, and prints "no known vulnerabilities found". Here a package that was not looked up fails the audit,
unless the variable ``UNAUDITED`` is ``accept``; then the audit names the packages that it skipped. A known
vulnerability always fails it.
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
    """The result for some packages: the vulnerable ones, in words, and those not looked up."""

    vulnerable: list[str]
    unaudited: list[str]


def locked() -> list[tuple[str, str]]:
    """Return name and version of every package that any lock pins, for any Python."""
    texts = ((locks.FOLDER / f"{lock}.txt").read_text(encoding="utf-8") for lock in locks.LOCKS)
    pins = (pin for text in texts for pin in locks.read_pins(text))
    return sorted({(canonicalize_name(pin.requirement.name), pin.version) for pin in pins})


def batches(packages: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Return packages in batches with each name once, because some have several versions for several Pythons."""
    found: list[dict[str, str]] = []
    for name, version in packages:
        batch = next((one for one in found if name not in one), None)
        if batch is None:
            found.append(batch := {})
        batch[name] = version
    return found


def judged(batch: dict[str, str], output: str) -> Audit:
    """Return pip-audit's result for a batch; a package that it does not list was not looked up."""
    try:
        listed = {canonicalize_name(one["name"]): one for one in json.loads(output)["dependencies"]}
    except (ValueError, LookupError, TypeError):
        listed = {}
    looked_up = {name for name, version in batch.items() if listed.get(name, {}).get("version", "") == version}
    vulnerable = [
        f"{name} {batch[name]}: {one['id']}" for name in sorted(looked_up) for one in listed[name].get("vulns", ())
    ]
    return Audit(vulnerable, [f"{name} {version}" for name, version in batch.items() if name not in looked_up])


def judged_npm(output: str) -> Audit:
    """Return npm's result for the tools that build the style sheet and scripts."""
    try:
        answer: Any = json.loads(output)
        total = answer["metadata"]["vulnerabilities"]["total"]
    except (ValueError, LookupError, TypeError):
        return Audit([], ["assets/package-lock.json"])
    return Audit([f"{name} (npm)" for name in sorted(answer.get("vulnerabilities", {}))] if total else [], [])


def report(audits: Iterable[Audit], *, packages: int, accept: bool) -> tuple[int, list[str]]:
    """Return the exit status of audits, and the lines to print."""
    audits = list(audits)
    vulnerable = [one for audit in audits for one in audit.vulnerable]
    unaudited = [one for audit in audits for one in audit.unaudited]
    lines = [f"audit: VULNERABLE: {one}" for one in vulnerable]
    if unaudited:
        names = ", ".join(unaudited[:3]) + (", ..." if len(unaudited) > 3 else "")
        missing = f"no advisories could be fetched for {len(unaudited)} of {packages} locked packages ({names})"
        action = "continuing, because UNAUDITED=accept" if accept else "set UNAUDITED=accept to continue without them"
        lines.append(f"audit: NOT AUDITED: {missing}: {action}")
    if not lines:
        lines = [f"audit: none of the {packages} locked packages has a known advisory"]
    return int(bool(vulnerable or (unaudited and not accept))), lines


def main() -> int:
    """Audit everything; return the exit status."""
    packages = locked()
    audits = [*_of_python(packages), _of_npm()]
    status, lines = report(audits, packages=len(packages) + 1, accept=os.environ.get("UNAUDITED") == "accept")
    print(*lines, sep="\n", file=sys.stderr if status else sys.stdout)
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
    """Return a command's output, whatever its status; nothing if it takes too long."""
    try:
        answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return ""
    return answer.stdout


if __name__ == "__main__":
    sys.exit(main())
