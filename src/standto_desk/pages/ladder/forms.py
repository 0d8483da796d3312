"""The forms of the ladder: a plan with its reasons, the answers of forces and posts, an approval, a redaction."""

from __future__ import annotations

from typing import Any

from django import forms

from standto_desk.acts.answering import Answer
from standto_desk.acts.free_text import HEADINGS, OutsideWords, Rationale
from standto_desk.acts.offers import ENDINGS
from standto_desk.acts.proposing import WITH_CONDITIONS, Plan
from standto_desk.acts.redacting import KINDS
from standto_desk.clock import now
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.kit.act_forms import BasedForm
from standto_desk.kit.number_fields import whole_number
from standto_desk.presenting.text_parts import PARTS

HINTS = {
    "information": "What you know, and what you do not know. Do not write anything about a person.",
    "threat": "What could happen if you do nothing, and if you do this.",
    "powers": "What permits this: law, policy or agreements.",
    "options": "What else you could do, and what you will do if this fails.",
    "action": "What will be done, by which post, and how it will be reviewed.",
    "ethics": "How this follows the code of ethics, which is at the centre of the model.",
    "conditions": "When this help can be stood down or released. Agree this now, while you ask for the help.",
}
MOST_WORDS = 10_000
MOST_PLACES = 1_000_000
LONGEST = 10
"""Digits of a number that could be an entry's."""


def words(part: str) -> forms.CharField:
    """Return an optional field for the words of one part of a rationale."""
    area, label = forms.Textarea(attrs={"rows": 3}), PARTS[part]
    return forms.CharField(required=False, max_length=MOST_WORDS, widget=area, label=label, help_text=HINTS[part])


def places(label: str = "How many places", **kwargs: Any) -> forms.IntegerField:
    """Return an optional field for a number of places."""
    return whole_number(label, most=MOST_PLACES, required=False, **kwargs)


def with_posted(choices: list[tuple[str, str]], data: Any, name: str) -> list[tuple[str, str]]:
    """Return choices of proposals, with every one that was sent, so that the act can say why one is not possible.

    If a form is sent twice, its proposals have ended the first time.
    """
    known = {value for value, _ in choices}
    sent = dict.fromkeys(data.getlist(name)) if hasattr(data, "getlist") else ()
    others = (one for one in sent if one.isdecimal() and len(one) < LONGEST and one not in known)
    return [*choices, *((one, f"Proposal {one}") for one in others)]


class ButtonForm(BasedForm):
    """A form with only a button."""


class PlanForm(BasedForm):
    """A step with its reasons."""

    count = places(help_text="Leave blank for all of them.")
    information, threat, powers = words("information"), words("threat"), words("powers")
    options, action, ethics = words("options"), words("action"), words("ethics")
    conditions = words("conditions")
    next_review = DateAndTimeField(label="Next review", required=False)
    declare = forms.ChoiceField(
        label="Also declare",
        required=False,
        widget=forms.RadioSelect,
        help_text="The declaration is in force as soon as you send this, even if the step is not approved.",
    )

    def __init__(self, *args: Any, step: str, counted: bool, declarations: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["declare"].choices = [("", "Nothing"), *((name, name) for name in declarations)]
        if not declarations:
            del self.fields["declare"]
        if step not in WITH_CONDITIONS:
            del self.fields["conditions"]
        if not counted:
            del self.fields["count"]

    def plan(
        self,
        step: str,
        subject: str,
        kept: dict[str, Any] | None,
        recommended: tuple[str, ...],
        *,
        offer: int | None = None,
    ) -> Plan:
        """Return the step as it was filled in."""
        filled = self.cleaned_data
        return Plan(
            step=step,
            subject=subject,
            count=filled.get("count"),
            rationale=Rationale(**{part: filled.get(part, "") for part in (*HEADINGS, "conditions")}),
            recommendation=kept,
            recommended=recommended,
            next_review=filled["next_review"],
            offer=offer,
        )


class AnswerForm(BasedForm):
    """The answer of a pool's force: how many places, when, and from which source.

    Parameters
    ----------
    whole
        How many places move if no number is given; 0: a number is needed.
    """

    decisive = ("occurred",)
    count = places()
    occurred = DateAndTimeField(label="When", required=False, help_text="Leave blank for the time now.")
    source = forms.ChoiceField(label="Source", required=False)

    def __init__(self, *args: Any, sources: list[tuple[str, str]], whole: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "Told to the desk"), *sources]
        if whole:
            hint = f"Leave blank for all {whole:,}." if whole > 1 else "Leave blank for the one."
            self.fields["count"].help_text = hint

    def answer(self, kind: str, pool: str) -> Answer:
        """Return the answer as it was filled in."""
        filled = self.cleaned_data
        return Answer(kind, pool, count=filled["count"], occurred=filled["occurred"], source=filled["source"])


class EndOfferForm(BasedForm):
    """The reason why an offer has ended."""

    how = forms.ChoiceField(
        label="Why this offer has ended",
        choices=list(ENDINGS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why this offer has ended"},
    )


class AlikeForm(BasedForm):
    """A form that can record or confirm the same answer about other proposals."""

    also = forms.MultipleChoiceField(
        label="The post said the same about",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="These proposals wait for the same post. We record the answer to every one you choose, or to none.",
    )

    def __init__(self, *args: Any, others: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["also"].choices = with_posted(others, self.data, "also")
        if not self.fields["also"].choices:
            del self.fields["also"]

    @property
    def chosen(self) -> tuple[int, ...]:
        """The numbers of the other proposals that were chosen."""
        return tuple(int(number) for number in self.cleaned_data.get("also", ()))


class OutsideForm(AlikeForm):
    """The answer of a post outside: who gave it, how and when."""

    decisive = ()
    said = forms.ChoiceField(
        label="What it said",
        choices=[("agreed", "It agreed"), ("refused", "It refused")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it agreed or refused"},
        help_text="A refusal ends the proposal once a second person has confirmed it.",
    )
    role = forms.CharField(
        label="Who agreed or refused",
        error_messages={"required": "Enter the role that agreed or refused"},
        max_length=200,
        help_text="Enter a role, such as duty minister. Do not enter a person’s name.",
    )
    how = forms.CharField(
        label="How it was agreed or refused",
        error_messages={"required": "Enter how it was agreed or refused"},
        max_length=500,
        help_text="For example, by telephone and later in writing.",
    )
    when = DateAndTimeField(label="When it was agreed or refused")

    def words(self) -> OutsideWords:
        """Return what was said outside."""
        filled = self.cleaned_data
        refused = filled["said"] == "refused"
        # Only a rehearsal has no time, and tells no fault of it.
        when = now() if filled["when"] is None else filled["when"]
        return OutsideWords(role=filled["role"], how=filled["how"], when=when, refused=refused)


class ApproveForm(BasedForm):
    """The post that an account approves as."""

    post = forms.ChoiceField(
        label="Approve as",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the post that you approve as"},
    )

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = posts


class RedactForm(BasedForm):
    """The reason for redacting words."""

    why = forms.ChoiceField(
        label="Why you are redacting these words",
        choices=list(KINDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why you are redacting these words"},
    )
