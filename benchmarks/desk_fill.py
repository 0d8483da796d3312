"""Make the desk that is to be measured: ``python -m benchmarks.desk_fill URL ENTRIES``."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Make its tables and fill them."""
    url, entries = sys.argv[1], int(sys.argv[2])
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "standto_desk.service.settings"}
    import django

    django.setup()
    from django.core.management import call_command

    from benchmarks.desk_world import make_desk, world
    from standto_desk.book.keeping_up import keep_up

    call_command("migrate", verbosity=0)
    make_desk(world(entries) if entries else None)
    keep_up()  # as `standto ledger import` does


if __name__ == "__main__":
    main()
