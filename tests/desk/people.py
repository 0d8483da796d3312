"""Accounts of tests: one of each role, signed in without a password."""

from __future__ import annotations

from django.test import Client

from standto.model.time import BEGINNING
from standto_desk.access.models import Account, Appointment, Membership
from standto_desk.access.roles import Role
from standto_desk.access.sessions import FACTOR

HOME = "met"
"""The force of the weekend."""
PASSWORD = "a long enough password"
"""Where an account chooses one. It must not be made from a username, which may be too like it by chance."""


def account_of(
    role: Role | str = "", *, force: str = HOME, cipher: str = "", post: str = "", username: str = "", **fields
) -> Account:
    """Make an account that has a role (or none) for a force, and holds a post (or none) at all times."""
    made = Account.objects.create(
        username=username or f"{role or 'nobody'}-{Account.objects.count() + 1}", force=force, cipher=cipher, **fields
    )
    if role:
        Membership.objects.create(account=made, force=force, role=Role(role))
    if post:
        Appointment.objects.create(account=made, post=post, force=force, start=BEGINNING, accepted_as="by the tests")
    return made


def client_of(account: Account | None, **options) -> Client:
    """A browser in which somebody has signed in, with every factor; None for nobody."""
    client = Client(**options)
    if account is not None:
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session[FACTOR] = True
        session.save()
    client.account = account
    return client
