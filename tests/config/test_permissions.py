"""Every address of the house, tried by those who must not get in. New routes are found by themselves."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from haicap.desk.web.counter.dossier import ACTS
from haicap.desk.web.office.deeds import TASKS
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, ComponentIn, ComponentState, DossierId, Intake
from haicap.dossiers.models import ComponentFile, Dossier, Draft, JournalEntry
from haicap.kernel import clock
from haicap.kernel.ids import uuid7
from haicap.organisation import api as organisation
from haicap.organisation.contract import PROVINCE_WIDE_ROLES, Role
from haicap.organisation.models import Account, Appointment, Post
from haicap.parties.contract import Applicant
from haicap.procedures import api as procedures
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import AnnulmentStatus, PlanStatus
from haicap.reorganisation.domain.campaigns import Subject
from haicap.reorganisation.models import AnnulmentRow, CampaignAct, CampaignRow, PlanRow
from haicap.reorganisation.services import campaigns
from haicap.reporting import api as reporting
from haicap.reporting.contract import Kind, ReportId
from haicap.reporting.models import DeclaredRow, PeriodicAct
from haicap.territory import api as territory
from tests.cast import DI_LINH, GIA_HIEP, PROVINCE, cast, holder
from tests.reorganisation.plans import merger, plan
from tests.thorough import thorough
from tools.routes import Gate, Route, routes

pytestmark = pytest.mark.django_db
ROUTES = routes()
# found nowhere else in the house: whoever sees one of these has seen the dossier
CANARIES = ("Hoàng Yến Biết Hót", "068190007777", "0977000777")
# reading is theirs all over the province; everybody else is a stranger outside their own bodies
STRANGERS = tuple(role for role in Role if role not in PROVINCE_WIDE_ROLES)
ALONE = tuple((role,) for role in STRANGERS)
OURS = (
    "dossier_id",
    "campaign_id",
    "paper_id",
    "report_id",
)  # no stranger opens an address with one of these
READERS = (
    (DI_LINH, Role.RECEIVER),
    (DI_LINH, Role.CHAIR),
    (PROVINCE, Role.PROVINCIAL_LEADER),
    *((DI_LINH, role) for role in (Role.SPECIALIST, Role.DIVISION_HEAD, Role.CLERK, Role.CENTRE_DIRECTOR)),
    *((PROVINCE, role) for role in (Role.BUSINESS_ADMIN, Role.TECHNICAL_ADMIN)),
)
# kept for the request itself: sessions, the day's last use of a key, wrong guesses; nothing of legal meaning
_BOOKKEEPING = re.compile(
    r'"?(django_session|usersessions_usersession|organisation_api_token|organisation_cache|portal_miss)"?'
)
_WRITES = re.compile(
    r"^\s*(INSERT|UPDATE|DELETE|WITH .* (INSERT INTO|UPDATE|DELETE FROM) )", re.IGNORECASE | re.DOTALL
)


@pytest.fixture(autouse=True)
def _demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", True)
    cache.clear()


@pytest.fixture
def ids() -> dict[str, str]:
    """One of everything, all of Di Linh, by the names the routes use."""
    people, now = cast(), clock.now()
    papers = procedures.version_on("1.001193", clock.today()).components
    receipt = dossiers.receive(
        actor=people.receiver,
        intake=Intake(
            id=DossierId(uuid7()),
            procedure="1.001193",
            competent=DI_LINH,
            applicant=Applicant(CANARIES[0], id_number=CANARIES[1], phone=CANARIES[2]),
            components=tuple(
                ComponentIn(card.key, card.name, card.kind, ComponentState.KEPT) for card in papers
            ),
        ),
        at=now,
    )
    draft = uuid7()
    dossiers.save_draft(actor=people.receiver, draft_id=draft, content={"name": CANARIES[0]}, at=now)
    unit = territory.require_unit(DI_LINH, clock.today())
    return {
        "dossier_id": str(receipt.id),
        "number": receipt.number,
        "draft_id": str(draft),
        "file_id": str(uuid7()),
        "form_id": str(uuid7()),
        **merging(now),
        "paper_id": declared(now),
        "report_id": str(report(now)),
        "commune": str(unit.unit_id),
        "agency_id": str(organisation.committee_of_unit(unit.unit_id).id),
        "person_id": str(people.receiver.person_id),
        "appointment_id": str(people.receiver.appointment_id),
        "version_id": str(procedures.version_on("1.001193", clock.today()).id),
        "name": Action.ASSIGN.value,
        "code": "1.001193",
        "key": papers[0].key,
        "secret": "x" * 12,
    }


def report(now: datetime) -> ReportId:
    """A periodic report of Di Linh, frozen today."""
    clerk = cast().clerk
    before = clock.today() - timedelta(days=40)
    return reporting.prepare(actor=clerk, body=clerk.committee_id, kind=Kind.MONTH, day=before, at=now).id


def merging(now: datetime) -> dict[str, str]:
    """A plan of the province, applied yesterday, its proposed annulment, and a campaign of Di Linh."""
    document = plan(merger(("24991", "Xã Thử"), "24991", province=PROVINCE), on=clock.today())
    content = reorganisation.write_document(reorganisation.read_document(document))
    signed = {"proposed_by": 1, "proposed_label": "Người lập", "proposed_at": now}
    row = PlanRow.objects.create(
        province=PROVINCE,
        status=PlanStatus.APPLIED,
        instrument=document["instrument"],
        effective_on=clock.today() - timedelta(days=1),
        content=content,
        sha256=reorganisation.digest(content),
        units={"heirs": [], "begun": [], "main": [], "kept": [], "ended": []},
        report={"lines": [], "marks": {}},
        approved_by=2,
        approved_at=now,
        applied_at=now,
        **signed,
    )
    annulment = AnnulmentRow.objects.create(
        plan=row, status=AnnulmentStatus.WAITING, instrument="9/NQ-TEST", reason="Thử", **signed
    )
    campaign = campaigns.begin(
        actor=cast().chair,
        subject=Subject.HOUSEHOLDS,
        title=CANARIES[0],
        source="Công an xã",
        source_on=clock.today(),
        at=now,
    )
    return {"plan_id": str(row.id), "annulment_id": str(annulment.id), "campaign_id": str(campaign)}


def declared(now: datetime) -> str:
    """A file of declared figures of Di Linh."""
    figure = {"id": "x", "topic": "x", "value": 1, "unit": "dossiers", "unit_of_government": DI_LINH}
    figure |= {"period": "2026-01", "counts": ["received"]}
    told = {"figures": [figure], "relations": [{"id": "r", "expression": "1 = 1"}]}
    text = json.dumps(told)
    return str(reporting.hand_in(actor=cast().chair, name=CANARIES[0], text=text, at=now))


def address(route: Route, ids: dict[str, str]) -> str:
    """The route with its places filled; a number nobody has where nothing of ours fits."""
    plain = re.sub(r"\^|\$|\\", "", re.sub(r"\(\?P<kind>csv\|xlsx\)", "csv", route.address))
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda place: ids.get(place[1], "1"), plain)


def kind_of(path: str) -> str:
    """What a body sent there is written in."""
    return "application/json" if path.startswith("/api/") else "application/x-www-form-urlencoded"


def ask(client: Client, method: str, path: str, **headers: str) -> Any:
    """One request; the body is as empty as an attacker's first try."""
    body = "{}" if path.startswith("/api/") else ""
    if method == "GET":
        return client.get(path, headers=headers)
    return client.generic(method, path, body, content_type=kind_of(path), headers=headers)


