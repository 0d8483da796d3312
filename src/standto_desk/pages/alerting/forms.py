"""The forms for the owners and the addresses of alerts."""

from __future__ import annotations

from django import forms

from standto_desk.alerts.matters import KINDS
from standto_desk.kit.act_forms import ActForm


class KnownPostForm(ActForm):
    """A form about one of the known posts."""

    post = forms.ChoiceField(label="Post")

    def __init__(self, *args: object, posts: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [(post, post) for post in posts]


class OwnerForm(KnownPostForm):
    """A post that receives alerts of a kind."""

    field_order = ("kind", "place", "post", "minutes")
    decisive = ("kind", "place", "post")
    kind = forms.ChoiceField(label="Alerts about", choices=list(KINDS.items()))
    place = forms.IntegerField(
        label="Place in the order", help_text="We alert the post at place 0 first", min_value=0, max_value=9
    )
    minutes = forms.IntegerField(
        label="Minutes to acknowledge",
        help_text="After that, we alert the next post",
        min_value=1,
        max_value=1440,
    )


class AddressForm(KnownPostForm):
    """An address of a post, besides the email address of its holder."""

    decisive = ()

    email = forms.CharField(label="Shared mailbox", required=False, widget=forms.EmailInput())
    webhook = forms.CharField(
        label="Webhook", required=False, widget=forms.URLInput(),
        help_text="It must start with http:// or https://, and its host must be one that this desk allows",
    )  # fmt: skip
    secret = forms.CharField(
        label="Secret that signs messages to the webhook", required=False, max_length=100,
        widget=forms.PasswordInput(),
    )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """Require at least one address."""
        cleaned: dict[str, object] = super().clean()
        if not self.errors.keys() & {"email", "webhook"} and not (cleaned.get("email") or cleaned.get("webhook")):
            raise forms.ValidationError("Enter a shared mailbox, a webhook or both")
        return cleaned
