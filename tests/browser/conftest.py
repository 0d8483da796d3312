from __future__ import annotations

import pytest


@pytest.fixture
def opened(chromium):
    """Open a file as a reader without a network would, and keep what went wrong in the page's `faults`."""
    contexts = []

    def open_file(path, **options):
        context = chromium.new_context(offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda message: page.faults.append(message.text))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("requestfailed", lambda request: page.faults.append(request.url))
        page.goto(path.resolve().as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
