"""Papers that prove something: printed once, sealed, kept; the same bytes are given out ever after."""

from datetime import datetime

from haicap.documents.contract import ConservationData, FileCard, MediaType
from haicap.documents.domain.media import Sound
from haicap.documents.services import files, seals
from haicap.documents.services.conservation import render_conservation
from haicap.kernel.refs import RecordRef
from haicap.organisation.contract import AgencyCard


def seal_conservation(
    data: ConservationData, name: str, *, body: AgencyCard, owner: RecordRef, at: datetime
) -> FileCard:
    """Print the report of a reorganisation, seal it for `data.agency` and keep it with `body` as a file of `owner`.

    Every call makes a paper of its own: the caller keeps the first. FailureError: `documents.seal_over`,
    `seal_unreadable`, `disk_full`, `disk_failed`; then nothing is kept.
    """
    from haicap.documents.services import pades

    card, pem = seals.current(holder=data.agency, at=at)
    printed = render_conservation(data, card, sealed_at=at)
    pdf = pades.sealed(printed.pdf, pem=pem, at=at)
    return files.keep(
        Sound(MediaType.PDF, pdf), name, province=body.province_code, body=body.id, at=at, owner=owner
    )
