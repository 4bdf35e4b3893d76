"""Printing the settlement report of a period: columns of form II.06 (Circular 01/2020/TT-VPCP) and ours beside them."""

from datetime import datetime

from haicap.documents.contract import Rendered, SettlementData, SettlementLine
from haicap.documents.contract.seals import SealCard
from haicap.documents.domain import wording
from haicap.documents.services import press
from haicap.documents.services.seal_words import seal_words
from haicap.kernel import clock

_TEMPLATE = "settlement.typ"


def render_settlement(data: SettlementData, seal: SealCard, *, sealed_at: datetime) -> Rendered:
    """PDF/A on A4 across, as long as its tables are, saying with whose `seal` it is about to be sealed."""
    values = {
        "agency": "",
        "centre": wording.printable(data.agency),
        "place": wording.printable(data.place),
        "number_words": "",
        "issued_words": wording.day(clock.local_day(data.frozen_at)),
        "title": wording.printable(data.title),
        "since": f"{data.since:%d/%m/%Y}",
        "until": f"{data.until:%d/%m/%Y}",
        "frozen": wording.moment(data.frozen_at),
        "total": _line(data.total),
        "lines": [_line(line) for line in data.lines],
        "by_unit": [_line(line) for line in data.by_unit],
        "by_body": [_line(line) for line in data.by_body],
        "causes": [
            [wording.printable(field), wording.number(number), wording.printable(causes)]
            for field, number, causes in data.causes
        ],
        "notes": [wording.printable(note) for note in data.notes],
        "steps": [
            {"deed": step.deed, "who": wording.printable(step.who), "at_words": wording.moment(step.at)}
            for step in data.steps
        ],
        "heads": [[wording.printable(name), mark] for name, mark in data.heads],
        "sha256": data.sha256,
        "rows_sha256": data.rows_sha256,
        "rows_count": wording.number(data.rows_count),
        "seal": seal_words(seal, sealed_at),
    }
    return press.run(_TEMPLATE, values, qr="", issued_at=data.frozen_at)


def _line(line: SettlementLine) -> dict[str, str | list[str]]:
    return {"name": wording.printable(line.name), "numbers": [wording.number(n) for n in line.numbers]}
