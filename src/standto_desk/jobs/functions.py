"""The functions that jobs call. The rooms above register theirs here, because this room knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from standto_desk.jobs.contexts import JobContext
from standto_desk.jobs.models import Job
from standto_desk.jobs.queueing import enqueue


@dataclass(frozen=True, slots=True)
class JobFunction:
    """A function that runs as a job.

    Attributes
    ----------
    name
        Its name in the table of jobs, which must not change between versions.
    title
        What it does, for people.
    run
        The function. It takes a `JobContext` and the arguments, and returns a result for JSON. It must be safe to run
        again, because a worker may die in the middle of it.
    needs
        The permission that its file needs when it is fetched, a word of the rooms above; blank for none.
    shown_at
        The address of the page that shows its result, which stands for ``{}`` in it; blank if there is none.
    asked_at
        The address of the page that asked for it, with the names of arguments in braces; blank if there is none.
    """

    name: str
    title: str
    run: Callable[..., Any]
    needs: str = ""
    shown_at: str = ""
    asked_at: str = ""

    def enqueue(self, *, account: str = "", single: str | None = None, **arguments: Any) -> Job:
        """Queue a job of this function; see `standto_desk.jobs.queueing.enqueue`."""
        return enqueue(self.name, arguments, account=account, single=single)

    def __call__(self, context: JobContext, **arguments: Any) -> Any:
        """Run it here and now."""
        return self.run(context, **arguments)


FUNCTIONS: dict[str, JobFunction] = {}
"""Every registered function, by name."""


def job(
    name: str, title: str, *, needs: str = "", shown_at: str = "", asked_at: str = ""
) -> Callable[[Callable[..., Any]], JobFunction]:
    """Register a function as a job; the arguments are those of `JobFunction`."""

    def register(run: Callable[..., Any]) -> JobFunction:
        FUNCTIONS[name] = made = JobFunction(name, title, run, needs, shown_at, asked_at)
        return made

    return register


def title_of(one: Job) -> str:
    """Return what a job does, for people; its name if this version has no such function."""
    found = FUNCTIONS.get(one.name)
    return one.name if found is None else found.title
