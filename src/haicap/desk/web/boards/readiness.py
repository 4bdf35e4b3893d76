"""What signing needs, as far as haicap knows it.

The seal of this deployment is known. Certificates of persons are not kept here yet, so how many who sign lack one is
said to be unknown and never shown as none.
"""

from dataclasses import dataclass

from haicap.documents import api as documents
from haicap.documents.contract.seals import SealCard
from haicap.kernel import clock
from haicap.kernel.errors import FailureError


@dataclass(frozen=True, slots=True)
class Signing:
    """The deployment's seal; `unreadable` where its file is damaged."""

    seal: SealCard | None
    unreadable: bool = False

    @property
    def in_force(self) -> bool:
        """True where papers can be sealed today."""
        return self.seal is not None and self.seal.in_force(clock.now())


def signing() -> Signing:
    """The state of the seal; a damaged one is told, not raised: a board must open."""
    try:
        return Signing(documents.seal())
    except FailureError:
        return Signing(None, unreadable=True)
