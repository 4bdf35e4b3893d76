"""Forms with plausible, invented people."""

from datetime import date, timedelta

from haicap.documents.contract import (
    ApologyData,
    ComponentLine,
    ConservationData,
    ConservedRow,
    ControlSlipData,
    HandOver,
    LogBookData,
    LogLine,
    NoticeData,
    PlanStep,
    ReceiptData,
    RefusalData,
    StopNoticeData,
    SupplementRequestData,
)
from haicap.documents.contract.custody import CustodyLine
from tests.documents.conftest import AT

NUMBER = "H36.25000-260209-0001"
TRACKING = f"https://dichvu.lamdong.example/h/{NUMBER}/k7Qw2mXz9A"
HEAD = {
    "agency": "Ủy ban nhân dân xã Di Linh",
    "centre": "Trung tâm Phục vụ hành chính công",
    "place": "Di Linh",
    "issued_at": AT,
}
LONG_PAPER = (
    "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất đã cấp hoặc bản sao "
    "có chứng thực kèm bản chính để đối chiếu"
)
LONG_PROCEDURE = (
    "Đăng ký đất đai, tài sản gắn liền với đất, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn "
    "liền với đất lần đầu đối với tổ chức trong nước, cộng đồng dân cư"
)
LONG_NAME = "Công ty Trách nhiệm hữu hạn Một thành viên Thương mại Dịch vụ Xuất nhập khẩu Nông sản Cao nguyên Lâm Viên"
KINDS = ("original", "copy", "certified", "electronic")


def receipt(papers: int = 3, *, long: bool = False, **more: object) -> ReceiptData:
    """Form 01 with `papers` components."""
    values: dict[str, object] = {
        **HEAD,
        "number": 7,
        "dossier_number": NUMBER,
        "tracking": TRACKING,
        "receiver": "Nguyễn Thị Hồng Nhung",
        "applicant_name": LONG_NAME if long else "K'Brêu Đặng Thị Ngọc Ánh",
        "applicant_id": "068190001234",
        "applicant_address": "Số 125/7A đường Hùng Vương, tổ dân phố 12, xã Đinh Trang Hòa, tỉnh Lâm Đồng",
        "applicant_phone": "0912345678",
        "applicant_email": "ngocanh@example.vn",
        "procedure_name": LONG_PROCEDURE if long else "Đăng ký khai sinh",
        "procedure_code": "1.001193",
        "components": tuple(
            ComponentLine(LONG_PAPER if long else f"Tờ khai số {place} theo mẫu", KINDS[place % 4], 1)
            for place in range(papers)
        ),
        "limit": "05 ngày làm việc",
        "limit_note": "không tính ngày nghỉ Tết từ 16/02 đến 20/02",
        "received_at": AT,
        "appointment_at": AT + timedelta(days=14),
        "return_place": "Trung tâm Phục vụ hành chính công xã Di Linh, quầy trả kết quả",
        "fee": "Không thu",
        "hotline": "0263 3870 123",
        "log_volume": "01/2026",
        "log_sequence": "128",
    }
    return ReceiptData(**{**values, **more})  # type: ignore[arg-type]


def control_slip(rows: int = 4) -> ControlSlipData:
    """Form 06."""
    units = (
        "Trung tâm Phục vụ hành chính công",
        "Phòng Kinh tế",
        "Lãnh đạo UBND xã",
        "Văn phòng HĐND và UBND xã",
    )
    return ControlSlipData(
        **HEAD,  # type: ignore[arg-type]
        number=12,
        dossier_number=NUMBER,
        tracking=TRACKING,
        applicant_name=LONG_NAME,
        applicant_phone="0912345678",
        procedure_name=LONG_PROCEDURE,
        procedure_code="1.012753",
        settling_unit="Phòng Kinh tế, UBND xã Di Linh",
        received_at=AT,
        appointment_at=None,
        hand_overs=tuple(
            HandOver(
                units[row % 4],
                units[(row + 1) % 4],
                AT + timedelta(days=row),
                "Trần Văn Bình",
                "Lê Hoàng Phúc",
                ("early", "on_time", "overdue", "")[row % 4],
            )
            for row in range(rows)
        ),
        blank_rows=1,
    )


