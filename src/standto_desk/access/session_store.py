"""Sessions in the database, found by a query that is compiled once, because every page needs one."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from standto.model.time import SECOND
from standto_desk.caching.compiled_queries import CompiledQuery
from standto_desk.clock import real_now

_SESSIONS = CompiledQuery(
    Session,
    lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at),
    key="session_key",
    at="expire_date",
)


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table of sessions."""
        return Session

    def _validate_session_key(self, key: str) -> bool:
        """Tell whether a key could be one of ours: PostgreSQL refuses to look for some characters."""
        return bool(super()._validate_session_key(key)) and key.isalnum()

    def _get_session_from_db(self) -> Session | None:
        """Return the row of this session unless it has expired; forget the key of a session that is gone."""
        found = _SESSIONS(key=self.session_key, at=datetime.fromtimestamp(real_now() / SECOND, UTC))
        if not found:
            self._session_key = None
        return found[0] if found else None
