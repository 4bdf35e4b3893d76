"""Periodic reports on screen: every number opens its frozen rows, steps are posted, strangers get nothing."""

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as conf
from django.test import Client
from django.urls import reverse

from haicap.organisation.contract import Actor, Role
from haicap.organisation.models import Account
from haicap.reporting import api as reporting
from haicap.reporting.contract import ReportCard, Step
from tests.cast import DI_LINH, GIA_HIEP, PROVINCE, cast, holder
from tests.reporting.periodic import (
    CLOSING,
    FEBRUARY,
    february,
    holder_of,
    office,
    on,
    prepared,
    received,
    submitted,
)

pytestmark = pytest.mark.django_db
_NUMBER = re.compile(r'<a (?:class="count" )?href="([^"]+)" data-count="(\d+)"')
_TOTAL = re.compile(r'data-total="(\d+)"')


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path, frozen: Any) -> None:
    settings.DATA_DIR, settings.DEMO = tmp_path, True
    frozen(CLOSING)


def session(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.person_id))
    return client


def of(card: ReportCard, page: str = "report") -> str:
    return reverse(f"reporting_periodic_{page}", args=[card.id])


def every_number_opens_its_rows(client: Client, address: str) -> int:
    page = client.get(address)
    assert page.status_code == 200
    numbers = _NUMBER.findall(page.content.decode())
    for href, count in set(numbers):
        asked = unescape(href)
        behind = client.get(asked if asked.startswith("/") else f"{address}{asked}").content.decode()
        found = _TOTAL.search(behind)
        assert found and found[1] == count, (href, count)
    return len(numbers)


def test_every_number_of_a_report_opens_exactly_its_frozen_rows() -> None:
    february()
    who = office()
    card, client = submitted(who), session(who.clerk)
    received(cast(), on(27))  # what comes later does not move a row
    assert every_number_opens_its_rows(client, of(card)) > 30
    assert every_number_opens_its_rows(client, reverse("reporting_periodic")) == 1
    sheet = client.get(of(card, "rows") + "?cot=came_in&tep=csv").content.decode("utf-8-sig").splitlines()
    assert len(sheet) == 1 + card.numbers["came_in"]


def test_numbers_of_the_province_open_their_rows_by_unit() -> None:
    february()
    submitted()
    province = office(PROVINCE)
    card = prepared(province)
    client = session(province.clerk)
    page = client.get(of(card)).content.decode()
    assert f"{123 + len(card.content['bodies']) - 1} đơn vị chưa gửi" in page, "communes, and departments"
    assert every_number_opens_its_rows(
        client, f"{reverse('reporting_periodic_collection')}?ky=month&ngay=2026-02-10"
    )
    for unit in ("Xã Di Linh", "Xã Gia Hiệp"):
        row = page[page.index(f">{unit}</th>") :]
        href, count = _NUMBER.findall(row)[0]
        assert _TOTAL.findall(client.get(unescape(href)).content.decode()) == [count]


def test_a_month_is_closed_by_three_people_on_screen() -> None:
    who = office()
    clerk, head, chair = session(who.clerk), session(who.head), session(who.signer)
    page = clerk.get(reverse("reporting_periodic")).content.decode()
    assert "Chốt số liệu và lập" in page and "Quá hạn, chưa lập" in page
    told = {"body": who.body, "kind": "month", "day": FEBRUARY.isoformat()}
    address = clerk.post(reverse("reporting_periodic_prepare"), told).headers["Location"]
    again = clerk.post(reverse("reporting_periodic_prepare"), told)
    assert again.status_code == 409 and who.clerk.person_name in again.content.decode()
    assert "không được tự" not in head.get(address).content.decode()
    assert clerk.post(f"{address}ky/").status_code == 403
    assert head.post(f"{address}kiem-tra/", {"reason": "khớp"}).status_code == 302
    assert chair.post(f"{address}ky/").status_code == 302
    assert clerk.post(f"{address}gui/").status_code == 302
    (card,) = reporting.reports_for(actor=who.clerk)
    assert card.step is Step.SUBMITTED and of(card) == address
    assert head.post(f"{address}tra-lai/", {"reason": "x"}).status_code == 403
    assert clerk.get(f"{address}bao-cao.pdf").status_code == 409  # not sealed yet
    reporting.seal_reports(at=CLOSING)
    assert clerk.get(f"{address}bao-cao.pdf").content.startswith(b"%PDF")


