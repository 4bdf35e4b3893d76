"""The deployment's seal as it lies there, and the seals of any paper."""

from datetime import datetime

from cryptography import x509

from haicap.documents.contract.seals import SealCard, Sealed
from haicap.documents.domain import certificates
from haicap.documents.models import keyring
from haicap.kernel.errors import FailureError, refuse


def seal() -> SealCard | None:
    """The seal there is, whatever its time; None where none was needed yet. FailureError: documents.seal_unreadable."""
    pem = keyring.current()
    return card_of(pem) if pem else None


def card_of(pem: bytes) -> SealCard:
    """The seal of a PEM as the keyring holds it. FailureError: documents.seal_unreadable."""
    try:
        return certificates.card(x509.load_pem_x509_certificates(pem)[0])
    except ValueError as problem:
        words = f"the seal in {keyring.folder()} is damaged"
        raise FailureError("documents.seal_unreadable", words, retry=False) from problem


def verify_seals(pdf: bytes, *, now: datetime, trust: bytes = b"") -> Sealed:
    """Every seal of any PDF, offline; `trust` are certificates of authorities (PEM) whose word counts.

    `now` stands in where a seal tells no time. Refused: documents.seal_no_authority.
    """
    from haicap.documents.selectors import signatures

    try:
        authorities = x509.load_pem_x509_certificates(trust) if trust else []
    except ValueError as problem:
        raise refuse("documents.seal_no_authority", field="trust") from problem
    return signatures.verify(pdf, trust=authorities, now=now)
