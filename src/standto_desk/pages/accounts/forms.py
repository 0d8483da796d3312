"""What an administrator fills in."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms

from standto_desk.access.account_checks import ID
from standto_desk.access.forces import home_force
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, forces_of
from standto_desk.access.posts import known_posts
from standto_desk.access.roles import ALONE, POST_HOLDERS, Role
from standto_desk.access.security_log import SecurityKind
from standto_desk.clock import now
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.components.moments import here, moment
from standto_desk.components.typed_ciphers import CipherField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto.errors import InputError
    from standto.model.time import Instant

ROLE_HINTS = {
    Role.VOLUNTEER: "Sees their own record; steps back and returns. Needs a cipher",
    Role.VIEWER: "Sees counts",
    Role.DUTY_OFFICER: "Records; sees people of this force",
    Role.PLANNER: "Drafts proposals",
    Role.COMMANDER: "Decides, on counts",
    Role.AUDITOR: "Reads everything, changes nothing; goes with no other role",
    Role.ADMINISTRATOR: "Keeps accounts and settings, records nothing; goes with no other role",
}


def words_of(name: str) -> str:
    """Return an id as words, with a capital first: ``duty-officer`` is "Duty officer"."""
    return name.replace("-", " ").capitalize()


ROLES = [(role.value, words_of(role)) for role in Role]


class Telling(forms.Form):
    """A form that can be told what was refused later on."""

    def tell(self, error: InputError) -> None:
        """Put each fault beside the field that it is about, or over them all."""
        for fault in error.faults:
            known = self.fields.get(fault.place)
            label = str(known.label) if known else words_of(fault.place)
            self.add_error(fault.place if known else None, f"{label} {fault.what}")


class ForceForm(Telling):
    """A form about one of the forces that an administrator keeps."""

    force = forms.ChoiceField(label="Force")

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = sorted(forces_of(by, Action.MANAGE_ACCOUNTS))
        self.fields["force"].choices = [(force, force) for force in kept]
        if len(kept) == 1:
            self.fields["force"].widget = forms.HiddenInput()
            self.fields["force"].initial = kept[0]


class NewAccountForm(ForceForm):
    """A new account."""

    username = forms.CharField(
        label="User name", max_length=100, help_text="For signing in. Not the cipher, nor anything that tells it"
    )
    roles = forms.MultipleChoiceField(label="Roles", choices=ROLES, widget=forms.CheckboxSelectMultiple, required=False)
    cipher = CipherField(
        label="Cipher", max_length=100, required=False, help_text="For a volunteer alone. It is not shown again"
    )
    email = forms.EmailField(label="E-mail address", required=False, help_text="For alerts. Signing in needs none")
    screen = forms.BooleanField(
        label="A screen on a wall: with the viewer's role alone, it may lie idle", required=False
    )


class ChangeForm(Telling):
    """What can be changed of an account; its cipher is typed anew, and never shown."""

    email = forms.EmailField(label="E-mail address", required=False)
    cipher = CipherField(label="New cipher", max_length=100, required=False, help_text="Leave empty to keep it")
    no_record = forms.BooleanField(
        label="Take the record off this account, so that another account can have it", required=False
    )
    screen = forms.BooleanField(
        label="A screen on a wall: with the viewer's role alone, it may lie idle", required=False
    )

    def clean(self) -> dict[str, Any]:
        """Let the record be taken off, or a new cipher be typed, and not both."""
        told: dict[str, Any] = super().clean()
        if told.pop("no_record", False):
            if told.get("cipher"):
                self.add_error("no_record", "Either type a new cipher or take the record off, not both")
            return told
        return told | {"cipher": told.get("cipher") or None}


class RoleForm(ForceForm):
    """A role for a force."""

    role = forms.ChoiceField(label="Role", choices=ROLES)


class NamedPostForm(ForceForm):
    """A form about a post by its name; a name that no rule has is asked about once more.

    A desk may have posts of its own, such as a duty desk that alerts are told to: but of a name that is merely typed
    wrong, nobody would ever ask anything.
    """

    post = forms.CharField(
        label="Post", max_length=100, help_text="As the policy names it, such as strategic-commander"
    )
    free = forms.BooleanField(label="It is a post of this desk's own, and its name is right", required=False)
    is_asked = False
    """Whether the name must be confirmed, so that the page shows the box."""

    def clean(self) -> dict[str, Any]:
        """Ask about a post that nobody has named yet, where the force has a policy."""
        cleaned: dict[str, Any] = super().clean()
        post, force, sure = cleaned.get("post", ""), cleaned.get("force", ""), cleaned.pop("free", False)
        known = [one.post for one in known_posts(force)] if force == home_force() else [post]
        self.is_asked = bool(ID.fullmatch(post)) and post not in known
        if self.is_asked and not sure:
            self.add_error(
                "free", f"No rule names {post}. Known are {', '.join(known) or 'none'}; confirm it if it is another"
            )
        return cleaned


class PostForm(NamedPostForm):
    """What is to be said of a post."""

    outside = forms.BooleanField(label="It is outside: nobody here can hold it", required=False)
    most = forms.IntegerField(label="How many may hold it at once", min_value=1, max_value=99, initial=1)


class AppointForm(NamedPostForm):
    """An appointment to a post."""

    account = forms.ModelChoiceField(label="Account", queryset=Account.objects.none(), empty_label="Choose")
    start = DateAndTimeField(label="From", required=False, help_text="Leave empty for now")
    until = DateAndTimeField(label="Until", required=False, help_text="Leave empty where there is no end yet")

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        roles = [role for role in POST_HOLDERS if role not in ALONE]
        held = Account.objects.filter(
            is_active=True,
            memberships__role__in=roles,
            memberships__force__in=forces_of(by, Action.MANAGE_ACCOUNTS),
        )
        self.fields["account"].queryset = held.distinct().order_by("username")
        self.fields["account"].label_from_instance = lambda account: account.username

    def clean_start(self) -> Instant | None:
        """Let nobody be appointed for a time that is over; what began today may be written down after it did."""
        start: Instant | None = self.cleaned_data["start"]
        if start is not None and start < (today := _beginning_of_today()):
            raise forms.ValidationError(f"From must be {moment(today)} or later; leave it empty for now")
        return start


def _beginning_of_today() -> Instant:
    """Return when the day on the wall's clock began."""
    return here().wall_clock(here().local(now()).date(), time())


class FilterForm(forms.Form):
    """Which lines of the security log to show."""

    kind = forms.ChoiceField(
        label="What",
        required=False,
        choices=[("", "Anything"), *((kind, str(kind).capitalize()) for kind in SecurityKind)],
    )
    account = forms.UUIDField(required=False, widget=forms.HiddenInput())


def of_words(roles: Iterable[tuple[str, Role]]) -> str:
    """Return the roles of an account in words."""
    return ", ".join(f"{words_of(role)} ({force})" for force, role in sorted(roles)) or "None"
