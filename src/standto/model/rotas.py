"""Rotas made by hand: the times at which one person is on duty."""

from __future__ import annotations

from dataclasses import dataclass

from standto.model.time import Period


@dataclass(frozen=True, slots=True)
class RotaRow:
    """A time at which one person is on duty, by a rota made by hand or by their own word.

    Attributes
    ----------
    duty
        The duty or crew that the person counts for alone during the row; empty for any.
    ready_minutes
        How long the person needs to be at work once called.
    """

    person: str
    period: Period
    duty: str = ""
    ready_minutes: int = 0
