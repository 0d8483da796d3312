from __future__ import annotations

from tests.browser.conftest import chromium  # noqa: F401 - one browser for every test that opens a page
