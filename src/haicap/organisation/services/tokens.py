"""Keys for the API: issued once, kept as a hash, dead within five seconds of being revoked."""

import hashlib
import secrets
from datetime import date, datetime, time, timedelta
from threading import Lock

from django.db import transaction

from haicap.kernel import clock, text
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation.contract import Actor, AppointmentId, TokenId
from haicap.organisation.models import ApiToken, Appointment, OrganisationJournal
from haicap.organisation.selectors import actors

LONGEST_DAYS = 366
CACHED_SECONDS = 5
USED_SECONDS = 60  # how coarse "last used" is; writing it at every call would cost more than the call
PREFIX = "haicap_"

_cache: dict[str, tuple[datetime, Actor]] = {}
_cache_lock = Lock()
_CACHE_SIZE = 4096


@transaction.atomic
def issue_token(*, actor: Actor, name: str, expires_at: datetime, at: datetime) -> str:
    """A new key for the actor's own appointment; the answer is the key, shown this once.

    Refused: `organisation.token_expiry` beyond 366 days or not after `at`, `organisation.name_missing`,
    `organisation.not_your_appointment` where the actor acts from a delegation.
    """
    if actor.on_behalf_of is not None:
        raise refuse("organisation.not_your_appointment")
    if not text.clean(name):
        raise refuse("organisation.name_missing", field="name")
    if not at < expires_at <= at + timedelta(days=LONGEST_DAYS):
        raise refuse("organisation.token_expiry", field="expires_at", days=LONGEST_DAYS)
    raw = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        token_hash=_hash(raw),
        hint=raw[-4:],
        name=text.clean(name),
        appointment_id=actor.appointment_id,
        issued_at=at,
        expires_at=_not_beyond_appointment(actor.appointment_id, expires_at),
    )
    OrganisationJournal.objects.record(actor=actor, action="issue_token", subject=f"token:{row.id}", at=at)
    return raw


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: TokenId, at: datetime) -> None:
    """Kill a key of the actor's own appointment at once; refused with `organisation.unknown_record` for
    others'.
    """
    own = ApiToken.objects.filter(
        id=token_id, appointment__person_id=actor.person_id, revoked_at__isnull=True
    )
    if not own.update(revoked_at=at):
        raise refuse("organisation.unknown_record")
    OrganisationJournal.objects.record(actor=actor, action="revoke_token", subject=f"token:{token_id}", at=at)


def actor_for_token(raw: str) -> Actor | None:
    """The actor of a key, or None where it is unknown, expired, revoked, or its appointment is not in force.

    Positive answers are remembered for five seconds in this process; every other answer is looked up.
    """
    now = clock.now()
    digest = _hash(raw)
    known = _cache.get(digest)
    if known is not None and timedelta(0) <= now - known[0] < timedelta(seconds=CACHED_SECONDS):
        return known[1]
    actor = _look_up(digest, now)
    with _cache_lock:
        _cache.pop(digest, None)
        if actor is not None:
            while len(_cache) >= _CACHE_SIZE:
                _cache.pop(next(iter(_cache)))
            _cache[digest] = (now, actor)
    return actor


def forget_tokens() -> None:
    """Empty this process's memory of keys (tests, and after a restore)."""
    _cache.clear()


def _not_beyond_appointment(appointment_id: AppointmentId, expires_at: datetime) -> datetime:
    """No key outlives the appointment it rests on (law I-Z2)."""
    ends_on = Appointment.objects.values_list("ends_on", flat=True).get(id=appointment_id)
    return expires_at if ends_on is None else min(expires_at, midnight_after(ends_on))


def midnight_after(day: date) -> datetime:
    """The first moment of the next day in Viet Nam."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=clock.VIETNAM)


def _look_up(digest: str, now: datetime) -> Actor | None:
    rows = ApiToken.objects.filter(token_hash=digest, revoked_at__isnull=True, expires_at__gt=now)
    row = rows.first()
    if row is None:
        return None
    try:
        actor = actors.actor_of_appointment(AppointmentId(row.appointment_id), clock.local_day(now))
    except RefusalError:
        return None
    if row.last_used_at is None or now - row.last_used_at >= timedelta(seconds=USED_SECONDS):
        ApiToken.objects.filter(id=row.id).update(last_used_at=now)
    return actor


def _hash(raw: str) -> str:
    # the key is 256 random bits, so a plain hash cannot be guessed back; a slow one would only slow every call
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()
