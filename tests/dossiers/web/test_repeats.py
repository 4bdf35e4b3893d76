"""Requests sent again: with its sender's key each is done once, and scans are taken from whoever sent them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from haicap.documents.models import StoredFile
from haicap.dossiers.models import ComponentFile, Dossier, JournalEntry
from haicap.platform import answers
from haicap.platform.models import GivenAnswer
from tests.cast import Cast, cast
from tests.documents import corpus
from tests.dossiers.web.test_rest import MORNING, PNG, Api, birth, handed_in, problem

pytestmark = pytest.mark.django_db
TAKE_UP = {"action": "assigned"}


@pytest.fixture(autouse=True)
def _morning(frozen: Callable[[str], object]) -> None:
    frozen(MORNING)


@pytest.fixture
def people() -> Cast:
    return cast()


def keyed(key: UUID | str | None = None, seen: int = 1) -> dict[str, str]:
    return {"If-Match": f'"{seen}"', "Idempotency-Key": str(key or uuid4())}


def scanned(*files: str) -> list[dict[str, Any]]:
    papers = birth()["components"]
    papers[0]["files"] = list(files)
    return papers  # type: ignore[no-any-return]


def actions(dossier: str) -> list[str]:
    entries = JournalEntry.objects.filter(dossier_id=dossier).order_by("seq")
    return [entry.action for entry in entries]


def test_an_act_sent_again_is_answered_as_the_first_time(people: Cast) -> None:
    specialist, dossier = Api(people.specialist), handed_in(Api(people.receiver))["id"]
    path, key = f"/dossiers/{dossier}/acts", uuid4()
    first = specialist.post(path, TAKE_UP, keyed(key))
    assert first.status_code == 200
    specialist.post(path, {"action": "step_completed"}, {"If-Match": '"2"'})  # it has moved on since
    again = specialist.post(path, TAKE_UP, keyed(key))
    assert (again.status_code, again.json(), again.headers["ETag"]) == (200, first.json(), '"2"')
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert actions(dossier) == ["received", "assigned", "step_completed"]


@pytest.mark.parametrize("other", ["body", "version", "dossier"])
def test_a_key_used_for_something_else_is_a_conflict(people: Cast, other: str) -> None:
    specialist, receiver, key = Api(people.specialist), Api(people.receiver), uuid4()
    dossier = handed_in(receiver)["id"]
    assert specialist.post(f"/dossiers/{dossier}/acts", TAKE_UP, keyed(key)).status_code == 200
    where = handed_in(receiver)["id"] if other == "dossier" else dossier
    said = TAKE_UP | ({"note": "khác"} if other == "body" else {})
    answer = specialist.post(f"/dossiers/{where}/acts", said, keyed(key, 2 if other == "version" else 1))
    problem(answer, 409, "platform.key_used")
    assert actions(dossier) == ["received", "assigned"]
    assert Dossier.objects.filter(status="in_process").count() == 1


def test_what_was_refused_leaves_the_key_free(people: Cast) -> None:
    specialist, dossier, key = Api(people.specialist), handed_in(Api(people.receiver))["id"], uuid4()
    path = f"/dossiers/{dossier}/acts"
    problem(specialist.post(path, {"action": "returned"}, keyed(key)), 422, "dossier.reason_missing")
    problem(specialist.post(path, TAKE_UP, keyed(key, seen=9)), 412, "dossier.changed_meanwhile")
    assert GivenAnswer.objects.count() == 0
    assert specialist.post(path, TAKE_UP, keyed(key)).status_code == 200
    problem(specialist.post(path, TAKE_UP, keyed("17", seen=2)), 400, "api.key_required")


def test_a_key_is_its_senders_own(people: Cast) -> None:
    receiver, key = Api(people.receiver), uuid4()
    dossier = handed_in(receiver)["id"]
    assert Api(people.specialist).post(f"/dossiers/{dossier}/acts", TAKE_UP, keyed(key)).status_code == 200
    stranger = Api(people.stranger_specialist)
    problem(stranger.post(f"/dossiers/{dossier}/acts", TAKE_UP, keyed(key)), 404, "dossier.not_found")


def test_a_file_sent_again_is_the_same_file(people: Cast) -> None:
    receiver, key = Api(people.receiver), {"Idempotency-Key": str(uuid4())}
    first = receiver.upload("giấy.png", PNG, key)
    again = receiver.upload("giấy.png", PNG, key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert StoredFile.objects.count() == 1
    problem(receiver.upload("giấy.png", corpus.png(), key), 409, "platform.key_used")
    problem(receiver.upload("tờ.png", PNG, key), 409, "platform.key_used")
    assert receiver.upload("giấy.png", PNG).json()["id"] != first.json()["id"]


def test_answers_are_forgotten_after_two_days(people: Cast, frozen: Callable[[str], object]) -> None:
    from haicap.kernel import clock

    receiver, key = Api(people.receiver), {"Idempotency-Key": str(uuid4())}
    receiver.upload("giấy.png", PNG, key)
    given = clock.now()
    assert answers.forget_given(now=given + answers.KEPT_FOR) == 0
    assert answers.forget_given(now=given + answers.KEPT_FOR * 1.01) == 1


def test_an_intake_takes_only_scans_of_its_own_sender(people: Cast) -> None:
    receiver, mine = Api(people.receiver), {"Idempotency-Key": str(uuid4())}
    others = Api(people.stranger).upload("giấy.png", PNG).json()["id"]
    for file in (others, str(uuid4())):
        refused = receiver.post("/dossiers", birth(components=scanned(file)), mine)
        problem(refused, 404, "documents.no_such_file")
    own = receiver.upload("giấy.png", PNG).json()["id"]
    handed_in(receiver, components=scanned(own))
    problem(receiver.post("/dossiers", birth(components=scanned(own)), mine), 409, "documents.file_taken")
    handed_in(Api(people.stranger), components=scanned(others))
    refused = receiver.post("/dossiers", birth(components=scanned(others)), mine)
    assert "dossier" not in problem(refused, 404, "documents.no_such_file")["detail"].lower()
    assert Dossier.objects.count() == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(last) FROM dossiers_counter")
        assert cursor.fetchone() == (2,)  # what was refused took no number


def test_a_scan_named_twice_is_one_scan(people: Cast) -> None:
    receiver = Api(people.receiver)
    own = receiver.upload("giấy.png", PNG).json()["id"]
    handed_in(receiver, components=scanned(own, own))
    assert ComponentFile.objects.count() == 1
