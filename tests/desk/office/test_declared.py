"""Declared figures on screen: typed, refused without a reason, corrected, handed in, and nobody else's."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from haicap.reporting.models import DeclaredRow
from tests.cast import DI_LINH, GIA_HIEP, Cast
from tests.desk.office.conftest import received, sign_in
from tests.reporting.test_stated import PAPER

pytestmark = pytest.mark.django_db
HOME = "/so-lieu-cong-bo/"
FIELDS = {
    "measure": "received",
    "start": "2026-03-02",
    "end": "2026-03-02",
    "qualifier": "exact",
    "value": "5",
    "source": "Báo cáo 12/BC-UBND",
    "reason": "",
}


def typed(client: Client, **changes: str) -> Any:
    """The answer to a typed figure."""
    return client.post(f"{HOME}ghi/", {**FIELDS, **changes})


def test_a_different_number_is_kept_with_a_reason_beside_ours(people: Cast) -> None:
    received(people)
    chair = sign_in(people.chair)
    answer = typed(chair)
    assert answer.status_code == 422
    assert "Số bạn nhập là 5, hồ sơ trong hệ thống đếm được 1" in answer.content.decode()
    assert not DeclaredRow.objects.exists()
    assert typed(chair, reason="bốn hồ sơ giấy").status_code == 302
    page = chair.get(HOME).content.decode()
    assert "<span data-quoted>5</span>" in page and 'data-count="1"' in page
    assert "bốn hồ sơ giấy" in page and "khác số công bố" in page


def test_a_number_is_corrected_and_the_former_one_shown(people: Cast) -> None:
    received(people)
    chair = sign_in(people.chair)
    typed(chair, value="1")
    row = DeclaredRow.objects.get()
    address = f"{HOME}{row.id}/sua/"
    assert chair.get(address).status_code == 200
    assert chair.post(address, {"qualifier": "more than", "value": "3", "reason": ""}).status_code == 422
    assert (
        chair.post(address, {"qualifier": "more than", "value": "3", "reason": "nguồn sửa"}).status_code
        == 302
    )
    page = chair.get(HOME).content.decode()
    assert "<span data-quoted>hơn 3</span>" in page and "Các số trước" in page
    assert chair.get(address).status_code in {404, 409, 422}, "only what stands is corrected"


def test_a_file_is_handed_in_and_its_relations_told(people: Cast) -> None:
    chair = sign_in(people.chair)
    file = SimpleUploadedFile("bao.json", json.dumps(PAPER).encode())
    answer = chair.post(f"{HOME}nop-tep/", {"file": file}, follow=True)
    assert "1 quan hệ không khớp" in answer.content.decode()
    broken = SimpleUploadedFile("x.json", b"{")
    answer = chair.post(f"{HOME}nop-tep/", {"file": broken})
    assert answer.status_code == 422 and "không phải là JSON" in answer.content.decode()


def test_the_newspapers_of_di_linh_and_gia_hiep_stand_beside_our_count(people: Cast) -> None:
    leader = sign_in(people.leader)
    gia_hiep = leader.get(f"{HOME}?don-vi={GIA_HIEP}").content.decode()
    assert "còn 3 hồ sơ chưa được giải thích" in gia_hiep and "<span data-quoted>393</span>" in gia_hiep
    di_linh = leader.get(f"{HOME}?don-vi={DI_LINH}").content.decode()
    assert "<span data-quoted>1.951</span>" in di_linh and "tháng đầu hoạt động" in di_linh


def test_strangers_see_and_write_nothing(people: Cast) -> None:
    received(people)
    typed(sign_in(people.chair), value="1")
    row = DeclaredRow.objects.get().id
    for stranger in (sign_in(people.stranger), sign_in(people.receiver)):
        assert stranger.get(HOME).status_code == 403
        assert typed(stranger, value="1").status_code == 403
        assert stranger.post(f"{HOME}{row}/sua/", {"value": "2"}).status_code == 403
    chair = sign_in(people.chair)
    assert (
        typed(chair, value="1", unit=GIA_HIEP).status_code == 302
    )  # a commune's leader writes for the own unit
    assert {each.unit_id for each in DeclaredRow.objects.all()} == {people.chair.unit_id}
