"""A script that sets Django up once and forks a process for each `standto ledger append`.

A child of it is as real as a command that was started: its own connection, its own memory. Two hundred starts of
Python would be minutes of the tests. It reads lines `STANDARD-INPUT STANDARD-OUTPUT STANDARD-ERROR`, three paths, and
prints the number of the process that it made; `wait NUMBER` has it print how that process ended.
"""

from __future__ import annotations

import os
import sys


def main(url: str) -> None:
    """Serve until standard input ends."""
    os.environ["DATABASE_URL"] = url
    os.environ["DJANGO_SETTINGS_MODULE"] = "standto_desk.service.settings"
    import django

    django.setup()
    from standto.cli.main import main as standto
    from standto_desk.ledger.appending import append

    assert append
    for line in sys.stdin:
        words = line.split()
        if words[0] == "wait":
            print(os.waitpid(int(words[1]), 0)[1], flush=True)
            continue
        number = os.fork()
        if number == 0:
            made = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            for wanted, (path, flags) in enumerate(zip(words, (os.O_RDONLY, made, made), strict=True)):
                os.dup2(os.open(path, flags, 0o600), wanted)
            os._exit(standto(["ledger", "append", "--database", url]))
        print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
