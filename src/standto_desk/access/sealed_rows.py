"""Query sets of rows that the security log seals: each change of a row seals it in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models, transaction

from standto_desk.access.log_chain import lock_log
from standto_desk.access.sealing import concerns_a_seal, seal_many

AT_ONCE = 500
"""The number of rows in one statement."""


class SealedQuerySet(models.QuerySet):
    """Rows that only their own methods may write, because only those seal them in the security log."""

    def bulk_create(self, *_args: Any, **_options: Any) -> NoReturn:
        """Refuse: rows made at once would not be sealed."""
        raise TypeError(f"{self.model.__name__}: save each row, or use `insert`, so that it is sealed")

    def insert(self, rows: Iterable[models.Model]) -> list[Any]:
        """Insert many new rows, and seal each as the table has it."""
        with transaction.atomic(savepoint=False):
            lock_log()
            made = super().bulk_create(list(rows), batch_size=AT_ONCE)
            seal_many(self.model, [row.pk for row in made])
        return made

    def update(self, **columns: Any) -> int:
        """Change columns that no seal covers; refuse to change others."""
        if concerns_a_seal(self.model, columns):
            raise TypeError(f"{self.model.__name__}: save each row, so that it is sealed")
        return int(super().update(**columns))
