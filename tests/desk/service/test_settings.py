"""Django's settings as they come out of an environment, in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys

from standto_desk.service.server_urls import database_settings
from tests.desk.service.test_environment import KEY, PROXIED

DJANGO = {"DJANGO_SETTINGS_MODULE": "standto_desk.service.settings", "PYTHONPATH": "src", "PATH": os.environ["PATH"]}


def run(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run Python with an environment that holds nothing else."""
    return subprocess.run(
        [sys.executable, "-W", "error", *words], env=DJANGO | environ, capture_output=True, text=True, check=False
    )


def test_djangos_own_check_for_deployment_finds_nothing(tmp_path):
    answer = run(
        "-m", "django", "check", "--deploy", "--fail-level", "INFO", **PROXIED, DATABASE_URL=f"sqlite:///{tmp_path}/d"
    )
    assert (answer.returncode, answer.stdout) == (0, "System check identified no issues (0 silenced).\n"), answer.stderr


def test_no_migration_is_missing(tmp_path):
    answer = run("-m", "django", "makemigrations", "--check", "--dry-run", DATABASE_URL=f"sqlite:///{tmp_path}/d")
    assert (answer.returncode, answer.stdout) == (0, "No changes detected\n"), answer.stderr


def test_the_application_does_not_start_without_a_secret_key():
    answer = run("-c", "import standto_desk.service.asgi")
    assert answer.returncode == 1
    assert "STANDTO_SECRET_KEY: is missing" in answer.stderr


def test_a_server_shares_connections_to_postgresql_out_among_its_processes():
    told = run(
        "-c",
        "import standto_desk.service.asgi; from django.db import connection;"
        "print(connection.settings_dict['OPTIONS']['pool']['max_size'])",
        STANDTO_SECRET_KEY=KEY,
        STANDTO_WORKERS="8",
        DATABASE_URL="postgresql://localhost/none",
    )
    assert told.stdout == "10\n", told.stderr


def test_options_in_the_url_of_postgresql_come_after_the_desks_own():
    url, own = "postgresql://localhost/none", "-c idle_in_transaction_session_timeout=60s"
    found = database_settings(f"{url}?options=-c%20search_path%3Ddesk&connect_timeout=3")["OPTIONS"]
    assert (found["options"], found["connect_timeout"]) == (f"{own} -c search_path=desk", 3)
    assert database_settings(url)["OPTIONS"]["options"] == own


def test_the_mail_server_is_the_one_of_the_url():
    told = run(
        "-c",
        "from django.conf import settings as s;"
        "print(s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_HOST_USER, s.EMAIL_HOST_PASSWORD, s.EMAIL_USE_TLS, s.EMAIL_USE_SSL)",
        STANDTO_EMAIL_URL="smtp+starttls://desk:p%40ss@mail.example.org",
    )
    assert told.stdout == "mail.example.org 587 desk p@ss True False\n", told.stderr
