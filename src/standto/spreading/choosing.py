"""The executor that somebody asks for by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.errors import OptionError

if TYPE_CHECKING:
    from pathlib import Path

    from standto.spreading.chunks import Executor

EXECUTORS = ("inline", "processes")
"""The executors with a name; a cluster has an address instead."""


def executor_of(
    name: str | None = None,
    *,
    cluster: str | None = None,
    workers: int | None = None,
    keep: str | Path | None = None,
) -> Executor:
    """Return an executor; use it as a context manager, so that its workers end.

    Parameters
    ----------
    name
        ``inline`` or ``processes``; by default ``processes`` if `workers` is given, else ``inline``.
    cluster
        The address of a Dask scheduler, such as ``tcp://host:8786`` or ``tls://host:8786``, or ``local:N`` for one on
        this machine with N workers.
    workers
        The number of processes; by default the number of cores that this process may use.
    keep
        A folder in which finished chunks are kept.

    Raises
    ------
    OptionError
        These contradict each other, or one is outside what is allowed.
    StandtoError
        A cluster was asked for, and `distributed` is not installed.
    """
    executor = _judging(name, cluster, workers)
    if keep is None:
        return executor
    from standto.spreading.kept_chunks import FolderKeeper, Keeping

    return Keeping(executor, FolderKeeper(keep))


def _judging(name: str | None, cluster: str | None, workers: int | None) -> Executor:
    """Return the executor that judges."""
    if name is not None and name not in EXECUTORS:
        raise OptionError(f"--executor: {name!r} is not one of {', '.join(EXECUTORS)}")
    if cluster is not None:
        if name is not None or workers is not None:
            given = "--executor" if name is not None else "--workers"
            raise OptionError(f"{given}: not with --cluster, whose scheduler says which workers there are")
        from standto.spreading.dask_cluster import DaskCluster

        return DaskCluster(cluster)
    if name == "processes" or (name is None and workers is not None):
        from standto.spreading.process_pool import Processes

        return Processes(workers)
    if workers is not None:
        raise OptionError("--workers: not with --executor inline, which is this process; leave one of them out")
    from standto.spreading.inline import Inline

    return Inline()
