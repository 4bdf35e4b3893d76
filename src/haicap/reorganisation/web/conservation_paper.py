"""The conservation report as a paper for the archive. Vietnamese whatever the reader's language, as forms are."""

from dataclasses import asdict
from uuid import uuid5

from django.http import HttpResponse
from django.utils import translation

from haicap.documents import api as documents
from haicap.documents.contract import ConservationData, ConservedRow, FileCard, MediaType, PlanStep
from haicap.kernel import clock
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import PlanCard, Report
from haicap.reorganisation.web.plan_words import quantity
from haicap.territory import api as territory

SYSTEM = "Hệ thống"  # applied by the timer or on the server, by no account


def answer(actor: Actor, card: PlanCard, report: Report) -> HttpResponse:
    """The PDF of the card's last report as a download."""
    data = told(actor, card, report)
    rendered = documents.render_conservation(data)
    name = f"bao-toan-{clock.local_day(data.at):%Y%m%d}.pdf"
    file = FileCard(
        uuid5(card.id, rendered.sha256),
        rendered.sha256,
        len(rendered.pdf),
        MediaType.PDF.value,
        name,
        data.at,
    )
    return documents.response(file, rendered.pdf)


def told(actor: Actor, card: PlanCard, report: Report) -> ConservationData:
    """What the paper says, dated by the last step, under the head of the actor's province as of today."""
    enactment = reorganisation.plan_of(card.id).enactment
    province = territory.require_unit(actor.province_code, clock.today())
    return ConservationData(
        agency=organisation.committee_of_unit(province.unit_id).name,
        place=province.name.removeprefix("Tỉnh ").removeprefix("Thành phố "),
        at=(card.annulled or card.applied or card.proposed).at,
        instrument=enactment.instrument,
        body=enactment.body,
        subject=enactment.subject,
        decided_on=enactment.decided_on,
        effective_on=enactment.effective_on,
        clauses=tuple(dict.fromkeys(change.clause for change in enactment.changes if change.clause)),
        steps=_steps(card),
        rows=_rows(report),
        marks=report.marks,
        plan_sha256=card.sha256,
        report_sha256=card.report_sha256,
    )


def _rows(report: Report) -> tuple[ConservedRow, ...]:
    with translation.override("vi"):
        return tuple(
            ConservedRow(quantity=quantity(line.name), holds=line.holds, **asdict(line))
            for line in report.lines
        )


def _steps(card: PlanCard) -> tuple[PlanStep, ...]:
    steps = (
        ("Người lập phương án", card.proposed),
        ("Người phê duyệt", card.approved),
        ("Thực hiện", card.applied),
        ("Hủy bỏ", card.annulled),
    )
    return tuple(PlanStep(deed, step.label or SYSTEM, step.at) for deed, step in steps if step)
