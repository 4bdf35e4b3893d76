"""Preparing a report, which freezes it; of two people who close the same period one is first."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from haicap.documents import api as documents
from haicap.dossiers.contract import Period
from haicap.kernel import canonical
from haicap.kernel.clock import local, local_day
from haicap.kernel.errors import refuse, require
from haicap.kernel.ids import uuid7
from haicap.kernel.refs import RecordRef
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyId
from haicap.reporting.contract import Kind, ReportCard, ReportId, Step
from haicap.reporting.domain import periodic_rights
from haicap.reporting.domain.periods import Asked, period_of
from haicap.reporting.models import PeriodicReport
from haicap.reporting.selectors import periodic, periodic_bodies
from haicap.reporting.selectors.schedule import require_rule
from haicap.reporting.services.periodic_freezing import Frozen, freeze
from haicap.reporting.services.periodic_steps import take

OWNER = "periodic_report"  # the kind of record its files belong to


def prepare(*, actor: Actor, body: AgencyId, kind: Kind, day: date, at: datetime) -> ReportCard:
    """Freeze the report of `body` for the period of `kind` in which `day` lies, as recorded at `at`.

    Refused: `reporting.not_a_preparer`, `outside_body`, `not_a_body`, `no_rule`, `ended_before`, `period_open` (it is
    not over), `already_prepared` (names who), and what `periodic_freezing.freeze` refuses.
    """
    own = periodic_bodies.own_bodies(actor)
    require(periodic_rights.may_do(actor, Step.PREPARED, own=own, body=body, prepared_by=None))
    card = organisation.agency(body)
    level = periodic_bodies.level_of(card)
    period = periodic_bodies.shortened(body, period_of(require_rule(kind, day), day))
    if local_day(at) <= period.end:
        raise refuse("reporting.period_open", field="day", end=period.end)
    asked = Asked(card, level, kind, period)
    edition = _next_edition(body, kind, period.start)
    frozen = freeze(asked, edition=edition, at=at)
    try:
        report = _keep(actor, asked, edition, frozen, at)
    except IntegrityError as problem:
        _next_edition(body, kind, period.start)  # somebody was quicker: says who
        raise problem
    return periodic.report(report)


def _next_edition(body: AgencyId, kind: Kind, start: date) -> int:
    card = periodic.of_period([body], kind, start).get(body)
    if card is None:
        return 1
    if card.step is not Step.RETURNED:
        who, when = card.steps[0].who, local(card.steps[0].at)
        raise refuse("reporting.already_prepared", who=who, at=when)
    return card.edition + 1


@transaction.atomic
def _keep(actor: Actor, asked: Asked, edition: int, frozen: Frozen, at: datetime) -> ReportId:
    report = ReportId(uuid7())
    owner = RecordRef(OWNER, str(report), _label(asked.period))
    file = documents.keep_rows(
        frozen.file, f"dong-bao-cao-{asked.period.end:%Y%m%d}.jsonl", body=asked.body, owner=owner, at=at
    )
    content = {**frozen.content, "rows": {"sha256": file.sha256, "count": len(frozen.rows)}}
    PeriodicReport.objects.create(
        id=report,
        province=asked.body.province_code,
        body_id=asked.body.id,
        unit_id=asked.body.unit_id,
        level=asked.level.value,
        kind=asked.kind.value,
        starts_on=asked.period.start,
        ends_on=asked.period.end,
        edition=edition,
        content=content,
        sha256=canonical.digest(content),
        rows_file_id=file.id,
        rows_sha256=file.sha256,
        rows_count=len(frozen.rows),
        frozen_at=at,
    )
    take(actor, report, 1, Step.PREPARED, at=at)
    return report


def _label(period: Period) -> str:
    return f"{period.start:%d/%m/%Y} - {period.end:%d/%m/%Y}"
