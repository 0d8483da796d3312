"""Argon2 that costs next to nothing, so that tests need not wait for passwords."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The desk's own hasher with its least costs."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
