from __future__ import annotations

import gc
import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.vendor import pretty

STARTED = time.monotonic()

# The same examples on every run, so that a red test is red for everybody; for new ones there is
# `--hypothesis-profile=thorough`. A deadline would measure the machine.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("steady"), derandomize=False, max_examples=2_000)
settings.load_profile("steady")

# pytest imports readline, which tells every process of the tests the width of a terminal that is not there.
for name in ("COLUMNS", "LINES"):
    os.environ.pop(name, None)


def _whole(scenario: Any, printer: Any, _cycle: bool) -> None:
    """Write a scenario of a failing example with all its rows; its own repr is one line."""
    printer.repr_call("Scenario", (), {each.name: getattr(scenario, each.name) for each in fields(scenario)})


pretty.for_type_by_name("standto.model.scenario", "Scenario", _whole)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let one file of slow tests in each folder run before the second of any, for their time may run out."""
    if config.option.markexpr == "slow":
        files = dict.fromkeys(item.path for item in items)
        before = Counter[Path]()
        for path in files:
            files[path] = before[path.parent]
            before[path.parent] += 1
        items.sort(key=lambda item: files[item.path])


def pytest_collection_finish() -> None:
    """Leave what is loaded by now, which lives as long as the tests, out of every search for garbage."""
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Start no slow test after SLOW_SECONDS: one that is interrupted in the middle may fail by chance."""
    if item.get_closest_marker("slow") and time.monotonic() - STARTED > float(os.environ.get("SLOW_SECONDS", "inf")):
        pytest.skip("no time was left")


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Find what a slow test left open while it is still the one that is named for it."""
    if item.get_closest_marker("slow"):
        gc.collect()


@pytest.fixture(scope="session", autouse=True)
def signals_as_in_a_terminal() -> None:
    """Let tests interrupt what they start, also where these signals are ignored, as under `nohup` or behind an `&`.

    What is ignored stays so in programs that are started; what is handled, even by doing nothing, does not.
    """
    for number in (signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, lambda *_: None)


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright, which brings no browser of its own here: one for every test."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is missing: make test-browser installs it")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is missing: apt-get install chromium")
    with api.sync_playwright() as playwright:
        # Playwright keeps a loop of its own in this thread, where Django would not ask its database.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
