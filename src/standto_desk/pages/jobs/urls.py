"""Routes of `standto_desk.pages.jobs`."""

from typing import Any

urlpatterns: list[Any] = []
