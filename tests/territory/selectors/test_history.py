"""Announced, in force, ended, annulled: told apart, and never mixed into the map of a day."""

from dataclasses import replace
from datetime import date

import pytest

from haicap.territory import api as territory
from haicap.territory.contract import MutationKind, Standing
from tests.territory.acts import (
    DI_LINH,
    EVE,
    GIA_HIEP,
    LEARNT,
    NEW_YEAR,
    annul,
    annulment,
    enact,
    merge,
    one_to_one,
)

pytestmark = pytest.mark.django_db

NOVEMBER, MARCH = date(2026, 11, 21), date(2027, 3, 1)


def test_nothing_is_announced_where_all_is_in_force() -> None:
    assert territory.announced(NOVEMBER) == ()
    assert len(territory.announced(date(2026, 9, 19))) == 13


def test_an_announced_state_is_listed_apart_and_not_yet_on_the_map() -> None:
    enact(replace(merge(), operational_on=date(2026, 12, 15)))
    (state,) = territory.announced(NOVEMBER)
    assert state.opened_by is not None
    assert (state.unit.code, state.standing(NOVEMBER)) == (DI_LINH, Standing.ANNOUNCED)
    assert (state.opened_by.decided_on, state.opened_by.effective_on, state.opened_by.operational_on) == (
        date(2026, 12, 1),
        NEW_YEAR,
        date(2026, 12, 15),
    )
    assert state.unit not in territory.communes_of("68", NOVEMBER)
    assert territory.announced(NEW_YEAR) == ()


def test_a_unit_tells_all_it_went_through() -> None:
    unit = territory.require_unit(GIA_HIEP, NOVEMBER).unit_id
    enact(one_to_one(MutationKind.RENAMED, GIA_HIEP, "Xã Hiệp Gia"))
    annul(annulment(NEW_YEAR))
    told = territory.chronicle(unit)
    assert [(card.unit.name, card.unit.valid_from, card.standing(MARCH)) for card in told] == [
        ("Xã Gia Hiệp", date(2025, 7, 1), Standing.ANNULLED),  # its end, as it was told
        ("Xã Gia Hiệp", date(2025, 7, 1), Standing.IN_FORCE),
        ("Xã Hiệp Gia", NEW_YEAR, Standing.ANNULLED),
    ]
    undone = told[2].opened_by
    assert undone is not None and undone.annulled_by is not None
    assert undone.recorded_at == LEARNT
    assert told[0].closed_by == undone
    assert told[0].unit.province_code == "68"


def test_the_card_of_a_state_that_was_annulled_since_still_opens() -> None:
    enact(merge())
    card = territory.require_unit(DI_LINH, NEW_YEAR)
    annul(annulment(NEW_YEAR))
    told = territory.state_card(card)
    assert (told.unit, told.annulled, told.province_name) == (card, True, "Tỉnh Lâm Đồng")


def test_a_unit_restored_later_has_a_gap_that_is_explained() -> None:
    unit = territory.require_unit(GIA_HIEP, EVE).unit_id
    enact(merge())
    annul(annulment(MARCH))
    first, second = territory.chronicle(unit)
    assert (first.standing(NOVEMBER), first.unit.valid_to) == (Standing.IN_FORCE, NEW_YEAR)
    assert second.opened_by is not None
    assert (second.opened_by.kind, second.opened_by.instrument) == (MutationKind.ANNULLED, "2/NQ-THU")
