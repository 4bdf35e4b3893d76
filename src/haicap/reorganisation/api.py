"""What a reorganisation offers: plan, preview, approval, application, annulment."""

from haicap.reorganisation.domain.plan_document import digest
from haicap.reorganisation.domain.plan_document import read as read_document
from haicap.reorganisation.domain.plan_document import write as write_document
from haicap.reorganisation.selectors.files import read_file
from haicap.reorganisation.selectors.plans import find, of_register, plan_card, plan_of, plans
from haicap.reorganisation.selectors.preview import preview
from haicap.reorganisation.selectors.reports import paper, papers
from haicap.reorganisation.services.applying import annul, apply, due
from haicap.reorganisation.services.proposing import approve, propose, withdraw
from haicap.reorganisation.services.rehearsing import rehearse
from haicap.reorganisation.services.sealing import seal_report, seal_reports

__all__ = [
    "annul",
    "apply",
    "approve",
    "digest",
    "due",
    "find",
    "of_register",
    "paper",
    "papers",
    "plan_card",
    "plan_of",
    "plans",
    "preview",
    "propose",
    "read_document",
    "read_file",
    "rehearse",
    "seal_report",
    "seal_reports",
    "withdraw",
    "write_document",
]
