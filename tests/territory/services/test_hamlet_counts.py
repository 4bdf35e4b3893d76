"""Households and people of hamlets: dated, sourced, summed where they merge, and unknown where nobody counted."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from haicap.kernel.errors import RefusalError
from haicap.territory import api as territory
from haicap.territory.contract import HamletCount, HamletId, Measure, Precision
from haicap.territory.models import Observation
from haicap.territory.templatetags.territory import count as words
from tests.territory.acts import DI_LINH, GIA_HIEP, LEARNT
from tests.territory.services.test_hamlets import ACT, JULY, NOVEMBER, listed, thon

pytestmark = pytest.mark.django_db

HOUSEHOLDS, PEOPLE = Measure.HOUSEHOLDS, Measure.POPULATION
SPRING = date(2025, 4, 1)
MERGED = replace(ACT, effective_on=date(2026, 1, 1))


def counted(
    hamlet: HamletId, value: int | str, measure: Measure = HOUSEHOLDS, on: date = SPRING, **more: object
) -> bool:
    told = HamletCount(hamlet, measure, Decimal(value), on, "Công an xã")
    return territory.observe_hamlet(replace(told, **more), at=LEARNT)  # type: ignore[arg-type]


def known(hamlet: HamletId, on: date, measure: Measure = HOUSEHOLDS) -> tuple[int | None, int] | None:
    """The figure, and what of it is known."""
    figure = territory.hamlet_figures([hamlet], on).get(hamlet, {}).get(measure)
    return None if figure is None else (figure.value, figure.known)


def test_a_count_is_kept_with_day_source_and_precision_and_told_again_changes_nothing() -> None:
    (one,) = listed(GIA_HIEP, "Thôn 1", on=JULY)
    assert counted(one, 120, precision=Precision.ABOUT) and not counted(one, 120, precision=Precision.ABOUT)
    figure = territory.hamlet_figures([one], NOVEMBER)[one][HOUSEHOLDS]
    assert (figure.value, figure.reference_on, figure.source) == (120, SPRING, "Công an xã")
    assert figure.precision is Precision.ABOUT and words({HOUSEHOLDS: figure}, "households") == "khoảng 120"
    assert known(one, SPRING.replace(month=3)) is None, "what was counted later was not known then"
    with pytest.raises(RefusalError, match="observation_differs"):
        counted(one, 130)
    counted(one, 125, on=date(2025, 8, 1))
    assert (known(one, JULY), known(one, NOVEMBER)) == ((120, 120), (125, 125))


def test_a_correction_stays_beside_what_it_replaces() -> None:
    (one,) = listed(GIA_HIEP, "Thôn 1", on=JULY)
    counted(one, 120)
    told = HamletCount(one, HOUSEHOLDS, Decimal(121), SPRING, "Công an xã")
    assert territory.observe_hamlet(told, at=LEARNT, replaces=True)
    assert known(one, NOVEMBER) == (121, 121)
    assert Observation.objects.filter(hamlet=one).count() == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"value": Decimal("-1")}, "observation_value"),
        ({"value": Decimal("1.5")}, "observation_value"),
        ({"value": Decimal("NaN")}, "observation_value"),
        ({"measure": Measure.AREA_KM2}, "observation_value"),
        ({"source": "  "}, "observation_source"),
        ({"hamlet_id": HamletId(0)}, "hamlet_unknown"),
    ],
)
def test_what_is_no_count_is_refused(change: dict[str, object], code: str) -> None:
    (one,) = listed(GIA_HIEP, "Thôn 1", on=JULY)
    told = HamletCount(one, HOUSEHOLDS, Decimal(1), SPRING, "Công an xã")
    with pytest.raises(RefusalError, match=code):
        territory.observe_hamlet(replace(told, **change), at=LEARNT)  # type: ignore[arg-type]
    assert not Observation.objects.filter(hamlet=one).exists()


def test_the_database_takes_a_figure_of_one_thing_and_no_area_of_a_hamlet() -> None:
    (one,) = listed(GIA_HIEP, "Thôn 1", on=JULY)
    counted(one, 120)
    for change in ({"hamlet": None}, {"measure": "area_km2"}):
        with pytest.raises(IntegrityError, match="territory_observation_of_one"), transaction.atomic():
            Observation.objects.filter(hamlet=one).update(**change)


def test_a_new_name_and_another_commune_leave_the_count_standing() -> None:
    one, two = listed(GIA_HIEP, "Thôn 1", "Thôn 2", on=JULY)
    counted(one, 120)
    territory.rename_hamlets({one: thon("Thôn Đầu")[0]}, MERGED, at=LEARNT)
    territory.move_hamlets([one], DI_LINH, replace(MERGED, effective_on=date(2026, 2, 1)), at=LEARNT)
    assert known(one, date(2026, 3, 1)) == (120, 120)
    assert known(two, date(2026, 3, 1)) is None


def test_a_merged_hamlet_is_the_sum_where_all_were_counted_and_unknown_where_one_was_not() -> None:
    one, two = listed(GIA_HIEP, "Thôn 1", "Thôn 2", on=JULY)
    counted(one, 120)
    counted(one, 500, PEOPLE)
    counted(two, 0)
    merged = territory.merge_hamlets([one, two], thon("Thôn Mới")[0], MERGED, at=LEARNT).hamlet_id
    after = date(2026, 3, 1)
    assert known(merged, after) == (120, 120)
    assert known(merged, after, PEOPLE) == (None, 500)
    figures = territory.hamlet_figures([merged], after)[merged]
    assert words(figures, "population") == "chưa đủ (1 trong 2 thôn cũ: 500)"
    assert words(figures, "poor_households") == "chưa có số liệu"
    counted(merged, 620, PEOPLE, on=date(2026, 2, 1))
    assert known(merged, after, PEOPLE) == (620, 620)


def test_nobody_knows_of_the_parts_of_a_divided_hamlet() -> None:
    (one,) = listed(GIA_HIEP, "Thôn 1", on=JULY)
    counted(one, 120)
    parts = territory.divide_hamlet(one, thon("Thôn 1A", "Thôn 1B"), MERGED, at=LEARNT)
    assert [known(part.hamlet_id, date(2026, 3, 1)) for part in parts] == [None, None]
    counted(parts[0].hamlet_id, 70, on=date(2026, 2, 1))
    assert [known(part.hamlet_id, date(2026, 3, 1)) for part in parts] == [(70, 70), None]


ROWS = [
    {
        "commune": GIA_HIEP,
        "name": "Thôn 1",
        "households": "120",
        "population": "",
        "counted_on": "2025-04-01",
    },
    {"commune": GIA_HIEP, "name": "Thôn 2", "households": "", "population": "0", "source": "UBND xã"},
]


def test_a_list_brings_counts_and_leaves_unknown_what_is_empty() -> None:
    act = replace(ACT, effective_on=JULY)
    first, again = (territory.import_hamlets(ROWS, act, at=LEARNT) for _ in range(2))
    assert (first.written, again.written, again.unchanged) == (2, 0, 2)
    one, two = (card.hamlet_id for card in territory.hamlets_of(GIA_HIEP, NOVEMBER))
    assert (known(one, NOVEMBER), known(one, NOVEMBER, PEOPLE)) == ((120, 120), None)
    assert (known(two, NOVEMBER), known(two, NOVEMBER, PEOPLE)) == (None, (0, 0))
    figure = territory.hamlet_figures([one, two], NOVEMBER)[two][PEOPLE]
    assert (figure.reference_on, figure.source) == (JULY, "UBND xã")
    more = [{**ROWS[0], "population": "480"}]
    assert territory.import_hamlets(more, act, at=LEARNT).written == 1


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ({"households": "1,234.50"}, "households", "cell_unreadable"),
        ({"households": "1.234"}, "households", "cell_unreadable"),
        ({"population": "-3"}, "population", "cell_unreadable"),
        ({"population": "٣"}, "population", "cell_unreadable"),
        ({"counted_on": "31/12/2024"}, "counted_on", "cell_unreadable"),
        ({"precision": "chừng"}, "precision", "cell_unreadable"),
        ({"households": "121"}, "value", "observation_differs"),
    ],
)
def test_a_wrong_count_is_named_with_its_row_and_nothing_is_entered(
    row: dict[str, str], column: str, code: str
) -> None:
    act = replace(ACT, effective_on=JULY)
    territory.import_hamlets(ROWS[:1], act, at=LEARNT)
    before = Observation.objects.count()
    card = territory.import_hamlets([ROWS[1], {**ROWS[0], **row}], act, at=LEARNT)
    assert [(one.row, one.column, one.code) for one in card.rejects] == [(3, column, f"territory.{code}")]
    assert Observation.objects.count() == before
    assert len(territory.hamlets_of(GIA_HIEP, NOVEMBER)) == 1
