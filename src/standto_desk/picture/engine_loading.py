"""Loading the engine of outlooks, which is compiled code, in a thread of its own.

Loading takes seconds, and some minutes after an installation, when it is compiled for the machine. It begins when
somebody first opens a page of outlooks; until it is done, such pages say that they are being prepared, and no other
page waits.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from fractions import Fraction
from threading import Event, Lock, Thread

from standto.assuming.assumptions import Assumptions
from standto.assuming.canonical_form import assumed
from standto.assuming.processes import (
    AnyProcess,
    CommonShock,
    DecisionDay,
    DonorAnswer,
    Lapsing,
    RequiredStrength,
    Returning,
    SteadyStepBack,
    StepBackShock,
    UsualAbsence,
)
from standto.assuming.ranges import Spread
from standto_desk.picture.drawing import Picture
from standto_desk.picture.foreseeing import foresee

log = logging.getLogger("standto_desk.outlooks")


class _Engine:
    """The engine of this process: whether it is loaded, and the thread that loads it."""

    def __init__(self) -> None:
        self._lock, self._loaded = Lock(), Event()
        self._loading = False
        self.fault = ""

    @property
    def ready(self) -> bool:
        """Whether it is loaded."""
        return self._loaded.is_set()

    def load(self, picture: Picture) -> None:
        """Load it in a thread of its own, unless that is done or under way."""
        with self._lock:
            if self._loading or self.ready:
                return
            self._loading = True
        Thread(target=self._load, args=(picture,), name="standto-foreseeing", daemon=True).start()

    def load_here(self, picture: Picture) -> None:
        """Load it here and now: one future with every process compiles what all futures run."""
        foresee(picture, one_of_each(picture), seed=0, futures=1, until=picture.until, basis="offered")
        self._loaded.set()

    def _load(self, picture: Picture) -> None:
        try:
            self.load_here(picture)
        except Exception:
            log.exception("the engine of outlooks could not be loaded")
            self.fault = "The engine of outlooks could not be loaded; the server's log says why"
        finally:
            self._loading = False


engine = _Engine()


def one_of_each(picture: Picture) -> Assumptions:
    """Return assumptions with one process of each sort, about the time of a picture."""
    return assumed(name="one-of-each", by="desk", at=picture.at, processes=_processes(picture))


def _processes(picture: Picture) -> Iterator[AnyProcess]:
    at, until, scenario = picture.at, picture.until, picture.scenario
    share, number = Spread(Fraction(1, 100), Fraction(2, 100)), Spread(Fraction(1), Fraction(2), whole=True)
    yield StepBackShock("shock", number, at, until)
    yield SteadyStepBack("steady", share)
    yield Returning("returning", share, Spread(Fraction(7), Fraction(8)), (DecisionDay(at, share),))
    yield CommonShock("common", share, at, until, share, share)
    yield Lapsing("lapsing", number, number)
    yield UsualAbsence("absence", share, number)
    for pool in picture.lent_pools[:1]:
        yield DonorAnswer("donor", pool, share, share, number)
    for duty in scenario.duties[:1]:
        yield RequiredStrength("strength", duty.id, number, at, until)
