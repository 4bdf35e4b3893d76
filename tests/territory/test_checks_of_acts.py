"""Laws on acts, totals and hamlets: each broken behind the application's back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from haicap.territory import api as territory
from haicap.territory.contract import HamletAct, HamletKind, NewHamlet
from haicap.territory.selectors import edition
from tests.territory.acts import (
    GIA_HIEP,
    LEARNT,
    NEW_YEAR,
    annul,
    annulment,
    broken_laws,
    divide,
    enact,
    merge,
)

pytestmark = pytest.mark.django_db
breaks = pytest.mark.breaks

MARCH = date(2027, 3, 1)
JULY = date(2025, 7, 1)
STATE, EDGE, ACT = "territory_unit_state", "territory_lineage_edge", "territory_mutation"


def _annulled(day: date) -> Callable[[], object]:
    return lambda: (enact(merge()), annul(annulment(day)))


def _hamlets() -> None:
    act = HamletAct("1/QĐ", date(2025, 5, 1), "Trưởng phòng", reason="Theo bản đồ")
    named = [NewHamlet("Thôn 1", HamletKind.HAMLET)]
    (waiting,) = territory.list_hamlets("06886", named, act, at=LEARNT)
    territory.assign_hamlets([waiting.hamlet_id], "06799", replace(act, effective_on=JULY), at=LEARNT)
    (moved,) = territory.list_hamlets(GIA_HIEP, named, act, at=LEARNT)
    later = replace(act, effective_on=date(2026, 1, 1))
    territory.rename_hamlets({moved.hamlet_id: NewHamlet("Thôn 2", HamletKind.HAMLET)}, later, at=LEARNT)


def _following() -> None:
    act = HamletAct("1/QĐ", date(2025, 5, 1), "Trưởng phòng")
    territory.list_hamlets("25021", [NewHamlet("Thôn 7", HamletKind.HAMLET)], act, at=LEARNT)


def _nothing() -> None:
    """The map as it is shipped."""


OF_GIA_HIEP = f"(SELECT id FROM {STATE} WHERE code = '25015' AND valid_from = '{JULY}')"


@pytest.mark.parametrize(
    ("prepare", "statement", "words"),
    [
        pytest.param(
            _nothing,
            f"UPDATE {STATE} SET kind = 'ward' WHERE code = '25015' AND valid_from = '{JULY}'",
            "declared",
            marks=breaks("I-U5", "territory"),
        ),
        pytest.param(
            _nothing,
            f"UPDATE {STATE} SET opened_by_id = NULL WHERE code = '25015' AND valid_from = '{JULY}'",
            "1671/NQ-UBTVQH15 declares",
            marks=breaks("I-U5", "territory"),
        ),
        pytest.param(
            _nothing,
            f"UPDATE {EDGE} SET is_primary = false WHERE successor_id = {OF_GIA_HIEP} AND is_primary",
            "is not called heir",
            marks=breaks("I-U6", "territory"),
        ),
        pytest.param(
            divide,
            f"UPDATE {EDGE} SET area_share = 0.3 WHERE area_share = 0.6",
            "shares of Xã Gia Hiệp do not add up",
            marks=breaks("I-U6", "territory"),
        ),
        pytest.param(
            divide,
            f"UPDATE {EDGE} SET population_share = 1 WHERE population_share = 0.3",
            "shares of Xã Gia Hiệp do not add up",
            marks=breaks("I-U6", "territory"),
        ),
        pytest.param(
            _annulled(MARCH),
            f"UPDATE {STATE} SET valid_to = '2027-02-01' WHERE code = '25000' AND valid_to = '{MARCH}'",
            "does not hold on the day of its act",
            marks=breaks("I-U2", "territory"),
        ),
        pytest.param(
            _annulled(NEW_YEAR),
            f"UPDATE {STATE} SET status = 'valid', code = '99998' WHERE valid_from = '{NEW_YEAR}'",
            "though its act was annulled",
            marks=breaks("I-U7", "territory"),
        ),
        pytest.param(
            _annulled(NEW_YEAR),
            f"UPDATE {ACT} SET annulled_by_id = NULL WHERE annulled_by_id IS NOT NULL",
            "is annulled, but none of its acts is",
            marks=breaks("I-U7", "territory"),
        ),
        pytest.param(
            _annulled(NEW_YEAR),
            f"UPDATE {ACT} SET kind = 'renamed' WHERE kind = 'annulled'",
            "annulled by one that annuls nothing",
            marks=breaks("I-U7", "territory"),
        ),
        pytest.param(
            _hamlets,
            "UPDATE territory_hamlet_state SET unit_id = "
            f"(SELECT unit_id FROM {STATE} WHERE code = '25021') WHERE name = 'Thôn 2'",
            "did not exist on",
            marks=breaks("I-U8", "territory"),
        ),
        pytest.param(
            _hamlets,
            "UPDATE territory_hamlet_state SET valid_from = '2026-02-01' WHERE name = 'Thôn 2'",
            "nothing carries it on",
            marks=breaks("I-U8", "territory"),
        ),
        pytest.param(
            _hamlets,
            "UPDATE territory_hamlet_assignment SET successor_id = divided_id",
            "not where an officer assigned it",
            marks=breaks("I-U8", "territory"),
        ),
        pytest.param(
            _following,
            f"DELETE FROM {EDGE} WHERE predecessor_id IN "
            f"(SELECT id FROM {STATE} WHERE code = '25021' AND valid_to = '{JULY}')",
            "Thôn 7 still stands, but Xã Tam Bố ended and nobody got its people",
            marks=breaks("I-U8", "territory"),
        ),
    ],
)
def test_what_breaks_a_law_is_found(prepare: Callable[[], object], statement: str, words: str) -> None:
    plan = prepare()
    if prepare is divide:
        enact(plan)
    assert broken_laws() == []
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount >= 1
    edition.changed()
    found = broken_laws()
    assert any(words in finding for finding in found), found
