"""The address of an applicant: units are suggested, the officer chooses, what was typed stays as it was typed."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from haicap.desk.names import address_unit
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import DossierFile, DossierId
from haicap.kernel import clock
from haicap.kernel.ids import uuid7
from haicap.parties.contract import UnitBy
from tests.cast import Cast
from tests.desk.counter.test_intake import TYPED
from tests.territory.acts import enact, merge

pytestmark = pytest.mark.django_db
SWAP = {"HTTP_HX_REQUEST": "true"}
OLD = "Thôn 3, xã Tam Bố, huyện Di Linh, tỉnh Lâm Đồng"
DIVIDED = "xã Hải Lạng, huyện Tiên Yên, tỉnh Quảng Ninh"


def _typed(client: Client, draft_id: UUID, address: str, **more: str) -> str:
    path = reverse("counter:address", args=[draft_id])
    answer = client.post(path, {"name": "An", "address": address, **more}, **SWAP)
    assert answer.status_code == 200
    return answer.content.decode()


def _kept(people: Cast, draft_id: UUID) -> dict[str, str]:
    return dict((dossiers.draft(actor=people.receiver, draft_id=draft_id) or {})["fields"])


def test_an_old_address_is_answered_with_the_unit_of_today_and_its_law(
    receiver: Client, people: Cast, morning: datetime
) -> None:
    draft_id = uuid7()

    part = _typed(receiver, draft_id, OLD)

    assert 'value="25015"' in part and "Xã Gia Hiệp" in part and "1671/NQ-UBTVQH15, khoản 27" in part
    kept = _kept(people, draft_id)
    assert (kept["address"], kept["address_unit"]) == (OLD, "")  # suggested, not chosen


def test_the_officer_chooses_and_the_words_stay(receiver: Client, people: Cast, morning: datetime) -> None:
    draft_id = uuid7()

    part = _typed(receiver, draft_id, OLD, choose_address_unit="25015")

    assert "Nay thuộc" in part
    assert (_kept(people, draft_id)["address"], _kept(people, draft_id)["address_unit"]) == (OLD, "25015")
    page = receiver.get(reverse("counter:draft", args=[draft_id])).content.decode()
    assert OLD in page and "Nay thuộc" in page


def test_a_divided_commune_offers_all_and_asks_for_the_hamlet(
    receiver: Client, people: Cast, morning: datetime
) -> None:
    part = _typed(receiver, uuid7(), DIVIDED)

    assert all(f'value="{code}"' in part for code in ("06799", "06886", "06970"))
    assert "Hãy hỏi thôn, tổ dân phố hoặc tên đường." in part


def test_only_what_the_address_can_mean_can_be_chosen(
    receiver: Client, people: Cast, morning: datetime
) -> None:
    draft_id = uuid7()

    _typed(receiver, draft_id, OLD, choose_address_unit="06799")

    assert _kept(people, draft_id)["address_unit"] == ""


def test_another_address_forgets_the_choice(receiver: Client, people: Cast, morning: datetime) -> None:
    draft_id = uuid7()
    _typed(receiver, draft_id, OLD, choose_address_unit="25015")

    part = _typed(receiver, draft_id, DIVIDED, address_unit="25015")

    assert "Nay thuộc" not in part
    assert _kept(people, draft_id)["address_unit"] == ""


@pytest.mark.parametrize("address", ["", "Paris", "a" * 501])
def test_what_names_no_unit_offers_none(
    receiver: Client, people: Cast, morning: datetime, address: str
) -> None:
    assert "choose_address_unit" not in _typed(receiver, uuid7(), address)


def test_without_script_the_page_comes_back_with_the_suggestions(
    receiver: Client, people: Cast, morning: datetime
) -> None:
    draft_id = uuid7()
    path = reverse("counter:address", args=[draft_id])

    page = receiver.post(path, {"address": OLD}, follow=True)

    assert page.redirect_chain[0][0] == reverse("counter:draft", args=[draft_id]) + "#address-units"
    assert 'name="choose_address_unit" value="25015"' in page.content.decode()


@pytest.mark.usefixtures("morning")
@pytest.mark.parametrize(
    ("address", "chosen", "kept"),
    [
        (OLD, "25015", ("25015", UnitBy.CHOSEN)),
        (OLD, "", ("25015", UnitBy.CERTAIN)),
        (OLD, "06799", ("25015", UnitBy.CERTAIN)),  # cannot be meant, so it was not chosen here
        (DIVIDED, "", ("", None)),
    ],
)
def test_the_unit_goes_into_the_dossier(
    receiver: Client, people: Cast, address: str, chosen: str, kept: tuple[str, UnitBy | None]
) -> None:
    applicant = _accepted(receiver, people, address=address, address_unit=chosen).applicant

    assert (applicant.unit, applicant.unit_by) == kept
    assert applicant.address == address


def test_the_page_says_what_has_become_of_the_unit(receiver: Client, people: Cast, morning: datetime) -> None:
    opened = _accepted(receiver, people, address=OLD, address_unit="25015")
    page = reverse("counter:dossier", args=[opened.card.id])
    assert "<dd>Xã Gia Hiệp</dd>" in receiver.get(page).content.decode()

    enact(replace(merge(), effective_on=clock.today(), decided_on=clock.today()))

    received = opened.card.received_at - timedelta(days=1)
    assert address_unit(opened.applicant, received) == "Xã Gia Hiệp, nay là xã Di Linh"


def _accepted(receiver: Client, people: Cast, **typed: str) -> DossierFile:
    draft_id = uuid7()
    answer = receiver.post(reverse("counter:draft", args=[draft_id]), {**TYPED, **typed})
    assert answer.status_code == 302, answer.content.decode()
    return dossiers.open_file(actor=people.receiver, dossier_id=DossierId(draft_id))
