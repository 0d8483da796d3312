"""Letters to the owners of accounts: what an administrator has done to one, and how to choose a new password.

They are sent beside the request that they are about: no page waits for a mail server, and none fails with it.
"""

from __future__ import annotations

import logging
from threading import Thread
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from standto_desk.access.models import Account

log = logging.getLogger("standto_desk.letters")
THREAD = "standto-letter"
"""What the threads are called in which letters are sent."""
SUBJECT = "Your Standto account was changed"
TEXT = """{what}

If you asked for this, you need do nothing. If you did not, tell another administrator of your force at once, since
somebody may be trying to use your account.

{address}
"""


def mail_is_set_up() -> bool:
    """Tell whether the desk can send mail."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def notify_owner(account: Account, what: str, *, also: Iterable[str] = ()) -> None:
    """Tell the owner of an account what was done to it, once that is certain.

    Parameters
    ----------
    what
        In a whole sentence, without a name, a cipher or a password.
    also
        Other addresses to tell, such as the one that an account had before.
    """
    text = TEXT.format(what=what, address=settings.STANDTO_ADDRESS)
    for address in sorted({account.email, *also} - {""}):
        letter = EmailMessage(SUBJECT, text, to=[address])
        transaction.on_commit(lambda letter=letter: send_soon(letter))


def send_soon(letter: EmailMessage) -> None:
    """Send a letter, beside what asks for it."""
    if mail_is_set_up():
        in_thread(send, letter)


def in_thread(work: Callable[..., None], *given: object) -> None:
    """Do some work in a thread of its own; a process that ends waits for it."""

    def done() -> None:
        try:
            work(*given)
        except Exception as error:  # noqa: BLE001
            _log(error)
        finally:
            connection.close()

    Thread(target=done, name=THREAD).start()


def send(letter: EmailMessage) -> None:
    """Send a letter; one that cannot be sent holds up no other."""
    try:
        letter.send()
    except Exception as error:  # noqa: BLE001
        _log(error)


def _log(error: Exception) -> None:
    """Log that a letter was not sent, without whom it was for."""
    log.warning("a letter was not sent", extra={"why": type(error).__name__})
