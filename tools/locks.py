"""Write the locks in ``requirements/``, and check that they still agree with their requirements.

``python -m tools.locks write`` asks uv to resolve every lock again. ``python -m tools.locks check`` needs no
network: a lock opens with a fingerprint of its requirements, and a pin with hashes must meet each requirement.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
PYTHONS = ("3.11", "3.12", "3.13")
LOCKS = ("runtime", "build", "desk", "test", "dev", "bench", "browser", "audit", "site")
"""Each lock pins the versions that earlier locks pin, because one environment installs them all."""

_PIN = re.compile(r"^(?P<requirement>[A-Za-z0-9][^#\\]*==[^#\\]*?)\s*\\?$")
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


class Pin(NamedTuple):
    """One locked version of a package, and the number of its hashes."""

    requirement: Requirement
    hashes: int

    @property
    def version(self) -> str:
        return next(iter(self.requirement.specifier)).version

    def holds_on(self, python: str) -> bool:
        marker = self.requirement.marker
        return marker is None or marker.evaluate(_linux(python))


def wanted(lock: str) -> list[str]:
    """Return the requirements of a lock, sorted."""
    if lock in {"runtime", "build", "desk"}:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        extras = project["project"]["optional-dependencies"]
        table = {
            "runtime": [
                *project["project"]["dependencies"],
                *extras["charts"],
                *extras["outlook"],
                *extras["programs"],
            ],
            "build": project["build-system"]["requires"],
            "desk": extras["desk"],
        }
        return sorted(table[lock])
    lines = (FOLDER / f"{lock}.in").read_text(encoding="utf-8").splitlines()
    return sorted(bare for line in lines if (bare := line.split("#")[0].strip()))


def fingerprint(lock: str) -> str:
    """Return the first line of a lock that is up to date."""
    text = "\n".join([*wanted(lock), *PYTHONS])
    return f"# Made by `make lock` from requirements {hashlib.sha256(text.encode()).hexdigest()[:16]}"


def read_pins(text: str) -> list[Pin]:
    """Return the pins of a lock."""
    pins: list[Pin] = []
    for line in text.splitlines():
        if found := _PIN.match(line):
            pins.append(Pin(Requirement(found["requirement"]), 0))
        elif _HASH.match(line):
            pins[-1] = pins[-1]._replace(hashes=pins[-1].hashes + 1)
    return pins


def faults(lock: str) -> list[str]:
    """Return the faults of a lock, a sentence for each."""
    path = FOLDER / f"{lock}.txt"
    if not path.is_file():
        return [f"{path.name} is missing"]
    text = path.read_text(encoding="utf-8")
    pins = read_pins(text)
    found = [f"{path.name}: {pin.requirement.name} has no hash" for pin in pins if pin.hashes == 0]
    if text.splitlines()[:1] != [fingerprint(lock)]:
        found.append(f"{path.name} was made from other requirements")
    if "://" in text:
        found.append(f"{path.name} holds an address")
    for line in wanted(lock):
        found += [
            f"{path.name}: nothing meets {line} on Python {python}"
            for python in PYTHONS
            if not _met(Requirement(line), pins, python)
        ]
    return found


def disagreements() -> list[str]:
    """Return the packages that two locks pin to different versions for the same Python."""
    found: list[str] = []
    for python in PYTHONS:
        seen: dict[str, tuple[str, str]] = {}
        for lock in LOCKS:
            path = FOLDER / f"{lock}.txt"
            for pin in read_pins(path.read_text(encoding="utf-8")) if path.is_file() else []:
                if not pin.holds_on(python):
                    continue
                name = canonicalize_name(pin.requirement.name)
                version, first = seen.setdefault(name, (pin.version, lock))
                if version != pin.version:
                    both = f"{version} in {first}.txt and {pin.version} in {lock}.txt"
                    found.append(f"{name} is {both} (Python {python})")
    return found


def write() -> None:
    """Resolve every lock again; if one fails, change none."""
    made: dict[str, str] = {}
    for lock in LOCKS:
        held = "\n".join(f"{pin.requirement}" for text in made.values() for pin in read_pins(text))
        made[lock] = fingerprint(lock) + "\n" + _resolve(wanted(lock), held)
    for lock, text in made.items():
        (FOLDER / f"{lock}.txt").write_text(text, encoding="utf-8")


def main() -> int:
    """Run the command named on the command line; return the exit status."""
    match sys.argv[1:]:
        case ["write"]:
            write()
        case ["check"]:
            pass
        case _:
            print("usage: python -m tools.locks check|write", file=sys.stderr)
            return 2
    found = [fault for lock in LOCKS for fault in faults(lock)] + disagreements()
    for fault in found:
        print(f"locks: {fault}; run `make lock`", file=sys.stderr)
    if not found:
        print(f"locks: {len(LOCKS)} agree with their requirements")
    return 1 if found else 0


def _linux(python: str) -> dict[str, str]:
    """Return the marker environment of a Python on Linux."""
    return {
        "implementation_name": "cpython",
        "os_name": "posix",
        "platform_machine": "x86_64",
        "platform_python_implementation": "CPython",
        "platform_system": "Linux",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "linux",
    }


def _met(requirement: Requirement, pins: list[Pin], python: str) -> bool:
    """Whether a pin that holds on a Python meets a requirement."""
    name = canonicalize_name(requirement.name)
    return any(
        canonicalize_name(pin.requirement.name) == name
        and pin.holds_on(python)
        and requirement.specifier.contains(pin.version)
        for pin in pins
    )


def _resolve(requirements: list[str], held: str) -> str:
    """Return uv's universal lock of the requirements, which keeps the versions in `held`."""
    constraints = FOLDER / ".held.txt"
    constraints.write_text(held, encoding="utf-8")
    command = [
        *("uv", "pip", "compile", "-", "--quiet", "--universal", "--python-version", PYTHONS[0]),
        *("--fork-strategy", "fewest", "--constraints", str(constraints)),
        *("--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url"),
    ]
    try:
        answer = subprocess.run(command, input="\n".join(requirements), capture_output=True, text=True, check=False)
    finally:
        constraints.unlink()
    if answer.returncode:
        raise SystemExit(f"locks: uv could not resolve {', '.join(requirements)}:\n{answer.stderr}")
    return answer.stdout


if __name__ == "__main__":
    raise SystemExit(main())
