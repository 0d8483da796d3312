"""The form of the volunteer's own page: it asks for an authorisation and nothing else."""

from __future__ import annotations

from typing import Any

from django import forms

from standto_desk.kit.act_forms import KeyField, OnceForm
from standto_desk.picture.own_records import OwnRecord


class CapabilityForm(OnceForm):
    """One authorisation or all of them."""

    capability = forms.ChoiceField(widget=forms.RadioSelect, required=False, initial="")
    key = KeyField(required=False)

    def __init__(self, *args: Any, record: OwnRecord, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capability"].label = label
        names = [(ticket.capability, ticket.name) for ticket in record.tickets]
        self.fields["capability"].choices = [("", "Everything"), *names]
