"""The forms of an administrator."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

from django import forms

from standto.model.time import Instant
from standto_desk.access.account_checks import ID
from standto_desk.access.forces import home_force
from standto_desk.access.models import Account, Membership
from standto_desk.access.permission import Action, permitted_forces
from standto_desk.access.posts import known_posts
from standto_desk.access.roles import ALONE, POST_HOLDERS, Role
from standto_desk.access.security_log import SecurityKind
from standto_desk.clock import now
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.components.moments import here, moment
from standto_desk.components.spoken import id_words
from standto_desk.components.typed_ciphers import CipherField
from standto_desk.kit.act_forms import ActForm

ROLE_HINTS = {
    Role.VOLUNTEER: "Sees their own record, steps back and returns. Needs a cipher",
    Role.VIEWER: "Sees numbers of people, and nobody by cipher",
    Role.DUTY_OFFICER: "Records what happens and sees the people of this force",
    Role.PLANNER: "Proposes steps",
    Role.COMMANDER: "Decides, and sees numbers only",
    Role.AUDITOR: "Reads everything and changes nothing. Cannot have another role",
    Role.ADMINISTRATOR: "Keeps accounts and settings, and records nothing. Cannot have another role",
}
ON_A_WALL = "This is a screen on a wall. If its only role is viewer, we do not sign it out when it is idle"


def words_of(name: str) -> str:
    """Return an id as words that begin with a capital: "Duty officer" for ``duty-officer``."""
    return id_words(name).capitalize()


def roles() -> list[tuple[str, str]]:
    """Return each role with its name in words."""
    return [(role.value, words_of(role)) for role in Role]


class AccountForm(ActForm):
    """A form about an account."""

    subjects = {"account": "This account", "role": "The role", "identity": "The identity"}


class ForceForm(AccountForm):
    """A form about one of the administrator's forces."""

    force = forms.ChoiceField(label="Force")

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = sorted(permitted_forces(by, Action.MANAGE_ACCOUNTS))
        self.fields["force"].choices = [(force, force) for force in kept]
        if len(kept) == 1:
            self.fields["force"].widget = forms.HiddenInput()
            self.fields["force"].initial = kept[0]


class NewAccountForm(ForceForm):
    """A new account."""

    username = forms.CharField(
        label="User name", max_length=100, help_text="For signing in. It must not be or suggest the cipher"
    )
    roles = forms.MultipleChoiceField(label="Roles", choices=roles, widget=forms.CheckboxSelectMultiple, required=False)
    cipher = CipherField(
        label="Cipher", max_length=100, required=False, help_text="Only for a volunteer. We do not show it again"
    )
    email = forms.EmailField(
        label="Email address", required=False, help_text="For alerts. It is not needed for signing in"
    )
    screen = forms.BooleanField(
        label=ON_A_WALL,
        required=False,
    )


