"""Routes of `standto_desk.pages.things`."""

from typing import Any

urlpatterns: list[Any] = []
