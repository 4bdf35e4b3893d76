"""What the database itself refuses, whoever writes."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from haicap.territory import api as territory
from haicap.territory.models import LineageEdge, Unit, UnitState

pytestmark = pytest.mark.django_db

NOVEMBER = date(2026, 11, 20)


def _state(**given: Any) -> UnitState:
    province = territory.require_unit("68", NOVEMBER)
    usual = {"code": "99998", "name": "Xã Thử", "kind": "commune", "valid_from": date(2026, 1, 1)}
    texts = {"folded": "xa thu", "sort_key": "xa thu", "parent_id": province.unit_id}
    return UnitState.objects.create(**{"unit": Unit.objects.create(), **usual, **texts, **given})


def _refused(constraint: str, **given: Any) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        _state(**given)


def test_a_unit_has_one_state_a_day() -> None:
    gia_hiep = territory.require_unit("25015", NOVEMBER)
    _refused("territory_state_one_a_day", unit_id=gia_hiep.unit_id)


def test_states_may_follow_each_other_without_a_gap() -> None:
    first = _state(valid_to=date(2026, 6, 1))
    second = _state(unit=first.unit, valid_from=date(2026, 6, 1))
    assert second.id != first.id


def test_a_code_names_one_unit_a_day() -> None:
    _refused("territory_code_one_a_day", code="25015")
    _refused("territory_code_one_a_day", code="25021", valid_from=date(2025, 6, 30))


def test_an_ended_code_may_be_used_again() -> None:
    assert _state(code="25021", valid_from=date(2025, 7, 1)).id


def test_codes_of_different_tiers_do_not_disturb_each_other() -> None:
    assert _state(code="00068").id


def test_an_annulled_state_disturbs_nobody() -> None:
    assert _state(code="25015", status="annulled").id


@pytest.mark.parametrize(
    ("constraint", "given"),
    [
        ("territory_state_days", {"valid_to": date(2026, 1, 1)}),
        ("territory_state_code", {"code": "2501"}),
        ("territory_state_code", {"code": "2501a"}),
        ("territory_state_kind", {"kind": "district"}),
        ("territory_state_parent", {"parent_id": None}),
        ("territory_state_parent", {"kind": "province", "code": "99"}),
        ("territory_state_status", {"status": "maybe"}),
    ],
)
def test_a_state_must_make_sense(constraint: str, given: dict[str, Any]) -> None:
    _refused(constraint, **given)


def test_an_edge_stands_once_and_binds_two_states() -> None:
    edge = LineageEdge.objects.order_by("id")[0]
    for successor, constraint in (
        (edge.successor_id, "territory_edge_once"),
        (edge.predecessor_id, "territory_edge_two_ends"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            LineageEdge.objects.create(
                predecessor_id=edge.predecessor_id,
                successor_id=successor,
                mutation_id=edge.mutation_id,
                quantifier="full",
                is_primary=False,
            )
