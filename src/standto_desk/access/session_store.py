"""Sessions in the database, and messages in them, found by a query that is compiled once: every page needs one."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from standto.model.time import SECOND
from standto_desk.caching.compiled_queries import CompiledQuery
from standto_desk.clock import real_now
from standto_desk.ledger.rehearsal import ends_rehearsals

_SESSIONS = CompiledQuery(
    Session,
    lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at),
    key="session_key",
    at="expire_date",
)


class SessionStore(db.SessionStore):
    """Django's sessions in the database.

    One is saved after the view, with all that was changed in it, so a change ends a rehearsal before it is made.
    """

    __setitem__ = ends_rehearsals(db.SessionStore.__setitem__)
    __delitem__ = ends_rehearsals(db.SessionStore.__delitem__)
    setdefault = ends_rehearsals(db.SessionStore.setdefault)
    pop = ends_rehearsals(db.SessionStore.pop)
    update = ends_rehearsals(db.SessionStore.update)
    clear = ends_rehearsals(db.SessionStore.clear)
    cycle_key = ends_rehearsals(db.SessionStore.cycle_key)

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


class MessageStorage(SessionStorage):
    """Django's messages for the next page, kept in the session."""

    add = ends_rehearsals(SessionStorage.add)
