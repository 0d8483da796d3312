"""A worker that knows every function of the desk that runs as a job."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings

from standto_desk.jobs.working import Worker


def new_worker() -> Worker:
    """Return a worker, once every room has registered its functions."""
    import_module(settings.ROOT_URLCONF)  # it imports every page, and with it everything that a page can ask for
    return Worker()
