"""Two enactments at once, and what other threads see of one that is not committed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction

from haicap.kernel.errors import RefusalError
from haicap.territory import api as territory
from haicap.territory.contract import MutationKind
from haicap.territory.selectors import edition
from tests.territory.acts import DI_LINH, EVE, GIA_HIEP, LEARNT, NEW_YEAR, enact, merge, one_to_one

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 60


def _alone(work: Any) -> Any:
    """In a thread with a connection of its own."""

    def run() -> Any:
        try:
            return work()
        finally:
            connection.close()

    return ThreadPoolExecutor(1).submit(run)


def _until_somebody_waits() -> None:
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
        sleep(0.05)
    pytest.fail("the second enactment did not wait for the first")


def test_the_second_of_two_enactments_waits_and_finds_the_map_changed() -> None:
    locked, finish = Event(), Event()

    def first() -> None:
        with transaction.atomic():
            enact(merge())
            locked.set()
            assert finish.wait(SECONDS)

    def second() -> str:
        assert locked.wait(SECONDS)
        try:
            territory.enact(replace(merge(), instrument="5/NQ-THU"), at=LEARNT)
        except RefusalError as refused:
            return refused.refusal.code
        return "enacted"

    one, two = _alone(first), _alone(second)
    try:
        assert locked.wait(SECONDS)
        _until_somebody_waits()
    finally:
        finish.set()
    one.result(SECONDS)
    assert two.result(SECONDS) == "territory.plan_later_states"


def test_nobody_else_sees_what_is_not_committed_and_everybody_what_is() -> None:
    def name() -> str:
        edition.edition.forget()
        return territory.require_unit(GIA_HIEP, NEW_YEAR).name

    with pytest.raises(RuntimeError, match="undone"), transaction.atomic():
        enact(one_to_one(MutationKind.RENAMED, GIA_HIEP, "Xã Hiệp Gia"))
        assert territory.require_unit(GIA_HIEP, NEW_YEAR).name == "Xã Hiệp Gia"
        assert _alone(name).result(SECONDS) == "Xã Gia Hiệp"
        raise RuntimeError("undone")
    assert territory.require_unit(GIA_HIEP, NEW_YEAR).name == "Xã Gia Hiệp"
    enact(one_to_one(MutationKind.RENAMED, GIA_HIEP, "Xã Hiệp Gia"))
    assert territory.require_unit(GIA_HIEP, NEW_YEAR).name == "Xã Hiệp Gia"
    assert _alone(name).result(SECONDS) == "Xã Hiệp Gia"


def test_an_act_of_another_process_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = territory.require_unit(DI_LINH, EVE)
    with connection.cursor() as cursor:  # as another process would leave it: nobody here is told
        cursor.execute("UPDATE territory_unit_state SET name = 'Xã Khác' WHERE id = %s", [before.state_id])
        cursor.execute(
            "INSERT INTO territory_mutation (kind, effective_on, clause, instrument_id) "
            "SELECT 'renamed', '2026-12-31', 'x', min(id) FROM territory_instrument"
        )
    assert territory.require_unit(DI_LINH, EVE).name == "Xã Di Linh"  # asked a moment ago
    edition.edition.forget()  # two seconds later
    assert territory.require_unit(DI_LINH, EVE).name == "Xã Khác"
