"""What other packages may ask of reporting."""

from haicap.reporting.domain.findings import all_tested, confirmed
from haicap.reporting.domain.index766 import shown
from haicap.reporting.domain.wording import printed
from haicap.reporting.selectors.declared import collected, compared, declared, reconciled
from haicap.reporting.selectors.index766 import (
    edition_of,
    index_of_departments,
    index_of_province,
    index_of_units,
    procedures_of,
)
from haicap.reporting.selectors.stated import paper_tested, papers, stated
from haicap.reporting.services.declaring import correct, declare, hand_in

__all__ = [
    "all_tested",
    "collected",
    "compared",
    "confirmed",
    "correct",
    "declare",
    "declared",
    "edition_of",
    "hand_in",
    "index_of_departments",
    "index_of_province",
    "index_of_units",
    "paper_tested",
    "papers",
    "printed",
    "procedures_of",
    "reconciled",
    "shown",
    "stated",
]
