"""Each step ends when its share of the limit is used up: by the clock of the dossier, on the days of this country."""

from datetime import datetime, timedelta

import pytest

from haicap.dossiers.domain import steps
from haicap.dossiers.domain.terms import Terms
from haicap.kernel.limits import Limit, LimitUnit
from haicap.kernel.stops import Stop, StopKind
from haicap.platform.calendar_file import shipped_edition
from haicap.procedures.contract import StepCard, StepRole

MONDAY = datetime.fromisoformat("2026-03-02T06:30:00+07:00")  # still Sunday in UTC
TEN_DAYS = Limit(10, LimitUnit.WORKING_DAY)


def step(order: int, share: int) -> StepCard:
    return StepCard(order=order, name="", name_en="", role=StepRole.SPECIALIST, share_percent=share)


HALVES = (step(1, 50), step(2, 50))


def due(order: int, *stops: Stop, received_at: datetime = MONDAY, limit: Limit = TEN_DAYS) -> datetime:
    terms = Terms(shipped_edition().for_unit("68", "25000"), received_at, limit)
    whole = terms.deadline(stops).due_at or received_at
    return steps.due_of(steps=HALVES, order=order, terms=terms, stops=stops, due_at=whole)


@pytest.mark.parametrize("zone", ["+07:00", "+00:00"])
def test_the_day_of_receipt_is_that_of_viet_nam(zone: str) -> None:
    moment = MONDAY.astimezone(datetime.fromisoformat(f"2026-01-01T00:00:00{zone}").tzinfo)
    assert due(1, received_at=moment) == datetime.fromisoformat("2026-03-09T17:00:00+07:00")
    assert due(2, received_at=moment) == datetime.fromisoformat("2026-03-16T17:00:00+07:00")


def test_what_stops_the_dossier_stops_its_step() -> None:
    stop = Stop(MONDAY + timedelta(days=1), MONDAY + timedelta(days=8), StopKind.FINANCIAL_OBLIGATION)
    assert due(1, stop) - due(1) == due(2, stop) - due(2) >= timedelta(days=7)


def test_a_limit_in_other_units_has_no_shares() -> None:
    month = Limit(1, LimitUnit.MONTH)
    assert due(1, limit=month) == due(2, limit=month)