class ChangeForm(AccountForm):
    """A change of an account; the page never shows its cipher, so a blank one keeps it."""

    taken_out = ("no_record",)

    email = forms.EmailField(label="Email address", required=False)
    cipher = CipherField(
        label="New cipher", max_length=100, required=False, help_text="Leave blank to keep the present one"
    )
    no_record = forms.BooleanField(
        label="Remove the record from this account, so that another account can have it", required=False
    )
    screen = forms.BooleanField(
        label=ON_A_WALL,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Allow a new cipher or no record, not both; a cipher of None leaves the record as it is."""
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.pop("no_record", False):
            return cleaned | {"cipher": cleaned.get("cipher") or None}
        if cleaned.get("cipher"):
            self.add_error("no_record", "Either enter a new cipher or remove the record, not both")
        return cleaned


class IdentityForm(AccountForm):
    """The identity of an account at the provider outside."""

    decisive = ("name",)

    name = forms.CharField(
        label="Identity at your provider",
        help_text="The value that your provider sends for this account. We keep only a hash of it.",
        max_length=255,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ConfirmAccountForm(AccountForm):
    """The confirmation of another administrator's changes; of a link, with the identity."""

    identity = forms.CharField(
        label="Identity of the owner at your provider",
        help_text="An administrator linked this account. Look its owner up at your provider yourself. "
        "With another identity, somebody else could sign in.",
        max_length=255,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class RoleForm(ForceForm):
    """A role for a force."""

    role = forms.TypedChoiceField(label="Role", choices=roles, coerce=Role)
    since = DateAndTimeField(label="From", required=False, help_text="Leave blank to start now")
    until = DateAndTimeField(label="Until", required=False, help_text="Leave blank if there is no end yet")


class TakenRoleForm(ForceForm):
    """A role to take from an account."""

    role = forms.TypedChoiceField(label="Role", choices=roles, coerce=Role)


class NamedPostForm(ForceForm):
    """A form about a post, by its name; the administrator must confirm a name that no rule has.

    A desk may have posts of its own, such as a duty desk that receives alerts. But nobody would ever ask a post with a
    mistyped name for anything.
    """

    taken_out = ("free",)

    post = forms.CharField(
        label="Post", max_length=100, help_text="Use the name in the policy, such as strategic-commander"
    )
    free = forms.BooleanField(label="This is a post of our own, and its name is right", required=False)
    is_asked = False
    """Whether the page shows the box that confirms the name."""

    def clean(self) -> dict[str, Any]:
        """Ask to confirm a post that no rule names, if the force has a policy."""
        cleaned: dict[str, Any] = super().clean()
        post, force, sure = cleaned.get("post", ""), cleaned.get("force", ""), cleaned.pop("free", False)
        known = [one.post for one in known_posts(force)] if force == home_force() else [post]
        self.is_asked = bool(ID.fullmatch(post)) and post not in known
        if self.is_asked and not sure:
            names = ", ".join(known) or "none"
            self.add_error("free", f"No rule names {post}. Known posts are {names}. Tick the box if the name is right")
        return cleaned


class PostSettingsForm(NamedPostForm):
    """The settings of a post."""

    decisive = ("force",)

    outside = forms.BooleanField(label="This post is outside, so nobody here can hold it", required=False)
    most = forms.IntegerField(label="How many accounts may hold it at once?", min_value=1, max_value=99, initial=1)


class AppointForm(NamedPostForm):
    """An appointment to a post."""

    account = forms.ModelChoiceField(label="Account", queryset=Account.objects.none(), empty_label="Choose")
    start = DateAndTimeField(label="From", required=False, help_text="Leave blank to start now")
    until = DateAndTimeField(label="Until", required=False, help_text="Leave blank if there is no end yet")

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        roles = [role for role in POST_HOLDERS if role not in ALONE]
        forces = permitted_forces(by, Action.MANAGE_ACCOUNTS)
        held = Membership.objects.ahead().filter(role__in=roles, force__in=forces)
        found = Account.objects.filter(is_active=True, pk__in=held.values("account"))
        self.fields["account"].queryset = found.order_by("username")
        self.fields["account"].label_from_instance = lambda account: account.username

    def clean_start(self) -> Instant | None:
        """Refuse a start before today; an administrator may enter today's appointments late."""
        start: Instant | None = self.cleaned_data["start"]
        if start is not None and start < (today := _beginning_of_today()):
            raise forms.ValidationError(f"From must be {moment(today)} or later. Leave it blank to start now")
        return start


def _beginning_of_today() -> Instant:
    return here().wall_clock(here().local(now()).date(), time())


class LogFilterForm(forms.Form):
    """The lines of the security log to show."""

    kind = forms.ChoiceField(
        label="What",
        required=False,
        choices=[("", "Anything"), *((kind, str(kind).capitalize()) for kind in SecurityKind)],
    )
    account = forms.UUIDField(required=False, widget=forms.HiddenInput())


def roles_in_words(roles: Iterable[tuple[str, Role]]) -> str:
    """Return the roles of an account in words."""
    return ", ".join(f"{words_of(role)} ({force})" for force, role in sorted(roles)) or "None"
