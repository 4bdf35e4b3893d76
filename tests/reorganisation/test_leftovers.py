"""Things that still bear an old name: counted by haicap where it knows, told with evidence, journalled, in scope."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Actor, Role
from haicap.organisation.models import Account, Agency
from haicap.reorganisation.domain.leftovers import Line, Standing
from haicap.reorganisation.models import LeftoverRow
from haicap.reorganisation.selectors import leftovers as reading
from haicap.reorganisation.selectors.items import ItemList, items
from haicap.reorganisation.services import leftovers as writing
from haicap.reorganisation.services.leftovers import Count
from haicap.territory import api as territory
from tests.reorganisation.cast import leader, official
from tests.reorganisation.eve import DAY, EVENING, MORNING
from tests.reorganisation.plans import applied, merger, plan

Frozen = Callable[[str | datetime], datetime]
pytestmark = pytest.mark.django_db
OLD = ("06652", "06655", "06658")
NEW = ("06652", "Phường Thử Nghiệm")
OTHER = "06661"
HALF = Count(total=4, changed=2, responsible="Trần Văn Bình", due_on=date(2025, 8, 1), evidence="BB 12")


@pytest.fixture
def chair(frozen: Frozen) -> Actor:
    frozen(EVENING)
    applied(plan(merger(NEW, *OLD)))
    frozen(MORNING)
    return official(NEW[0], Role.CHAIR, DAY)


def line(actor: Actor, kind: str) -> Line:
    return next(each for each in reading.lines(actor, DAY) if each.item.key == kind)


def test_only_units_that_were_called_otherwise_have_a_list(chair: Actor) -> None:
    lines = reading.lines(leader("22", DAY), DAY)
    assert {each.unit.code for each in lines} == {NEW[0]}
    assert {each.item.key for each in lines} == {item.key for item in items(ItemList.LEFTOVERS, DAY)}
    assert line(chair, "seals").old_names == ("Phường Hà Khẩu", "Phường Hà Phong", "Phường Hà Khánh") or set(
        line(chair, "seals").old_names
    ) == {territory.reading(code, EVENING.date()).name for code in OLD}


def test_what_is_told_is_kept_with_its_evidence_and_nobody_overwrites_unseen(chair: Actor) -> None:
    assert line(chair, "seals").standing is Standing.UNCOUNTED
    told = {"actor": chair, "unit_code": NEW[0], "item": "seals", "at": MORNING}
    assert writing.tell(**told, count=HALF) == 1
    assert line(chair, "seals").standing is Standing.UNDER_WAY
    with pytest.raises(RefusalError, match="leftover_changed"):
        writing.tell(**told, count=HALF)
    with pytest.raises(RefusalError, match="leftover_counts"):
        writing.tell(**told, count=Count(total=1, changed=2, evidence="BB", after=1))
    with pytest.raises(RefusalError, match="leftover_evidence"):
        writing.tell(**told, count=Count(total=2, changed=2, after=1))
    writing.tell(**told, count=Count(total=4, changed=4, evidence="BB 13", after=1))
    assert line(chair, "seals").standing is Standing.CHANGED
    assert [each.changed for each in reading.history(line(chair, "seals").unit, "seals")] == [4, 2]


def test_what_haicap_knows_is_counted_and_not_typed(chair: Actor) -> None:
    with pytest.raises(RefusalError, match="computed_item"):
        writing.tell(actor=chair, unit_code=NEW[0], item="bodies", count=HALF, at=MORNING)
    fresh = line(chair, "bodies")
    assert fresh.total > 0 and fresh.standing is Standing.CHANGED
    old = line(chair, "bodies").old_names[0]
    body = Agency.objects.filter(unit_id=chair.unit_id, valid_to=None, slug="centre").get()
    Agency.objects.filter(id=body.id).update(name=f"Trung tâm {old}")
    stale = line(chair, "bodies")
    assert (stale.total - stale.changed, stale.rows) == (1, (f"{body.code} Trung tâm {old}",))
    people = line(chair, "accounts")
    assert 0 < people.total - people.changed < people.total


def test_a_stranger_reads_and_tells_nothing(chair: Actor) -> None:
    stranger = official(OTHER, Role.CHAIR, DAY)
    assert reading.lines(stranger, DAY) == []
    with pytest.raises(RefusalError, match="not_your_leftovers"):
        writing.tell(actor=stranger, unit_code=NEW[0], item="seals", count=HALF, at=MORNING)
    with pytest.raises(RefusalError, match="not_your_leftovers"):
        writing.tell(actor=leader("22", DAY), unit_code=NEW[0], item="seals", count=HALF, at=MORNING)
    assert not LeftoverRow.objects.exists()


def test_every_number_of_the_board_opens_that_many_rows_and_the_csv_has_them(
    chair: Actor, settings: object
) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    writing.tell(actor=chair, unit_code=NEW[0], item="seals", count=HALF, at=MORNING)
    client = Client()
    client.force_login(Account.objects.get(person_id=chair.person_id))
    page = client.get(reverse("reorganisation_leftovers"))
    assert page.status_code == 200
    told = {standing: count for standing, _words, count in page.context["units"][0][1]["counts"]}
    assert sum(told.values()) == len(items(ItemList.LEFTOVERS, DAY)) and told["under_way"] == 1
    for standing, count in told.items():
        rows = client.get(
            reverse("reorganisation_leftovers_list"), {"trang-thai": standing, "don-vi": NEW[0]}
        )
        assert len(rows.context["rows"]) == count
    sheet = client.get(reverse("reorganisation_leftovers_export"), {"trang-thai": "under_way"})
    text = sheet.content.decode("utf-8-sig")
    assert len(text.strip().splitlines()) == 2 and "Trần Văn Bình" in text
    assert client.get(reverse("reorganisation_leftovers_list"), {"trang-thai": "x"}).status_code == 422
    form = reverse("reorganisation_leftover", args=[NEW[0], "signs"])
    assert client.get(form).status_code == 200
    sent = {"total": "3", "changed": "5", "after": "0"}
    assert client.post(form, sent).status_code == 422
    assert client.post(form, sent | {"changed": "3", "evidence": "Ảnh"}).status_code == 302
    assert line(chair, "signs").standing is Standing.CHANGED
