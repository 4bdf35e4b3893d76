"""Dossiers over the API: one intake is one dossier, a change needs the version it was decided on, scope holds."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from haicap.kernel import clock
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, Role
from haicap.procedures import api as procedures
from tests.cast import DAY, DI_LINH, GIA_HIEP, Cast, cast, holder

pytestmark = pytest.mark.django_db
MORNING = "2026-03-02T08:15:00+07:00"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


class Api:
    """Speaks to the API with the key of one official."""

    def __init__(self, actor: Actor) -> None:
        now = clock.now()
        key = organisation.issue_token(actor=actor, name="thử", expires_at=now + timedelta(days=1), at=now)
        self._headers = {"Authorization": f"Bearer {key}"}
        self._client = Client(raise_request_exception=False)

    def get(self, path: str, **headers: str) -> Any:
        """GET."""
        return self._client.get(f"/api/v1{path}", headers=self._headers | headers)

    def post(self, path: str, body: Any, headers: dict[str, str] | None = None) -> Any:
        """POST of JSON."""
        text = body if isinstance(body, str) else json.dumps(body)
        sent = self._headers | (headers or {})
        return self._client.post(f"/api/v1{path}", text, content_type="application/json", headers=sent)

    def upload(self, name: str, content: bytes, headers: dict[str, str] | None = None) -> Any:
        """POST of a file."""
        file = SimpleUploadedFile(name, content)
        return self._client.post("/api/v1/files", {"file": file}, headers=self._headers | (headers or {}))


@pytest.fixture(autouse=True)
def _morning(frozen: Callable[[str], object]) -> Iterator[None]:
    frozen(MORNING)
    yield


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def receiver(people: Cast) -> Api:
    return Api(people.receiver)


def birth(**changes: Any) -> dict[str, Any]:
    """The body of a birth registration."""
    papers = procedures.version_on("1.001193", DAY).components
    told = {
        "procedure": "1.001193",
        "competent": DI_LINH,
        "applicant": {"name": "Nguyễn Thị Hòa", "id_number": "068190001234"},
        "components": [{"key": card.key, "kind": card.kind.value, "state": "kept"} for card in papers],
    }
    return told | changes


def handed_in(api: Api, **changes: Any) -> dict[str, Any]:
    answer = api.post("/dossiers", birth(**changes), {"Idempotency-Key": str(uuid4())})
    assert answer.status_code == 201, answer.content
    receipt: dict[str, Any] = answer.json()
    return receipt


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["code"] == code
    assert set(told) >= {"type", "title", "status", "detail", "instance", "errors"}
    return told


def test_an_intake_is_answered_with_its_receipt_and_again_with_the_same_one(receiver: Api) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    first = receiver.post("/dossiers", birth(), key)
    assert first.status_code == 201
    receipt = first.json()
    assert receipt["id"] == key["Idempotency-Key"]
    assert receipt["received_at"] == MORNING
    assert receipt["due_at"].endswith("+07:00")
    again = receiver.post("/dossiers", birth(), key)
    assert again.status_code == 200
    assert again.json() == receipt
    told = problem(receiver.post("/dossiers", birth(subject="khác"), key), 409, "dossier.intake_differs")
    assert told["errors"][0]["field"] == "Idempotency-Key"


@pytest.mark.parametrize("key", [None, "", "17", "khóa"])
def test_an_intake_needs_a_key(receiver: Api, key: str | None) -> None:
    headers = {} if key is None else {"Idempotency-Key": key.encode().decode("latin-1")}
    problem(receiver.post("/dossiers", birth(), headers), 400, "api.key_required")


@pytest.mark.parametrize(
    "field", ["number", "status", "due_at", "secret", "received_at", "id", "province", "version"]
)
def test_nobody_sets_what_the_law_sets(receiver: Api, field: str) -> None:
    answer = receiver.post("/dossiers", birth(**{field: "1"}), {"Idempotency-Key": str(uuid4())})
    told = problem(answer, 422, "api.invalid")
    assert told["errors"] == [
        {
            "field": field,
            "code": "api.unknown_field",
            "message": "Không có mục này hoặc không được gửi mục này.",
        }
    ]


@pytest.mark.parametrize(
    ("told", "kept"),
    [({}, 0), ({"fee_vnd": 0}, 0), ({"fee_vnd": 8_000, "fee_reason": "hai bản sao"}, 8_000)],
)
def test_the_fee_is_the_one_told_else_that_of_the_procedure(
    receiver: Api, told: dict[str, object], kept: int
) -> None:
    opened = receiver.get(f"/dossiers/{handed_in(receiver, **told)['id']}")
    assert opened.json()["fee_vnd"] == kept


@pytest.mark.parametrize("fee", [-1, 1.5, "8000", True, 10**12 + 1, [0]])
def test_a_fee_that_is_no_whole_amount_is_refused_by_its_name(receiver: Api, fee: object) -> None:
    answer = receiver.post("/dossiers", birth(fee_vnd=fee), {"Idempotency-Key": str(uuid4())})
    told = problem(answer, 422, "api.invalid")
    assert [error["field"] for error in told["errors"]] == ["fee_vnd"]


def test_a_fee_that_is_not_the_published_one_needs_its_reason(receiver: Api) -> None:
    answer = receiver.post("/dossiers", birth(fee_vnd=8_000), {"Idempotency-Key": str(uuid4())})
    told = problem(answer, 422, "intake.fee_reason_missing")
    assert [error["field"] for error in told["errors"]] == ["fee_reason"]


def test_whoever_may_not_act_is_forbidden_and_not_in_conflict(people: Cast, receiver: Api) -> None:
    acts = f"/dossiers/{handed_in(receiver)['id']}/acts"
    seen = {"If-Match": '"1"'}
    problem(Api(people.clerk).post(acts, {"action": "assigned"}, seen), 403, "dossier.role_missing")
    other = Api(holder(DI_LINH, Role.SPECIALIST, field="Đất đai"))
    problem(other.post(acts, {"action": "assigned"}, seen), 403, "dossier.other_division")
    served = handed_in(Api(people.stranger))["id"]  # received in Gia Hiệp for Di Linh
    there = Api(people.stranger_specialist).post(
        f"/dossiers/{served}/acts", {"action": "assigned"}, {"If-Match": '"1"'}
    )
    problem(there, 403, "dossier.other_agency")


def test_all_that_is_wrong_is_said_at_once_in_the_language_asked_for(receiver: Api) -> None:
    wrong = birth(applicant={"name": " ", "id_number": "12"}, components=[])
    answer = receiver.post("/dossiers", wrong, {"Idempotency-Key": str(uuid4()), "Accept-Language": "en-GB"})
    told = problem(answer, 422, "intake.name_missing")
    assert told["title"] == "Some input needs mending"
    assert {"name", "id_number"} < {error["field"] for error in told["errors"]}


@pytest.mark.parametrize(
    "body",
    ["{", "[" * 100_000, '{"procedure": 1, "procedure": 2}', '{"limit_days": NaN}', '"\\ud800"', "9" * 5000],
)
def test_what_is_no_json_object_is_a_problem_and_no_error(receiver: Api, body: str) -> None:
    answer = receiver.post("/dossiers", body, {"Idempotency-Key": str(uuid4())})
    assert answer.status_code in {400, 422}
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_dossier_is_opened_with_its_version_as_etag(receiver: Api) -> None:
    receipt = handed_in(receiver)
    answer = receiver.get(f"/dossiers/{receipt['id']}")
    assert answer.headers["ETag"] == '"1"'
    told = answer.json()
    assert told["number"] == receipt["number"]
    assert told["applicant"]["name"] == "Nguyễn Thị Hòa"
    assert told["competent"]["name"].startswith("Ủy ban nhân dân")
    assert len(told["components"]) == 5
    assert "secret" not in told
    assert (told["national"]["number"], told["national"]["internal"]) == (2, "received")
    entries = receiver.get(f"/dossiers/{receipt['id']}/journal").json()["items"]
    assert [entry["action"] for entry in entries] == ["received"]


def test_an_act_needs_the_version_it_was_decided_on(people: Cast, receiver: Api) -> None:
    address = f"/dossiers/{handed_in(receiver)['id']}/acts"
    specialist = Api(people.specialist)
    problem(specialist.post(address, {"action": "assigned"}), 428, "api.version_required")
    problem(
        specialist.post(address, {"action": "assigned"}, {"If-Match": "x"}), 400, "api.version_unreadable"
    )
    done = specialist.post(address, {"action": "assigned"}, {"If-Match": '"1"'})
    assert (done.status_code, done.headers["ETag"]) == (200, '"2"')
    assert done.json()["status"] == "in_process"
    late = specialist.post(address, {"action": "assigned"}, {"If-Match": '"1"'})
    told = problem(late, 412, "dossier.changed_meanwhile")
    assert late.headers["ETag"] == '"2"'
    assert told["current"]["version"] == 2


def test_a_list_leads_on_without_gap_or_double(receiver: Api) -> None:
    numbers = {handed_in(receiver)["number"] for _ in range(5)}
    found: list[str] = []
    path = "/dossiers?limit=2&status=received&order=newest"
    while path:
        answer = receiver.get(path)
        found += [item["number"] for item in answer.json()["items"]]
        link = answer.headers.get("Link", "")
        path = link.partition(">")[0].partition("/api/v1")[2]
    assert len(found) == len(numbers)
    assert set(found) == numbers


@pytest.mark.parametrize(
    "query", ["stauts=received", "limit=0", "status=lost", "due_on=31-02-2026", "cursor=x"]
)
def test_a_filter_that_is_not_understood_is_refused(receiver: Api, query: str) -> None:
    answer = receiver.get(f"/dossiers?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] in {query.partition("=")[0], "status.0"}


def test_a_scan_is_stored_attached_and_read_only_in_scope(people: Cast, receiver: Api) -> None:
    stored = receiver.upload("giấy.png", PNG)
    assert stored.status_code == 201, stored.content
    scan = stored.json()["id"]
    papers = birth()["components"]
    papers[0]["files"] = [scan]
    address = f"/dossiers/{handed_in(receiver, components=papers)['id']}/files/{scan}"
    read = receiver.get(address)
    assert read.status_code == 200
    assert read.content.startswith(b"\x89PNG")
    problem(Api(people.stranger).get(address), 404, "dossier.not_found")


def test_a_file_that_lies_is_refused(receiver: Api) -> None:
    problem(receiver.upload("a.png", b"MZ program"), 422, "documents.type_not_accepted")
    problem(receiver.post("/files", {}), 415, "api.media_type")


def test_the_stranger_sees_neither_row_nor_number(people: Cast, receiver: Api) -> None:
    receipt = handed_in(receiver)
    stranger = Api(people.stranger)
    problem(stranger.get(f"/dossiers/{receipt['id']}"), 404, "dossier.not_found")
    problem(stranger.get(f"/dossiers/{receipt['id']}/journal"), 404, "dossier.not_found")
    act = stranger.post(
        f"/dossiers/{receipt['id']}/acts", {"action": "void", "reason": "x"}, {"If-Match": '"1"'}
    )
    problem(act, 404, "dossier.not_found")
    assert stranger.get("/dossiers?q=Hoa").json()["items"] == []


def test_a_file_of_another_dossier_does_not_become_a_result(people: Cast, receiver: Api) -> None:
    stranger = Api(people.stranger)
    scan = stranger.upload("giấy.png", PNG).json()["id"]
    papers = birth()["components"]
    papers[0]["files"] = [scan]
    handed_in(stranger, competent=GIA_HIEP, components=papers)
    dossier = handed_in(receiver)["id"]
    specialist = Api(people.specialist)
    specialist.post(f"/dossiers/{dossier}/acts", {"action": "assigned"}, {"If-Match": '"1"'})
    stolen = {"action": "step_completed", "result_file": scan}
    problem(
        specialist.post(f"/dossiers/{dossier}/acts", stolen, {"If-Match": '"2"'}),
        404,
        "documents.no_such_file",
    )
    problem(specialist.get(f"/dossiers/{dossier}/files/{scan}"), 404, "dossier.not_found")


def test_the_unit_of_an_address_is_taken_and_shown(receiver: Api) -> None:
    person = {"name": "Nguyễn Thị Hòa", "id_number": "068190001234", "address": "Thôn 3"}
    receipt = handed_in(receiver, applicant=person | {"unit": GIA_HIEP, "unit_by": "certain"})
    silent = handed_in(receiver, applicant=person)

    shown, nothing = (
        receiver.get(f"/dossiers/{each['id']}").json()["applicant"] for each in (receipt, silent)
    )

    assert (shown["unit"], shown["unit_by"]) == (GIA_HIEP, "certain")
    assert (nothing["unit"], nothing["unit_by"]) == ("", None)
    refused = receiver.post(
        "/dossiers", birth(applicant=person | {"unit": "99999"}), {"Idempotency-Key": str(uuid4())}
    )
    problem(refused, 422, "dossier.applicant_unit_unknown")
