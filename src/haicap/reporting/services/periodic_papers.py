"""The paper of a signed report: printed and sealed once, after the commit, the same bytes ever after (decision 0015).

Vietnamese whatever the reader's language, as papers of the state are.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation

from haicap.documents import api as documents
from haicap.documents.contract import FileCard, PlanStep, SettlementData, SettlementLine
from haicap.dossiers.api import CAUSE_WORDS
from haicap.kernel.clock import local_day
from haicap.kernel.errors import FailureError, RefusalError
from haicap.kernel.refs import RecordRef
from haicap.organisation import api as organisation
from haicap.reporting.contract import ReportCard, Step
from haicap.reporting.domain.columns import COLUMNS
from haicap.reporting.models import PeriodicAct, PeriodicPaper, PeriodicReport
from haicap.reporting.selectors import periodic
from haicap.reporting.services.periodic_preparing import OWNER
from haicap.reporting.vocabulary import KIND_TITLES, STEP_DEEDS, adjustment_words
from haicap.territory import api as territory

logger = logging.getLogger("haicap.reporting")
ON_PAPER = (Step.PREPARED, Step.CHECKED, Step.SIGNED)


@transaction.atomic
def seal_report(*, report_id: UUID, at: datetime) -> FileCard:
    """The sealed paper of a signed report; made at `at` where there is none yet. FailureError as `seal_settlement`."""
    PeriodicReport.objects.select_for_update(of=("self",)).get(id=report_id)
    known = PeriodicPaper.objects.filter(report_id=report_id).first()
    if known is not None:
        return documents.file_card(known.file_id)
    card = periodic.report(report_id)
    body = organisation.agency(card.body)
    with translation.override("vi"):
        data = _told(card)
    name = f"bao-cao-{card.kind.value}-{card.period.end:%Y%m%d}.pdf"
    owner = RecordRef(OWNER, str(card.id), f"{card.period.start:%d/%m/%Y} - {card.period.end:%d/%m/%Y}")
    paper = documents.seal_settlement(data, name, body=body, owner=owner, at=at)
    PeriodicPaper.objects.create(
        report_id=report_id, file_id=paper.id, file_sha256=paper.sha256, sealed_at=at
    )
    return paper


def seal_reports(*, at: datetime) -> int:
    """Seal every signed report that has no paper yet; returns how many are still without (the log says why)."""
    signed = (
        PeriodicAct.objects.filter(step=Step.SIGNED.value)
        .order_by("at", "id")
        .values_list("report_id", flat=True)
    )
    done = set(PeriodicPaper.objects.order_by("report_id").values_list("report_id", flat=True))
    return sum(not _tried(report_id, at) for report_id in signed if report_id not in done)


def _tried(report_id: UUID, at: datetime) -> bool:
    try:
        seal_report(report_id=report_id, at=at)
    except (FailureError, RefusalError) as problem:
        logger.warning("periodic report %s is not sealed yet: %s", report_id, problem)
        return False
    return True


def _told(card: ReportCard) -> SettlementData:
    content = card.content
    unit = territory.last_card(card.unit_id, local_day(card.frozen_at))
    return SettlementData(
        agency=content["body"]["name"],
        place=unit.name.split(" ", 1)[1] if " " in unit.name else unit.name,
        title=str(KIND_TITLES[card.kind]),
        since=card.period.start,
        until=card.period.end,
        frozen_at=card.frozen_at,
        total=_line("", content["numbers"]),
        lines=tuple(_line(each["field"], each["numbers"]) for each in content["fields"]),
        causes=tuple(_overdue(each["field"], each["numbers"]) for each in content.get("overdue_fields", ())),
        by_unit=tuple(_line(each["name"], each["numbers"]) for each in content.get("units", ())),
        by_body=tuple(_line(each["name"], each["numbers"]) for each in content.get("bodies", ())),
        notes=tuple(_notes(card)),
        steps=tuple(
            PlanStep(str(STEP_DEEDS[each.step]), each.who, each.at)
            for each in card.steps
            if each.step in ON_PAPER
        ),
        heads=tuple((f"{each['code']}: {each['seq']}", each["hash"]) for each in content["chains"]),
        sha256=card.sha256,
        rows_sha256=card.rows_sha256,
        rows_count=card.rows_count,
    )


def _line(name: str, numbers: dict[str, int]) -> SettlementLine:
    return SettlementLine(name, tuple(numbers[column.key] for column in COLUMNS))


def _overdue(field: str, numbers: dict[str, int]) -> tuple[str, int, str]:
    causes = [f"{CAUSE_WORDS[cause]}: {numbers[cause]}" for cause in CAUSE_WORDS if cause in numbers]
    return field, sum(numbers.values()), "; ".join(causes)


def _notes(card: ReportCard) -> Iterator[str]:
    identity = card.content["identity"]
    sides = f"vào {identity['left']} = ra và còn {identity['right']}"
    yield f"Đối chiếu: {sides}; chưa giải thích được {identity['unexplained']}."
    yield from adjustment_words(card.content["adjustments"])
    laws = card.content["laws"]
    yield f"Trước khi chốt đã thử lại các luật bảo toàn {', '.join(laws['asked'])}: đều đúng. {laws['words']}"
    missing = card.content.get("missing", ())
    if missing:
        names = ", ".join(each["name"] for each in missing)
        yield f"Đơn vị chưa gửi báo cáo, số liệu lấy trực tiếp từ nhật ký: {names}."
    if card.content["rule"]["certainty"] == "unverified":
        yield f"Kỳ báo cáo theo {card.content['rule']['source']}."
