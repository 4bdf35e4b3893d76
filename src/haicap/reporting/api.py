"""What other packages may ask of reporting."""

from haicap.reporting.domain.findings import all_tested, confirmed
from haicap.reporting.selectors.declared import collected, compared, declared, reconciled

__all__ = ["all_tested", "collected", "compared", "confirmed", "declared", "reconciled"]
