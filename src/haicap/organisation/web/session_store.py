"""Sessions in Django's own table, read by a prepared statement: every page begins with one (`SESSION_ENGINE`)."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from haicap.platform.statements import Reading

_KEPT = Reading(Session, "WHERE this.session_key = %(key)s AND this.expire_date > now()")


class SessionStore(db.SessionStore):
    """Django's store; only the reading is ours."""

    def _get_session_from_db(self) -> Session | None:
        kept = _KEPT.first(key=self.session_key)
        if kept is None:
            self._session_key = None
        return kept
