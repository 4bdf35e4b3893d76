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
from haicap.reporting.selectors.index_frozen import frozen_index, frozen_index_of
from haicap.reporting.selectors.periodic import all_reports, report_by_hash
from haicap.reporting.selectors.periodic_reading import due_for, open_report, reminded_of, reports_for
from haicap.reporting.selectors.stated import paper_tested, papers, stated
from haicap.reporting.selectors.statistics import lawful_levels, statistics
from haicap.reporting.selectors.statistics import months as open_months
from haicap.reporting.selectors.statistics import of_name as open_month
from haicap.reporting.selectors.statistics import provinces as open_provinces
from haicap.reporting.selectors.verifying import verified
from haicap.reporting.services.declaring import correct, declare, hand_in
from haicap.reporting.services.marking import mark_overdue
from haicap.reporting.services.periodic_papers import seal_report, seal_reports
from haicap.reporting.services.periodic_preparing import prepare
from haicap.reporting.services.periodic_steps import check, send_back, sign, submit

__all__ = [
    "all_reports",
    "all_tested",
    "check",
    "collected",
    "compared",
    "confirmed",
    "correct",
    "declare",
    "declared",
    "due_for",
    "edition_of",
    "frozen_index",
    "frozen_index_of",
    "hand_in",
    "index_of_departments",
    "index_of_province",
    "index_of_units",
    "lawful_levels",
    "mark_overdue",
    "open_month",
    "open_months",
    "open_provinces",
    "open_report",
    "paper_tested",
    "papers",
    "prepare",
    "printed",
    "procedures_of",
    "reconciled",
    "reminded_of",
    "report_by_hash",
    "reports_for",
    "seal_report",
    "seal_reports",
    "send_back",
    "shown",
    "sign",
    "stated",
    "statistics",
    "submit",
    "verified",
]