def test_files_say_what_was_frozen_and_obey_no_formula() -> None:
    february()
    who = office()
    card, client = prepared(who), session(who.clerk)
    told = json.loads(client.get(of(card, "json")).content)
    assert (told["sha256"], told["content"]["numbers"]) == (card.sha256, card.numbers)
    table = client.get(of(card, "csv")).content.decode("utf-8-sig")
    assert f"SHA-256,{card.sha256}" in table and "Hộ tịch" in table
    assert client.get(of(card, "xlsx")).content.startswith(b"PK")


def test_both_versions_stand_on_one_page() -> None:
    found = february()
    who = office()
    card, client = submitted(who), session(who.clerk)
    assert "Không có gì khác" in client.get(of(card, "adjustments")).content.decode()
    late = received(cast(), on(27))
    page = client.get(of(card, "adjustments")).content.decode()
    assert "còn nguyên như khi chốt" in page
    assert reverse("office:dossier", args=[late]) in page and str(found["settled"]) not in page
    assert re.search(r'data-count="8">8</a></td><td class="number" data-label="Hiện nay">9<', page)


def test_the_collection_lists_who_has_not_submitted_and_is_the_province_s() -> None:
    submitted()
    reporting.mark_overdue(at=CLOSING)
    client = session(holder_of(PROVINCE, Role.CLERK))
    page = client.get(reverse("reporting_periodic_collection")).content.decode()
    assert "Ủy ban nhân dân xã Gia Hiệp" in page and "Ủy ban nhân dân xã Di Linh" in page
    lacking = client.get(f"{reverse('reporting_periodic_collection')}?nop=chua").content.decode()
    assert "Ủy ban nhân dân xã Di Linh<" not in lacking and "Ủy ban nhân dân xã Gia Hiệp<" in lacking
    quarter = client.get(
        f"{reverse('reporting_periodic_collection')}?ky=quarter&ngay=2025-12-01"
    ).content.decode()
    assert "đã ghi quá hạn" in quarter and "15/09/2025" in quarter
    assert session(office().clerk).get(reverse("reporting_periodic_collection")).status_code == 403


@pytest.mark.parametrize("page", ["report", "rows", "adjustments", "csv", "xlsx", "json", "pdf"])
def test_strangers_get_nothing(page: str) -> None:
    february()
    card = submitted()
    for stranger in (office(GIA_HIEP).clerk, office(GIA_HIEP).signer, cast().stranger):
        answer = session(stranger).get(of(card, page))
        assert answer.status_code == 403
        assert card.sha256 not in answer.content.decode()
    assert session(cast().leader).get(of(card, page)).status_code in {200, 409}


def test_nonsense_in_the_address_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    who = office()
    card, client = prepared(who), session(who.clerk)
    assert client.get(of(card, "rows") + "?cot=x").status_code == 422
    assert client.get(of(card, "rows") + "?don-vi=999&linh-vuc=x&trang=9").status_code == 200
    assert client.post(reverse("reporting_periodic_prepare"), {"body": "x"}).status_code == 422
    future = {"body": who.body, "kind": "month", "day": date(2027, 1, 1).isoformat()}
    assert client.post(reverse("reporting_periodic_prepare"), future).status_code == 422
    assert conf.DEMO and DI_LINH != GIA_HIEP


def test_whoever_prepares_is_reminded_where_the_day_begins() -> None:
    director, chair = session(holder(DI_LINH, Role.CENTRE_DIRECTOR)), session(holder(DI_LINH, Role.CHAIR))
    board = reverse("office:board")
    page = director.get(board).content.decode()
    assert "Báo cáo định kỳ phải nộp" in page and "có báo cáo quá hạn" in page  # the quarter's
    assert "01/02/2026 – 28/02/2026" in page
    assert "Báo cáo định kỳ phải nộp" not in chair.get(board).content.decode()
    prepared()
    assert "01/02/2026 – 28/02/2026" not in director.get(board).content.decode()
