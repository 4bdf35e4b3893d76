"""Figures belong to a unit, a day and a source; lists are taken whole or not at all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from haicap.kernel.errors import RefusalError
from haicap.territory import api as territory
from haicap.territory.contract import CodeAlias, Measure, MutationKind, Observation, Precision
from haicap.territory.models import Observation as Row
from tests.territory.acts import DI_LINH, EVE, GIA_HIEP, LEARNT, NEW_YEAR, enact, one_to_one, transfer

pytestmark = pytest.mark.django_db

AUGUST = date(2025, 8, 31)
NOVEMBER = date(2026, 11, 20)
TOLD = Observation(
    GIA_HIEP, Measure.HOUSEHOLDS, Decimal(5_400), date(2026, 6, 30), "Báo cáo thử", Precision.MORE_THAN
)


def _figures(code: str, day: date) -> dict[Measure, Decimal]:
    return {card.measure: card.value for card in territory.observations(code, day)}


@pytest.mark.parametrize(
    ("code", "area", "population"), [(GIA_HIEP, "324.43", 21_462), (DI_LINH, "268.28", 64_179)]
)
def test_the_first_figures_are_those_of_august_2025(code: str, area: str, population: int) -> None:
    assert _figures(code, AUGUST) == {Measure.AREA_KM2: Decimal(area), Measure.POPULATION: population}
    assert territory.observations(code, date(2025, 7, 31)) == ()
    assert all(card.source for card in territory.observations(code, AUGUST))


def test_a_figure_keeps_the_word_of_its_source() -> None:
    card = territory.observe(TOLD, at=LEARNT)
    assert card.precision is Precision.MORE_THAN
    assert card in territory.observations(GIA_HIEP, NOVEMBER)
    rows = Row.objects.count()
    territory.observe(TOLD, at=LEARNT)
    assert Row.objects.count() == rows


def test_a_later_figure_of_a_source_comes_before_its_earlier_one() -> None:
    territory.observe(TOLD, at=LEARNT)
    later = replace(TOLD, value=Decimal(5_500), reference_on=date(2026, 9, 30))
    territory.observe(later, at=LEARNT)
    assert _figures(GIA_HIEP, NOVEMBER)[Measure.HOUSEHOLDS] == 5_500
    assert _figures(GIA_HIEP, date(2026, 8, 1))[Measure.HOUSEHOLDS] == 5_400


def test_another_figure_of_the_same_source_and_day_must_be_meant() -> None:
    territory.observe(TOLD, at=LEARNT)
    other = replace(TOLD, value=Decimal(5_401))
    with pytest.raises(RefusalError) as refused:
        territory.observe(other, at=LEARNT)
    assert refused.value.refusal.code == "territory.observation_differs"
    territory.observe(other, at=LEARNT, replaces=True)
    assert _figures(GIA_HIEP, NOVEMBER)[Measure.HOUSEHOLDS] == 5_401
    former = Row.objects.get(value=5_400)
    assert former.replaced_by is not None and former.replaced_by.value == 5_401


def test_a_new_name_leaves_figures_standing_but_a_new_border_does_not() -> None:
    enact(one_to_one(MutationKind.RENAMED, DI_LINH, "Xã Di Linh Mới"))
    assert _figures(DI_LINH, NEW_YEAR) == _figures(DI_LINH, EVE) != {}
    enact(replace(transfer(), instrument="3/NQ-THU", effective_on=date(2027, 2, 1)))
    assert _figures(GIA_HIEP, date(2027, 1, 31)) != {}
    assert _figures(GIA_HIEP, date(2027, 2, 1)) == {}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"code": "25021"}, "unknown_unit"),
        ({"value": Decimal(-1)}, "observation_value"),
        ({"value": Decimal("0.5")}, "observation_value"),
        ({"source": " "}, "observation_source"),
    ],
)
def test_a_figure_must_make_sense(given: dict[str, object], code: str) -> None:
    with pytest.raises(RefusalError) as refused:
        territory.observe(replace(TOLD, **given), at=LEARNT)  # type: ignore[arg-type]
    assert refused.value.refusal.code == f"territory.{code}"


@pytest.mark.parametrize("change", [{"value": Decimal("-1")}, {"value": Decimal("2.5")}, {"source": ""}])
def test_the_database_refuses_it_too(change: dict[str, object]) -> None:
    territory.observe(TOLD, at=LEARNT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Row.objects.filter(measure="households").update(**change)


ROW = {
    "code": GIA_HIEP,
    "measure": "poor_households",
    "value": "120",
    "reference_on": "2026-06-30",
    "source": "Rà soát 2026",
    "precision": "exact",
}


def test_a_list_is_taken_whole_and_again_without_change() -> None:
    rows = [ROW, {**ROW, "code": DI_LINH}]
    first = territory.import_observations(rows, at=LEARNT)
    again = territory.import_observations(rows, at=LEARNT)
    assert (first.read, first.written, first.unchanged, first.rejects) == (2, 2, 0, ())
    assert (again.read, again.written, again.unchanged) == (2, 0, 2)


def test_every_bad_row_is_named_and_none_is_kept() -> None:
    bad = [
        {"value": "1,234.50"},
        {"code": "4620"},
        {"measure": "people"},
        {"reference_on": "30/06/2026"},
        {"precision": "sure"},
    ]
    rows = Row.objects.count()
    card = territory.import_observations([ROW, *({**ROW, **cells} for cells in bad)], at=LEARNT)
    assert [(one.row, one.column) for one in card.rejects] == [
        (3, "value"),
        (4, "code"),
        (5, "measure"),
        (6, "reference_on"),
        (7, "precision"),
    ]
    assert all(one.message for one in card.rejects)
    assert (card.written, Row.objects.count()) == (0, rows)


def test_land_without_a_commune_came_into_one() -> None:
    (flat,) = territory.pieces("14698", NOVEMBER)
    assert (flat.successor.name, flat.managed_by, flat.instrument, flat.clause) == (
        "Xã Kim Đông",
        "Huyện Kim Sơn",
        "1674/NQ-UBTVQH15",
        "97",
    )
    (firing,) = territory.pieces("07537", NOVEMBER)
    assert (firing.successor.name, firing.instrument, firing.clause) == (
        "Xã Biên Sơn",
        "1658/NQ-UBTVQH15",
        "34",
    )
    assert territory.pieces(GIA_HIEP, NOVEMBER) == ()


ALIAS = CodeAlias("buu-dien", "67456", GIA_HIEP, date(2025, 7, 1), None, "Danh mục thử")


def test_a_code_of_another_system_means_a_unit_on_its_days() -> None:
    territory.alias_code(replace(ALIAS, valid_to=date(2026, 1, 1)))
    territory.alias_code(replace(ALIAS, code=DI_LINH, valid_from=date(2026, 1, 1)))
    territory.alias_code(replace(ALIAS, code=DI_LINH, valid_from=date(2026, 1, 1)))

    def meant(day: date) -> str | None:
        card = territory.unit_by_alias("buu-dien", "67456", day)
        return card.code if card else None

    assert [meant(date(2025, 6, 30)), meant(date(2025, 12, 31)), meant(NOVEMBER)] == [None, GIA_HIEP, DI_LINH]
    assert territory.unit_by_alias("y-te", "67456", NOVEMBER) is None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"alias": " "}, "alias_empty"),
        ({"valid_to": date(2025, 7, 1)}, "alias_days"),
        ({"code": DI_LINH, "valid_from": date(2026, 5, 1)}, "alias_taken"),
        ({"code": DI_LINH, "valid_to": date(2025, 8, 1)}, "alias_taken"),
        ({"code": "99999"}, "unknown_unit"),
    ],
)
def test_an_alias_means_one_unit_a_day(given: dict[str, object], code: str) -> None:
    territory.alias_code(ALIAS)
    with pytest.raises(RefusalError) as refused:
        territory.alias_code(replace(ALIAS, **given))  # type: ignore[arg-type]
    assert refused.value.refusal.code == f"territory.{code}"
