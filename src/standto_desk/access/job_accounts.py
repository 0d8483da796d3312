"""The account behind a job: its permission is checked again when the job runs, perhaps after a restart."""

from __future__ import annotations

from standto.errors import OptionError
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may
from standto_desk.jobs.contexts import JobContext

NO_LONGER = "the account that asked for this may no longer do it"


def require_still(context: JobContext, action: Action) -> Account:
    """Return the account that asked for a job, if it may still do something.

    Raises
    ------
    OptionError
        It may not any more.
    """
    account = Account.objects.filter(pk=context.account).first()
    if account is None or not may(account, action):
        raise OptionError(NO_LONGER)
    return account
