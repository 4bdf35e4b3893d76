"""The hamlet editor and the queue of divided communes: who may, what is kept, every paper readable afterwards."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from haicap.organisation.contract import Actor, Role
from haicap.organisation.models import Account
from haicap.territory import api as territory
from haicap.territory.contract import HamletCount, Measure
from tests.reorganisation.cast import official, planner
from tests.reorganisation.eve import DAY, EVE, EVENING, MORNING
from tests.reorganisation.hamlets import DIVISION, listed
from tests.reorganisation.plans import applied, plan

pytestmark = pytest.mark.django_db

COMMUNE = "06652"
STRANGE = "06658"
PAPER = {"instrument": "12/NQ-HĐND", "effective_on": "2025-06-20", "reason": "Sắp xếp thôn"}


@pytest.fixture(autouse=True)
def _day(settings: Any, frozen: Any) -> None:
    settings.DEMO = True
    frozen(EVENING)


def enter(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.person_id))
    return client


@pytest.fixture
def chair() -> Client:
    return enter(official(COMMUNE, Role.CHAIR, EVE))


def names() -> list[str]:
    return [card.name for card in territory.hamlets_of(COMMUNE, EVE)]


def ids(*wanted: str) -> list[int]:
    cards = {card.name: card.hamlet_id for card in territory.hamlets_of(COMMUNE, EVE)}
    return [cards[name] for name in wanted]


def do(client: Client, step: str, lines: str, status: int = 302, **more: Any) -> str:
    answer = client.post(f"/thon/{COMMUNE}/", {**PAPER, "step": step, "names": lines, **more})
    html = re.sub(r"\s+", " ", answer.content.decode())
    assert answer.status_code == status, html[-3000:]
    return html


def test_a_chair_adds_renames_merges_and_divides(chair: Client) -> None:
    do(chair, "add", "Khu 1\nKhu 2\nKhu 3", effective_on="2025-06-01")
    assert names() == ["Khu 1", "Khu 2", "Khu 3"]
    do(chair, "rename", "Khu Cảng", hamlets=ids("Khu 3"))
    do(chair, "merge", "Khu Mới", hamlets=ids("Khu 1", "Khu 2"))
    assert names() == ["Khu Cảng", "Khu Mới"]
    do(chair, "divide", "Khu A\nKhu B", hamlets=ids("Khu Mới"), effective_on="2025-06-25")
    assert names() == ["Khu A", "Khu B", "Khu Cảng"]
    (harbour,) = ids("Khu Cảng")
    html = chair.get(f"/thon/{COMMUNE}/{harbour}/").content.decode()
    for words in ("Khu 3", "Đổi tên", "12/NQ-HĐND", "Sắp xếp thôn"):
        assert words in html, words


def test_a_hamlet_is_retired_with_its_reason_and_stays_readable(chair: Client) -> None:
    do(chair, "add", "Khu 1\nKhu 2", effective_on="2025-06-01")
    (gone,) = ids("Khu 1")
    assert "Phải ghi lý do" in do(chair, "retire", "", 422, hamlets=[gone], reason="")
    do(chair, "retire", "", hamlets=[gone], reason="Hộ dân đã tái định cư")
    assert names() == ["Khu 2"]
    html = chair.get(f"/thon/{COMMUNE}/").content.decode()
    assert f"/thon/{COMMUNE}/{gone}/" in html
    told = chair.get(f"/thon/{COMMUNE}/{gone}/").content.decode()
    for words in ("Giải thể", "Hộ dân đã tái định cư"):
        assert words in told, words


def test_only_the_province_moves_a_hamlet_to_another_commune(chair: Client) -> None:
    do(chair, "add", "Khu 1\nKhu 2", effective_on="2025-06-01")
    (one,) = ids("Khu 1")
    assert "Chuyển sang xã khác" not in chair.get(f"/thon/{COMMUNE}/").content.decode()
    do(chair, "move", "", 422, hamlets=[one], to="06655")
    admin = enter(planner())
    assert "Chuyển sang xã khác" in admin.get(f"/thon/{COMMUNE}/").content.decode()
    do(admin, "move", "", hamlets=[one], to="06655")
    assert names() == ["Khu 2"]
    assert [card.name for card in territory.hamlets_of("06655", EVE)] == ["Khu 1"]


def test_what_is_refused_stays_typed_with_the_reason(chair: Client) -> None:
    html = do(chair, "add", "Xyz", 422)
    assert "không cho biết là thôn hay tổ dân phố" in html
    assert ">Xyz</textarea>" in re.sub(r"\s*(?=Xyz)", "", html)
    assert "Chưa chọn" in do(chair, "", "Khu 1", 422)
    assert "12/NQ-HĐND" in do(chair, "rename", "Khu 1", 422)
    assert names() == []


def test_others_read_and_may_not_change() -> None:
    reader = enter(official(COMMUNE, Role.RECEIVER, EVE))
    assert "step" not in reader.get(f"/thon/{COMMUNE}/").content.decode()
    assert "Chỉ chủ tịch" in do(reader, "add", "Khu 1", 422)
    neighbour = enter(official("06655", Role.CHAIR, EVE))
    assert "Chỉ chủ tịch" in do(neighbour, "add", "Khu 1", 422)
    assert names() == []


def test_a_list_is_taken_whole_or_every_wrong_row_is_named(chair: Client) -> None:
    def send(text: str) -> Any:
        file = SimpleUploadedFile("thon.csv", text.encode())
        return chair.post(f"/thon/{COMMUNE}/nap/", {**PAPER, "file": file})

    html = send("name,kind\nKhu 1,\nAbc,\n,\n").content.decode()
    assert "Abc" in html
    assert names() == []
    assert "column" not in send("ten\nKhu 1\n").content.decode()
    assert send("name,kind\nKhu 1,\nKhu 2,\n").status_code == 302
    assert names() == ["Khu 1", "Khu 2"]


def test_the_own_commune_and_the_queue_open(chair: Client) -> None:
    assert chair.get("/thon/").headers["Location"] == f"/thon/{COMMUNE}/"
    assert chair.get("/thon/xa-bi-chia/").status_code == 200
    assert chair.get("/thon/99999/").status_code == 404
    assert chair.get("/thon/xa-bi-chia/99999/").status_code == 404


def test_a_list_of_addresses_comes_back_answered_row_by_row(chair: Client) -> None:
    def send(text: str) -> Any:
        file = SimpleUploadedFile("dia-chi.csv", text.encode())
        return chair.post("/thon/danh-sach-dia-chi/", {"file": file, "on": "2025-07-01", "kind": "csv"})

    rows = send('so,address\n007,"xã Tam Bố, huyện Di Linh, Lâm Đồng"\n2,qwertz\n').content.decode(
        "utf-8-sig"
    )
    head, first, second = rows.strip().splitlines()
    assert head.startswith("so,address,Chắc chắn,")
    assert first.startswith("007,")
    assert ",có,25015,Xã Gia Hiệp,68," in first
    assert second.startswith("2,qwertz,không,,")
    assert send("so,dia chi\n1,x\n").status_code == 422
    assert chair.get("/thon/danh-sach-dia-chi/").status_code == 200


def test_a_chair_records_a_count_and_everybody_reads_it_with_day_and_source(chair: Client) -> None:
    do(chair, "add", "Khu 1\nKhu 2", effective_on="2025-06-01")
    one, two = ids("Khu 1", "Khu 2")
    address = f"/thon/{COMMUNE}/{one}/"
    count = {"households": "1234", "counted_on": "2025-04-01", "source": "Công an xã", "precision": "about"}
    assert chair.post(address, {**count, "households": ""}).status_code == 422
    assert chair.post(address, {**count, "source": ""}).status_code == 422
    assert chair.post(address, count).status_code == 302
    assert "số liệu khác" in chair.post(address, {**count, "households": "1235"}).content.decode()
    assert chair.post(address, {**count, "households": "1235", "replaces": "on"}).status_code == 302
    for page in (address, f"/thon/{COMMUNE}/"):
        assert "khoảng 1.235" in chair.get(page).content.decode(), page
    assert "Công an xã" in chair.get(address).content.decode()
    public = Client().get(f"/dia-gioi/{COMMUNE}/?ngay=2025-06-30").content.decode()
    assert "khoảng 1.235" in public and "chưa có số liệu" in public
    stranger = enter(official("06655", Role.CHAIR, EVE))
    assert stranger.post(f"/thon/{COMMUNE}/{two}/", count).status_code == 422
    assert "chưa có số liệu" in stranger.get(f"/thon/{COMMUNE}/").content.decode()
    assert stranger.post(f"/thon/06655/{two}/", count).status_code == 409  # it is not one of that ward
    assert '<form method="post" action="/thon/' not in stranger.get(address).content.decode()


def test_a_list_with_counts_is_uploaded_and_a_wrong_one_named(chair: Client) -> None:
    def upload(text: str) -> str:
        file = SimpleUploadedFile("thon.csv", text.encode(), "text/csv")
        return chair.post(f"/thon/{COMMUNE}/nap/", {**PAPER, "file": file}, follow=True).content.decode()

    html = upload('name,households,population\nKhu 1,"1,234.50",\n')
    assert "households" in html and "1,234.50" in html and names() == []
    upload("name,households,population\nKhu 1,120,\nKhu 2,,0\n")
    html = chair.get(f"/thon/{COMMUNE}/").content.decode()
    assert (">120<" in html, html.count("chưa có số liệu")) == (True, 2)


def test_one_hamlet_of_a_divided_commune_is_split_between_its_successors(frozen: Any) -> None:
    listed(COMMUNE, "Khu 1", "Khu 2")
    one, two = (card.hamlet_id for card in territory.hamlets_of(COMMUNE, EVE))
    people = HamletCount(one, Measure.POPULATION, Decimal(400), date(2025, 4, 1), "Công an")
    territory.observe_hamlet(people, at=EVENING)
    applied(plan(DIVISION))
    frozen(MORNING)
    (task,) = (one for one in territory.divided_communes(DAY, "22") if one.commune.code == COMMUNE)
    first, second = (heir.unit for heir in task.successors)
    admin = enter(planner())
    address = f"/thon/xa-bi-chia/{COMMUNE}/{one}/"
    assert f'href="{address}"' in admin.get(f"/thon/xa-bi-chia/{COMMUNE}/").content.decode()
    page = admin.get(address).content.decode()
    assert ">400<" in re.sub(r"\s+", "", page) and 'name="whole-households"' in page
    assert 'name="whole-population"' not in page
    told = {
        "instrument": "5/QĐ-UBND",
        "reason": "Theo ranh giới mới",
        "whole-households": "100",
        f"name-{first.code}": "Khu 1",
        f"households-{first.code}": "30",
        f"population-{first.code}": "120",
        f"name-{second.code}": "Khu 1",
        f"households-{second.code}": "70",
        f"population-{second.code}": "270",
    }
    wrong = admin.post(address, told)
    assert wrong.status_code == 422
    assert "các phần cộng lại là 390, của cả thôn là 400" in wrong.content.decode()
    assert territory.hamlet_figures([one], EVE)[one].keys() == {Measure.POPULATION}  # nothing half done
    told[f"population-{second.code}"] = ""
    assert admin.post(address, told).status_code == 422
    told[f"population-{second.code}"] = "280"
    nameless = admin.post(address, {**told, f"name-{first.code}": "Phần một"})
    assert "không cho biết là thôn" in nameless.content.decode()
    few = admin.post(address, {**told, f"name-{second.code}": ""})
    assert few.status_code == 422
    stranger = enter(official(STRANGE, Role.CHAIR, DAY))
    assert "Chỉ chủ tịch" in stranger.post(address, told).content.decode()
    assert admin.post(address, told).status_code == 302
    for heir, households in ((first, 30), (second, 70)):
        cards = territory.with_figures(territory.hamlets_of(heir.code, DAY), DAY)
        (known,) = (figures for card, figures in cards if card.name == "Khu 1")
        assert known[Measure.HOUSEHOLDS].value == households
    assert admin.get(address).status_code == 409  # it waits no more
    assert "Khu 2" in admin.get(f"/thon/xa-bi-chia/{COMMUNE}/").content.decode()
    assert admin.get(f"/thon/xa-bi-chia/{COMMUNE}/{two}/").status_code == 200
