"""The plan editor: every fault beside its row, nothing typed lost, two people, the day, the proof."""

import json
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from haicap.documents import api as documents
from haicap.organisation.contract import Actor, Role
from haicap.organisation.models import Account
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import PlanStatus
from haicap.reorganisation.domain import plan_grid
from haicap.reorganisation.models import PlanRow
from tests.reorganisation.cast import leader, official, planner
from tests.reorganisation.eve import EVE, EVENING, MORNING
from tests.reorganisation.hamlets import listed
from tests.reorganisation.plans import applied, approved, merger, plan

pytestmark = pytest.mark.django_db

OLD = ("06652", "06655", "06658")  # three wards of the old Hạ Long
NEW = ("06652", "Phường Thử Nghiệm")
ABOUT = {
    "about_instrument": "7/NQ-TEST",
    "about_body": "Ủy ban Thường vụ Quốc hội",
    "about_subject": "Thử nghiệm",
    "about_decided_on": "2025-06-16",
    "about_effective_on": "2025-07-01",
}


@pytest.fixture(autouse=True)
def _demo(settings: Any, tmp_path: Path) -> None:
    settings.DEMO, settings.DATA_DIR = True, tmp_path


def enter(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.person_id))
    return client


def typed(*olds: str, **more: str) -> dict[str, str]:
    """The form, one row for each old ward."""
    form = {**ABOUT, "rows": str(len(olds))}
    for number, code in enumerate(olds):
        cells = ("1", "formed", code, "full", *NEW, "22")
        form |= {
            f"row_{number}_{name}": value for name, value in zip(plan_grid.OF_A_PART, cells, strict=True)
        }
    return form | more


