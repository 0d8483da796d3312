"""Every route of the desk: one line for each family of pages."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
