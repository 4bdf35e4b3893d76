"""The reform of 1 July 2025 replayed from the law over old communes with people, dossiers and numbers."""

from collections.abc import Callable
from datetime import datetime

import pytest

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, ListFilter, Period
from haicap.dossiers.models import Dossier, JournalEntry
from haicap.organisation import api as organisation
from haicap.organisation.contract import Role
from haicap.organisation.models import Agency, Succession
from haicap.reorganisation.contract import PlanStatus
from haicap.territory import api as territory
from tests.reorganisation.cast import leader, official
from tests.reorganisation.eve import DAY, DOSSIERS, EVE, EVENING, MORNING
from tests.reorganisation.plans import applied, of_law

Frozen = Callable[[str | datetime], datetime]

pytestmark = pytest.mark.django_db

NOON = datetime.fromisoformat("2025-07-01T11:00:00+07:00")

# code of the new commune: the old ones it was made of (domain names as the province's own reports tell them)
SCENES = {
    "68": (
        "1671/NQ-UBTVQH15",
        {"25015": {"Tam Bố", "Gia Hiệp"}, "25000": {"Di Linh", "Liên Đầm", "Tân Châu", "Gung Ré"}},
    ),
    "46": ("1675/NQ-UBTVQH15", {"20056": 4, "20044": 4, "20071": 4, "20101": 4, "20050": 2}),
    "40": ("1678/NQ-UBTVQH15", {"17662": 9, "17623": 4, "17677": 5, "17707": 4, "17689": 6, "17641": 4}),
}


def test_quang_ninh_with_everything_carried(frozen: Frozen) -> None:
    frozen(EVENING)
    before = list(Dossier.objects.filter(province="22").order_by("id").values())
    top = territory.require_unit("22", EVE).unit_id  # goes on: what departments hold is not carried
    received = Dossier.objects.filter(province="22").exclude(received_by__unit_id=top).count()
    entries = JournalEntry.objects.filter(province="22").exclude(unit_id=top).count()
    units = Dossier.objects.filter(province="22").exclude(unit_id=top).values("unit").distinct().count()
    assert 1_000 < received < DOSSIERS, "of communes most, of departments some"
    card = applied(of_law("1679/NQ-UBTVQH15"))
    frozen(MORNING)
    assert (card.status, len(territory.communes_of("22", DAY))) == (PlanStatus.APPLIED, 54)
    assert card.report is not None and card.report.holds
    sums = {line.name: line.after for line in card.report.lines if not line.code}
    assert (sums["numbers"], sums["acts"]) == (received, entries)
    assert sums["appointments"] > 6_000 and sums["accounts"] == sums["appointments"]
    assert list(Dossier.objects.filter(province="22").order_by("id").values()) == before, "nothing moved"
    assert len(card.report.marks) == units
    closed = Agency.objects.filter(province_code="22", valid_to=DAY)
    assert set(Succession.objects.values_list("predecessor_id", flat=True)) == set(
        closed.values_list("id", flat=True)
    ), "every body that ended has its heir"


@pytest.mark.parametrize("province", sorted(SCENES))
def test_the_communes_of_the_scenes_are_formed_as_told(frozen: Frozen, province: str) -> None:
    instrument, wanted = SCENES[province]
    frozen(EVENING)
    card = applied(of_law(instrument), "68", lent=province)
    assert card.report is not None and card.report.holds
    frozen(MORNING)
    for code, told in wanted.items():
        made_of = territory.predecessors(code, DAY)
        names = {edge.unit.name.split(" ", 1)[1].removeprefix("trấn ") for edge in made_of}
        assert names == told if isinstance(told, set) else len(made_of) == told, (code, names)


def test_the_whole_of_lam_dong_with_its_three_provinces(frozen: Frozen) -> None:
    frozen(EVENING)
    open_before = Dossier.objects.filter(province="68", closed_at__isnull=True).count()
    card = applied(of_law("1671/NQ-UBTVQH15"), "68")
    assert card.report is not None and card.report.holds
    frozen(MORNING)
    assert len(territory.communes_of("68", DAY)) == 124
    top = leader("68", DAY)
    assert top.provinces == {"60", "67", "68"}
    assert dossiers.count(actor=top, filter=ListFilter(), now=NOON) == DOSSIERS
    units = [unit.unit_id for unit in territory.communes_of("68", DAY)]
    units.append(territory.require_unit("68", DAY).unit_id)
    rows = dossiers.figures(actor=top, units=units, period=Period(EVE, EVE), now=NOON)
    assert rows[0].figures.still_open == open_before, "June on the map of July"
    specialist = official("25000", Role.SPECIALIST, field="Hộ tịch")
    assert {"Di Linh"} < {
        organisation.agency(body).name.rsplit("xã ", 1)[-1].rsplit("trấn ", 1)[-1]
        for body in specialist.agencies
    }


def test_an_old_dossier_is_worked_on_to_its_end_by_the_new_unit(frozen: Frozen) -> None:
    frozen(EVENING)
    applied(of_law("1671/NQ-UBTVQH15"), "68")
    frozen(NOON)
    row = (
        Dossier.objects.filter(province="68", status="received", step_role="specialist")
        .order_by("id")
        .first()
    )
    row = row or Dossier.objects.filter(province="68", status="in_process").order_by("id")[0]
    unit = territory.state_on(organisation.units_today([row.unit_id])[row.unit_id], DAY)
    assert unit is not None and unit.unit_id != row.unit_id
    actor = official(unit.code, Role.SPECIALIST, field=row.field)
    desk = dossiers.listing(actor=actor, filter=ListFilter(desk=True), now=NOON, size=100)
    assert row.id in {card.id for card in desk.rows}
    chain = JournalEntry.objects.filter(unit_id=row.unit_id).count()
    action = Action.ASSIGN
    card = dossiers.act(actor=actor, dossier_id=row.id, deed=Deed(action), at=NOON)
    assert (card.holder_id, card.due_at) == (actor.appointment_id, row.due_at)
    assert JournalEntry.objects.filter(unit_id=row.unit_id).count() == chain + 1, "the old chain goes on"
