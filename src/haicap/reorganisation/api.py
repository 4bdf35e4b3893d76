"""What a reorganisation offers: plan, preview, approval, application, annulment."""

from haicap.reorganisation.domain.plan_document import digest
from haicap.reorganisation.domain.plan_document import read as read_document
from haicap.reorganisation.domain.plan_document import write as write_document
from haicap.reorganisation.selectors.files import read_file
from haicap.reorganisation.selectors.plans import (
    find,
    of_register,
    plan_card,
    plan_of,
    plan_of_province,
    plans,
)
from haicap.reorganisation.selectors.preview import preview
from haicap.reorganisation.selectors.reports import paper, papers
from haicap.reorganisation.services.annulling import annul
from haicap.reorganisation.services.annulling import confirm as confirm_annulment
from haicap.reorganisation.services.annulling import decline as decline_annulment
from haicap.reorganisation.services.annulling import propose as propose_annulment
from haicap.reorganisation.services.applying import apply, due
from haicap.reorganisation.services.proposing import approve, propose, withdraw
from haicap.reorganisation.services.rehearsing import rehearse
from haicap.reorganisation.services.sealing import seal_report, seal_reports
from haicap.reorganisation.services.trial_reports import bring

__all__ = [
    "annul",
    "apply",
    "approve",
    "bring",
    "confirm_annulment",
    "decline_annulment",
    "digest",
    "due",
    "find",
    "of_register",
    "paper",
    "papers",
    "plan_card",
    "plan_of",
    "plan_of_province",
    "plans",
    "preview",
    "propose",
    "propose_annulment",
    "read_document",
    "read_file",
    "rehearse",
    "seal_report",
    "seal_reports",
    "withdraw",
    "write_document",
]