def log_book(rows: int) -> LogBookData:
    """Form 07."""
    return LogBookData(
        **HEAD,  # type: ignore[arg-type]
        year=2026,
        since=date(2026, 1, 1),
        until=date(2026, 2, 9),
        lines=tuple(
            LogLine(
                f"H36.25000-260209-{row:04}",
                "Đăng ký khai sinh",
                1,
                "K'Brêu Đặng Thị Ngọc Ánh",
                "Thôn 3, xã Di Linh",
                "0912345678",
                "UBND xã Di Linh",
                date(2026, 2, 9),
                date(2026, 2, 10),
                None,
                "Tại trung tâm",
            )
            for row in range(1, rows + 1)
        ),
    )


def notice(kind: type[NoticeData], *, long: bool = False, **more: object) -> NoticeData:
    """One of forms 02 to 05; `long` fills every text to what the screens let an official type."""
    words = "Bản sao giấy chứng sinh chưa có dấu của cơ sở khám bệnh, chữa bệnh; đề nghị nộp bản có dấu. "
    values: dict[str, object] = {
        **HEAD,
        "number": 3,
        "dossier_number": NUMBER,
        "tracking": TRACKING,
        "applicant_name": LONG_NAME if long else "K'Brêu Đặng Thị Ngọc Ánh",
        "applicant_id": "068190001234",
        "applicant_address": "Số 125/7A đường Hùng Vương, tổ dân phố 12, xã Đinh Trang Hòa, tỉnh Lâm Đồng",
        "applicant_phone": "0912345678",
        "procedure_name": LONG_PROCEDURE if long else "Đăng ký khai sinh",
        "procedure_code": "1.001193",
        "received_at": AT,
        "reason": (words * 22)[:2000] if long else "Giấy chứng sinh\n\nTờ khai theo mẫu",
        "ground": (words * 6)[:500] if long else "Khoản 1 Điều 16 Luật Hộ tịch",
        "contact": "Trần Văn Bình, Công chức tư pháp - hộ tịch, điện thoại 0263 3870 123",
        "signer_post": "Công chức tư pháp - hộ tịch",
        "signer_name": "Trần Văn Bình",
    }
    values |= {
        SupplementRequestData: {
            "hand_in": "Trung tâm Phục vụ hành chính công xã Di Linh",
            "answer_by": date(2026, 3, 9),
        },
        RefusalData: {"guidance": (words * 6)[:500] if long else "Nộp tại Sở Tư pháp tỉnh Lâm Đồng."},
        ApologyData: {
            "settling_agency": "Ủy ban nhân dân xã Di Linh",
            "appointment_at": AT + timedelta(days=14),
            "new_appointment_at": AT + timedelta(days=21),
        },
        StopNoticeData: {"refund": "Được hoàn lại", "guidance": words if long else "Nộp lại như hồ sơ mới."},
    }[kind]
    return kind(**{**values, **more})  # type: ignore[arg-type]


def conservation(units: int) -> ConservationData:
    """The report of a reorganisation with `units` units after it."""
    kinds = (("Hồ sơ đang giải quyết", "open.in_process"), ("Quầy", "counters"))
    return ConservationData(
        agency="Ủy ban nhân dân tỉnh Lâm Đồng",
        place="Lâm Đồng",
        at=AT,
        instrument="1671/NQ-UBTVQH15",
        body="Ủy ban Thường vụ Quốc hội",
        subject="Sắp xếp các đơn vị hành chính cấp xã",
        decided_on=date(2025, 6, 16),
        effective_on=date(2025, 7, 1),
        clauses=("1", "2"),
        steps=(PlanStep("Người phê duyệt", "Trần Văn Bình", AT),),
        rows=tuple(
            ConservedRow(
                words, name, f"{place:05}", f"Xã số {place}", place, place, 7 * place, 7 * place, True
            )
            for words, name in kinds
            for place in range(1, units + 1)
        ),
        marks={"chain 7": f"12 {'ab' * 32}"},
        custody=(
            CustodyLine(
                "Trung tâm xã Cũ",
                "Trung tâm xã Mới",
                date(2025, 7, 1),
                date(2025, 7, 8),
                1234,
                567_890,
            ),
        ),
        plan_sha256="1" * 64,
        report_sha256="2" * 64,
    )
