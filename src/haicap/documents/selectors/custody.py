"""Who keeps which files: counted from an index of (body, day, size), and told through who goes on for whom."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from haicap.documents.contract.custody import Handover, Kept, Recount
from haicap.documents.domain.custody import chain
from haicap.documents.models import CustodyRow, StoredFile, vault
from haicap.kernel.clock import local_day
from haicap.kernel.errors import FailureError
from haicap.kernel.refs import RecordRef
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyId
from haicap.platform.statements import Statement

_OF_RECORD = Statement("""
SELECT agency_id, count(*), sum(size), min(stored_at) FROM documents_file
WHERE owner_kind = %(kind)s AND owner_id = %(record)s GROUP BY agency_id ORDER BY min(stored_at), agency_id""")
# a file that no record has taken may still be dropped: it is nobody's archive yet
_OF_BODIES = """
SELECT agency_id, count(*), sum(size) FROM documents_file
WHERE agency_id = ANY(%s) AND owner_kind <> '' AND stored_at < coalesce(%s, 'infinity'::timestamptz)
GROUP BY agency_id"""


class Held(NamedTuple):
    """So many files of so many bytes."""

    files: int
    size: int


def custody_of(record: RecordRef) -> tuple[Kept, ...]:
    """The files of a record by the body that took them in, with all who kept them. Scope is the caller's."""
    rows = _OF_RECORD.rows(kind=record.kind, record=record.id)
    ties = organisation.successions_from(AgencyId(agency) for agency, *_ in rows) if rows else ()
    instruments = _instruments(tie.id for tie in ties) if ties else {}
    return tuple(
        Kept(int(files), int(size), chain(AgencyId(agency), local_day(first), ties, instruments))
        for agency, files, size, first in rows
    )


def handovers(reorganisation: UUID) -> tuple[Handover, ...]:
    """What bodies handed over by a reorganisation and back by its annulment, in the order it was made."""
    ties = {tie.id: tie for tie in organisation.successions_of(reorganisation)}
    rows = CustodyRow.objects.filter(succession_id__in=ties).order_by("succession_id")
    return tuple(
        Handover(tie.predecessor, tie.successor, tie.since, tie.until, instrument, files, size, at)
        for pk, instrument, files, size, at in rows.values_list(
            "succession_id", "instrument", "files", "size", "at"
        )
        for tie in (ties[pk],)
    )


def held_by(heads: Iterable[AgencyId], *, before: datetime | None = None) -> Mapping[AgencyId, Held]:
    """What each body keeps (or kept, where it ended) with all that came to it from others; stored `before`."""
    behind = organisation.bodies_behind(heads)
    everybody = sorted(frozenset().union(*behind.values()))
    with connection.cursor() as cursor:
        cursor.execute(_OF_BODIES, [everybody, before])
        own = {AgencyId(agency): Held(int(files), int(size)) for agency, files, size in cursor.fetchall()}
    return {
        head: Held(
            sum(own[body].files for body in bodies if body in own),
            sum(own[body].size for body in bodies if body in own),
        )
        for head, bodies in behind.items()
    }


def recounts(reorganisation: UUID, *, full: bool) -> Iterator[Recount]:
    """Every handover of a reorganisation that stands, counted again; `full`: the bytes are compared with their hash.

    Full takes as long as reading all the files.
    """
    for each in handovers(reorganisation):
        if each.until is None:
            now = held_by([each.old], before=each.at)[each.old]
            yield Recount(each, now.files, now.size, tuple(_damaged(each)) if full else ())


def _damaged(handover: Handover) -> Iterator[str]:
    bodies = organisation.bodies_behind([handover.old])[handover.old]
    rows = StoredFile.objects.filter(agency_id__in=bodies, stored_at__lt=handover.at).exclude(owner_kind="")
    for row in rows.order_by("sha256", "id").iterator(chunk_size=1000):
        try:
            vault.get(row.sha256, row.size)
        except FailureError as failure:
            yield f"{row.owner_label}: {row.name}: {failure.words}"


def _instruments(successions: Iterable[int]) -> Mapping[int, str]:
    rows = CustodyRow.objects.filter(succession_id__in=list(successions)).order_by("succession_id")
    return dict(rows.values_list("succession_id", "instrument"))
