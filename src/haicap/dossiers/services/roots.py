"""Writing daily roots: after each midnight one, and all that were missed; and the sealed file that takes them away."""

import json
from datetime import date, datetime, time, timedelta

from django.db import connection, transaction

from haicap.documents import api as documents
from haicap.dossiers.contract.roots import Root
from haicap.dossiers.domain import roots
from haicap.dossiers.models import DailyRoot, Dossier
from haicap.dossiers.selectors.roots import kept_days, latest_root
from haicap.kernel.clock import VIETNAM
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyKind

_ONE_WRITER = 0x68726F6F
_WORK_MS = 900_000

# entries that no root covers yet, by the day they were recorded; a chain is read from its last root on
_FRESH = """
SELECT e.unit_id, (e.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, max(e.chain_seq)
FROM dossiers_chain c
JOIN dossiers_journal e ON e.unit_id = c.unit_id
  AND e.chain_seq > coalesce((%(heads)s::jsonb -> c.unit_id::text ->> 0)::bigint, 0)
WHERE e.recorded_at < %(midnight)s GROUP BY 1, 2"""

_LINKS = """
SELECT e.unit_id, e.chain_seq, encode(e.hash, 'hex') FROM dossiers_journal e
JOIN unnest(%s::bigint[], %s::bigint[]) AS wanted (unit_id, chain_seq) USING (unit_id, chain_seq)"""


@transaction.atomic
def write_roots(*, today: date, at: datetime) -> int:
    """Write the roots of all days before `today` that lack one; returns how many.

    What was recorded before a midnight and committed after its root was written belongs to the next day's root.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = {_WORK_MS}")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_WRITER])
    last = latest_root()
    ends = _ends(last, today)
    if not ends:
        return 0
    day, previous = (last.day + timedelta(days=1), last.root) if last else (min(ends), "")
    heads = dict(last.heads) if last else {}
    made = []
    while day < today:
        heads |= ends.get(day, {})
        root = roots.root_of(previous, day, heads)
        told = {str(unit): list(head) for unit, head in root.heads.items()}
        made.append(DailyRoot(day=day, made_at=at, previous=previous, root=root.root, heads=told))
        previous, day = root.root, day + timedelta(days=1)
    DailyRoot.objects.bulk_create(made)
    return len(made)


def write_file(*, at: datetime, since: date | None = None) -> bytes:
    """The sealed file of all roots, or of those from the day `since` on; its seal is that of the deployment.

    FailureError as `documents.seal_bytes`.
    """
    holder = _holder()
    told = {"holder": holder, "written_at": at.isoformat()}
    body = "".join(roots.lines(kept_days(since=since), told=told)).encode()
    seal = documents.seal_bytes(body, holder=holder, at=at)
    return body + roots.seal_line(seal.certificate, seal.signature, seal.sealed_at.isoformat()).encode()


def _holder() -> str:
    """The province's committee: whose seal is made where there is none yet."""
    province = Dossier.objects.order_by("number").values_list("province", flat=True)[:1]
    kinds = frozenset({AgencyKind.PROVINCIAL_COMMITTEE})
    bodies = [body for code in province for body in organisation.agencies_of_province(code, kinds=kinds)]
    return bodies[0].name if bodies else "haicap"


def _ends(last: Root | None, today: date) -> dict[date, dict[int, tuple[int, str]]]:
    """Day -> unit -> head, for the chains that grew; days without a growth are there too, empty, after a first root."""
    known = {str(unit): list(head) for unit, head in last.heads.items()} if last else {}
    midnight = datetime.combine(today, time(0), VIETNAM)
    earliest = last.day + timedelta(days=1) if last else date.min
    found: dict[date, dict[int, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_FRESH, {"heads": json.dumps(known), "midnight": midnight})
        for unit, day, seq in cursor.fetchall():
            of_day = found.setdefault(max(day, earliest), {})
            of_day[unit] = max(of_day.get(unit, 0), seq)
    if last and earliest < today:
        found.setdefault(earliest, {})
    return _with_digests(_growing(found))


def _growing(found: dict[date, dict[int, int]]) -> dict[date, dict[int, int]]:
    """Where the database's clock was set back a chain still never gets shorter."""
    highest: dict[int, int] = {}
    for day in sorted(found):
        for unit, seq in list(found[day].items()):
            if seq <= highest.get(unit, 0):
                del found[day][unit]
            highest[unit] = max(seq, highest.get(unit, 0))
    return found


def _with_digests(found: dict[date, dict[int, int]]) -> dict[date, dict[int, tuple[int, str]]]:
    pairs = [(unit, seq) for of_day in found.values() for unit, seq in of_day.items()]
    with connection.cursor() as cursor:
        cursor.execute(_LINKS, [[unit for unit, _ in pairs], [seq for _, seq in pairs]])
        links = {(unit, seq): link for unit, seq, link in cursor.fetchall()}
    return {
        day: {unit: (seq, links[unit, seq]) for unit, seq in of_day.items()} for day, of_day in found.items()
    }
