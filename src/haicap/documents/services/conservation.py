"""Printing the conservation report of a reorganisation; the head follows Decree 30/2020/NĐ-CP, the rest is ours."""

from dataclasses import asdict
from datetime import datetime

from haicap.documents.contract import ConservationData, Rendered
from haicap.documents.contract.seals import SealCard
from haicap.documents.domain import wording
from haicap.documents.services import press
from haicap.documents.services.seal_words import seal_words
from haicap.kernel import clock

_TEMPLATE = "conservation.typ"


def render_conservation(data: ConservationData, seal: SealCard, *, sealed_at: datetime) -> Rendered:
    """PDF/A on A4 as long as its tables are, saying with whose `seal` it is about to be sealed."""
    values = {
        "agency": "",
        "centre": wording.printable(data.agency),
        "place": wording.printable(data.place),
        "number_words": "",
        "issued_words": wording.day(clock.local_day(data.at)),
        "instrument": wording.printable(data.instrument),
        "body": wording.printable(data.body),
        "subject": wording.printable(data.subject),
        "decided_words": wording.day(data.decided_on) if data.decided_on else "",
        "effective_words": wording.day(data.effective_on),
        "clauses": wording.printable("; ".join(data.clauses)),
        "steps": [
            {
                "deed": step.deed,
                "who": wording.printable(step.who),
                "at_words": wording.moment(step.at),
            }
            for step in data.steps
        ],
        "rows": [
            asdict(row) | {"quantity": wording.printable(row.quantity), "unit": wording.printable(row.unit)}
            for row in data.rows
        ],
        "marks": [[name, wording.printable(mark)] for name, mark in sorted(data.marks.items())],
        "custody": [
            {
                "old": wording.printable(line.old),
                "new": wording.printable(line.new),
                "since": f"{line.since:%d/%m/%Y}",
                "until": f"{line.until:%d/%m/%Y}" if line.until else "",
                "files": line.files,
                "size": line.size,
            }
            for line in data.custody
        ],
        "holds": all(row.holds for row in data.rows),
        "plan_sha256": data.plan_sha256,
        "report_sha256": data.report_sha256,
        "seal": seal_words(seal, sealed_at),
    }
    return press.run(_TEMPLATE, values, qr="", issued_at=data.at)
