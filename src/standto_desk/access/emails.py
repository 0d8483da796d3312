"""E-mails to the owners of accounts, about changes to them and with links for choosing a new password.

They are sent in a thread of their own, so that no page waits for a mail server or fails with it. So the time that a
page takes does not reveal whether an account has an address.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from threading import Thread

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.urls import reverse

from standto_desk.access.models import Account
from standto_desk.ledger.rehearsal import ends_rehearsals

log = logging.getLogger("standto_desk.emails")
THREAD = "standto-email"
"""The name of the threads in which e-mails are sent."""
CHANGE_SUBJECT = "Your Standto account was changed"
CHANGE_TEXT = """{what}

If you asked for this, you do not need to do anything. If you did not, tell another administrator of your force at once:
somebody may be trying to use your account.

{address}
"""
RESET_SUBJECT = "A new password for Standto"
RESET_TEXT = """Somebody asked for a new password for your Standto account {username}. It was most likely you.

Choose a new password within an hour: {link}

If you did not ask for it, do nothing. Your password stays as it is.
"""


def mail_is_set_up() -> bool:
    """Tell whether the desk can send mail."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def notify_owner(account: Account, what: str, *, also: Iterable[str] = ()) -> None:
    """Tell the owner of an account what was changed, once the change is committed.

    Parameters
    ----------
    what
        The change in a whole sentence, without a name, a cipher or a password.
    also
        Other addresses to write to, such as the account's previous one.
    """
    if not mail_is_set_up():
        return
    text = CHANGE_TEXT.format(what=what, address=settings.STANDTO_ADDRESS)
    for address in sorted({account.email, *also} - {""}):
        message = EmailMessage(CHANGE_SUBJECT, text, to=[address])
        transaction.on_commit(lambda message=message: in_thread(send, message))


@ends_rehearsals
def in_thread(work: Callable[..., None], *given: object) -> None:
    """Do some work in a thread of its own; the process waits for it before it ends."""

    def done() -> None:
        try:
            work(*given)
        except Exception as error:  # noqa: BLE001
            _log(error)
        finally:
            connection.close()

    Thread(target=done, name=THREAD).start()


@ends_rehearsals
def send(message: EmailMessage) -> None:
    """Send an e-mail; log a failure, so that it does not hold up other e-mails."""
    try:
        message.send()
    except Exception as error:  # noqa: BLE001
        _log(error)


def _log(error: Exception) -> None:
    # The log must not reveal the address.
    log.warning("an e-mail was not sent", extra={"why": type(error).__name__})


def send_links(typed: str) -> None:
    """Send a link for choosing a new password to every active account that has an address, as the account has it."""
    for account in Account.objects.filter(is_active=True, email__iexact=typed).exclude(email="").order_by("username"):
        parts = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
        link = f"{settings.STANDTO_ADDRESS}{reverse('account_reset_password_from_key', kwargs=parts)}"
        text = RESET_TEXT.format(username=account.get_username(), link=link)
        send(EmailMessage(RESET_SUBJECT, text, to=[account.email]))
