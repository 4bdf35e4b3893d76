"""Whatever the plan: nothing is lost, nothing doubled, and an annulment restores every answer."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haicap.dossiers.models import Dossier
from haicap.kernel import clock, memory
from haicap.organisation import api as organisation
from haicap.organisation.models import Agency, Appointment
from haicap.territory import api as territory
from haicap.territory.contract import UnitId
from tests.reorganisation.eve import DAY, EVE, EVENING, MORNING
from tests.reorganisation.plans import annulled, applied, edge, merger, plan

# old communes of Quảng Ninh by their codes: the pieces of every plan
PIECES = ("06649", "06652", "06655", "06658", "06661", "06664", "06667", "06670")
FRESH = ("06990", "06993", "06996")  # codes that nobody carries
LATER = MORNING + timedelta(days=5, hours=9)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """The pieces dealt into groups; a group is merged, absorbed, renamed or divided."""
    order = draw(st.permutations(PIECES))
    cuts = sorted(draw(st.sets(st.integers(1, len(order) - 1), max_size=4)))
    groups = [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    fresh = iter(FRESH)
    changes = [
        _change(draw, number, group, fresh) for number, group in enumerate(groups) if draw(st.booleans())
    ]
    return plan(*(changes or [_change(draw, 0, groups[0], fresh)]))


def _change(draw: st.DrawFn, number: int, group: Sequence[str], fresh: Any) -> dict[str, Any]:
    clause, name = str(number + 1), f"Phường Thử {number + 1}"
    if len(group) > 1:
        if draw(st.booleans()):
            return merger((group[0], name), *group, clause=clause)
        own = territory.require_unit(group[0], EVE).name
        return merger((group[0], own), *group, clause=clause, kind="absorbed")
    other = next(fresh, None) if draw(st.booleans()) else None
    if other is None:
        change = merger((group[0], name), *group, clause=clause, kind="renamed")
        change["edges"] = []
        return change
    begins = [{"code": code, "name": f"{name} {code}", "province_code": "22"} for code in (group[0], other)]
    edges = [edge(group[0], group[0], "remainder"), edge(group[0], other, "partial")]
    return {"kind": "divided", "clause": clause, "ends": list(group), "begins": begins, "edges": edges}


def owners(day: Any) -> Mapping[Any, UnitId]:
    """By dossier the unit of today that owns it."""
    memory.forget_everything()
    held = list(Dossier.objects.filter(province="22").order_by("id").values_list("id", "unit_id"))
    today = organisation.units_today([UnitId(unit) for _, unit in held])
    assert all(territory.state_on(unit, day) for unit in set(today.values())), "an owner that is no more"
    return {dossier: today[UnitId(unit)] for dossier, unit in held}


def rights(day: Any) -> list[tuple[int, str, str]]:
    """Who holds which post where on a day."""
    rows = Appointment.objects.filter(post__agency__province_code="22", starts_on__lte=day).exclude(
        post__agency__valid_to__lte=day
    )
    rows = rows.exclude(ends_on__lt=day).order_by("person_id", "post__title", "post__agency__code")
    return list(rows.values_list("person_id", "post__title", "post__agency__code"))


@pytest.mark.django_db
@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_random_plans_lose_nothing_double_nothing_and_can_be_taken_back(data: st.DataObject) -> None:
    with transaction.atomic():
        with clock.at(EVENING):
            document = data.draw(documents())
            before = (owners(EVE), rights(EVE))
        with clock.at(MORNING):
            card = applied(document)
            assert card.report is not None and card.report.holds
            after = owners(DAY)
            assert after.keys() == before[0].keys()
            people = sorted(person for person, *_ in before[1])
            assert sorted(person for person, *_ in rights(DAY)) == people
            ended = {code for change in document["changes"] for code in change["ends"]}
            untouched = {territory.require_unit(code, DAY).unit_id for code in set(PIECES) - ended}
            for dossier, owner in before[0].items():
                assert owner not in untouched or after[dossier] == owner
        with clock.at(LATER):
            assert annulled(card, LATER).report
            assert (owners(LATER.date()), rights(LATER.date())) == before
            assert not Agency.objects.filter(valid_to__isnull=True, unit_code__in=FRESH).exists(), (
                "a unit that never was"
            )
        transaction.set_rollback(True)
    memory.forget_everything()
