"""Update campaigns: matched by code and address, nothing guessed, nothing half-kept, personal data in scope."""

import io
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Actor, Role
from haicap.organisation.models import Account
from haicap.reorganisation.domain.campaigns import Finding, Ground, Match, Subject, match
from haicap.reorganisation.models import Campaign, CampaignAct, CampaignRow
from haicap.reorganisation.selectors import campaigns as reading
from haicap.reorganisation.services import campaigns as writing
from tests.reorganisation.cast import actors, official
from tests.reorganisation.eve import DAY, EVE, EVENING, MORNING
from tests.reorganisation.plans import applied, merger, plan

Frozen = Callable[[str | datetime], datetime]
OLD = ("06652", "06655", "06658")
NEW = ("06652", "Phường Thử Nghiệm")
OTHER = "06661"
HEAD = ["ma", "ma_don_vi", "dia_chi"]
TABLE = [HEAD, ["P1", OLD[1], ""], ["P2", OTHER, ""], ["P3", "", "không rõ"], ["P4", OLD[2], ""]]


@pytest.mark.parametrize(
    ("by_code", "by_address", "certain", "stands", "expected"),
    [
        (["1"], [], False, True, Match(Finding.RIGHT, ("1",), Ground.CODE)),
        (["1"], ["1"], True, False, Match(Finding.MATCHED, ("1",), Ground.BOTH)),
        (["1"], ["2"], True, True, Match(Finding.SEVERAL, ("1", "2"), Ground.CODE)),
        (["1", "2"], ["2"], True, False, Match(Finding.MATCHED, ("2",), Ground.ADDRESS)),
        (["1", "2"], ["2"], False, False, Match(Finding.SEVERAL, ("1", "2"), Ground.CODE)),
        (["1", "2"], ["3"], True, False, Match(Finding.SEVERAL, ("1", "2", "3"), Ground.CODE)),
        ([], ["3"], True, False, Match(Finding.MATCHED, ("3",), Ground.ADDRESS)),
        ([], ["3"], False, False, Match(Finding.SEVERAL, ("3",), Ground.ADDRESS)),
        ([], [], False, False, Match(Finding.NOT_FOUND)),
    ],
)
def test_nothing_is_guessed(
    by_code: list[str], by_address: list[str], certain: bool, stands: bool, expected: Match
) -> None:
    assert match(by_code, by_address, certain=certain, stands=stands) == expected


@pytest.fixture
def officer(frozen: Frozen) -> Actor:
    """A department's officer, the morning after the merger."""
    frozen(EVENING)
    applied(plan(merger(NEW, *OLD)))
    frozen(MORNING)
    return actors("22", Role.DEPARTMENT_HEAD, DAY)[0] if actors("22", Role.DEPARTMENT_HEAD, DAY) else _head()


def _head() -> Actor:
    from haicap.organisation import api as organisation

    for body in organisation.agencies_of_province("22"):
        for held in organisation.holders(body.id, Role.DEPARTMENT_HEAD, DAY):
            return organisation.actor_of_appointment(held.id, DAY)
    raise LookupError


def begun(actor: Actor) -> Campaign:
    pk = writing.begin(
        actor=actor,
        subject=Subject.POPULATION,
        title="Đợt 1",
        source="CSDL dân cư",
        source_on=EVE,
        at=MORNING,
    )
    return Campaign.objects.get(id=pk)


def taken(actor: Actor) -> Campaign:
    one = begun(actor)
    writing.take_in(actor=actor, campaign_id=one.id, table=TABLE, note="a.csv", at=MORNING)
    return one


