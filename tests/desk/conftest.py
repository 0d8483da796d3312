"""A desk for each test: a fresh database, SQLite or a real PostgreSQL, with every table made."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from tests.desk.nowhere import nowhere

# Before anything of Django's is imported.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "standto_desk.service.settings")
os.environ.setdefault("STANDTO_LOG_LEVEL", "error")
os.environ.setdefault("DATABASE_URL", nowhere())

import django
import pytest

django.setup()

from django.core import mail  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models.sql.compiler import SQLCompiler  # noqa: E402
from django.test.utils import override_settings, setup_test_environment  # noqa: E402

from standto_desk.access.calendar_addresses import READS  # noqa: E402
from standto_desk.access.write_limits import WRITES  # noqa: E402
from standto_desk.clock.reading import forget_demo_clocks  # noqa: E402
from standto_desk.clock.setting import start_demo_clock  # noqa: E402
from standto_desk.ledger.drafts import Author  # noqa: E402
from standto_desk.ledger.scenario_import import import_scenario  # noqa: E402
from tests.desk.databases import IMPORTED, point_at  # noqa: E402
from tests.desk.middleware import share_middleware  # noqa: E402
from tests.desk.own_postgres import postgres_of_its_own  # noqa: E402
from tests.desk.people import account_of, client_of  # noqa: E402
from tests.desk.postgres_desks import PostgresDesks  # noqa: E402
from tests.desk.sent_emails import all_sent  # noqa: E402
from tests.desk.weekends import SATURDAY, Weekend, few, london  # noqa: E402

setup_test_environment()
share_middleware()
override_settings(PASSWORD_HASHERS=["tests.desk.hashing.QuickArgon2"]).enable()


@pytest.fixture(autouse=True)
def nothing_of_another_test() -> Iterator[None]:
    """Count no writes of another test's accounts, which have the same numbers, and get none of its e-mails."""
    WRITES.forget()
    READS.forget()
    mail.outbox.clear()
    yield
    all_sent()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory) -> Path:
    """A SQLite file with every table and no row."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite3"
    point_at(f"sqlite:///{path}")
    call_command("migrate", verbosity=0)
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


@pytest.fixture(scope="session")
def postgres_server():
    """A real PostgreSQL of its own, on a Unix socket only."""
    with postgres_of_its_own() as server:
        with _administrator(server) as administrator:
            administrator.execute("ALTER SYSTEM SET fsync = off")  # no test pulls the plug
            administrator.execute("SELECT pg_reload_conf()")
        yield server


@pytest.fixture(scope="session")
def empty_postgres(postgres_server) -> str:
    """A PostgreSQL database with every table and no row; its name."""
    with _administrator(postgres_server) as administrator:
        administrator.execute("CREATE DATABASE empty")
    point_at(_named(postgres_server, "empty"))
    call_command("migrate", verbosity=0)
    connection.close()
    return "empty"


@pytest.fixture
def desk(empty_sqlite, tmp_path):
    """A fresh desk on SQLite; the URL of its database."""
    path = tmp_path / "desk.sqlite3"
    shutil.copy(empty_sqlite, path)
    yield point_at(f"sqlite:///{path}")
    connection.close()


@pytest.fixture(scope="session")
def postgres_desks(empty_postgres, postgres_server) -> PostgresDesks:
    """Fresh databases of that server, which tests give back."""
    return PostgresDesks(postgres_server, empty_postgres)


@pytest.fixture
def postgres_desk(postgres_desks):
    """A fresh desk on PostgreSQL; the URL of its database."""
    name = postgres_desks.take()
    yield point_at(postgres_desks.url_of(name))
    connection.close()
    postgres_desks.give_back(name)


@pytest.fixture(scope="session")
def weekend_sqlite(empty_sqlite, tmp_path_factory) -> Path:
    """A SQLite file in which the weekend is imported, with a clock of its own."""
    return _imported(london(), empty_sqlite, tmp_path_factory.mktemp("weekend"))


@pytest.fixture(scope="session")
def handful_sqlite(empty_sqlite, tmp_path_factory) -> Path:
    """A SQLite file in which the weekend of a handful of people is imported."""
    return _imported(few(), empty_sqlite, tmp_path_factory.mktemp("handful"))


@pytest.fixture
def weekend(desk, weekend_sqlite):
    """A fresh desk with the weekend in it, its clock at noon on the Saturday."""
    yield _as_new(london(), weekend_sqlite)
    connection.close()


@pytest.fixture
def handful(desk, handful_sqlite):
    """A fresh desk with the weekend of a handful of people in it: quick, where numbers do not matter."""
    yield _as_new(few(), handful_sqlite)
    connection.close()


@pytest.fixture
def weekend_alone(weekend_sqlite, tmp_path):
    """As `weekend`, at a path of its own, for a server to open; the URL of its database."""
    yield from _alone(weekend_sqlite, tmp_path)


@pytest.fixture
def handful_alone(handful_sqlite, tmp_path):
    """As `handful`, at a path of its own, for a server to open; the URL of its database."""
    yield from _alone(handful_sqlite, tmp_path)


@pytest.fixture
def client_as(desk):
    """Give a browser in which a new account has signed in: `client_as("duty-officer", post="gold", cipher="m0001")`.

    Its account is `client.account`. `client_as(None)` is nobody's.
    """

    def signed_in(role: str | None, **fields):
        return client_of(None if role is None else account_of(role, **fields))

    return signed_in


@pytest.fixture(scope="module")
def new_desk(empty_sqlite, tmp_path_factory):
    """Return a function that makes a fresh desk at each call."""
    numbers, place = count(), tmp_path_factory.mktemp("desks")

    def make():
        path = place / f"{next(numbers)}.sqlite3"
        shutil.copy(empty_sqlite, path)
        point_at(f"sqlite:///{path}")

    yield make
    connection.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    """A fresh desk on each kind of database; its URL."""
    return request.getfixturevalue("desk" if request.param == "sqlite" else "postgres_desk")


def _imported(weekend: Weekend, empty: Path, folder: Path) -> Path:
    """Make a SQLite file in which a scenario is imported, with a clock of its own."""
    path = folder / IMPORTED
    shutil.copy(empty, path)
    point_at(f"sqlite:///{path}")
    import_scenario(weekend.scenario, author=Author("tests", "", ""), now=weekend.scenario.horizon.start)
    start_demo_clock(at=weekend.at(SATURDAY))
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


def _as_new(weekend: Weekend, template: Path) -> Weekend:
    """Point at a copy of a file; at the same path for every test, so that what is known of its entries is kept."""
    connection.close()
    path = template.with_name("desk.sqlite3")
    for left in template.parent.glob("desk.sqlite3-*"):
        left.unlink()
    shutil.copy(template, path)
    point_at(f"sqlite:///{path}")
    forget_demo_clocks()
    return weekend


def _alone(template: Path, folder: Path) -> Iterator[str]:
    """Point at a copy of a file that no other test writes over."""
    path = folder / f"{template.parent.name}.sqlite3"
    shutil.copy(template, path)
    yield point_at(f"sqlite:///{path}")
    connection.close()


def _administrator(server):
    import psycopg

    return psycopg.connect(server.get_uri(), autocommit=True)


def _named(server, name: str) -> str:
    """The URL of one of a server's databases."""
    return server.get_uri().replace("/postgres?", f"/{name}?")


@pytest.fixture
def sql_made(monkeypatch) -> list[str]:
    """The SQL that Django makes, as it makes it."""
    found: list[str] = []
    make = SQLCompiler.as_sql

    def noted(self, *given, **more):
        sql, parameters = make(self, *given, **more)
        found.append(sql)
        return sql, parameters

    monkeypatch.setattr(SQLCompiler, "as_sql", noted)
    return found
