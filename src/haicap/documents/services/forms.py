"""Printing the forms: data is worded here, laid out by the template, pressed into PDF/A."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from haicap.documents.contract import (
    ApologyData,
    ControlSlipData,
    FormData,
    FormHead,
    FormKind,
    HandOver,
    LogBookData,
    LogLine,
    NoticeData,
    PaperSize,
    ReceiptData,
    RefusalData,
    Rendered,
    StopNoticeData,
    SupplementRequestData,
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
    SupplementRequestData: FormKind.SUPPLEMENT_REQUEST,
    RefusalData: FormKind.REFUSAL,
    ApologyData: FormKind.APOLOGY,
    StopNoticeData: FormKind.STOP_NOTICE,
    ControlSlipData: FormKind.CONTROL_SLIP,
    LogBookData: FormKind.LOG_BOOK,
}
_TEMPLATES = {
    FormKind.RECEIPT: "receipt.typ",
    FormKind.SUPPLEMENT_REQUEST: "supplement_request.typ",
    FormKind.REFUSAL: "refusal.typ",
    FormKind.APOLOGY: "apology.typ",
    FormKind.STOP_NOTICE: "stop_notice.typ",
    FormKind.CONTROL_SLIP: "control_slip.typ",
    FormKind.LOG_BOOK: "log_book.typ",
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
    return _on_one_page(FormKind.RECEIPT, data, values, fitting.sizes(data, size), qr=data.tracking)


def render_notice(data: NoticeData) -> Rendered:
    """Forms 02 to 05 on one A4 sheet; letters shrink before a second page comes."""
    values = _worded(data) | {
        "lines": [wording.printable(line) for line in data.reason.splitlines() if line.strip()],
        "received_words": wording.moment(data.received_at),
        "tracking_words": wording.printable(data.tracking.removeprefix("https://")),
    }
    match data:
        case SupplementRequestData():
            values["answer_by_words"] = wording.day(data.answer_by) if data.answer_by else ""
        case ApologyData():
            values["appointment_words"] = wording.moment(data.appointment_at)
            values["new_appointment_words"] = wording.moment(data.new_appointment_at)
    return _on_one_page(kind_of(data), data, values, fitting.LETTER_SIZES, qr=data.tracking)


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
        case NoticeData():
            return render_notice(data)
        case ControlSlipData():
            return render_control_slip(data)
        case LogBookData():
            return render_log_book(data)


def kind_of(data: FormData) -> FormKind:
    """Which form `data` is for."""
    return _KINDS[type(data)]


def _on_one_page(
    kind: FormKind, head: FormHead, values: Mapping[str, Any], sizes: Iterable[float], *, qr: str
) -> Rendered:
    """The first of `sizes` at which one page is enough; at none of them, the smallest and more pages."""
    for points in sizes:
        with suppress(press.TooLongError):
            return _print(kind, head, {**values, "size": points, "one_page": True}, qr=qr)
    return _print(kind, head, {**values, "size": fitting.SMALLEST, "one_page": False}, qr=qr)


def _print(kind: FormKind, head: FormHead, values: Mapping[str, Any], *, qr: str) -> Rendered:
    heading = {
        "number_words": wording.form_number(head.number, head.notation),
        "issued_words": wording.day(clock.local_day(head.issued_at)),
    }
    return press.run(_TEMPLATES[kind], {**values, **heading}, qr=qr, issued_at=head.issued_at)


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
