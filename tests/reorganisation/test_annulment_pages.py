"""Annulling a plan on screen: the proposal and what it would do for the second person, who decides once."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from haicap.kernel import clock
from haicap.organisation.contract import Actor, Role
from haicap.organisation.models import Account
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import AnnulmentStatus, PlanCard, PlanStatus
from haicap.reorganisation.models import AnnulmentRow, PlanRow
from haicap.territory import api as territory
from tests.reorganisation.cast import leader, official, planner
from tests.reorganisation.eve import DAY, EVENING
from tests.reorganisation.intakes import receive
from tests.reorganisation.plans import act, applied, merger, plan

Frozen = Callable[[str | datetime], datetime]

OLD = ("06652", "06655", "06658")
NEW = ("06652", "Phường Thử Nghiệm")
LATER = datetime.fromisoformat("2025-07-08T09:00:00+07:00")
TODAY = LATER.date()
TYPED = {
    "instrument": "99/NQ-TEST",
    "body": "Quốc hội",
    "decided_on": "2025-07-07",
    "reason": "Trái thẩm quyền",
}


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    settings.DEMO = True


def enter(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.person_id))
    return client


@pytest.fixture
def card(frozen: Frozen) -> PlanCard:
    """An applied merger, a week later."""
    frozen(EVENING)
    done = applied(plan(merger(NEW, *OLD)))
    frozen(LATER)
    return done


def words(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return re.sub(r"\s+", " ", answer.content.decode())


def proposed(card: PlanCard) -> str:
    """The address of a proposal that waits."""
    told = reorganisation.propose_annulment(actor=planner("22", TODAY), plan_id=card.id, act=act(), at=LATER)
    return f"/phuong-an/{card.id}/huy-bo/{told.id}/"


@pytest.mark.django_db
def test_it_is_proposed_looked_at_and_confirmed_by_another(card: PlanCard) -> None:
    receive(official(NEW[0], Role.RECEIVER, DAY), NEW[0], LATER)
    author, other = enter(planner("22", TODAY)), enter(leader("22", TODAY))
    page, form = f"/phuong-an/{card.id}/", f"/phuong-an/{card.id}/huy-bo/"
    assert form in words(author.get(page))
    shown = words(author.get(form))
    assert "Phường Hà Phong (06652)" in shown and "đã tiếp nhận 1 hồ sơ" in shown
    assert author.post(form, TYPED).headers["Location"] == page
    told = words(author.get(page))
    assert "Trái thẩm quyền" in told and "Chỉ lãnh đạo cấp tỉnh" in told and "Rút đề nghị" in told
    told = words(other.get(page))
    assert "đã tiếp nhận 1 hồ sơ" in told and "Không đồng ý hủy bỏ" in told
    address = re.findall(rf"{page}huy-bo/[0-9a-f-]{{36}}/xac-nhan/", told)[0]
    assert author.post(address).status_code == 403
    assert PlanRow.objects.get().status == PlanStatus.APPLIED
    assert other.post(address).headers["Location"] == page
    assert PlanRow.objects.get().status == PlanStatus.ANNULLED
    told = words(other.get(page))
    assert "Mọi số liệu trước và sau đều khớp." in told and form not in told
    assert "Đề nghị hủy bỏ này đã được quyết định" in words(other.post(address), 409)


@pytest.mark.django_db
def test_the_second_person_may_say_no_with_a_word(card: PlanCard) -> None:
    address = proposed(card)
    other = enter(leader("22", TODAY))
    assert "quá 2.000" in words(other.post(f"{address}tu-choi/", {"note": "x" * 2001}), 422)
    assert other.post(f"{address}tu-choi/", {"note": "Chưa đủ căn cứ"}).status_code == 302
    told = words(other.get(f"/phuong-an/{card.id}/"))
    assert "Chưa đủ căn cứ" in told and "Không hủy bỏ" in told
    assert words(other.post(f"{address}xac-nhan/"), 409)
    assert PlanRow.objects.get().status == PlanStatus.APPLIED


@pytest.mark.django_db
def test_what_is_missing_stands_at_its_field_and_what_was_typed_stays(card: PlanCard) -> None:
    client, form = enter(planner("22", TODAY)), f"/phuong-an/{card.id}/huy-bo/"
    told = words(client.post(form, {**TYPED, "reason": " "}), 422)
    assert 'value="99/NQ-TEST"' in told and 'aria-invalid="true"' in told
    told = words(client.post(form, {**TYPED, "decided_on": "2025-07-09"}), 422)
    assert "sau hôm nay" in told and "Trái thẩm quyền" in told
    assert not AnnulmentRow.objects.exists()


@pytest.mark.django_db
def test_a_second_proposal_meets_the_first(card: PlanCard) -> None:
    proposed(card)
    client, form = enter(planner("22", TODAY)), f"/phuong-an/{card.id}/huy-bo/"
    assert "Đã có đề nghị đang chờ quyết định" in words(client.get(form))
    assert "đã có đề nghị hủy bỏ đang chờ" in words(client.post(form, TYPED), 422)
    assert AnnulmentRow.objects.count() == 1


@pytest.mark.django_db
def test_after_the_window_the_page_says_so_and_nobody_can_press(card: PlanCard, frozen: Frozen) -> None:
    address = proposed(card)
    frozen(LATER + timedelta(days=90))
    client = enter(leader("22", (LATER + timedelta(days=90)).date()))
    told = words(client.get(f"/phuong-an/{card.id}/"))
    assert "Đã quá 90 ngày" in told
    assert 'name="confirm"' not in told and 'name="decline"' in told
    assert "Đã quá 90 ngày" in words(client.post(f"{address}xac-nhan/"), 409)
    assert "Đã quá 90 ngày" in words(client.get(f"/phuong-an/{card.id}/huy-bo/"))


@pytest.mark.django_db
def test_strangers_neither_see_nor_touch_it(card: PlanCard) -> None:
    address = proposed(card)
    abroad, receiver = enter(leader("68", TODAY)), enter(official(NEW[0], Role.RECEIVER, DAY))
    form = f"/phuong-an/{card.id}/huy-bo/"
    for client, status in ((Client(), 302), (receiver, 403), (abroad, 404)):
        for path in (f"{address}xac-nhan/", f"{address}tu-choi/", form):
            answer = client.post(path, TYPED)
            assert answer.status_code == status, path
            assert "Trái thẩm quyền" not in answer.content.decode()
        assert client.get(form).status_code == status
    assert AnnulmentRow.objects.get().status == AnnulmentStatus.WAITING
    other = enter(leader("22", TODAY))
    astray = address.replace(str(card.id), str(uuid4()))
    assert other.post(f"{astray}xac-nhan/").status_code == 404
    assert other.post(f"/phuong-an/{card.id}/huy-bo/{uuid4()}/xac-nhan/").status_code == 404


@pytest.mark.django_db
def test_a_plan_that_is_not_applied_has_nothing_to_annul(frozen: Frozen) -> None:
    frozen(EVENING)
    card = reorganisation.propose(actor=planner(), document=plan(merger(NEW, *OLD)), at=EVENING)
    client, form = enter(leader()), f"/phuong-an/{card.id}/huy-bo/"
    assert form not in words(client.get(f"/phuong-an/{card.id}/"))
    assert client.get(form).status_code == 409
    assert client.post(form, TYPED).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_wins_and_the_other_is_told(card: PlanCard) -> None:
    address = proposed(card)
    actor = leader("22", TODAY)
    clients = [enter(actor) for _ in range(4)]
    ready = threading.Barrier(len(clients))

    def press(client: Client, step: str) -> int:
        try:
            with clock.at(LATER):
                ready.wait(60)
                return int(client.post(f"{address}{step}/").status_code)
        finally:
            connection.close()

    steps = ("xac-nhan", "xac-nhan", "tu-choi", "xac-nhan")
    with ThreadPoolExecutor(len(clients)) as pool:
        told = list(pool.map(press, clients, steps))
    assert sorted(told) == [302, 409, 409, 409]
    row = AnnulmentRow.objects.get()
    confirmed = told[2] != 302
    assert (row.status == AnnulmentStatus.CONFIRMED) == confirmed
    assert (PlanRow.objects.get().status == PlanStatus.ANNULLED) == confirmed
    standing = territory.require_unit(OLD[0], TODAY).name
    assert (standing == "Phường Hà Phong") == confirmed
