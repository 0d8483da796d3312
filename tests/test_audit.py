"""The audit of dependencies fails where it could look up nothing, unless it is told to go on."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tools import audit, locks

SKIPPED = {"name": "hatchling", "skip_reason": "Dependency not found and could not be audited: hatchling (1.33.0)"}
SOUND = {"name": "numpy", "version": "2.4.1", "vulns": []}
WEAK = {"name": "Jinja2", "version": "2.10", "vulns": [{"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"]}]}


def judged(batch: dict[str, str], *told: dict) -> audit.Audit:
    return audit.judged(batch, json.dumps({"dependencies": told, "fixes": []}))


def test_a_package_that_was_skipped_was_not_audited():
    assert judged({"hatchling": "1.33.0", "numpy": "2.4.1"}, SKIPPED, SOUND) == ([], ["hatchling 1.33.0"])


def test_a_package_that_is_not_told_of_or_in_another_version_was_not_audited():
    assert judged({"numpy": "2.4.1", "other": "1"}, SOUND) == ([], ["other 1"])
    assert judged({"numpy": "2.4.2"}, SOUND) == ([], ["numpy 2.4.2"])


def test_an_auditor_that_says_nothing_that_can_be_read_has_audited_nothing():
    for output in ("", "Traceback", "[]", '{"dependencies": 1}', "null"):
        assert audit.judged({"numpy": "2.4.1"}, output) == ([], ["numpy 2.4.1"])
        assert audit.judged_npm(output) == ([], ["assets/package-lock.json"])


def test_what_is_vulnerable_is_named():
    assert judged({"jinja2": "2.10"}, WEAK) == (["jinja2 2.10: PYSEC-2019-217"], [])
    told = {"vulnerabilities": {"left-pad": {}}, "metadata": {"vulnerabilities": {"total": 1}}}
    assert audit.judged_npm(json.dumps(told)) == (["left-pad (npm)"], [])
    told = {"vulnerabilities": {}, "metadata": {"vulnerabilities": {"total": 0}}}
    assert audit.judged_npm(json.dumps(told)) == ([], [])


def test_a_variable_lets_an_audit_skip_packages_but_never_a_vulnerability():
    unaudited, weak = audit.Audit([], ["numpy 2.4.1"]), audit.Audit(["jinja2 2.10: X"], [])
    status = [
        audit.report(one, packages=2, accept=accept)[0] for one in ([unaudited], [weak], []) for accept in (False, True)
    ]
    assert status == [1, 0, 1, 1, 0, 0]
    _, said = audit.report([unaudited], packages=2, accept=True)
    missing = "no advisories could be fetched for 1 of 2 locked packages (numpy 2.4.1)"
    assert said == [f"audit: NOT AUDITED: {missing}: continuing, because UNAUDITED=accept"]


def test_every_pin_of_every_lock_is_audited_for_every_python():
    pins = {
        (pin.requirement.name.lower().replace("_", "-").replace(".", "-"), pin.version)
        for lock in locks.LOCKS
        for pin in locks.read_pins((locks.FOLDER / f"{lock}.txt").read_text(encoding="utf-8"))
    }
    assert set(audit.locked()) == pins
    assert {one for batch in audit.batches(audit.locked()) for one in batch.items()} == pins


def test_without_its_tools_it_fails_and_says_so(tmp_path):
    # A Python that has neither pip-audit nor npm at hand: nothing can be looked up.
    variables = {name: value for name, value in os.environ.items() if name != "UNAUDITED"}
    hidden = tmp_path / "pip_audit.py"
    hidden.write_text("raise SystemExit(0)\n")
    for accept, status in (("", 1), ("yes", 1), ("accept", 0)):
        answer = subprocess.run(
            [sys.executable, "-m", "tools.audit"],
            env=variables | {"UNAUDITED": accept, "PYTHONPATH": str(tmp_path), "PATH": str(tmp_path)},
            cwd=locks.ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        count = len(audit.locked()) + 1
        assert answer.returncode == status
        assert f"NOT AUDITED: no advisories could be fetched for {count} of {count}" in answer.stdout + answer.stderr
