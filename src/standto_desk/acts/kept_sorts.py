"""The sorts of things that planners keep under a name beside the ledger: what-ifs, outlooks, sets of assumptions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from standto.errors import Fault
from standto_desk.access.permission import Action
from standto_desk.acts.models import AssumptionSet, KeptOutlook, KeptOutlookShown, WhatIf, WhatIfShown
from standto_desk.caching.compiled_queries import CompiledQuery

LONGEST_NAME, LONGEST_NOTE = 100, 300


@dataclass(frozen=True, kw_only=True)
class KeptSort:
    """A sort of things that are kept under a name.

    Attributes
    ----------
    noun
        Its name.
    action
        The permission that they need.
    model
        The table of the things.
    most
        The most of a force that are kept at a time.
    taken
        The fault of a name that another has; ``{name}`` stands for the name.
    column
        The field of a form that gives the name.
    """

    noun: str
    action: Action
    model: Any
    most: int
    taken: str
    column: str = "name"

    def fault(self, what: str) -> Fault:
        """Return a fault at the field that gives the name."""
        return Fault(self.noun, what, column=self.column)


@dataclass(frozen=True, kw_only=True)
class ShownSort(KeptSort):
    """A sort of kept things that can be shown to a commander.

    Attributes
    ----------
    showings
        The table of the accounts to which they were shown.
    link
        The field of a showing that says what is shown.
    """

    showings: Any
    link: str

    @cached_property
    def waiting(self) -> CompiledQuery:
        """The showings that wait for an account to look at them, the oldest first, each with what is shown."""
        shown = self.showings.objects.filter(looked=None).select_related(self.link).order_by("shown")
        return CompiledQuery(self.showings, lambda to: shown.filter(to=to), to="to")

    def shown_by(self, showing: Any) -> Any:
        """Return the thing that a showing shows."""
        return getattr(showing, self.link)


WHAT_IFS = ShownSort(
    noun="what-if",
    action=Action.SUPPOSE,
    model=WhatIf,
    most=200,
    taken="Another what-if has this name: choose a different one",
    showings=WhatIfShown,
    link="what_if",
)
OUTLOOKS = ShownSort(
    noun="outlook",
    action=Action.LOOK_AHEAD,
    model=KeptOutlook,
    most=200,
    taken="Another outlook has this name: choose a different one",
    showings=KeptOutlookShown,
    link="outlook",
)
SETS = KeptSort(
    noun="set",
    action=Action.LOOK_AHEAD,
    model=AssumptionSet,
    most=50,
    taken="Another set is called {name}: end that first, or change the name in the file",
    column="file",
)