def tries(*gates: Gate) -> Iterator[tuple[Route, str]]:
    for route in ROUTES:
        if not gates or route.gate in gates:
            yield from ((route, method) for method in route.methods)


def official(unit: str, role: Role) -> Client:
    """The session of somebody who holds `role` there."""
    client = Client(raise_request_exception=False)
    actor = holder(unit, role, field="Hộ tịch" if role in {Role.SPECIALIST, Role.DIVISION_HEAD} else "")
    client.force_login(Account.objects.get(person_id=actor.person_id))
    return client


def test_every_route_says_who_may_open_it() -> None:
    assert [route.address for route in ROUTES if route.gate is Gate.UNKNOWN] == []
    assert len(ROUTES) > 100


def test_signed_out_one_is_led_to_the_door(ids: dict[str, str]) -> None:
    client, door, wrong = Client(), reverse("account_login"), []
    for route, method in tries(Gate.ACCOUNT, Gate.OFFICIAL, Gate.API):
        answer = ask(client, method, address(route, ids))
        if route.gate is Gate.API:
            led = answer.status_code == 401 and answer.headers["WWW-Authenticate"].startswith("Bearer")
        else:
            led = answer.status_code in {302, 401} and door in answer.headers.get("Location", door)
        if not led:
            wrong.append((method, route.address, answer.status_code))
    assert wrong == []


def test_a_key_that_is_none_opens_nothing(ids: dict[str, str]) -> None:
    for route, method in tries(Gate.API):
        for key in ("Bearer haicap_x", "Bearer ", "Basic YTpi", "x"):
            answer = ask(Client(), method, address(route, ids), Authorization=key)
            assert (answer.status_code, answer.json()["code"]) == (401, "api.unauthorized"), route


