from __future__ import annotations

import json
import os
import subprocess
import sys

from django.test import Client

NAMES = [
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
    "SECURE_SSL_REDIRECT",
]
PRINT = (
    f"import json; from standto_desk.service import settings as s; print(json.dumps([getattr(s, n) for n in {NAMES}]))"
)


def test_by_https_cookies_are_for_this_host_alone_and_browsers_come_by_https_from_then_on(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "STANDTO_ADDRESS": "https://desk.example",
        "STANDTO_TRUSTED_PROXY": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3",
    }
    ran = subprocess.run([sys.executable, "-c", PRINT], env=environment, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == ["__Host-session", "__Host-csrf", True, True, 365 * 24 * 3600, True]


def test_a_host_that_is_not_the_desks_own_is_refused(desk):
    assert Client(headers={"host": "elsewhere.example"}).get("/account/login/").status_code == 400
