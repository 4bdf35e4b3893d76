"""What other packages may do with papers.

Files and issued forms carry no scope of their own: whoever calls has already asked whether the actor may see or
change the record they belong to.
"""

from haicap.documents.selectors.custody import custody_of, handovers, recounts
from haicap.documents.selectors.drafts import draft_of
from haicap.documents.selectors.files import card as file_card
from haicap.documents.selectors.files import of_record as files_of
from haicap.documents.selectors.files import read
from haicap.documents.selectors.forms import issued, issued_for
from haicap.documents.selectors.naming import naming_on, naming_rules
from haicap.documents.selectors.seals import seal, verify_seals
from haicap.documents.services.carrying import DocumentCarrier
from haicap.documents.services.decisions import picture_decision, render_decision
from haicap.documents.services.detached import check_bytes, seal_bytes
from haicap.documents.services.drafts import note_printing, save_draft
from haicap.documents.services.files import drop, forget_untaken, hand_to, keep_rows, store, sweep
from haicap.documents.services.forms import (
    render_control_slip,
    render_log_book,
    render_notice,
    render_receipt,
)
from haicap.documents.services.issuing import cancel, issue
from haicap.documents.services.naming import choose_naming
from haicap.documents.services.sealing import seal_conservation, seal_settlement
from haicap.documents.services.seals import install as install_seal
from haicap.documents.serving import response

__all__ = [
    "DocumentCarrier",
    "cancel",
    "check_bytes",
    "choose_naming",
    "custody_of",
    "draft_of",
    "drop",
    "file_card",
    "files_of",
    "forget_untaken",
    "hand_to",
    "handovers",
    "install_seal",
    "issue",
    "issued",
    "issued_for",
    "keep_rows",
    "naming_on",
    "naming_rules",
    "note_printing",
    "picture_decision",
    "read",
    "recounts",
    "render_control_slip",
    "render_decision",
    "render_log_book",
    "render_notice",
    "render_receipt",
    "response",
    "save_draft",
    "seal",
    "seal_bytes",
    "seal_conservation",
    "seal_settlement",
    "store",
    "sweep",
    "verify_seals",
]
