"""Opening the database that a command works on, before anything of Django is imported."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from standto.errors import InputError, OptionError

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

_HOW = "write sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME"


def add_database(parser: ArgumentParser) -> None:
    """Add the option for the URL of the ledger's database."""
    parser.add_argument("--database", metavar="URL", help="the URL of the ledger's database (default: DATABASE_URL)")


@contextmanager
def opened(url: str | None, *, make: bool = False, tables: bool = True) -> Iterator[None]:
    """Set Django up for a database, and turn its errors into one line."""
    set_up(url)
    from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist
    from django.db import DatabaseError, connection

    try:
        with _naming_new_database(_reach(make=make, tables=tables)):
            yield
    except DatabaseError as error:
        _refuse_old_tables(error)
        from standto_desk.service.tables import in_one_line

        raise OptionError(f"--database: {in_one_line(error)}") from error
    except (ObjectDoesNotExist, MultipleObjectsReturned) as error:
        from standto_desk.ledger.reading import NO_HEAD

        raise OptionError(f"--database: {NO_HEAD}") from error
    finally:
        connection.close()


def _refuse_old_tables(error: Exception) -> None:
    """Raise an error about tables of an older version, if that is why the database refused."""
    from django.db import DatabaseError

    from standto_desk.service.tables import must_be_up_to_date

    try:
        must_be_up_to_date()
    except OptionError as behind:
        raise behind from error
    except DatabaseError:
        return  # its tables cannot be read


@contextmanager
def _naming_new_database(made: bool) -> Iterator[None]:
    """Print that a database was made if the work in it failed; others may already use it."""
    try:
        yield
    except Exception:
        if made and _is_empty():
            from django.db import connection

            name = connection.settings_dict["NAME"]
            print(f"--database: {name} was made, and has no entries: remove it if you do not want it", file=sys.stderr)
        raise


def _is_empty() -> bool:
    from django.db import DatabaseError

    from standto_desk.ledger.reading import head

    try:
        return head().count == 0
    except DatabaseError:
        return True


def set_up(url: str | None) -> None:
    """Set Django up for a database, without making or reaching it."""
    import django

    os.umask(0o077)  # only the desk's own user may read its files
    if url is None and not os.environ.get("DATABASE_URL"):
        raise OptionError(f"--database: is missing, and so is DATABASE_URL: {_HOW}")
    if url is not None:
        os.environ["DATABASE_URL"] = url
    os.environ["DJANGO_SETTINGS_MODULE"] = "standto_desk.service.settings"
    try:
        with faults_named_by_option({"DATABASE_URL": "--database"} if url is not None else {}):
            django.setup()
    except ValueError as error:
        raise OptionError(f"--database: is not the URL of a database: {_HOW}") from error


@contextmanager
def faults_named_by_option(given: dict[str, str]) -> Iterator[None]:
    """Report a fault in a variable as a fault in the option that set it.

    Parameters
    ----------
    given
        The options that were given, by the variables that they override.
    """
    try:
        yield
    except InputError as error:
        faults = [replace(fault, place=given.get(fault.place, fault.place)) for fault in error.faults]
        raise InputError(faults) from error


def _reach(*, make: bool, tables: bool) -> bool:
    """Make sure that there is a ledger, or make one; tell whether its database was made."""
    from django.db import DatabaseError, OperationalError, connection

    if make:
        made = _make_database()
        from standto_desk.service.tables import bring_up_to_date, must_be_reached

        if tables:
            bring_up_to_date()
        else:
            must_be_reached()
        return made
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).is_file():
        raise OptionError(
            f"--database: there is no file {connection.settings_dict['NAME']}: `standto ledger import` makes one"
        )
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        from standto_desk.service.tables import in_one_line

        raise OptionError(f"--database: cannot be reached: {in_one_line(error)}") from error
    try:
        from standto_desk.ledger.models import Head

        Head.objects.exists()
    except DatabaseError as error:
        if isinstance(error, OperationalError) and "no such table" not in str(error):
            raise
        raise OptionError("--database: contains no ledger: `standto ledger import` makes one") from error
    return False


def _make_database() -> bool:
    """Make a missing PostgreSQL database; tell whether it was missing. SQLite makes its own file."""
    from django.db import OperationalError, connection

    if connection.vendor != "postgresql":
        return not Path(connection.settings_dict["NAME"]).exists()
    try:
        connection.ensure_connection()
        return False
    except OperationalError as error:
        if "does not exist" not in str(error):
            raise
        from django.db import connections
        from psycopg import sql

        name = connection.settings_dict["NAME"]
        connections["default"].settings_dict["NAME"] = "postgres"
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        finally:
            connection.close()
            connections["default"].settings_dict["NAME"] = name
        return True
