"""A worker of its own takes no job that it could not read."""

from __future__ import annotations

from standto.cli.main import main
from standto_desk.jobs.models import READY, Job
from standto_desk.jobs.queueing import enqueue


def test_a_worker_without_the_servers_key_says_so_and_takes_no_job(desk, monkeypatch, capsys):
    monkeypatch.delenv("STANDTO_SECRET_KEY", raising=False)
    enqueue("import-folder", {})
    assert main(["jobs", "work", "--database", desk]) == 2
    assert "STANDTO_SECRET_KEY: is not set" in capsys.readouterr().err
    assert list(Job.objects.values_list("state", flat=True)) == [READY]
