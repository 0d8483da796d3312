"""Routes of `standto_desk.pages.rota`."""

from typing import Any

urlpatterns: list[Any] = []
