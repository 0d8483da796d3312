"""Large imports, and undoing them, as jobs: entered beside the pages, all of it or nothing, and once.

A job knows the key under which its account keeps what was sent, and the digest of what was shown. It plans anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from standto.errors import OptionError
from standto.wording import counted
from standto_desk.access.job_accounts import NO_LONGER
from standto_desk.access.models import Account
from standto_desk.access.posts import author_of, authors_of
from standto_desk.acts.bulk.folder_plans import FolderChoices
from standto_desk.acts.bulk.importing_folders import import_folder
from standto_desk.acts.bulk.undoing import entries_of_import, undo_import
from standto_desk.acts.entering import EnteringByJob
from standto_desk.acts.importing import ImportChanged
from standto_desk.jobs.contexts import JobContext
from standto_desk.jobs.functions import JobFunction, job
from standto_desk.jobs.queueing import AlreadyUnderWay
from standto_desk.kit.workbooks.kept_imports import done_by, kept
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.refusals import ClockAhead, Refused, Stale
from standto_desk.pages.importing.entering_kept import enter_kept
from standto_desk.pages.importing.kept_folders import forget_folder, kept_folder

LARGE = 300
"""The number of entries above which a job enters an import."""
READ = 0.02
"""The share of a job that is done once it has read what was kept."""
GONE = (
    "we recorded nothing, because what you sent is no longer here: we keep it for an hour, and until you send "
    "something else. Send it again"
)
OVERTAKEN = "the ledger changed after you confirmed, and we recorded nothing. Check what it would do now"
REFUSED_BY_LEDGER = "the ledger cannot take it and we recorded nothing: {}. Check what it would do now"


@job("import-folder", "Import a folder", shown_at="/import/{}/receipt/", asked_at="/import/folder/{key}/")
def enter_folder(context: JobContext, key: str, seen: str, ending: list[str], post: str, force: str) -> str:
    """Enter a folder that its account keeps; return its key."""
    account, author = _still(context, post, force)
    found = kept_folder(account, key)
    if found is None:
        return _entered_before(account, key)
    context.progress(READ)
    asked = FolderChoices(frozenset(ending), found.since, found.begun)
    with _in_words():
        import_folder(
            account=account, author=author, sent=found.cells, asked=asked, seen=seen, key=key,
            entering=EnteringByJob(context),
        )  # fmt: skip
    forget_folder(account, key)
    return key


@job("import-workbooks", "Import workbooks", shown_at="/import/{}/done/", asked_at="/import/{key}/")
def enter_workbooks(context: JobContext, key: str, seen: str, post: str, force: str) -> str:
    """Enter the workbooks that an account keeps, as tables with ciphers; return their key."""
    account, author = _still(context, post, force)
    found = kept(account, key)
    if found is None:
        return key if done_by(account, key) is not None else _entered_before(account, key)
    context.progress(READ)
    with _in_words():
        enter_kept(account, author, key, found, seen, EnteringByJob(context))
    return key


@job("undo-import", "Undo an import", shown_at="/import/{}/receipt/", asked_at="/import/{key}/undo/")
def undo_by_job(context: JobContext, key: str, seen: str, post: str, force: str) -> str:
    """Undo an import; return its key."""
    account, author = _still(context, post, force)
    with _in_words():
        undo_import(account=account, author=author, key=key, seen=seen, entering=EnteringByJob(context))
    return key


def ask(request: HttpRequest, function: JobFunction, key: str, **arguments: object) -> HttpResponse:
    """Queue the job of an import, or find the one under way, and lead to its page."""
    author = author_of(request)
    arguments |= {"key": key, "post": author.post, "force": author.force}
    single = f"{function.name}-{key}-{author.account}"
    try:
        return redirect("job", function.enqueue(account=author.account, single=single, **arguments).pk)
    except AlreadyUnderWay as found:
        return redirect("jobs") if found.job is None else redirect("job", found.job.pk)


def _still(context: JobContext, post: str, force: str) -> tuple[Account, Author]:
    """Return the account that asked for a job, and the author that it was; each act checks what they may."""
    account, author = Account.objects.filter(pk=context.account).first(), Author(context.account, post, force)
    if account is None or (post and author not in authors_of(account)):
        raise OptionError(NO_LONGER)
    return account, author


def _entered_before(account: Account, key: str) -> str:
    """Return the key of an import that a worker before this one entered."""
    if not any(one.account == str(account.pk) for one in entries_of_import(key)):
        raise OptionError(GONE)
    return key


@contextmanager
def _in_words() -> Iterator[None]:
    """Say why nothing was entered without naming anybody: reasons are stored, and errors are logged."""
    try:
        yield
    except (ImportChanged, Stale):
        raise OptionError(OVERTAKEN) from None
    except PermissionDenied:
        raise OptionError(NO_LONGER) from None
    except ClockAhead:
        raise
    except Refused as error:
        raise OptionError(REFUSED_BY_LEDGER.format(counted(len(error.faults), "fault"))) from None
