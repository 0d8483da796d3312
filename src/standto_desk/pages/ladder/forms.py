"""The forms of the ladder: a proposal or a decision with its reasons, an answer, an agreement outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from standto_desk.acts.answering import Answer
from standto_desk.acts.offers import ENDINGS
from standto_desk.acts.outside_words import OutsideWords
from standto_desk.acts.proposing import WITH_CONDITIONS, Plan
from standto_desk.acts.rationales import HEADINGS, Rationale
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.kit.act_forms import OnceForm

if TYPE_CHECKING:
    from standto_desk.ledger.refusals import Stale

HINTS = {
    "information": "What is known, and what is not. Write nothing about a person.",
    "threat": "What could happen if nothing is done, and if this is.",
    "powers": "What permits it: law, policy, agreements.",
    "options": "What else could be done, and what is done if this fails.",
    "action": "What is to be done, by which post, and how it is looked at again.",
    "ethics": "How it stands by the code of ethics, which is at the centre of the others.",
    "conditions": "What must be so for this help to be stood down or released again; set now, while it is asked for.",
}
MOST_WORDS = 10_000
MOST_PLACES = 1_000_000
LONGEST = 10
"""Digits of a number that could be an entry's."""


def words(label: str, hint: str) -> forms.CharField:
    """Return a field for words of some length that may stay empty."""
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(required=False, max_length=MOST_WORDS, widget=area, label=label, help_text=hint)


def with_posted(choices: list[tuple[str, str]], data: Any, name: str) -> list[tuple[str, str]]:
    """Return choices of proposals with those that were sent: of one that has ended meanwhile the act says what is so.

    A form that is sent twice names proposals that the first time has ended.
    """
    known = {value for value, _ in choices}
    sent = dict.fromkeys(data.getlist(name)) if hasattr(data, "getlist") else ()
    odd = (one for one in sent if one.isdecimal() and len(one) < LONGEST and one not in known)
    return [*choices, *((one, f"Proposal {one}") for one in odd)]


class BasedForm(OnceForm):
    """A form that can be sent twice and is entered once, and that knows what it was based on."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, based_on: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"based_on": based_on, **(kwargs.pop("initial", None) or {})}, **kwargs)

    def start_over(self, stale: Stale, changes: tuple[str, ...], based_on: int) -> None:
        """Say what has happened since the form was made; if it is sent again, it is based on that."""
        said = "; ".join(changes) or f"{len(stale.changes)} entries"
        self.add_error(None, f"Since you opened this page: {said}. Look again, and send it again if it still holds.")
        self.data = self.data.copy()
        self.data["based_on"] = str(based_on)


class ButtonForm(BasedForm):
    """A form with nothing but a button."""


class PlanForm(BasedForm):
    """A step with its reasons."""

    count = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        label="How many places",
        help_text="Leave empty for all of them.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    information = words(HEADINGS["information"], HINTS["information"])
    threat = words(HEADINGS["threat"], HINTS["threat"])
    powers = words(HEADINGS["powers"], HINTS["powers"])
    options = words(HEADINGS["options"], HINTS["options"])
    action = words(HEADINGS["action"], HINTS["action"])
    ethics = words(HEADINGS["ethics"], HINTS["ethics"])
    conditions = words("Conditions for standing down", HINTS["conditions"])
    next_review = DateAndTimeField(label="Next review", required=False)

    declare = forms.ChoiceField(
        label="Declare with this",
        required=False,
        widget=forms.RadioSelect,
        help_text="What you choose is in force as soon as you send this, whether or not the step is approved.",
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
        said = self.cleaned_data
        rationale = Rationale(**{part: said.get(part, "") for part in (*HEADINGS, "conditions")})
        return Plan(
            step=step,
            subject=subject,
            count=said.get("count"),
            rationale=rationale,
            recommendation=kept,
            recommended=recommended,
            next_review=said["next_review"],
            offer=offer,
        )


class AnswerForm(BasedForm):
    """What a pool's force has answered or done."""

    count = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        label="How many places",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    occurred = DateAndTimeField(label="When", required=False, help_text="Leave empty for now.")
    source = forms.ChoiceField(label="Where it is known from", required=False)

    def __init__(self, *args: Any, sources: list[tuple[str, str]], whole: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "Told to the desk"), *sources]
        if whole:
            said = f"Leave empty for all {whole:,}." if whole > 1 else "Leave empty for the one."
            self.fields["count"].help_text = said

    def answer(self, kind: str, pool: str) -> Answer:
        """Return the answer as it was filled in."""
        said = self.cleaned_data
        return Answer(kind, pool, count=said["count"], occurred=said["occurred"], source=said["source"])


class EndOfferForm(BasedForm):
    """Why an offer does not stand any more."""

    how = forms.ChoiceField(
        label="Why it does not stand any more",
        choices=list(ENDINGS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it does not stand any more"},
    )


class AlikeForm(BasedForm):
    """A form that may be about other proposals too, of which the same is said."""

    also = forms.MultipleChoiceField(
        label="The same was said of",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Other proposals that wait for the same post. All that you choose are recorded, or none.",
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
    """What a post outside said, which role, how and when."""

    said = forms.ChoiceField(
        label="What it said",
        choices=[("agreed", "It agreed"), ("refused", "It refused")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it agreed or refused"},
        help_text="A refusal ends the proposal, once a second person has confirmed it.",
    )
    role = forms.CharField(
        label="Who agreed or refused",
        error_messages={"required": "Enter the role that agreed or refused"},
        max_length=200,
        help_text="A role, such as duty minister. Never a private person's name.",
    )
    how = forms.CharField(
        label="How it was agreed or refused",
        error_messages={"required": "Enter how it was agreed or refused"},
        max_length=500,
        help_text="For example: by telephone, and in writing afterwards.",
    )
    when = DateAndTimeField(label="When it was agreed or refused")

    def words(self) -> OutsideWords:
        """Return what was said outside."""
        said = self.cleaned_data
        refused = said["said"] == "refused"
        return OutsideWords(role=said["role"], how=said["how"], when=said["when"], refused=refused)


class ApproveForm(BasedForm):
    """As which post somebody approves."""

    post = forms.ChoiceField(
        label="Approve as",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the post that you approve as"},
    )

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = posts
