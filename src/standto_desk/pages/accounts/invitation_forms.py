"""The forms of invitations: the people to invite, the delivery, and an invited person's code and password."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from standto.wording import counted
from standto_desk.access.emails import mail_is_set_up
from standto_desk.access.invitations.invitee_files import invitees_in
from standto_desk.access.invitations.invitees import Invitee, by_size, invitees_of, teams_of
from standto_desk.access.invitations.preparing import Delivery
from standto_desk.access.models import Account
from standto_desk.kit.act_forms import ActForm
from standto_desk.pages.accounts.forms import ForceForm

DELIVERIES = {
    Delivery.LETTERS: "Letters to print, one page for each person",
    Delivery.FILE: "A file for a mail merge",
    Delivery.MAIL: "Email, to the addresses in your file",
}
WITHOUT_TEAM = "without a team"


class InviteForm(ForceForm):
    """The people to invite, and how their codes reach them."""

    decisive = ("force", "teams", "people")

    teams = forms.MultipleChoiceField(
        label="Teams",
        help_text="Choose none to invite everybody who has no account.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    people = forms.FileField(
        label="A file instead of teams",
        help_text="CSV with the column cipher; username and email if you choose them. Never names of people.",
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        error_messages={"empty": "The selected file is empty"},
        required=False,
    )
    again = forms.BooleanField(
        label="Also people who have a code and have not signed in. Their old code stops working", required=False
    )
    delivery = forms.ChoiceField(label="How do codes reach people?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Counter(team for force, _ in self.fields["force"].choices for team in teams_of(force).values())
        self.fields["teams"].choices = [
            (team, f"{team or WITHOUT_TEAM}: {counted(found[team], 'person', 'people')}")
            for team in sorted(found, key=by_size)
        ]
        self.fields["delivery"].choices = [
            (one.value, words) for one, words in DELIVERIES.items() if one is not Delivery.MAIL or mail_is_set_up()
        ]
        self.initial.setdefault("delivery", Delivery.LETTERS.value)

    def invitees(self) -> list[Invitee]:
        """Return the people who were chosen.

        Raises
        ------
        InputError
            The file is not a table of ciphers.
        """
        force, given = self.cleaned_data["force"], self.cleaned_data.get("people")
        if given:
            return invitees_in(given.read(), force)
        return invitees_of(force, self.cleaned_data["teams"], again=self.cleaned_data["again"])


class CodeForm(ActForm):
    """The one-time code of an invited person."""

    code = forms.CharField(
        label="Your code",
        help_text="From your letter or email. Capitals and hyphens do not matter.",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "off"}),
        error_messages={"required": "Enter your code"},
    )


class FirstPasswordForm(ActForm):
    """The first password of an invited person."""

    subjects = {"code": "Your code"}
    password1 = forms.CharField(
        label="Password",
        help_text="12 characters or more. Three words that do not belong together make a good one.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    password2 = forms.CharField(
        label="Password again", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password1(self) -> str:
        """Refuse a password that is easy to guess."""
        password = str(self.cleaned_data["password1"])
        validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        """Refuse two passwords that differ."""
        cleaned: dict[str, Any] = super().clean()
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", "The two passwords differ. Type the same password twice")
        return cleaned