def test_an_official_without_appointment_is_told_why_not(ids: dict[str, str]) -> None:
    client = official(DI_LINH, Role.CHAIR)
    person = cast().chair.person_id
    assert Appointment.objects.filter(person_id=person).update(ends_on=clock.today() - timedelta(days=1))
    wrong = []
    for route, method in tries(Gate.OFFICIAL, Gate.API):
        answer = ask(client, method, address(route, ids))
        if answer.status_code != 403:
            wrong.append((method, route.address, answer.status_code))
    assert wrong == []


def names(roles: tuple[Role, ...]) -> str:
    """How a test of these roles is called."""
    return "all-roles" if roles == STRANGERS else "-".join(roles) or "nobody"


def stranger(roles: tuple[Role, ...]) -> Client:
    """The session of somebody of Gia Hiệp who holds just `roles`, also where a commune has nobody of that kind."""
    client = Client(raise_request_exception=False)
    actor = cast().stranger
    Post.objects.filter(id=Appointment.objects.get(id=actor.appointment_id).post_id).update(
        roles=[role.value for role in roles]
    )
    client.force_login(Account.objects.get(person_id=actor.person_id))
    return client


def well_formed(ids: dict[str, str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Requests that only scope can refuse: address, body, headers. An empty one would be refused for its shape."""
    form = {
        "version": "1",
        **dict.fromkeys(("reason", "note", "name", "receiver", "title", "body", "applicant"), "Kẻ lạ"),
        "result_number": "1",
        "new_due_at": "2030-01-01T10:00",
        "paper": "citizen_card",
        "code": ids["number"],
        "chon": f"{ids['dossier_id']}:1",
        "then": "leave",
        "instrument": "8/NQ-TEST",
    }
    for name in TASKS:
        yield f"/ho-so/{ids['dossier_id']}/{name}/", urlencode(form), {}
    for name in ACTS:
        yield f"/mot-cua/ho-so/{ids['dossier_id']}/{name}/", urlencode(form), {}
    for route, method in tries(Gate.OFFICIAL):
        if method == "POST" and "<slug:name>" not in route.address and "quan-tri/" not in route.address:
            yield address(route, ids), urlencode(form), {}
    for action in Action:
        told = {
            "action": action.value,
            "reason": "Kẻ lạ",
            "receiver": "Kẻ lạ",
            "corrections": {"name": "Kẻ lạ"},
        }
        told |= {"new_due_at": "2030-01-01T10:00:00+07:00", "to_unit": GIA_HIEP}
        yield f"/api/v1/dossiers/{ids['dossier_id']}/acts", json.dumps(told), {"If-Match": '"1"'}
    for key in ("dossier_id", "draft_id"):
        papers = procedures.version_on("1.001193", clock.today()).components
        told = {"procedure": "1.001193", "competent": GIA_HIEP, "applicant": {"name": "Kẻ lạ"}}
        told["components"] = [{"key": card.key, "kind": card.kind, "state": "kept"} for card in papers]
        yield "/api/v1/dossiers", json.dumps(told), {"Idempotency-Key": ids[key]}


def standing(ids: dict[str, str]) -> tuple[Any, ...]:
    """All that is written of the dossier and the draft of Di Linh, of the plan and the campaign."""
    return (
        PlanRow.objects.filter(pk=ids["plan_id"]).values().get(),
        [*AnnulmentRow.objects.order_by("id").values()],
        [*CampaignRow.objects.order_by("id").values()],
        [*CampaignAct.objects.order_by("id").values()],
        [*DeclaredRow.objects.filter(unit__in=[ids["commune"]]).order_by("id").values()],
        [*PeriodicAct.objects.order_by("id").values()],
        Dossier.objects.filter(pk=ids["dossier_id"]).values().get(),
        [*JournalEntry.objects.filter(dossier_id=ids["dossier_id"]).order_by("seq").values()],
        [*ComponentFile.objects.filter(dossier_id=ids["dossier_id"]).order_by("id").values()],
        Draft.objects.filter(pk=ids["draft_id"]).values().first(),
    )


def leak(ids: dict[str, str], path: str, answer: Any) -> list[str]:
    """What an answer tells of the dossier that its reader did not know."""
    page = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [canary for canary in CANARIES if canary.encode() in page] + (
        ["opened"] if any(ids[name] in path for name in OURS) and answer.status_code < 400 else []
    )


@pytest.mark.parametrize("roles", [(), STRANGERS, *thorough(*ALONE)], ids=names)
def test_a_well_formed_request_of_a_stranger_changes_nothing(
    ids: dict[str, str], roles: tuple[Role, ...]
) -> None:
    client = stranger(roles) if roles else Client(raise_request_exception=False)
    before, leaks = standing(ids), []
    for path, body, headers in well_formed(ids):
        answer = client.post(path, body, content_type=kind_of(path), headers=headers)
        told = leak(ids, path, answer) if roles else [] if answer.status_code in {302, 401} else ["let in"]
        if told or answer.status_code >= 500:
            leaks.append((path, body[:60], answer.status_code, told))
    assert leaks == []
    assert standing(ids) == before


def test_the_same_well_formed_requests_do_change_what_is_ones_own(ids: dict[str, str]) -> None:
    """Else the stranger would be refused for the shape, and the test above would prove nothing."""
    done = set()
    people = ((DI_LINH, Role.RECEIVER), (DI_LINH, Role.SPECIALIST), (DI_LINH, Role.CHAIR))
    for unit, role in (*people, (PROVINCE, Role.PROVINCIAL_LEADER)):
        client, before = official(unit, role), standing(ids)
        for path, body, headers in well_formed(ids):
            with transaction.atomic():
                client.post(path, body, content_type=kind_of(path), headers=headers)
                if standing(ids) != before:
                    done.add(body if path.startswith("/api/") else path.split("/")[-2])
                transaction.set_rollback(True)
    assert done >= {"nhan-xu-ly", "yeu-cau-bo-sung", "huy", "sua", "tu-choi"}, done
    for action in (Action.ASSIGN, Action.ASK_SUPPLEMENT, Action.EXTEND, Action.CORRECT):
        assert any(f'"{action.value}"' in said for said in done), action


@pytest.mark.parametrize("roles", [STRANGERS, *thorough(*ALONE)], ids=names)
def test_the_stranger_of_another_commune_sees_and_changes_nothing(
    ids: dict[str, str], roles: tuple[Role, ...]
) -> None:
    client, leaks = stranger(roles), []
    for route, method in tries():
        if route.address.endswith("dang-xuat/"):
            continue
        path = address(route, ids)
        answer = ask(client, method, path, **({"If-Match": '"1"'} if path.endswith("/acts") else {}))
        page = b"".join(answer.streaming_content) if answer.streaming else answer.content
        seen = [canary for canary in (*CANARIES, ids["number"]) if canary.encode() in page]
        # the tracking page gives back the number that was typed, to whoever typed it
        if ids["number"] in path:
            seen = [canary for canary in seen if canary != ids["number"]]
        opened = any(name in route.address for name in OURS) and answer.status_code < 400
        if seen or opened or answer.status_code >= 500:
            leaks.append((method, path, answer.status_code, seen))
    assert leaks == []
    assert Dossier.objects.get(pk=ids["dossier_id"]).version == 1


def test_the_canaries_sing_for_those_who_may_hear_them(ids: dict[str, str]) -> None:
    answer = official(DI_LINH, Role.RECEIVER).get(f"/api/v1/dossiers/{ids['dossier_id']}")
    assert all(canary in json.dumps(answer.json(), ensure_ascii=False) for canary in CANARIES)


@pytest.mark.parametrize(
    ("unit", "role"),
    [*READERS[:3], *(pytest.param(*reader, marks=pytest.mark.thorough) for reader in READERS[3:])],
)
def test_looking_changes_nothing(ids: dict[str, str], unit: str, role: Role) -> None:
    client, written = official(unit, role), []

    def watch(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if _WRITES.match(sql) and not _BOOKKEEPING.search(sql[:120]):
            written.append((path, sql[:90]))
        return execute(sql, parameters, many, context)

    path = ""
    with connection.execute_wrapper(watch):
        for route, method in tries():
            if method == "GET":
                path = address(route, ids)
                answer = client.get(path)
                assert answer.status_code < 500, path
    assert written == []


def test_writing_by_session_needs_the_page_it_came_from(ids: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(person_id=cast().receiver.person_id))
    for route, method in tries(Gate.API, Gate.OFFICIAL, Gate.ACCOUNT):
        if method != "GET":
            answer = ask(client, method, address(route, ids))
            assert answer.status_code == 403, (method, route.address)


def test_an_act_by_key_is_an_act_of_its_own_appointment(ids: dict[str, str]) -> None:
    people, now = cast(), clock.now()
    key = organisation.issue_token(
        actor=people.specialist, name="k", expires_at=now + timedelta(days=1), at=now
    )
    answer = Client().post(
        f"/api/v1/dossiers/{ids['dossier_id']}/acts",
        {"action": "assigned"},
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}", "If-Match": '"1"'},
    )
    assert answer.status_code == 200, answer.content
    entry = dossiers.open_file(actor=people.receiver, dossier_id=DossierId(answer.json()["id"])).journal[-1]
    assert entry.actor.startswith(people.specialist.person_name)
