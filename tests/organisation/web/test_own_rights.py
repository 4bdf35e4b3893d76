"""What officials do with their own rights: lend them for a time, take them back, give a program a key."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from haicap.kernel import clock
from haicap.organisation import api as organisation
from haicap.organisation.contract import Capacity, Role
from haicap.organisation.models import Account, ApiToken, Delegation, OrganisationJournal
from haicap.organisation.services.staffing import DEMO_PASSWORD

pytestmark = pytest.mark.django_db

CHAIR, DEPUTY, RECEIVER, STRANGER = "25000.chutich", "25000.phochutich1", "25000.tiepnhan1", "25015.chutich"
LENDING, KEYS, SEAT = "organisation_delegations", "organisation_keys", "organisation_seat"


@pytest.fixture(autouse=True)
def _demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", True)
    cache.clear()


def visitor(username: str) -> Client:
    client = Client()
    answer = client.post(reverse("account_login"), {"login": username, "password": DEMO_PASSWORD})
    assert answer.status_code == 302
    return client


def person(username: str) -> int:
    return Account.objects.get(username=username).person_id


def lend(client: Client, **change: Any) -> Any:
    today = clock.today()
    form = {
        "person": person(DEPUTY),
        "roles": ["chair"],
        "starts_on": str(today),
        "ends_on": str(today + timedelta(days=9)),
        "act_number": "15/GUQ-UBND",
        "capacity": "TUQ.",
    }
    return client.post(reverse(LENDING), form | change)


def test_a_deputy_works_in_the_name_of_the_chair_until_it_is_taken_back() -> None:
    chair = visitor(CHAIR)
    assert lend(chair).status_code == 302
    lent = Delegation.objects.get()
    deputy = visitor(DEPUTY)
    assert "15/GUQ-UBND" in deputy.get(reverse(LENDING)).content.decode()
    assert deputy.post(reverse(SEAT), {"seat": f"d{lent.pk}"}).status_code == 302
    acting = deputy.get(reverse(SEAT)).wsgi_request.actor
    assert (acting.person_id, acting.capacity) == (person(DEPUTY), Capacity.AUTHORISED)
    assert acting.on_behalf_of == lent.appointment_id
    # what is lent is not lent on: the page says so and the service refuses
    assert "Chỉ người giữ vị trí" in deputy.get(reverse(LENDING)).content.decode()
    assert lend(deputy, person=person("25000.vanthu")).status_code == 422
    assert chair.post(reverse("organisation_delegation_end", args=[lent.pk])).status_code == 302
    lent.refresh_from_db()
    assert lent.ends_on == clock.today()
    with clock.at(clock.now() + timedelta(days=1)):
        assert visitor(DEPUTY).post(reverse(SEAT), {"seat": f"d{lent.pk}"}).status_code == 403


def test_what_has_not_begun_is_dropped() -> None:
    chair, tomorrow = visitor(CHAIR), clock.today() + timedelta(days=1)
    assert lend(chair, starts_on=str(tomorrow)).status_code == 302
    lent = Delegation.objects.get()
    assert visitor(DEPUTY).post(reverse(SEAT), {"seat": f"d{lent.pk}"}).status_code == 403
    assert chair.post(reverse("organisation_delegation_end", args=[lent.pk])).status_code == 302
    assert not Delegation.objects.exists()
    acts = OrganisationJournal.objects.filter(subject=f"delegation:{lent.pk}").order_by("id")
    assert [row.action for row in acts] == ["delegate", "end_delegation"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"roles": []}, "Chưa nhập hoặc chọn mục này"),
        ({"roles": ["provincial_leader"]}, "Hãy chọn"),
        ({"act_number": " "}, "Chưa nhập hoặc chọn mục này"),
        ({"ends_on": "2020-01-01"}, "Ngày kết thúc phải từ ngày bắt đầu"),
        ({"capacity": "TM."}, "Hãy chọn"),
        ({"person": ""}, "Chưa nhập hoặc chọn mục này"),
    ],
)
def test_a_wrong_form_is_shown_again_with_what_was_typed(change: dict[str, Any], words: str) -> None:
    answer = lend(visitor(CHAIR), **change)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "error-summary" in page
    assert str(clock.today()) in page
    assert not Delegation.objects.exists()


def test_only_heads_lend_and_only_to_colleagues() -> None:
    receiver = visitor(RECEIVER)
    assert "Chỉ người đứng đầu" in receiver.get(reverse(LENDING)).content.decode()
    assert lend(receiver, roles=["receiver"]).status_code == 422
    assert lend(visitor(CHAIR), person=person(STRANGER)).status_code == 422
    assert lend(visitor(CHAIR), person=person(CHAIR)).status_code == 422
    assert not Delegation.objects.exists()


def test_a_stranger_sees_and_ends_nothing_of_others() -> None:
    lend(visitor(CHAIR))
    lent = Delegation.objects.get()
    for other in (STRANGER, DEPUTY):
        client = visitor(other)
        assert client.post(reverse("organisation_delegation_end", args=[lent.pk])).status_code == 404
    assert "15/GUQ-UBND" not in visitor(STRANGER).get(reverse(LENDING)).content.decode()
    lent.refresh_from_db()
    assert lent.ends_on > clock.today()


def make_key(client: Client, **change: str) -> Any:
    form = {"name": "Máy quét quầy 3", "expires_at": str(clock.today() + timedelta(days=30))}
    return client.post(reverse(KEYS), form | change)


def test_a_key_is_shown_once_and_works_until_revoked() -> None:
    client = visitor(RECEIVER)
    made = make_key(client)
    assert made.status_code == 200
    assert "no-store" in made.headers["Cache-Control"]
    found = re.search(r"haicap_[\w-]{43}", made.content.decode())
    assert found is not None
    raw = found.group()
    actor = organisation.actor_for_token(raw)
    assert actor is not None
    assert (actor.person_id, actor.holds(Role.RECEIVER)) == (person(RECEIVER), True)
    later = client.get(reverse(KEYS)).content.decode()
    assert raw not in later
    assert f"…{raw[-4:]}" in later
    assert "Chưa dùng" not in later, "it was used just now"
    row = ApiToken.objects.get()
    assert client.post(reverse("organisation_key_revoke", args=[row.pk])).status_code == 302
    assert "Đã thu hồi" in client.get(reverse(KEYS)).content.decode()
    with clock.at(clock.now() + timedelta(seconds=6)):
        assert organisation.actor_for_token(raw) is None


@pytest.mark.parametrize(
    "change",
    [{"name": " "}, {"expires_at": "2020-01-01"}, {"expires_at": "2999-01-01"}, {"expires_at": "mai"}],
)
def test_a_key_needs_a_name_and_a_day_within_a_year(change: dict[str, str]) -> None:
    answer = make_key(visitor(RECEIVER), **change)
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_nobody_sees_or_revokes_a_strangers_key() -> None:
    make_key(visitor(RECEIVER))
    key = ApiToken.objects.get()
    stranger = visitor(STRANGER)
    assert "Máy quét" not in stranger.get(reverse(KEYS)).content.decode()
    assert stranger.post(reverse("organisation_key_revoke", args=[key.pk])).status_code == 404
    key.refresh_from_db()
    assert key.revoked_at is None


@pytest.mark.parametrize(
    ("name", "numbers", "post_only"),
    [
        (LENDING, [], False),
        (KEYS, [], False),
        ("organisation_delegation_end", [1], True),
        ("organisation_key_revoke", [1], True),
    ],
)
def test_signed_out_reaches_none_of_it(
    client: Client, name: str, numbers: list[int], post_only: bool
) -> None:
    address = reverse(name, args=numbers)
    if not post_only:
        assert client.get(address).url.startswith(reverse("account_login"))
    assert client.post(address).url.startswith(reverse("account_login"))
    if post_only:
        assert visitor(RECEIVER).get(address).status_code == 405