def words(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return re.sub(r"\s+", " ", answer.content.decode())


def paper(content: bytes) -> str:
    """What a PDF says, on one line."""
    pages = pypdfium2.PdfDocument(content)
    told = " ".join(page.get_textpage().get_text_range() for page in pages)
    return re.sub(r"\s+", " ", told.replace("\u200b", ""))


def test_a_plan_is_typed_looked_at_proposed_approved_and_applied(frozen: Any) -> None:
    frozen(EVENING)
    author, other = enter(planner()), enter(leader())
    shown = words(author.post("/phuong-an/moi/", typed(*OLD)))
    assert "Người giữ vị trí" in shown
    assert PlanRow.objects.count() == 0
    answer = author.post("/phuong-an/moi/", typed(*OLD, step="propose"))
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    address = answer.headers["Location"]
    assert "Chỉ lãnh đạo cấp tỉnh được phê duyệt" in words(author.get(address))
    assert author.post(f"{address}phe-duyet/").status_code == 403
    assert other.post(f"{address}phe-duyet/").status_code == 302
    assert "chỉ được thực hiện từ ngày 01/07/2025" in words(author.get(address))
    assert author.post(f"{address}thuc-hien/").status_code == 409
    frozen(MORNING)
    assert author.post(f"{address}thuc-hien/").status_code == 302
    assert PlanRow.objects.get().status == PlanStatus.APPLIED
    done = words(other.get(address))
    assert "Mọi số liệu trước và sau đều khớp." in done and "Hồ sơ đang giải quyết: Đang xử lý" in done
    assert other.get(f"{address}bao-toan.csv").status_code == 200
    assert other.get(f"{address}bao-toan.xlsx").status_code == 200


def test_the_proof_goes_to_the_archive_with_all_its_numbers_and_hashes(frozen: Any) -> None:
    frozen(MORNING)
    card = applied(plan(merger(NEW, *OLD)))
    row = PlanRow.objects.get(id=card.id)
    address = f"/phuong-an/{card.id}/bao-toan.pdf"
    reader = enter(leader())
    assert address not in words(reader.get(f"/phuong-an/{card.id}/"))
    assert "đang được đóng dấu điện tử" in words(reader.get(address), 409)
    assert reorganisation.seal_reports(at=MORNING) == 0
    assert address in words(reader.get(f"/phuong-an/{card.id}/"))
    answer = reader.get(address, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>A", answer.content)
    assert reader.get(address).content == answer.content
    assert documents.verify_seals(answer.content, now=MORNING).holds
    assert reader.get(address.replace(".pdf", "-huy-bo.pdf")).status_code == 409
    told = paper(answer.content)
    for line in row.report["lines"]:
        numbers = " ".join(str(line[side]) for side in ("before", "after", "total_before", "total_after"))
        assert re.search(rf"{re.escape(line['name'])} [^|]{{2,60}}? {numbers} Khớp", told), line
    for mark in row.report["marks"].values():
        assert mark in told
    people = (row.proposed_label, row.approved_label, "Thực hiện: Hệ thống")
    for said in (row.sha256, row.report_sha256, reorganisation.digest(row.report), "1/NQ-TEST", *people):
        assert said in told
    assert "UBND" in told.upper() or "ỦY BAN NHÂN DÂN" in told


def test_a_stranger_gets_no_proof_and_no_proof_is_there_before_the_day(frozen: Any) -> None:
    frozen(EVENING)
    address = f"/phuong-an/{approved(plan(merger(NEW, *OLD))).id}/bao-toan.pdf"
    receiver = official("06652", Role.RECEIVER, EVE)
    assert enter(leader()).get(address).status_code == 409
    frozen(MORNING)
    reorganisation.apply(plan_id=PlanRow.objects.get().id, at=MORNING)
    reorganisation.seal_reports(at=MORNING)
    for client, status in ((Client(), 302), (enter(receiver), 403)):
        answer = client.get(address)
        assert answer.status_code == status
        assert b"%PDF" not in answer.content
    PlanRow.objects.update(province="68")
    assert enter(leader()).get(address).status_code == 404


def test_a_fault_stands_beside_its_row_and_all_that_was_typed_stays(frozen: Any) -> None:
    frozen(EVENING)
    client = enter(planner())
    html = words(client.post("/phuong-an/moi/", typed("6652", "06655")), 422)
    first, second = re.findall(r'<fieldset class="card.*?</fieldset>', html)
    assert "mất số 0 ở đầu" in first
    assert "mất số 0 ở đầu" not in second
    for kept in ('value="6652"', 'value="06655"', 'value="7/NQ-TEST"', 'value="Phường Thử Nghiệm"'):
        assert kept in html


def test_a_unit_that_is_not_there_is_named_beside_its_row(frozen: Any) -> None:
    frozen(EVENING)
    html = words(enter(planner()).post("/phuong-an/moi/", typed("06652", "99999", step="propose")), 422)
    first, second = re.findall(r'<fieldset class="card.*?</fieldset>', html)
    assert "99999" in re.findall(r'<div class="error".*?</div>', second)[0]
    assert 'class="error"' not in first
    assert PlanRow.objects.count() == 0


def test_more_rows_keep_what_is_typed(frozen: Any) -> None:
    frozen(EVENING)
    html = words(enter(planner()).post("/phuong-an/moi/", typed("06652", step="rows")))
    assert html.count('<fieldset class="card') == 4
    assert 'value="06652"' in html


def test_a_table_and_a_document_are_loaded_into_rows(frozen: Any) -> None:
    frozen(EVENING)
    client = enter(planner())
    grid = plan_grid.of_posted(typed(*OLD), len(OLD))
    text = "\n".join(",".join(row) for row in grid.table()).encode()
    html = words(client.post("/phuong-an/moi/nap/", {"file": SimpleUploadedFile("p.csv", text)}))
    assert html.count('<fieldset class="card') == len(OLD)
    wrong = text.replace(b",06655,", b",6655,")
    html = words(client.post("/phuong-an/moi/nap/", {"file": SimpleUploadedFile("p.csv", wrong)}), 422)
    assert "6655" in re.findall(r'<div class="error".*?</div>', html)[0]
    html = words(client.post("/phuong-an/moi/nap/", {"file": SimpleUploadedFile("p.csv", b"\xff\xfe")}), 422)
    assert "error-summary" in html
    assert words(client.post("/phuong-an/moi/nap/", {}), 422)


def test_the_plan_of_a_real_resolution_is_taken_from_the_register(frozen: Any) -> None:
    frozen(EVENING)
    client = enter(planner())
    html = words(client.get("/phuong-an/moi/", {"van-ban": "1679/NQ-UBTVQH15"}))
    assert html.count('<fieldset class="card') > 100
    words(client.get("/phuong-an/moi/", {"van-ban": "0/KHONG-CO"}), 422)


def test_the_live_preview_equals_that_of_the_page(frozen: Any) -> None:
    frozen(EVENING)
    client = enter(planner())
    part = words(
        client.post("/phuong-an/moi/xem-truoc/", typed(*OLD), headers={"HX-Request": "true"})
    ).strip()
    assert part.startswith("<section")
    assert part in words(client.post("/phuong-an/moi/", typed(*OLD)))


def test_whoever_may_not_plan_is_told_so(frozen: Any) -> None:
    frozen(EVENING)
    stranger = enter(official("06652", Role.RECEIVER, EVE))
    for path in ("/phuong-an/", "/phuong-an/moi/"):
        assert stranger.get(path).status_code == 403


def test_a_plan_of_another_province_is_unknown(frozen: Any) -> None:
    frozen(EVENING)
    card = approved(plan(merger(NEW, *OLD)))
    PlanRow.objects.filter(id=card.id).update(province="68")
    assert enter(planner()).get(f"/phuong-an/{card.id}/").status_code == 404


def test_a_document_becomes_rows_and_rows_the_document_again() -> None:
    document = reorganisation.write_document(reorganisation.read_document(plan(merger(NEW, *OLD))))
    grid = plan_grid.of_document(document)
    again = plan_grid.of_posted(
        {f"about_{name}": value for name, value in grid.about.items()}
        | {
            f"row_{number}_{name}": value
            for number, row in enumerate(grid.rows)
            for name, value in row.cells.items()
        },
        len(grid.rows),
    )
    assert again == grid


def test_hamlets_are_pasted_from_a_sheet_each_fault_with_its_line_and_proposed_alone(frozen: Any) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1", "Khu 2")
    author = enter(planner())
    lines = f"sáp nhập\t{OLD[0]}\tKhu 1\tKhu Chung\nnhập\t{OLD[0]}\tKhu 9\tKhu Chung"
    form = {**ABOUT, "rows": "0", "hamlets": lines}
    html = words(author.post("/phuong-an/moi/", form), 422)
    assert "Thôn, dòng 3: " in html and "không có Khu 9" in html
    assert "Khu 1 Khu Chung" in html, "what was typed is still there"
    form["hamlets"] = lines.replace("Khu 9", "Khu 2")
    shown = words(author.post("/phuong-an/moi/", form))
    assert "Trước 2, sau 1" in shown and "Khu 1 + Khu 2" in shown
    assert author.post("/phuong-an/moi/", {**form, "step": "propose"}).status_code == 302
    (card,) = reorganisation.plans(planner())
    assert "Khu 1 + Khu 2" in words(author.get(f"/phuong-an/{card.id}/"))


def test_a_workbook_of_units_and_hamlets_fills_the_rows_and_the_lines(frozen: Any) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1")
    document = {
        **plan(merger(NEW, *OLD)),
        "hamlets": [{"change": "renamed", "commune": OLD[0], "hamlet": "Khu 1", "new_name": "Khu 2"}],
    }
    file = SimpleUploadedFile("phuong-an.json", json.dumps(document).encode())
    html = words(enter(planner()).post("/phuong-an/moi/nap/", {"file": file}))
    assert f"renamed {OLD[0]} Khu 1 Khu 2" in html
    assert "Đổi tên" in html and NEW[1] in html
