"""HiGHS, the solver of integer programs: loaded on demand, with settings that give the same answer every time."""

from __future__ import annotations

import signal
from functools import cache
from importlib import import_module
from threading import current_thread, main_thread
from types import FrameType
from typing import Any

from standto.errors import not_installed

SETTINGS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    # Costs are whole numbers, so a bound that is less than 1 away proves the optimum.
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.99,
}

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Signals that end a search, if they have a handler."""


def load_highs() -> Any:
    """Return the module of the solver.

    Raises
    ------
    StandtoError
        It is not installed.
    ImportError
        It cannot be loaded.
    """
    try:
        return import_module("highspy")
    except ImportError as error:
        if isinstance(error, ModuleNotFoundError) and error.name == "highspy":
            raise not_installed("integer programs", "highspy", "programs") from None
        reason = "HiGHS cannot be loaded; OR-Tools brings another HiGHS, so the two need a process each"
        raise ImportError(f"{reason}: {error}") from error


def new_solver(highspy: Any, **more: float | str) -> Any:
    """Return a solver with the common settings and some more."""
    solver = _silent(highspy)()
    for name, value in {**SETTINGS, **more}.items():
        solver.setOptionValue(name, value)
    return solver


@cache
def _silent(highspy: Any) -> Any:
    """Return the class of solvers that print no banner: from 1.16 on, HiGHS prints it before settings can be made."""

    class SilentHighs(highspy.Highs):  # type: ignore[misc]
        """A solver that is silent from the start."""

        def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS names it
            """Turn output off before the first call that would print."""
            self.silent()
            super().enableCallbacks()

    return SilentHighs


def run_solver(solver: Any) -> None:
    """Run the solver; a signal ends the search, and its handler runs afterwards.

    Python handles a signal only while Python code runs, which happens whenever the solver asks whether to go on. An
    exception raised there would have to pass through the solver, which does not support that.
    """
    received: list[tuple[int, FrameType | None]] = []
    if current_thread() is not main_thread():
        solver.run()
        return
    solver.HandleUserInterrupt = True

    def receive(number: int, frame: FrameType | None) -> None:
        received.append((number, frame))
        solver.cancelSolve()

    before = {}
    for number in _ENDING:
        handler = signal.getsignal(number)
        if callable(handler):
            before[int(number)] = handler
            signal.signal(number, receive)
    try:
        solver.run()
    finally:
        for stopped, handler in before.items():
            signal.signal(stopped, handler)
    for stopped, frame in received:
        before[stopped](stopped, frame)
