"""Papers that prove something: printed once, sealed, kept; the same bytes are given out ever after."""

from collections.abc import Callable
from datetime import datetime

from haicap.documents.contract import ConservationData, FileCard, MediaType, Rendered, SettlementData
from haicap.documents.contract.seals import SealCard
from haicap.documents.domain.media import Sound
from haicap.documents.services import files, seals
from haicap.documents.services.conservation import render_conservation
from haicap.documents.services.settlement import render_settlement
from haicap.kernel.refs import RecordRef
from haicap.organisation.contract import AgencyCard


def seal_conservation(
    data: ConservationData, name: str, *, body: AgencyCard, owner: RecordRef, at: datetime
) -> FileCard:
    """Print the report of a reorganisation, seal it for `data.agency` and keep it with `body` as a file of `owner`.

    Every call makes a paper of its own: the caller keeps the first. FailureError: `documents.seal_over`,
    `seal_unreadable`, `disk_full`, `disk_failed`; then nothing is kept.
    """
    return _sealed(
        data.agency,
        lambda seal: render_conservation(data, seal, sealed_at=at),
        name,
        body=body,
        owner=owner,
        at=at,
    )


def seal_settlement(
    data: SettlementData, name: str, *, body: AgencyCard, owner: RecordRef, at: datetime
) -> FileCard:
    """The same for a periodic report."""
    return _sealed(
        data.agency,
        lambda seal: render_settlement(data, seal, sealed_at=at),
        name,
        body=body,
        owner=owner,
        at=at,
    )


def _sealed(
    holder: str,
    render: Callable[[SealCard], Rendered],
    name: str,
    *,
    body: AgencyCard,
    owner: RecordRef,
    at: datetime,
) -> FileCard:
    from haicap.documents.services import pades

    card, pem = seals.current(holder=holder, at=at)
    pdf = pades.sealed(render(card).pdf, pem=pem, at=at)
    return files.keep(
        Sound(MediaType.PDF, pdf), name, province=body.province_code, body=body.id, at=at, owner=owner
    )
