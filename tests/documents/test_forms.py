"""The printed forms, judged as their reader gets them: pages counted, letters read back, the QR decoded."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC
from hashlib import sha256
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from haicap.documents.api import (
    render_control_slip,
    render_log_book,
    render_notice,
    render_receipt,
)
from haicap.documents.contract import (
    ApologyData,
    ConservationData,
    NoticeData,
    PaperSize,
    RefusalData,
    Rendered,
    StopNoticeData,
    SupplementRequestData,
)
from haicap.documents.contract.seals import SealCard
from haicap.documents.domain import fitting, wording
from haicap.documents.services import press
from haicap.documents.services.conservation import render_conservation
from tests.documents import papers
from tests.documents.conftest import AT

MILLIMETRE = 72 / 25.4


class Sheet:
    """What a printer and a reader see of a form."""

    def __init__(self, rendered: Rendered) -> None:
        self.raw = rendered.pdf
        self.pdf = pypdfium2.PdfDocument(rendered.pdf)

    @property
    def pages(self) -> int:
        return len(self.pdf)

    def text(self, page: int = 0) -> str:
        found = self.pdf[page].get_textpage().get_text_range()
        return re.sub(r"\s+", " ", found.replace("\u200b", ""))

    def picture(self, page: int = 0, *, dpi: int = 150) -> Any:
        return self.pdf[page].render(scale=dpi / 72).to_pil()

    def size(self) -> tuple[int, int]:
        width, height = self.pdf[0].get_size()
        return round(width / MILLIMETRE), round(height / MILLIMETRE)

    def codes(self, *, dpi: int = 150) -> list[str]:
        return [code.text for code in zxingcpp.read_barcodes(self.picture(dpi=dpi))]


@pytest.mark.parametrize(("size", "millimetres"), [(PaperSize.A5, (148, 210)), (PaperSize.A4, (210, 297))])
def test_a_receipt_is_one_sheet_of_the_size_asked_for(size: PaperSize, millimetres: tuple[int, int]) -> None:
    sheet = Sheet(render_receipt(papers.receipt(), size))
    assert (sheet.pages, sheet.size()) == (1, millimetres)


@pytest.mark.parametrize("size", PaperSize)
@pytest.mark.parametrize("count", [0, 1, 5, 8])
def test_eight_papers_with_long_names_stay_on_one_sheet(size: PaperSize, count: int) -> None:
    sheet = Sheet(render_receipt(papers.receipt(count, long=True), size))
    assert sheet.pages == 1
    assert sheet.text().count("đối chiếu") == count
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in sheet.text()


def test_what_one_sheet_cannot_hold_flows_on_with_page_numbers_and_loses_nothing() -> None:
    sheet = Sheet(render_receipt(papers.receipt(40, long=True)))
    assert sheet.pages > 1
    together = " ".join(sheet.text(page) for page in range(sheet.pages))
    assert together.count("đối chiếu") == 40
    assert f"Trang 1/{sheet.pages}" in together


def test_a_receipt_says_all_that_the_law_wants_in_vietnamese() -> None:
    text = Sheet(render_receipt(papers.receipt())).text()
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN XÃ DI LINH",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        "Số: 07/TTPVHCC",
        "Di Linh, ngày 09 tháng 02 năm 2026",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: H36.25000-260209-0001",
        "K'Brêu Đặng Thị Ngọc Ánh",
        "068190001234",
        "0912345678",
        "ngocanh@example.vn",
        "Đăng ký khai sinh (mã thủ tục: 1.001193)",
        "Bản sao chứng thực",
        "Thời hạn giải quyết: 05 ngày làm việc (không tính ngày nghỉ Tết từ 16/02 đến 20/02)",
        "Thời gian nhận hồ sơ: 08 giờ 15 phút, ngày 09 tháng 02 năm 2026",
        "08 giờ 15 phút, ngày 23 tháng 02 năm 2026",
        "quầy trả kết quả",
        "Phí, lệ phí: Không thu",
        "quyển số: 01/2026",
        "Số thứ tự: 128",
        "0263 3870 123",
        "NGƯỜI NỘP HỒ SƠ",
        "Nguyễn Thị Hồng Nhung",
    ):
        assert words in text


@pytest.mark.parametrize("size", PaperSize)
def test_the_qr_holds_the_tracking_address_and_nothing_else(size: PaperSize) -> None:
    sheet = Sheet(render_receipt(papers.receipt(8, long=True), size))
    assert sheet.codes() == [papers.TRACKING]


def test_the_qr_is_read_whatever_the_secret_is() -> None:
    for turn in range(12):
        address = f"https://dichvu.lamdong.example/h/H36.25000-260209-{turn:04}/{sha256(bytes([turn])).hexdigest()[:12]}"
        assert Sheet(render_receipt(papers.receipt(tracking=address))).codes() == [address]


def test_without_a_host_the_qr_holds_the_path() -> None:
    assert Sheet(render_receipt(papers.receipt(tracking="/h/H36-1/abc"))).codes() == ["/h/H36-1/abc"]


@pytest.mark.parametrize("rendered", [render_receipt(papers.receipt()), render_log_book(papers.log_book(2))])
def test_forms_are_pdf_a_with_every_font_inside(rendered: Rendered) -> None:
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>A", rendered.pdf)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in rendered.pdf
    assert b"/OutputIntent" in rendered.pdf
    descriptors = len(re.findall(rb"/Type\s*/FontDescriptor", rendered.pdf))
    assert descriptors
    assert len(re.findall(rb"/FontFile[23]?\b", rendered.pdf)) == descriptors
    families = set(re.findall(rb"/FontName\s*/[A-Z]{6}\+([A-Za-z]+)", rendered.pdf))
    assert families <= {b"LibertinusSerif", b"Tinos"}


def test_the_same_form_is_the_same_bytes_in_any_time_zone_and_after_any_other() -> None:
    first = render_receipt(papers.receipt())
    render_receipt(papers.receipt(5, long=True))
    press._press.cache_clear()
    again = render_receipt(papers.receipt())
    assert first == again
    assert first.sha256 == sha256(first.pdf).hexdigest()
    assert render_receipt(replace(papers.receipt(), issued_at=AT.astimezone(UTC))) == first


def test_many_threads_share_the_press() -> None:
    wanted = render_receipt(papers.receipt())
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: render_receipt(papers.receipt()), range(24))) == {wanted}


@pytest.mark.parametrize(
    "attack",
    [
        '#read("/etc/passwd")',
        "*bold* _it_ $x$ #pagebreak() \\ = Heading",
        '"}\n#panic()//',
        "<b>x</b> {{ y }} %s {0}",
        "`raw` @ref <label> https://x.vn",
    ],
)
def test_data_is_never_markup(attack: str) -> None:
    sheet = Sheet(render_receipt(papers.receipt(applicant_name=attack, applicant_address=attack)))
    assert sheet.pages == 1
    assert re.sub(r"\s+", " ", attack) in sheet.text()


@pytest.mark.parametrize(
    "name",
    [
        "Ê̆ Ơ̆ Ô̆ Ƀuôn",
        "Y Bhơ̆k Niê Kđăm",
        "D'Artagnan O'Neill",
        "Nguyễn Văn A" * 9,
        "x" * 300,
        "한국 中文 😀",
        "Ａ\u202e",
    ],
)
def test_any_name_can_be_printed(name: str) -> None:
    sheet = Sheet(render_receipt(papers.receipt(applicant_name=name, receiver=name)))
    assert sheet.pages == 1


def test_letters_no_font_has_are_shown_as_question_marks_and_others_are_kept() -> None:
    text = Sheet(render_receipt(papers.receipt(applicant_name="中 Ê̆ban Niê 😀"))).text()
    assert re.search(r"của: \? (Ê̆)+ban Niê \?", text)


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_every_text_is_printable(text: str) -> None:
    assert Sheet(render_receipt(papers.receipt(applicant_name=text))).pages == 1


def test_every_letter_called_printable_has_a_glyph() -> None:
    letters = [
        chr(code) for code in range(0x20, 0x2100) if wording.printable(f"a{chr(code)}b") == f"a{chr(code)}b"
    ]
    assert len(letters) > 700
    for start in range(0, len(letters), 200):
        render_receipt(papers.receipt(applicant_address=" ".join(letters[start : start + 200])))


def test_a_preview_has_dots_for_its_number() -> None:
    assert "Số: …………/TTPVHCC" in Sheet(render_receipt(papers.receipt(number=None))).text()


def test_a_receipt_without_a_day_says_so() -> None:
    text = Sheet(render_receipt(papers.receipt(appointment_at=None))).text()
    assert "theo thông báo của cơ quan giải quyết" in text


@pytest.mark.parametrize("size", PaperSize)
def test_the_guessed_size_of_letters_is_rarely_wrong(
    size: PaperSize, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes = []
    real = press.run
    monkeypatch.setattr(press, "run", lambda *args, **more: (passes.append(1), real(*args, **more))[1])
    sheets = [papers.receipt(count, long=long) for count in range(9) for long in (False, True)]
    for data in sheets:
        render_receipt(data, size)
    assert len(passes) <= 1.3 * len(sheets)
    assert next(fitting.sizes(papers.receipt(2), size)) >= 11


def test_a_control_slip_has_a_row_for_every_hand_over_and_repeats_its_head() -> None:
    sheet = Sheet(render_control_slip(papers.control_slip(14)))
    text = [sheet.text(page) for page in range(sheet.pages)]
    assert sheet.size() == (210, 297)
    assert sheet.pages > 1
    assert "".join(text).count("Người giao") == 15
    assert all("Kết quả" in page for page in text)
    assert "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ" in text[0]
    assert {"Trước hạn", "Đúng hạn", "Quá hạn"} <= set(re.findall("Trước hạn|Đúng hạn|Quá hạn", text[0]))
    assert sheet.codes() == [papers.TRACKING]


def test_a_log_book_runs_over_pages_with_head_sequence_and_page_numbers() -> None:
    sheet = Sheet(render_log_book(papers.log_book(100)))
    assert sheet.size() == (297, 210)
    assert sheet.pages > 2
    for page in range(sheet.pages):
        assert "Mã hồ sơ" in sheet.text(page)
        assert f"trang {page + 1}/{sheet.pages}" in sheet.text(page)
    together = " ".join(sheet.text(page) for page in range(sheet.pages))
    assert set(re.findall(r"H36\.25000-260209-\d{4}", together)) == {
        f"H36.25000-260209-{n:04}" for n in range(1, 101)
    }
    assert "Cộng: 100 hồ sơ" in together


NOTICES = {
    SupplementRequestData: (
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "1 Giấy chứng sinh 2 Tờ khai theo mẫu",
        "Nơi nộp: Trung tâm Phục vụ hành chính công xã Di Linh",
        "chậm nhất ngày 09 tháng 3 năm 2026",
        "lần duy nhất",
    ),
    RefusalData: ("PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ", "Hướng dẫn: Nộp tại Sở Tư pháp", "khiếu nại"),
    ApologyData: (
        "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
        "được hẹn trả kết quả lúc 08 giờ 15 phút, ngày 23 tháng 02 năm 2026",
        "trả kết quả: 08 giờ 15 phút, ngày 02 tháng 3 năm 2026",
        "Cơ quan giải quyết hồ sơ: Ủy ban nhân dân xã Di Linh",
    ),
    StopNoticeData: (
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        "Phí, lệ phí đã nộp: Được hoàn lại",
        "Nộp lại hồ sơ: Nộp lại như hồ sơ mới.",
    ),
}
SAID_BY_ALL = (
    "Số: 03/TTPVHCC",
    "Mã hồ sơ: H36.25000-260209-0001",
    "Kính gửi: K'Brêu Đặng Thị Ngọc Ánh",
    "068190001234",
    "0912345678",
    "Đăng ký khai sinh (mã thủ tục: 1.001193)",
    "nhận lúc 08 giờ 15 phút, ngày 09 tháng 02 năm 2026",
    "Giấy chứng sinh",
    "xin liên hệ: Trần Văn Bình",
    "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH",
)


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_says_all_that_the_law_wants(kind: type[NoticeData]) -> None:
    rendered = render_notice(papers.notice(kind))
    sheet = Sheet(rendered)
    assert (sheet.pages, sheet.size(), sheet.codes()) == (1, (210, 297), [papers.TRACKING])
    for words in (*SAID_BY_ALL, *NOTICES[kind]):
        assert words in sheet.text()
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>A", rendered.pdf)


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_with_the_longest_words_stays_on_one_sheet(kind: type[NoticeData]) -> None:
    sheet = Sheet(render_notice(papers.notice(kind, long=True)))
    assert sheet.pages == 1
    assert sheet.text().count("đề nghị nộp bản có dấu") >= 20
    assert "Trần Văn Bình" in sheet.text()


def test_more_items_than_a_sheet_holds_flow_on() -> None:
    data = papers.notice(SupplementRequestData, reason="\n".join(f"Giấy số {n}" for n in range(120)))
    sheet = Sheet(render_notice(data))
    assert sheet.pages > 1
    assert "Giấy số 119" in " ".join(sheet.text(page) for page in range(sheet.pages))


def test_an_empty_log_book_says_so() -> None:
    assert "Không có hồ sơ" in Sheet(render_log_book(papers.log_book(0))).text()


SEAL = SealCard(
    holder="UBND tỉnh Lâm Đồng",
    name="Con dấu thử",
    issuer="Con dấu thử",
    serial="1",
    fingerprint="ab" * 32,
    valid_from=AT,
    valid_until=AT,
    self_made=True,
)


def report(data: ConservationData, seal: SealCard = SEAL) -> Rendered:
    return render_conservation(data, seal, sealed_at=AT)


def test_a_conservation_report_names_who_issued_the_certificate() -> None:
    text = Sheet(
        report(papers.conservation(2), replace(SEAL, issuer="CA thử nghiệm", self_made=False))
    ).text()
    assert "Tổ chức cấp: CA thử nghiệm" in text
    assert "tự tạo" not in text


def test_a_conservation_report_of_many_units_repeats_its_head_on_every_page() -> None:
    sheet = Sheet(report(papers.conservation(60)))
    pages = [sheet.text(page) for page in range(sheet.pages)]
    assert sheet.pages > 2
    assert all("Số liệu Đơn vị Trước Sau Tổng trước Tổng sau Đối chiếu" in page for page in pages[:-1])
    whole = " ".join(pages)
    assert all(f"Xã số {place} ({place:05}) {place} {place} {7 * place}" in whole for place in range(1, 61))
    assert "1" * 64 in whole
    assert "2" * 64 in whole
    assert all(words in whole for words in (SEAL.holder, SEAL.name, "2026-02-09T08:15:00+07:00"))
    assert "không do tổ chức cung cấp dịch vụ chứng thực nào cấp" in whole
    assert SEAL.fingerprint in whole.replace(" ", "")
    custody = "Trung tâm xã Cũ Trung tâm xã Mới 01/07/2025 trả lại 08/07/2025 1234 567890"
    assert custody in whole
    assert "Mọi số liệu trước và sau đều khớp." in whole


def test_a_conservation_report_says_what_does_not_hold() -> None:
    data = papers.conservation(2)
    broken = replace(data.rows[0], after=0, holds=False)
    text = Sheet(report(replace(data, rows=(broken, *data.rows[1:])))).text()
    assert "Có số liệu không khớp." in text
    assert text.count("Không khớp") == 1
