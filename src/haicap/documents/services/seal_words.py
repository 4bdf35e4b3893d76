"""What a paper says of the seal it is about to bear."""

from datetime import datetime

from haicap.documents.contract.seals import SealCard
from haicap.documents.domain import wording
from haicap.kernel import clock


def seal_words(seal: SealCard, at: datetime) -> dict[str, str | bool]:
    """What Decree 30/2020/NĐ-CP wants read beside a digital signature: whose, and the time in ISO 8601 [K]."""
    return {
        "holder": wording.printable(seal.holder),
        "name": wording.printable(seal.name),
        "issuer": wording.printable(seal.issuer),
        "self_made": seal.self_made,
        "fingerprint": seal.fingerprint,
        "at": clock.local(at).isoformat(timespec="seconds"),
    }
