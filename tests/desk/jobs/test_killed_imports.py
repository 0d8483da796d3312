"""An import by a job that is killed at any instant is entered once, or not at all until a worker resumes it."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from django.conf import settings as keys
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from standto.model.people import Person
from standto_desk.acts.bulk.folder_plans import FolderChoices
from standto_desk.acts.bulk.importing_folders import plan_folder
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.jobs.models import DONE, Job
from standto_desk.jobs.queueing import cancel
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.ledger.verifying import verify_ledger
from standto_desk.pages.importing.entering_jobs import enter_folder
from standto_desk.pages.importing.kept_folders import KeptFolder, keep_folder
from tests.desk.acts.bulk.folders import cells_of
from tests.desk.jobs.test_killed_workers import ended, small, workers
from tests.desk.people import account_of

pytestmark = pytest.mark.slow
__all__ = ["small"]

MANY = 1_500
_numbers = iter(range(1_000))


def asked() -> Job:
    """Ask for an import of many new people."""
    batch = next(_numbers)
    base = scenario_at(now())
    more = tuple(Person(f"b{batch}p{one:05}", "met") for one in range(MANY))
    cells = cells_of(replace(base, people=(*base.people, *more)), "people.csv")
    account = account_of("duty-officer")
    kept = KeptFolder(cells.settings, cells.rows, None, now())
    key = keep_folder(account, kept)
    choices = FolderChoices(frozenset(), None, kept.begun)
    plan = plan_folder(kept.cells, choices, account=account, force="met")
    assert len(plan.drafts) == MANY
    return enter_folder.enqueue(account=str(account.pk), key=key, seen=plan.digest, ending=[], post="", force="met")


def entered(one: Job) -> int:
    """The number of entries that an import has made."""
    return Entry.objects.filter(key__startswith=f"import-{one.arguments['key']}/").count()


@settings(
    max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lives=st.lists(st.floats(0, 1.5), min_size=1, max_size=3))
def test_an_import_killed_at_any_instant_is_entered_once_or_not_at_all(small, lives):
    before, one = head().count, asked()
    with workers(small, STANDTO_SECRET_KEY=keys.SECRET_KEY) as found:
        for life in lives:
            found.start()
            time.sleep(life)
            found.kill()
            assert (entered(one), head().count) in ((0, before), (MANY, before + MANY))
        found.start()
        done = ended(one)
    assert (done.state, done.reason, done.result) == (DONE, "", one.arguments["key"])
    assert (entered(one), head().count) == (MANY, before + MANY)
    assert verify_ledger().fault == ""


@pytest.mark.parametrize("after", [0.0, 0.4, 1.2])
def test_an_import_that_is_cancelled_is_entered_whole_or_not_at_all(small, after):
    before, one = head().count, asked()
    with workers(small, STANDTO_SECRET_KEY=keys.SECRET_KEY) as found:
        found.start()
        time.sleep(after)
        cancel(one)
        done = ended(one)
    number = MANY if done.state == DONE else 0
    assert (entered(one), head().count) == (number, before + number)
