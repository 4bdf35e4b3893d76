"""The plan editor: every fault beside its row, nothing typed lost, two people, the day, the proof."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from haicap.organisation.contract import Actor, Role
from haicap.organisation.models import Account
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import PlanStatus
from haicap.reorganisation.domain import plan_grid
from haicap.reorganisation.models import PlanRow
from tests.reorganisation.cast import leader, official, planner
from tests.reorganisation.eve import EVE, EVENING, MORNING
from tests.reorganisation.plans import approved, merger, plan

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
def _demo(settings: Any) -> None:
    settings.DEMO = True


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
    assert "Mọi số liệu trước và sau đều khớp." in words(other.get(address))
    assert other.get(f"{address}bao-toan.csv").status_code == 200
    assert other.get(f"{address}bao-toan.xlsx").status_code == 200


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
