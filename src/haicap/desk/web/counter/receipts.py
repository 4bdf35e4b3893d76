"""Giving the receipt out and showing the counter's papers as PDF."""

import hashlib
import logging
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from haicap.desk import papers
from haicap.documents import api as documents
from haicap.documents.contract import FileCard, IssuedForm, MediaType
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import DossierFile, DossierId
from haicap.kernel import clock
from haicap.kernel.ids import uuid7
from haicap.organisation.web.access import OfficialRequest

logger = logging.getLogger("haicap.desk")


def tracking_of(request: HttpRequest, opened: DossierFile) -> str:
    """The address of the public page, as the QR holds it."""
    return request.build_absolute_uri(reverse("portal:dossier", args=[opened.card.number, opened.secret]))


def give_out(request: OfficialRequest, dossier_id: DossierId, at: datetime) -> IssuedForm | None:
    """Issue the receipt. A press or disk that fails leaves the dossier accepted: the page offers it again."""
    opened = dossiers.open_file(actor=request.actor, dossier_id=dossier_id)
    try:
        return papers.issue_receipt(
            actor=request.actor, opened=opened, tracking=tracking_of(request, opened), at=at
        )
    except Exception:  # whatever breaks the press, the citizen's dossier is accepted and must be said so
        logger.exception("receipt of %s not issued", opened.card.number)
        return None


def pdf(content: bytes, name: str) -> HttpResponse:
    """A drawn paper, shown in place and kept by nobody."""
    digest = hashlib.sha256(content).hexdigest()
    card = FileCard(uuid7(), digest, len(content), MediaType.PDF.value, name, clock.now())
    return documents.response(card, content, inline=True)
