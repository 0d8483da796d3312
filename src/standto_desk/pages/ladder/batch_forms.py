"""The forms for several pools at once: one step proposed for each, and several proposals approved together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from django import forms

from standto.errors import Fault
from standto.ladder import Review
from standto_desk.acts.proposing import Plan
from standto_desk.pages.ladder.advice import recommended_as_json
from standto_desk.pages.ladder.forms import ApproveForm, PlanForm, places, with_posted


class PoolChoice(NamedTuple):
    """A pool that a step can be proposed for.

    Attributes
    ----------
    words
        The pool, and its places by state.
    recommended
        How many places are recommended, if any.
    """

    pool: str
    words: str
    recommended: int | None


class ProposeSeveralForm(PlanForm):
    """One step for several pools, with the same reasons."""

    decisive = ()
    pools = forms.MultipleChoiceField(
        label="Which pools",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the pools to propose this for"},
        help_text="Each pool gets its own proposal. We make all of them, or none.",
    )

    def __init__(self, *args: Any, choices: list[PoolChoice], **kwargs: Any) -> None:
        super().__init__(*args, counted=False, **kwargs)
        self.fields["pools"].choices = [(one.pool, one.words) for one in choices]
        self.initial.setdefault("pools", [one.pool for one in choices if one.recommended is not None])
        for one in choices:
            label, hint = f"How many places from {one.pool}", "Leave blank for all of them."
            self.fields[self.count_of(one.pool)] = places(label, initial=one.recommended, help_text=hint)

    @staticmethod
    def count_of(pool: str) -> str:
        """Return the name of the field for a pool's number of places."""
        return f"count-{pool}"

    @property
    def counts(self) -> list[forms.BoundField]:
        """The fields for the numbers of places, pool by pool."""
        return [self[name] for name in self.fields if name.startswith("count-")]

    def plans(self, step: str, review: Review, recommended: tuple[str, ...]) -> tuple[Plan, ...]:
        """Return the step for each chosen pool; for none in a rehearsal, which tells the faults of the reasons."""
        return tuple(
            replace(
                self.plan(step, pool, recommended_as_json(review, step, pool), recommended),
                count=self.cleaned_data.get(self.count_of(pool)),
            )
            for pool in self.cleaned_data["pools"] or ("",)
        )

    def take(self, faults: Iterable[Fault]) -> None:
        """Show faults that an act found: at a pool's number, or with the pool's name."""
        for fault in faults:
            name = self.count_of(fault.place)
            if name not in self.fields:
                super().take((replace(fault, column="pools") if fault.column == "subject" else fault,))
            elif fault.column == "count":
                super().take((replace(fault, column=name),))
            else:
                super().take((replace(fault, column="pools", what=f"{fault.place}: {fault.what}"),))


class ApproveSeveralForm(ApproveForm):
    """The proposals that an account approves, and the post that it approves them as."""

    proposals = forms.MultipleChoiceField(
        label="Which proposals",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the proposals to approve"},
        help_text="We approve every proposal you choose, or none.",
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposals"].choices = with_posted(choices, self.data, "proposals")

    @property
    def chosen(self) -> tuple[int, ...]:
        """The numbers of the proposals that were chosen."""
        return tuple(int(number) for number in self.cleaned_data["proposals"])

    def take(self, faults: Iterable[Fault]) -> None:
        """Show faults that an act found, each with its proposal."""
        for fault in faults:
            what = f"{fault.place}: {fault.what}" if fault.place.startswith("proposal ") else fault.what
            super().take((replace(fault, column=None, what=what),))
