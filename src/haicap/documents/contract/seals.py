"""Nouns of the electronic seal: the certificate papers are sealed with, and what a check of a paper finds.

Law on Electronic Transactions 20/2023/QH15; Decree 23/2025/NĐ-CP for certificates and their checking [K].
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Origin(StrEnum):
    """Whose seal it is: this deployment's, of somebody a given authority vouches for, or nobody's we know."""

    OWN = "own"
    TRUSTED = "trusted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SealCard:
    """A certificate: `fingerprint` is the SHA-256 (hex) of its DER, `serial` is hex, times are aware."""

    holder: str
    name: str
    issuer: str
    serial: str
    fingerprint: str
    valid_from: datetime
    valid_until: datetime
    self_made: bool

    def in_force(self, at: datetime) -> bool:
        """True within its time."""
        return self.valid_from <= at <= self.valid_until


@dataclass(frozen=True, slots=True)
class SealCheck:
    """One seal on a paper: `genuine` where the sealed bytes are unchanged and the key was the certificate's.

    `covers` is True where nothing was added to the file afterwards; `sealed_at` is what the sealer's clock said.
    """

    card: SealCard
    origin: Origin
    sealed_at: datetime | None
    genuine: bool
    covers: bool

    @property
    def in_time(self) -> bool:
        """The certificate was in force when the paper was sealed, as far as the paper itself says."""
        return self.sealed_at is not None and self.card.in_force(self.sealed_at)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a check of a PDF found, oldest seal first; `readable` is False where its seals cannot even be read."""

    seals: tuple[SealCheck, ...]
    readable: bool = True

    @property
    def intact(self) -> bool:
        """Sealed, every seal genuine, and the file ends where its last seal ends."""
        return bool(self.seals) and all(seal.genuine for seal in self.seals) and self.seals[-1].covers

    @property
    def holds(self) -> bool:
        """Intact, and every seal is known and was in force."""
        return self.intact and all(seal.origin is not Origin.UNKNOWN and seal.in_time for seal in self.seals)


@dataclass(frozen=True, slots=True)
class DetachedSeal:
    """A seal kept beside what it seals: the certificate (PEM), the signature, what the sealer's clock said."""

    certificate: str
    signature: bytes
    sealed_at: datetime
