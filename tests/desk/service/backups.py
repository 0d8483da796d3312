"""Backups of a small desk, and forging them."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from standto_desk.acts.models import AssumptionSet, KeptOutlook, KeptOutlookShown, WhatIf, WhatIfShown
from standto_desk.ledger.anchors import installation_key
from standto_desk.ledger.appending import append
from standto_desk.service.archives import MANIFEST, SIGNATURE, _signed
from tests.desk.ledger.starting import ANA, HOUR, NOON, event, started
from tests.desk.loaded_program import run_loaded
from tests.desk.people import account_of
from tests.desk.serving import environment


def run(*words: str, status: int = 0, key: Path | None = None) -> tuple[str, str]:
    """Run a command of the desk; return its output and its errors.

    The installation's key lies beside the file that is saved or restored, unless another is named.
    """
    place = Path(words[1]).parent if words[0] in ("backup", "restore") else Path(tempfile.gettempdir())
    answer = run_loaded(*words, environ=environment(STANDTO_KEY_FILE=str(key or place / "installation.key")))
    assert answer.returncode == status, answer.stderr
    return answer.stdout, answer.stderr


def key_of_tests(folder: Path):
    """The key with which `run` signs."""
    return installation_key(folder / "installation.key")


def filled() -> None:
    """Enter a small force, things that happened to it, texts, and accounts; keep things beside the ledger."""
    started()
    append([event("stepped-back", "m1"), event("returned", "m1", key="once")], author=ANA, now=NOON + HOUR)
    append(
        [event("statement", "met", source="met-0924", text="Été, naïve and “quoted”\nin two lines")],
        author=ANA,
        now=NOON + HOUR,
    )
    account_of("commander", post="strategic-commander", password="a password of some length", email="c@example.org")
    account_of("volunteer", cipher="m1")
    keep_things()


def keep_things() -> None:
    """Keep a set of assumptions, and a what-if and an outlook that are shown: a different value in every column."""
    planned = {"name": "Saturday", "force": "met", "account": "1", "post": "planning", "made": 1}
    moment = {"at": 2, "known_at": 3, "sequence": 4}
    asked = {"ahead": True, "hours": 24, "choice": "worst", "seed": 5}
    what_if = WhatIf.objects.create(sentences="2 step back", key="a", **asked, **moment, **planned)
    WhatIfShown.objects.create(what_if=what_if, to="2", by="3", shown=4, looked=5, note="Look at the night")
    found = {"seed": 6, "futures": 7, "inputs": "8", "results": "9", "version": "1.0", "content": {"gap": [1, 2]}}
    outlook = KeptOutlook.objects.create(
        question={"most": 3}, assumptions="text", key="b", **found, **moment, **planned
    )
    KeptOutlookShown.objects.create(outlook=outlook, to="2", by="3", shown=4, note="Look at Sunday")
    AssumptionSet.objects.create(by="planning", assumed=5, text="text", digest="6", key="c", **planned)


def rewritten(backup: Path, change) -> None:
    """Write a backup again with its members changed by a function of name and data; None leaves one out."""
    copy = backup.with_suffix(".copy")
    with ZipFile(backup) as old, ZipFile(copy, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (data := change(name, old.read(name))) is not None:
                new.writestr(name, data)
    shutil.move(copy, backup)


def forged(backup: Path, tables: dict, manifest=lambda said: None, *, key=None) -> None:
    """Rewrite tables of a backup, each by a function of its rows, and its manifest to match; sign it if possible."""
    sums = {}

    def change(name: str, data: bytes) -> bytes:
        model = name.removeprefix("tables/").removesuffix(".jsonl")
        if model in tables:
            rows = tables[model]([json.loads(line) for line in data.splitlines()])
            data = b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
            sums[model] = {"rows": len(rows), "sha256": hashlib.sha256(data).hexdigest()}
        if name == MANIFEST:
            said = json.loads(data)
            for table in said["tables"]:
                table.update(sums.get(table["model"], {}))
            manifest(said)
            data = json.dumps(said).encode()
            sums[MANIFEST] = data
        if name == SIGNATURE and key is not None:
            signature = key.sign(_signed(sums[MANIFEST])).hex()
            data = json.dumps({"signature": signature, "key": key.public_key().public_bytes_raw().hex()}).encode()
        return data

    rewritten(backup, change)


def swapped(rows: list, old, new) -> list:
    """Rows with a value in place of another."""
    return [[new if value == old else value for value in row] for row in rows]
