"""Departments report what they decide, and the province's report takes them in as it takes in communes."""

import re
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import ComponentIn, ComponentState
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyCard, AgencyKind, Role
from haicap.procedures import api as procedures
from haicap.procedures.contract import Level as Tier
from haicap.reporting import api as reporting
from haicap.reporting.contract import Kind, Level, ReportCard, Step
from haicap.reporting.selectors import periodic_reading
from tests.cast import DI_LINH, PROVINCE, cast
from tests.reporting.periodic import (
    CLOSING,
    FEBRUARY,
    MARCH,
    NEXT,
    Office,
    february,
    office,
    on,
    prepared,
    received,
    submitted,
)
from tests.reporting.test_periodic_pages import every_number_opens_its_rows, of, session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.DEMO = tmp_path, True


@pytest.fixture(autouse=True)
def _then(frozen: Any) -> None:
    frozen(CLOSING)


def people_of(body: AgencyCard) -> Office:
    def one(*roles: Role) -> Actor:
        for role in roles:
            for card in organisation.holders(body.id, role, CLOSING.date()):
                return organisation.actor_of_appointment(card.id, CLOSING.date())
        raise LookupError(f"nobody holds {roles} in {body.name}")

    return Office(
        one(Role.DEPARTMENT_OFFICER, Role.CLERK),
        one(Role.DIVISION_HEAD, Role.CENTRE_DIRECTOR),
        one(Role.DEPARTMENT_HEAD),
    )


def departments() -> list[AgencyCard]:
    return [
        each for each in organisation.agencies_of_province(PROVINCE) if each.kind is AgencyKind.DEPARTMENT
    ]


def for_department(at: datetime) -> AgencyCard:
    """A dossier taken in at Di Linh that the province decides; returns the department that answers for it."""
    people = cast()
    procedure = next(
        each
        for each in procedures.in_force(day=at.date())
        if Tier.PROVINCE in each.levels and any(v.key == "ordinary" and v.limit for v in each.variants)
    )
    papers = tuple(
        ComponentIn(each.key, each.name, each.kind, ComponentState.KEPT) for each in procedure.components
    )
    dossier = received(people, at, procedure=procedure.code, competent=PROVINCE, components=papers)
    holder = dossiers.open_file(actor=people.receiver, dossier_id=dossier).card.competent
    return organisation.agency(holder)


def sent_by(who: Office, *, day: Any = FEBRUARY, at: datetime = CLOSING) -> ReportCard:
    card = prepared(who, day=day, at=at)
    reporting.check(actor=who.head, report_id=card.id, at=at)
    reporting.sign(actor=who.signer, report_id=card.id, at=at)
    return reporting.submit(actor=who.head, report_id=card.id, at=at)


def test_a_department_reports_what_it_decides() -> None:
    department = departments()[0]
    card = prepared(people_of(department))
    assert card.level is Level.DEPARTMENT
    assert [chain["agencies"] for chain in card.content["chains"]] == [[department.id]]
    assert reporting.verified(card).holds


def test_the_province_is_the_sum_of_departments_too_and_names_those_that_are_missing() -> None:
    february()
    department = for_department(on(4))
    assert department.kind is AgencyKind.DEPARTMENT
    sent = sent_by(people_of(department))
    assert sent.numbers["received_otherwise"] == 1
    # told after the department had sent its report: the province takes what was sent
    assert for_department(on(6)) == department
    province = office(PROVINCE)
    card = prepared(province)
    bodies = {each["body"]: each for each in card.content["bodies"]}
    assert bodies[department.id]["numbers"] == sent.numbers
    own = next(each for each in card.content["units"] if each["unit"] == card.unit_id)
    for key, number in own["numbers"].items():
        assert number == sum(each["numbers"][key] for each in bodies.values()), key
    assert {(each["report"], each["body"]) for each in card.content["included"]} == {
        (str(sent.id), department.id)
    }
    missing = {each["code"] for each in card.content["missing"]}
    assert {each.code for each in departments()} - missing == {department.code}
    assert DI_LINH in missing
    assert reporting.verified(card).holds
    links = [link for chain in card.content["chains"] for link in chain["earlier"]]
    assert [link["agencies"] for link in links] == [[department.id]]

    reporting.check(actor=province.head, report_id=card.id, at=CLOSING)
    reporting.sign(actor=province.signer, report_id=card.id, at=CLOSING)
    assert reporting.open_report(actor=province.clerk, report_id=sent.id).step is Step.ROLLED_UP


def test_what_came_after_a_department_had_reported_adjusts_the_province_s_next_report(frozen: Any) -> None:
    february()
    department = for_department(on(4))
    sent_by(people_of(department))
    province = office(PROVINCE)
    assert for_department(on(6)) == department
    closed = submitted(province)
    own = next(each for each in closed.content["units"] if each["unit"] == closed.unit_id)
    assert own["numbers"]["received_otherwise"] == 1, "what the department had when it reported"
    frozen(NEXT)
    march = prepared(province, day=MARCH, at=NEXT)
    told = march.content["adjustments"]
    assert told["holds"] and (told["came"], told["went"]) == (1, 0)
    assert told["figures"] == {"received": 1}
    assert reporting.verified(march).holds
    _card, differences, entries = periodic_reading.adjustments(actor=province.clerk, report_id=closed.id)
    assert {each.column for each in differences} >= {"received_otherwise", "came_in"}
    assert [entry.figure for entry in entries] == ["received"]


def test_a_link_a_department_was_counted_up_to_is_proved_as_well() -> None:
    february()
    department = for_department(on(4))
    sent_by(people_of(department))
    card = prepared(office(PROVINCE))
    link = next(link for chain in card.content["chains"] for link in chain["earlier"])
    link["hash"] = "0" * 64
    wrong = reporting.verified(card).wrong
    assert (
        f"link {link['seq']} of the journal of unit {card.unit_id} is not the one the report names" in wrong
    )


def test_departments_stand_on_the_page_and_every_number_opens_its_rows() -> None:
    february()
    department = for_department(on(4))
    sent_by(people_of(department))
    province = office(PROVINCE)
    card, client = prepared(province), session(province.clerk)
    page = client.get(of(card)).content.decode()
    table = page[page.index('id="bodies"') :]
    assert department.name in table and f"co-quan={department.id}" in table
    row = table[table.index(f">{department.name}</th>") :]
    href = re.search(r'href="([^"]+)"[^>]*data-count="(\d+)"', row)
    assert href
    behind = client.get(unescape(href[1])).content.decode()
    assert f'data-total="{href[2]}"' in behind and department.name in behind
    assert every_number_opens_its_rows(
        client, f"/bao-cao/tinh/?ky={Kind.MONTH.value}&ngay={FEBRUARY.isoformat()}"
    )
