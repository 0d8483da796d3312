"""Routes of `standto_desk.pages.setting_up`."""

from typing import Any

urlpatterns: list[Any] = []
