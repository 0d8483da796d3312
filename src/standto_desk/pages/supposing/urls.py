"""Routes of `standto_desk.pages.supposing`."""

from typing import Any

urlpatterns: list[Any] = []
