"""What is asked about owners and addresses of alerts."""

from __future__ import annotations

from django import forms

from standto_desk.alerts.matters import KINDS


class _AboutPost(forms.Form):
    """Something about one of the posts there are."""

    post = forms.ChoiceField(label="Which post")

    def __init__(self, *args: object, posts: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [(post, post) for post in posts]


class OwnerForm(_AboutPost):
    """A post that is to be told."""

    field_order = ("kind", "place", "post", "minutes")
    kind = forms.ChoiceField(label="What of", choices=list(KINDS.items()))
    place = forms.IntegerField(label="At which place", help_text="0 is told first", min_value=0, max_value=9)
    minutes = forms.IntegerField(
        label="How many minutes it has to acknowledge", help_text="Then the next is told", min_value=1, max_value=1440
    )


class AddressForm(_AboutPost):
    """Where a post is reached, beside the e-mail of whoever holds it."""

    email = forms.CharField(label="A shared mailbox", required=False, widget=forms.EmailInput())
    webhook = forms.CharField(
        label="A webhook", required=False, widget=forms.URLInput(),
        help_text="It starts with http:// or https://, and is at a host that the installation allows",
    )  # fmt: skip
    secret = forms.CharField(
        label="A secret that signs what the webhook is sent", required=False, max_length=100,
        widget=forms.PasswordInput(),
    )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """Ask for one address at least."""
        cleaned: dict[str, object] = super().clean()
        if not self.errors and not (cleaned.get("email") or cleaned.get("webhook")):
            raise forms.ValidationError("Give a mailbox, a webhook or both")
        return cleaned
