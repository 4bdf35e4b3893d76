"""Printing decisions and other results: the drafter's text under the statutory head (Decree 30/2020/NĐ-CP)."""

from dataclasses import asdict
from typing import Any

from haicap.documents.contract import DecisionData, Rendered
from haicap.documents.domain import wording
from haicap.documents.services import press
from haicap.kernel import clock

_TEMPLATE = "decision.typ"
_LINES = ("grounds", "body", "recipients")
_PPI = 96


def render_decision(data: DecisionData) -> Rendered:
    """PDF/A on A4; with a number it is final, else every page says that it is a draft."""
    return press.run(_TEMPLATE, _worded(data), qr="", issued_at=data.at)


def picture_decision(data: DecisionData) -> list[bytes]:
    """The same pages as PNG."""
    return press.pictures(_TEMPLATE, _worded(data), ppi=_PPI)


def _worded(data: DecisionData) -> dict[str, Any]:
    text = asdict(data.text)
    plain = {name: wording.printable(words) for name, words in text.items() if name not in _LINES}
    lines = {name: [wording.printable(line) for line in _lines(text[name])] for name in _LINES}
    day = clock.local_day(data.at)
    return {
        **plain,
        **lines,
        "agency": "",
        "centre": wording.printable(data.agency),
        "record": data.record,
        "place": data.place,
        "is_draft": not data.number,
        "number_words": f"Số: {wording.printable(data.number) or '……………'}",
        "issued_words": wording.day(day) if data.number else f"ngày …… tháng …… năm {day.year}",
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
