"""Loading brings the whole map or nothing, and does nothing where nothing is new."""

from datetime import date

import pytest
from django.db import connection

from haicap.kernel.errors import RefusalError
from haicap.kernel.messages import words
from haicap.territory import api as territory
from haicap.territory.contract import LoadedCard
from haicap.territory.domain.build import Tables
from haicap.territory.models import LineageEdge, Observation, Piece, Unit, UnitState
from haicap.territory.services.load import load

pytestmark = pytest.mark.django_db

# An invented act of a later day: Gia Hiệp becomes a ward.
LATER = {"on": "2027-01-01", "code": "25015", "name": "Phường Gia Hiệp", "instrument": "0/THU", "clause": "1"}
ACT = {"number": "0/THU", "body": "Thử", "decided_on": "", "subject": "Thử", "certainty": "listed"}


def _amended(tables: Tables) -> dict[str, list[dict[str, str]]]:
    rows = {name: [dict(row) for row in content] for name, content in tables.items()}
    rows["changes"].append(LATER)
    rows["instruments"].append(ACT)
    return rows


def test_the_harness_loaded_the_whole_map() -> None:
    assert (Unit.objects.count(), UnitState.objects.count()) == (13_320, 13_483)
    assert LineageEdge.objects.count() == 10_571 + 63


def test_loading_again_writes_nothing() -> None:
    assert territory.load() == LoadedCard(0, 0, 0, 0, 0)


def test_loading_where_nothing_stands_brings_everything() -> None:
    with connection.cursor() as cursor:  # units stay: agencies stand on them
        for model in (Observation, Piece, LineageEdge, UnitState):
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
    loaded = territory.load()
    assert (loaded.units, loaded.states, loaded.edges) == (13_320, 13_483, 10_634)
    assert [edge.unit.code for edge in territory.predecessors("25015", date(2025, 7, 1))] == [
        "25015",
        "25021",
    ]


def test_a_later_act_closes_one_state_opens_the_next_and_touches_nothing_else(tables: Tables) -> None:
    before = territory.require_unit("25015", date(2026, 11, 20))
    assert load(_amended(tables)) == LoadedCard(units=0, states=1, mutations=1, edges=0, closed=1)
    after = territory.require_unit("25015", date(2027, 1, 1))
    assert (after.name, after.unit_id) == ("Phường Gia Hiệp", before.unit_id)
    assert territory.require_unit("25015", date(2026, 12, 31)).state_id == before.state_id
    assert load(_amended(tables)) == LoadedCard(0, 0, 0, 0, 0)


def test_the_shipped_files_do_not_reopen_what_a_later_act_closed(tables: Tables) -> None:
    load(_amended(tables))
    assert territory.load() == LoadedCard(0, 0, 0, 0, 0)
    assert territory.require_unit("25015", date(2027, 1, 1)).name == "Phường Gia Hiệp"


def test_a_broken_map_is_refused_by_name_and_nothing_of_it_is_stored(tables: Tables) -> None:
    rows = _amended(tables)
    rows["instruments"].remove(ACT)
    with pytest.raises(RefusalError) as refused:
        load(rows)
    assert [one.code for one in refused.value.refusals] == ["territory.uncited"]
    assert "0/THU" in words(refused.value.refusal)
    assert territory.load() == LoadedCard(0, 0, 0, 0, 0)


def test_a_map_that_contradicts_the_database_is_refused(tables: Tables) -> None:
    rows = _amended(tables)
    for row in rows["communes-2025-07-01"]:
        if row["code"] == "25015":
            row["name"] = "Xã Gia Hiệp Mới"
    with pytest.raises(RefusalError) as refused:
        load(rows)
    assert refused.value.refusal.code == "territory.conflict"
    assert "25015" in words(refused.value.refusal)
