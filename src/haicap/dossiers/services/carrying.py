"""Dossiers when units are reorganised: not one of them changes. They keep bodies, unit, deadline, number and journal;
who goes on for their bodies owns them (`organisation.selectors.successions`). So there is only something to prove.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from haicap.dossiers.models import ledger
from haicap.dossiers.selectors import holdings
from haicap.organisation import api as organisation
from haicap.organisation.contract import Conserved, Move
from haicap.territory.contract import UnitId


class DossierCarrier:
    """Dossiers as a carrier (`organisation.contract.Carrier`)."""

    def preview(self, unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
        """What is conserved, and as `since` what came on the effective day or later."""
        return (*holdings.conserved(unit_ids), *holdings.received_since(unit_ids, on))

    def hold(self, unit_ids: Sequence[UnitId]) -> None:
        """Lock the heads of the chains: every act on a dossier writes one, so acts and intakes wait."""
        ledger.hold_chains(organisation.units_behind(unit_ids))

    def conserved(self, unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
        """Open dossiers by status with their deadlines, acts in the journals, numbers given."""
        return holdings.conserved(unit_ids)

    def marks(self, unit_ids: Sequence[UnitId]) -> Mapping[str, str]:
        """Where each unit's journal chain stands."""
        return holdings.chain_heads(unit_ids)

    def carry(self, move: Move, at: datetime) -> None:
        """Nothing to do: whose they are follows from the bodies."""

    def undo(self, move: Move, on: date, at: datetime) -> None:
        """Nothing to do."""
