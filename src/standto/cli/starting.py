"""Where the command line starts: Ctrl+C is as quiet while the program loads as later."""

from __future__ import annotations

import signal


def start() -> int:
    """Load the program and run a command; until it is loaded, Ctrl+C ends the process without a trace."""
    usual = signal.getsignal(signal.SIGINT)
    if usual is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from standto.cli.main import main

    signal.signal(signal.SIGINT, usual)
    return main()
