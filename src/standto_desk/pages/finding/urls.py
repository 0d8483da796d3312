"""Routes of `standto_desk.pages.finding`."""

from typing import Any

urlpatterns: list[Any] = []
