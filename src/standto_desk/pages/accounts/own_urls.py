"""Routes for the owner of an account: django-allauth's, and those that it needs but the desk closes."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path

from standto_desk.access.emails import mail_is_set_up
from standto_desk.access.guard import needs, open_to_all
from standto_desk.access.permission import Action
from standto_desk.pages.accounts import provider_views
from standto_desk.pages.accounts.invited_views import enter, first_password
from standto_desk.pages.accounts.own_views import choose_post, end_others, end_session, own_account
from standto_desk.pages.accounts.passkey_views import (
    add_passkey,
    confirm_by_passkey,
    factors,
    first_passkey,
    remove_passkey,
)

own = needs(Action.OWN_ACCOUNT)


@open_to_all
def closed(_request: HttpRequest, **_parts: str) -> HttpResponse:
    """Answer 404: nobody signs up, and no file holds the codes that are shown once."""
    raise Http404


def by_mail(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Show a page for resetting a password only if the desk can send email."""

    @open_to_all
    def sent(request: HttpRequest, **parts: str) -> HttpResponse:
        if not mail_is_set_up():
            raise Http404
        return view(request, **parts)

    return sent


RESET_KEY = r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("", own_account, name="own-account"),
    path("post/", choose_post, name="choose-post"),
    path("sessions/end/<int:number>/", end_session, name="session-end"),
    path("sessions/end-others/", end_others, name="sessions-end"),
    path("provider/", provider_views.sign_in, name="provider-sign-in"),
    path("provider/link/", provider_views.link, name="provider-link"),
    path("provider/link/go/", provider_views.link_out, name="provider-link-go"),
    path("provider/unlink/", provider_views.unlink, name="provider-unlink"),
    path("provider/<slug:provider_id>/callback/", provider_views.callback, name="openid_connect_callback"),
    path("login/", open_to_all(account.login), name="account_login"),
    path("invited/", enter, name="invited"),
    path("invited/password/", first_password, name="invited-password"),
    path("invited/passkey/", first_passkey, name="invited-passkey"),
    path("passkey/", open_to_all(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("passkeys/add/", own(add_passkey), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", own(remove_passkey), name="mfa_remove_webauthn"),
    path("reauthenticate/passkey/", own(confirm_by_passkey), name="mfa_reauthenticate_webauthn"),
    path("authenticate/", open_to_all(mfa.authenticate), name="mfa_authenticate"),
    path("inactive/", open_to_all(account.account_inactive), name="account_inactive"),
    path("logout/", own(account.logout), name="account_logout"),
    path("reauthenticate/", own(account.reauthenticate), name="account_reauthenticate"),
    path("reauthenticate/code/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("password/change/", own(account.password_change), name="account_change_password"),
    path("second-factor/", own(factors), name="mfa_index"),
    path("second-factor/add/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/remove/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("recovery-codes/", own(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", own(recovery_codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("password/reset/", by_mail(account.password_reset), name="account_reset_password"),
    path("password/reset/sent/", by_mail(account.password_reset_done), name="account_reset_password_done"),
    re_path(RESET_KEY, by_mail(account.password_reset_from_key), name="account_reset_password_from_key"),
    path(
        "password/reset/done/",
        by_mail(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("recovery-codes/file/", closed, name="mfa_download_recovery_codes"),
    path("signup/", closed, name="account_signup"),
    path("email/", closed, name="account_email"),
    path("email/confirm/", closed, name="account_email_verification_sent"),
    path("provider/signup/", closed, name="socialaccount_signup"),
    path("password/set/", closed, name="account_set_password"),
    path("login/code/", closed, name="account_request_login_code"),
    path("login/code/confirm/", closed, name="account_confirm_login_code"),
]
