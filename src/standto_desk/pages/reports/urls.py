"""Routes of `standto_desk.pages.reports`."""

from typing import Any

urlpatterns: list[Any] = []
