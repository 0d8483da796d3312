"""Routes of `standto_desk.pages.log`."""

from typing import Any

urlpatterns: list[Any] = []
