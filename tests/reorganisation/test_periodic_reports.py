"""Periodic reports across a merger: the successor opens what was frozen and closes the last period of who ended."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Period
from haicap.kernel.errors import RefusalError
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyKind, Role
from haicap.reporting import api as reporting
from haicap.reporting.contract import Kind
from haicap.reporting.selectors import periodic_reading
from haicap.territory import api as territory
from tests.reorganisation.cast import actors, leader, official
from tests.reorganisation.eve import DAY, EVE, EVENING, MORNING
from tests.reorganisation.intakes import receive
from tests.reorganisation.plans import applied, merger, plan

pytestmark = pytest.mark.django_db
OLD = ("06652", "06655", "06658")
NEW = ("06652", "Phường Thử Nghiệm")
CLOSING = datetime.fromisoformat("2025-07-08T09:00:00+07:00")
WEEK = Period(date(2025, 6, 30), date(2025, 7, 6))


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_the_successor_reads_what_was_frozen_and_closes_the_last_days_of_who_ended(frozen: Any) -> None:
    frozen(EVENING)
    units = [territory.require_unit(code, EVE).unit_id for code in OLD]
    bodies = [organisation.committee_of_unit(unit).id for unit in units]
    old = official(OLD[1], Role.CLERK, EVE)
    receive(official(OLD[1], Role.RECEIVER, EVE), OLD[1], EVENING)
    may = reporting.prepare(actor=old, body=bodies[1], kind=Kind.MONTH, day=date(2025, 5, 10), at=EVENING)
    frozen(MORNING)
    applied(plan(merger(NEW, *OLD)))
    frozen(CLOSING)
    clerk = official(NEW[0], Role.CLERK, DAY)
    stranger = official("06661", Role.CLERK, DAY)
    assert [each.id for each in reporting.reports_for(actor=clerk)] == [may.id]
    assert reporting.open_report(actor=clerk, report_id=may.id).numbers == may.numbers
    with pytest.raises(RefusalError, match=r"reporting\.outside_body"):
        reporting.open_report(actor=stranger, report_id=may.id)

    last = reporting.prepare(actor=clerk, body=bodies[1], kind=Kind.WEEK, day=WEEK.start, at=CLOSING)
    assert last.period == Period(WEEK.start, EVE)
    assert last.numbers["received_otherwise"] >= 1 and last.content["identity"]["unexplained"] == 0
    with pytest.raises(RefusalError, match=r"reporting\.ended_before"):
        reporting.prepare(actor=clerk, body=bodies[1], kind=Kind.WEEK, day=date(2025, 7, 7), at=CLOSING)

    mine = reporting.prepare(actor=clerk, body=clerk.committee_id, kind=Kind.WEEK, day=WEEK.start, at=CLOSING)
    assert mine.period == WEEK
    assert {chain["unit"] for chain in mine.content["chains"]} >= set(units)
    assert mine.content["identity"]["unexplained"] == 0
    live = dossiers.figures(actor=clerk, units=[clerk.unit_id], period=WEEK, now=CLOSING)[0].figures
    assert (mine.numbers["came_in"], mine.numbers["still_open"]) == (live.came_in, live.still_open)
    assert mine.numbers["came_in"] >= last.numbers["came_in"]
    assert all(reporting.verified(card).holds for card in (may, last, mine))


def test_what_the_ended_units_owe_is_asked_of_the_successor(frozen: Any) -> None:
    frozen(MORNING)
    applied(plan(merger(NEW, *OLD)))
    frozen(CLOSING)
    due = reporting.due_for(actor=official(NEW[0], Role.CLERK, DAY), today=CLOSING.date())
    june = [each for each in due if each.kind is Kind.MONTH]
    assert len(june) == 1 + len(OLD)
    assert {each.period for each in june} == {Period(date(2025, 6, 1), EVE)}


def test_the_next_report_goes_on_from_those_of_the_units_that_were_merged(frozen: Any) -> None:
    frozen(EVENING)
    june, at = date(2025, 6, 10), datetime.fromisoformat("2025-07-02T09:00:00+07:00")
    bodies = [organisation.committee_of_unit(territory.require_unit(code, EVE).unit_id).id for code in OLD]
    frozen(MORNING)
    applied(plan(merger(NEW, *OLD)))
    frozen(at)
    clerk = official(NEW[0], Role.CLERK, DAY)
    closed = [reporting.prepare(actor=clerk, body=body, kind=Kind.MONTH, day=june, at=at) for body in bodies]
    later = datetime.fromisoformat("2025-08-02T09:00:00+07:00")
    frozen(later)
    july = reporting.prepare(
        actor=clerk, body=clerk.committee_id, kind=Kind.MONTH, day=date(2025, 7, 10), at=later
    )
    told = july.content["adjustments"]
    assert told["holds"] and told["open_before"] == sum(card.numbers["still_open"] for card in closed)
    assert told["carried_over"] == july.numbers["carried_over"]


def test_the_province_takes_in_the_last_report_of_a_unit_that_ended_when_its_period_did(frozen: Any) -> None:
    frozen(MORNING)
    units = [territory.require_unit(code, EVE).unit_id for code in OLD]
    body = organisation.committee_of_unit(units[1]).id
    applied(plan(merger(NEW, *OLD)))
    frozen(CLOSING)
    clerk = official(NEW[0], Role.CLERK, DAY)
    (head, *_) = organisation.holders(clerk.agency_id, Role.DIVISION_HEAD, DAY)
    card = reporting.prepare(actor=clerk, body=body, kind=Kind.MONTH, day=EVE, at=CLOSING)
    reporting.check(actor=organisation.actor_of_appointment(head.id, DAY), report_id=card.id, at=CLOSING)
    reporting.sign(actor=official(NEW[0], Role.CHAIR, DAY), report_id=card.id, at=CLOSING)
    reporting.submit(actor=clerk, report_id=card.id, at=CLOSING)
    chair = leader(day=DAY)
    asked = {each.body: each for each in periodic_reading.collection(actor=chair, kind=Kind.MONTH, day=EVE)}
    assert asked[body].submitted and clerk.committee_id not in asked
    own = organisation.committee_of_unit(territory.require_unit("22", DAY).unit_id).id
    officer = next(each for each in actors("22", Role.CLERK, DAY) if each.committee_id == own)
    whole = reporting.prepare(actor=officer, body=own, kind=Kind.MONTH, day=EVE, at=CLOSING)
    assert [each["report"] for each in whole.content["included"]] == [str(card.id)]
    missing = {each["code"] for each in whole.content["missing"]}
    assert OLD[1] not in missing and {OLD[0], OLD[2]} <= missing


def test_people_of_a_branch_of_the_provincial_centre_report_for_nobody(frozen: Any) -> None:
    frozen(MORNING)
    applied(plan(merger(NEW, *OLD)))
    frozen(CLOSING)
    director = official(NEW[0], Role.CENTRE_DIRECTOR, DAY)
    assert organisation.agency(director.agency_id).kind is AgencyKind.BRANCH
    assert reporting.due_for(actor=director, today=CLOSING.date()) == ()
    province = organisation.committee_of_unit(territory.require_unit("22", DAY).unit_id).id
    with pytest.raises(RefusalError, match=r"reporting\.outside_body"):
        reporting.prepare(actor=director, body=province, kind=Kind.MONTH, day=EVE, at=CLOSING)
    with pytest.raises(RefusalError, match=r"reporting\.not_a_collector"):
        periodic_reading.collection(actor=director, kind=Kind.MONTH, day=EVE)
