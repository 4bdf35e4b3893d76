"""Lists of any length, read row by row: what files are made of."""

from collections.abc import Generator, Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection, transaction

from haicap.dossiers.contract import OPEN, ListFilter, ListLine, Status
from haicap.dossiers.contract.national import InternalState, NationalNumber
from haicap.dossiers.domain.national import ENDED_BEFORE, number_of, told
from haicap.dossiers.selectors.conditions import narrowed
from haicap.dossiers.selectors.lists import KEYS
from haicap.kernel.clock import VIETNAM
from haicap.kernel.stops import StopKind
from haicap.kernel.timeliness import Timeliness
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AppointmentId
from haicap.procedures.contract import ProcedureVersionId

AT_ONCE = 1000  # rows
IDLE = "60s"  # a reader who stands still for longer loses the connection, so that others have it


def _words(statuses: Iterable[Status]) -> str:
    return ", ".join(f"'{status.value}'" for status in sorted(statuses))


# moments as seconds: of a hundred thousand rows, reading them as text would be half the work. With the status, what the
# national number also depends on (contract.national.InternalState).
_COLUMNS = f"""number, procedure_code, procedure_version_id, field, applicant_name,
  floor(extract(epoch FROM received_at))::bigint, floor(extract(epoch FROM due_at))::bigint,
  floor(extract(epoch FROM promised_at))::bigint, status,
  CASE WHEN status = '{Status.AWAITING_APPLICANT.value}' THEN stops->-1->>0 END,
  CASE WHEN status IN ({_words(ENDED_BEFORE)}) THEN (
    SELECT j.status_after FROM dossiers_journal j WHERE j.dossier_id = dossiers_dossier.id
      AND j.status_after IN ({_words(OPEN)}) ORDER BY j.seq DESC LIMIT 1) END,
  timeliness, step_role, holder_id"""
_STATUSES = {status.value: status for status in Status}
_CLASSES: dict[str, Timeliness | None] = {"": None, **{each.value: each for each in Timeliness}}


def stream(*, actor: Actor, filter: ListFilter, now: datetime) -> Generator[ListLine, None, None]:  # noqa: A002
    """All rows of `listing` in its order, all of one instant, however many: in bounded memory and while others write.

    Refuses at once what `listing` does. Holds a connection until it is read to its end or closed.
    """
    found = narrowed(actor, filter, now)
    key, way = KEYS[filter.order]
    sql = f"SELECT {_COLUMNS} FROM {found.table.sql} WHERE {found.where.sql} ORDER BY {key} {way}, id {way}"
    return _read(sql, (*found.table.values, *found.where.values))


def _read(sql: str, values: tuple[Any, ...]) -> Generator[ListLine, None, None]:
    """One cursor of the database is one snapshot of it, whatever is committed while it is read."""
    names: dict[int | None, str] = {None: ""}
    with transaction.atomic():
        with connection.cursor() as cursor:
            # it is read to its end, so it is planned for that
            cursor.execute(
                f"SET LOCAL idle_in_transaction_session_timeout = '{IDLE}'; SET LOCAL cursor_tuple_fraction = 1"
            )
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql, values)
            while rows := cursor.fetchmany(AT_ONCE):
                names |= _names_of({row[-1] for row in rows} - names.keys())
                for row in rows:
                    yield _line(row, names[row[-1]])


def _names_of(holders: Iterable[int | None]) -> dict[int | None, str]:
    asked = frozenset(AppointmentId(holder) for holder in holders if holder)
    known = organisation.holder_names(asked) if asked else {}
    return {holder: known.get(holder, "") for holder in asked}


def _line(row: tuple[Any, ...], holder: str) -> ListLine:
    number, procedure, version, field, name, received, due, promised, *state, timeliness, step, _holder = row
    national, internal = _national(*state)
    return ListLine(
        number,
        procedure,
        ProcedureVersionId(version),
        field,
        name,
        datetime.fromtimestamp(received, VIETNAM),
        datetime.fromtimestamp(due, VIETNAM),
        datetime.fromtimestamp(promised, VIETNAM),
        _STATUSES[state[0]],
        national,
        internal,
        _CLASSES[timeliness],
        step,
        holder,
    )


@cache
def _national(status: str, waits_for: str | None, left: str | None) -> tuple[NationalNumber, str]:
    kind = StopKind(waits_for) if waits_for else None
    state = InternalState(Status(status), kind, Status(left) if left else None)
    return number_of(state), told(state)
