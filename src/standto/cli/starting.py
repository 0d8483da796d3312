"""Where the command line starts: Ctrl+C is as quiet while the program loads as later."""

from __future__ import annotations

# `signal` itself loads `enum` first, and a Ctrl+C meanwhile would leave a trace.
import _signal  # type: ignore[import-not-found]  # nobody has stubs of it


def start() -> int:
    """Load the program and run a command; until it is loaded, Ctrl+C ends the process without a trace."""
    usual = _signal.getsignal(_signal.SIGINT)
    if usual is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    from standto.cli.main import main

    _signal.signal(_signal.SIGINT, usual)
    return main()
