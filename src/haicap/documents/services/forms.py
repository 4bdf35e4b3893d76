"""Printing the forms: data is worded here, laid out by the template, pressed into PDF/A."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from haicap.documents.contract import (
    ControlSlipData,
    FormData,
    FormHead,
    FormKind,
    HandOver,
    LogBookData,
    LogLine,
    PaperSize,
    ReceiptData,
    Rendered,
)
from haicap.documents.domain import fitting, wording
from haicap.documents.services import press
from haicap.kernel import clock

KIND_WORDS = {
    "original": "Bản chính",
    "copy": "Bản sao",
    "certified": "Bản sao chứng thực",
    "electronic": "Bản điện tử",
}
RESULT_WORDS = {"": "", "early": "Trước hạn", "on_time": "Đúng hạn", "overdue": "Quá hạn"}
_KINDS: dict[type[FormData], FormKind] = {
    ReceiptData: FormKind.RECEIPT,
    ControlSlipData: FormKind.CONTROL_SLIP,
    LogBookData: FormKind.LOG_BOOK,
}
NO_DAY = "theo thông báo của cơ quan giải quyết"


def render_receipt(data: ReceiptData, size: PaperSize = PaperSize.A5) -> Rendered:
    """Form 01 on one sheet (up to about eight papers with long names on A5; more flow onto a second page)."""
    values = _worded(data) | {
        "paper": size.value,
        "components": [_worded(one) | {"kind_words": KIND_WORDS[one.kind]} for one in data.components],
        "received_words": wording.moment(data.received_at),
        "appointment_words": wording.moment(data.appointment_at) if data.appointment_at else NO_DAY,
        "tracking_words": wording.printable(data.tracking.removeprefix("https://")),
    }
    for points in fitting.sizes(data, size):
        with suppress(press.TooLongError):
            return _print(
                FormKind.RECEIPT, data, values | {"size": points, "one_page": True}, qr=data.tracking
            )
    smallest = {"size": fitting.SMALLEST, "one_page": False}
    return _print(FormKind.RECEIPT, data, values | smallest, qr=data.tracking)


def render_control_slip(data: ControlSlipData) -> Rendered:
    """Form 06, A4: one row per hand-over."""
    values = _worded(data) | {
        "received_words": wording.moment(data.received_at),
        "appointment_words": wording.moment(data.appointment_at) if data.appointment_at else NO_DAY,
        "hand_overs": [_hand_over(one) for one in data.hand_overs],
    }
    return _print(FormKind.CONTROL_SLIP, data, values, qr=data.tracking)


def render_log_book(data: LogBookData) -> Rendered:
    """Form 07, A4 across: the head of the table on every page, pages numbered."""
    values = _worded(data) | {
        "since_words": wording.short_day(data.since),
        "until_words": wording.short_day(data.until),
        "lines": [_log_line(one) for one in data.lines],
    }
    return _print(FormKind.LOG_BOOK, data, values, qr="")


def render(data: FormData, size: PaperSize = PaperSize.A5) -> Rendered:
    """Print whichever form `data` is for; `size` matters for the receipt only."""
    match data:
        case ReceiptData():
            return render_receipt(data, size)
        case ControlSlipData():
            return render_control_slip(data)
        case LogBookData():
            return render_log_book(data)


def kind_of(data: FormData) -> FormKind:
    """Which form `data` is for."""
    return _KINDS[type(data)]


def _print(kind: FormKind, head: FormHead, values: Mapping[str, Any], *, qr: str) -> Rendered:
    heading = {
        "number_words": wording.form_number(head.number, head.notation),
        "issued_words": wording.day(clock.local_day(head.issued_at)),
    }
    return press.run(kind, {**values, **heading}, qr=qr, issued_at=head.issued_at)


def _worded(card: Any) -> dict[str, Any]:
    """The plain fields of a card as the template may show them; moments are worded by the caller."""
    plain = {name: value for name, value in asdict(card).items() if isinstance(value, str | int)}
    return {
        name: wording.printable(value) if isinstance(value, str) else value for name, value in plain.items()
    }


def _hand_over(row: HandOver) -> dict[str, Any]:
    return _worded(row) | {
        "at_words": wording.moment(row.at) if row.at else "",
        "result_words": RESULT_WORDS[row.result],
    }


def _log_line(row: LogLine) -> dict[str, Any]:
    return _worded(row) | {
        name: wording.short_day(value) if value else ""
        for name, value in (("received", row.received_on), ("due", row.due_on), ("returned", row.returned_on))
    }
