"""Sets of assumptions as lists show them."""

from __future__ import annotations

from dataclasses import dataclass

from standto.model.time import Instant
from standto_desk.acts.models import AssumptionSet
from standto_desk.components.spoken import id_words
from standto_desk.kit.kept_lines import account_names, keeper_words


@dataclass(frozen=True, slots=True)
class SetLine:
    """A set of assumptions: who assumed it and when, and who keeps it."""

    number: int
    name: str
    by: str
    assumed: Instant
    keeper: str
    made: Instant


def set_line(kept: AssumptionSet) -> SetLine:
    """Return a set of assumptions as a line."""
    keeper = keeper_words(kept, account_names({kept.account}))
    return SetLine(kept.pk, kept.name, id_words(kept.by), kept.assumed, keeper, kept.made)
