"""Routes of `standto_desk.pages.register`."""

from typing import Any

urlpatterns: list[Any] = []
