"""Passkeys: adding and removing one's own, confirming with one, and an invited person's first."""

from __future__ import annotations

from typing import Any

from allauth.account.models import Login
from allauth.mfa.base.views import IndexView
from allauth.mfa.webauthn.internal import auth, flows
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy

from standto.errors import InputError
from standto.model.time import SECOND
from standto_desk.access.first_steps import needs_factor
from standto_desk.access.guard import open_to_all
from standto_desk.access.invitations.accepting import accept, invited
from standto_desk.access.passkey_forms import AddPasskey
from standto_desk.kit.act_forms import REFUSED
from standto_desk.kit.form_views import form_page, posted


class FactorsView(IndexView):
    """Shows an account's passkeys, its app and its recovery codes to its owner."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return a row for each passkey, and whether the roles of the account need a second factor."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        rows = [
            {
                "key": one.name,
                "value": {"text": "", "instant": round(one.instance.created_at.timestamp() * SECOND), "whole": True},
                "href": reverse("mfa_remove_webauthn", args=[one.instance.pk]),
                "action": "Remove",
                "about": f"the passkey {one.name}",
            }
            for one in shown["authenticators"].get("webauthn", [])
        ]
        return shown | {"passkeys": rows, "needed": needs_factor(self.request)}


class AddPasskeyView(AddWebAuthnView):
    """Adds a passkey, which signs in by itself: the device asks for a fingerprint, a face or a PIN."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the options for a passkey that signs in without a name."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        return shown | {"options": auth.begin_registration(self.request.user, True)}


class RemovePasskeyView(RemoveWebAuthnView):
    """Removes a passkey."""

    success_url = reverse_lazy("mfa_index")


class ConfirmByPasskeyView(ReauthenticateWebAuthnView):
    """Asks for a passkey again."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the page again, rather than the page for signing in."""
        return self.render_to_response(self.get_context_data(form=form), status=REFUSED)


factors = FactorsView.as_view()
add_passkey = AddPasskeyView.as_view()
remove_passkey = RemovePasskeyView.as_view()
confirm_by_passkey = ConfirmByPasskeyView.as_view()


@form_page
@open_to_all
def first_passkey(request: HttpRequest) -> HttpResponse:
    """Let an invited person add a passkey instead of choosing a password, and sign them in."""
    account = invited(request)
    if account is None:
        return redirect("invited")
    form = AddPasskey(posted(request), user=account)
    if form.is_bound and form.is_valid():
        try:
            accept(request)
        except InputError:
            # Somebody else used the code up since this request began.
            return redirect("invited")
        made = flows.signup_authenticator(request, account, form.cleaned_data["name"], form.cleaned_data["credential"])
        return flows.perform_passwordless_login(request, made, Login(user=account))
    shown = {"form": form, "account": account, "options": auth.begin_registration(account, True)}
    return render(request, "accounts/invited_passkey.html", shown, status=REFUSED if form.errors else 200)
