"""Backups, and databases to restore them into."""

from __future__ import annotations

import shutil

import pytest
from django.db import connection

from tests.desk.databases import point_at
from tests.desk.service.backups import filled, run

SAVED = ("desk.sqlite3", "desk.backup", "installation.key")


@pytest.fixture(scope="session")
def saved_once(empty_sqlite, tmp_path_factory):
    """A small desk, its backup and its key: made once, because each command takes seconds."""
    folder = tmp_path_factory.mktemp("saved")
    shutil.copy(empty_sqlite, folder / "desk.sqlite3")
    url = point_at(f"sqlite:///{folder}/desk.sqlite3")
    filled()
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    run("backup", str(folder / "desk.backup"), "--database", url)
    return folder


@pytest.fixture
def backup(desk, saved_once, tmp_path):
    """A backup of a small desk, which lies beside it."""
    connection.close()
    for name in SAVED:
        shutil.copy(saved_once / name, tmp_path / name)
    point_at(desk)
    return tmp_path / "desk.backup"


@pytest.fixture
def empty(request, tmp_path, postgres_server):
    """Gives the URL of a database that has no table, of a kind."""
    import psycopg

    made = []

    def give(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / 'restored.sqlite3'}"
        made.append("restored")
        return postgres_server.get_uri().replace("/postgres?", "/restored?")

    yield give
    connection.close()
    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as administrator:
        for name in made:
            administrator.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