@pytest.mark.django_db
def test_rows_are_matched_confirmed_and_counted_per_commune(officer: Actor) -> None:
    one = begun(officer)
    counts = writing.take_in(actor=officer, campaign_id=one.id, table=TABLE, note="a.csv", at=MORNING)
    assert counts == {Finding.RIGHT: 1, Finding.MATCHED: 2, Finding.SEVERAL: 0, Finding.NOT_FOUND: 1}
    new = official(NEW[0], Role.CHAIR, DAY).unit_id
    told = {each.unit_id: (each.done, each.total) for each in reading.progress(officer, one, MORNING)}
    assert told[new] == (0, 2) and told[0] == (0, 1)
    assert writing.confirm_matched(actor=officer, campaign_id=one.id, commune_id=new, at=MORNING) == 2
    assert writing.confirm_matched(actor=officer, campaign_id=one.id, commune_id=new, at=MORNING) == 0
    lost = CampaignRow.objects.get(record="P3")
    assert writing.decide(actor=officer, campaign_id=one.id, rows=[lost.id], code=NEW[0], at=MORNING) == 1
    told = {each.unit_id: (each.done, each.total) for each in reading.progress(officer, one, MORNING)}
    assert told[new] == (3, 3) and 0 not in told
    acts = [act.act for act in reading.acts(officer, one)]
    assert acts == ["decided", "confirmed", "confirmed", "taken_in", "begun"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "code"),
    [
        ([["ma", "dia_chi"], ["P9", "x"]], "column_missing"),
        ([], "column_missing"),
        ([HEAD, ["P8", OTHER, ""], ["P9", "652", ""]], "zeros_lost"),
        ([HEAD, ["P8", OTHER, ""], ["P8", OTHER, ""]], "campaign_row_twice"),
        ([HEAD, ["P8", OTHER, ""], ["P9", "", ""]], "campaign_row_empty"),
        ([HEAD, ["P8", OTHER, ""], ["P1", OTHER, ""]], "campaign_row_twice"),
    ],
)
def test_a_file_is_taken_whole_or_not_at_all(officer: Actor, table: list[list[str]], code: str) -> None:
    one = taken(officer)
    before = CampaignRow.objects.count(), CampaignAct.objects.count()
    with pytest.raises(RefusalError, match=code):
        writing.take_in(actor=officer, campaign_id=one.id, table=table, note="b.csv", at=MORNING)
    assert (CampaignRow.objects.count(), CampaignAct.objects.count()) == before


@pytest.mark.django_db
def test_who_does_not_work_with_the_data_sees_none_of_it(officer: Actor) -> None:
    one = taken(officer)
    for role in (Role.BUSINESS_ADMIN, Role.PROVINCIAL_LEADER):
        outsider = actors("22", role, DAY)[0]
        assert not reading.campaigns(outsider).exists()
        with pytest.raises(RefusalError, match="unknown_campaign"):
            reading.rows_of(outsider, one)
    assert not reading.campaigns(_elsewhere()).exists()
    mine = official(NEW[0], Role.CHAIR, DAY)
    assert {row.record for row in reading.rows_of(mine, one)} == {"P1", "P4"}
    other = official(OTHER, Role.CHAIR, DAY)
    ids = list(CampaignRow.objects.order_by("id").values_list("id", flat=True))
    assert writing.decide(actor=other, campaign_id=one.id, rows=ids, code=OTHER, at=MORNING) == 0
    with pytest.raises(RefusalError, match="not_a_candidate"):
        writing.decide(actor=mine, campaign_id=one.id, rows=ids, code=OTHER, at=MORNING)
    with pytest.raises(RefusalError, match="not_a_campaigner"):
        writing.take_in(actor=mine, campaign_id=one.id, table=[HEAD], note="", at=MORNING)
    own = begun(mine)
    with pytest.raises(RefusalError, match="unknown_campaign"):
        reading.campaign(other, own.id)


def _elsewhere() -> Actor:
    from haicap.territory import api as territory

    return official(territory.communes_of("68", DAY)[0].code, Role.CHAIR, DAY)


@pytest.mark.django_db
def test_a_campaign_goes_its_way_on_screen(officer: Actor, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    client = Client()
    client.force_login(Account.objects.get(person_id=officer.person_id))
    sent = {"subject": "insurance", "title": "BHYT", "source": "BHXH tỉnh", "source_on": "2025-06-30"}
    begun_at = client.post(reverse("reorganisation_campaigns"), sent)
    assert begun_at.status_code == 302
    file = io.BytesIO("\n".join(",".join(row) for row in TABLE).encode())
    file.name = "a.csv"
    assert client.post(begun_at.url, {"file": file}).status_code == 302
    page = client.get(begun_at.url)
    assert sum(each.total for each, _counts in page.context["progress"]) == len(TABLE) - 1
    for each, counts in page.context["progress"]:
        for finding, _words, count in counts:
            rows = client.get(f"{begun_at.url}dong/", {"xa": each.unit_id, "ket-qua": finding.value})
            assert rows.context["total"] == count
    lost = CampaignRow.objects.get(record="P3")
    asked = f"{begun_at.url}dong/?ket-qua=not_found"
    assert client.post(asked, {"rows": [lost.id], "code": "99999"}).status_code == 422
    assert client.post(asked, {"rows": [lost.id], "code": NEW[0]}).status_code == 302
    lost.refresh_from_db()
    assert lost.decided == NEW[0] and client.get(asked).status_code == 200
