"""Every form of the officials, sent empty and with nonsense: the summary names each field and leads to it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed
from haicap.kernel.ids import uuid7
from haicap.organisation.models import Account, Agency
from tests.cast import Cast, cast
from tests.desk.office.conftest import MORNING, at_chair, received, sign_in

pytestmark = pytest.mark.django_db
SUMMARY = re.compile(r'<div class="error-summary".*?</div>', re.DOTALL)
ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)
LINK = re.compile(r'<a href="#([^"]+)">(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")
NONSENSE = "\U0001f9ff nonsense ²"
HIDDEN = {"version", "tu", "revision", "id", "rows"}


@pytest.fixture
def people(settings: object, frozen: Callable[[datetime], datetime]) -> Cast:
    settings.DEMO = True  # type: ignore[attr-defined]
    cache.clear()
    frozen(MORNING + timedelta(hours=1))
    return cast()


def as_user(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(TAG.sub("", html))).strip()


def labels_of(page: str, target: str) -> list[str]:
    """What a reader hears at the input `target`: the parts of its label and of the legend of its group."""
    assert len(re.findall(rf'\sid="{re.escape(target)}"', page)) == 1, (
        f"{target} is no single place of the page"
    )
    before = page[: page.index(f' id="{target}"')]
    found = re.findall(rf'<label for="{re.escape(target)}">(.*?)</label>', page, re.DOTALL)
    if before.count("<fieldset") > before.count("</fieldset"):
        found.append(re.findall(r"<legend>(.*?)</legend>", before, re.DOTALL)[-1])
    parts = [part for label in found for part in TAG.split(label)]
    return [words(part) for part in parts if len(words(part)) > 1]


def check(page: str, *, least: int = 1) -> None:
    """Each line of the summary is a link to one input, and says what that input is called."""
    summary = SUMMARY.search(page)
    assert summary, page[:2000]
    items = ITEM.findall(summary[0])
    assert len(items) >= least
    for item in items:
        link = LINK.search(item)
        assert link, f"no link: {words(item)}"
        said, labels = words(link[2]), labels_of(page, link[1])
        assert labels, f"{link[1]} has no label"
        assert any(label.casefold() in said.casefold() for label in labels), (said, labels)
        assert "Trường này" not in said and "This field" not in said


def inputs(page: str, action: str) -> list[str]:
    """Names of what the form with this address sends."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    assert form, action
    return re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', form[0])


DEEDS = {
    "giao": "specialist",
    "tra-lai-buoc": "chair",
    "yeu-cau-bo-sung": "specialist",
    "tam-dung": "specialist",
    "hen-lai": "chair",
    "chuyen": "chair",
    "tra-lai": "specialist",
    "tu-choi": "chair",
    "dung": "chair",
    "ban-hanh": "clerk",
}


@pytest.mark.parametrize("typed", ["", NONSENSE])
@pytest.mark.parametrize("name", DEEDS)
def test_the_deeds_of_the_office(people: Cast, name: str, typed: str) -> None:
    receipt = received(people)
    if DEEDS[name] == "specialist":
        at = MORNING + timedelta(minutes=5)
        dossiers.act(actor=people.specialist, dossier_id=receipt.id, deed=Deed(Action.ASSIGN), at=at)
    else:
        at_chair(people, receipt)
    if DEEDS[name] == "clerk":
        deed = Deed(Action.COMPLETE_STEP)
        dossiers.act(actor=people.chair, dossier_id=receipt.id, deed=deed, at=MORNING + timedelta(minutes=30))
    client = sign_in(getattr(people, DEEDS[name]))
    address = reverse("office:act", args=[receipt.id, name])
    card = dossiers.open_file(actor=people.chair, dossier_id=receipt.id).card
    sent: dict[str, object] = {"version": card.version}
    page = client.get(reverse("office:dossier", args=[receipt.id])).content.decode()
    for each in set(inputs(page, address)) - HIDDEN - {"csrfmiddlewaretoken", "file"}:
        sent[each] = "" if typed == "" else typed if each not in {"reason", "result_number"} else ""
    answer = client.post(address, sent)
    assert answer.status_code == 422
    check(answer.content.decode())


def test_a_result_that_is_no_pdf_is_refused_at_its_field(people: Cast) -> None:
    receipt = received(people)
    at_chair(people, receipt)
    card = dossiers.open_file(actor=people.chair, dossier_id=receipt.id).card
    file = SimpleUploadedFile("x.pdf", b"no pdf", "application/pdf")
    address = reverse("office:act", args=[receipt.id, "xong-buoc"])
    answer = sign_in(people.chair).post(address, {"version": card.version, "file": file})
    assert answer.status_code in {409, 422}
    assert "error-summary" in answer.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {
            "name": "",
            "fee_vnd": NONSENSE,
            "id_number": NONSENSE,
            "phone": NONSENSE,
            "email": NONSENSE,
            "kind": NONSENSE,
        },
    ],
)
@pytest.mark.parametrize("procedure", ["", "1.001193"])
def test_the_intake(people: Cast, procedure: str, typed: dict[str, str]) -> None:
    draft = uuid7()
    sent = {"id": str(draft), "procedure": procedure, "component-c1": "missing", "variant": NONSENSE, **typed}
    answer = sign_in(people.receiver).post(reverse("counter:draft", args=[draft]), sent)
    assert answer.status_code == 422
    check(answer.content.decode(), least=1 if not procedure else 2)


def test_the_other_forms_of_the_counter(people: Cast) -> None:
    client, receipt = sign_in(people.receiver), received(people)
    for name in ("rut", "huy"):
        page = client.post(reverse("counter:act", args=[receipt.id, name]), {"version": 1, "reason": ""})
        check(page.content.decode())
    seen = {"seen-name": "Nguyễn Thị Hòa", "seen-id_number": "068190001234", "seen-phone": "0912345678"}
    wrong = {**seen, "version": 1, "name": "", "id_number": NONSENSE, "phone": NONSENSE, "email": NONSENSE}
    page = client.post(reverse("counter:correct", args=[receipt.id]), wrong)
    check(page.content.decode(), least=4)
    at_chair(people, receipt)
    at = MORNING + timedelta(minutes=30)
    dossiers.act(actor=people.chair, dossier_id=receipt.id, deed=Deed(Action.COMPLETE_STEP), at=at)
    dossiers.act(
        actor=people.clerk, dossier_id=receipt.id, deed=Deed(Action.RESOLVE, result_number="1"), at=at
    )
    for sent in ({"receiver": ""}, {"receiver": "Hòa", "paper": NONSENSE}):
        page = client.post(reverse("counter:hand_over_one", args=[receipt.id]), sent)
        assert page.status_code == 422
        check(page.content.decode())


@pytest.mark.parametrize("typed", ["", NONSENSE])
def test_bodies_people_and_the_calendar(people: Cast, typed: str) -> None:
    body = Agency.objects.get(code="H36.25000").id
    business, technical = as_user("68.nghiepvu1"), as_user("68.hethong1")
    person = people.specialist.person_id
    added = business.post(reverse("organisation_person_add"), {"name": "Người Mới"})["Location"]
    stranger = int(added.strip("/").split("/")[-1])  # has no account yet
    dates = {"starts_on": typed, "ends_on": typed, "on": typed, "post": typed}
    forms = [
        (business, reverse("organisation_body", args=[body]), {"code": "", "name": ""}),
        (
            business,
            reverse("organisation_post_open", args=[body]),
            {"title": "", "seats": typed, "roles": typed},
        ),
        (business, reverse("organisation_counter_open", args=[body]), {"name": "", "number": typed}),
        (business, reverse("organisation_person_add"), {"name": ""}),
        (business, reverse("organisation_appoint", args=[person]), dates),
        (business, reverse("organisation_leave", args=[person]), {"on": typed}),
        (
            technical,
            reverse("organisation_account_create", args=[stranger]),
            {"username": "", "password": ""},
        ),
        (technical, reverse("organisation_account_lock", args=[person]), {"reason": ""}),
        (technical, reverse("organisation_account_reset", args=[person]), {"password": ""}),
        (business, reverse("organisation_calendar_add"), {"on": typed, "kind": typed, "source": ""}),
        (business, reverse("organisation_calendar_load"), {}),
    ]
    for client, address, sent in forms:
        answer = client.post(address, sent)
        assert answer.status_code == 422, (address, answer.status_code)
        check(answer.content.decode())


@pytest.mark.parametrize("typed", ["", NONSENSE])
def test_the_edition_of_a_procedure(people: Cast, typed: str) -> None:
    client = as_user("68.nghiepvu1")
    check(
        client.post(
            reverse("procedures:new"), {"code": typed, "name": "", "field_key": typed}
        ).content.decode(),
        least=2,
    )
    drafted = client.post(reverse("procedures:open_next", args=["1.004884"]))["Location"]
    page = client.get(drafted).content.decode()
    sent = {
        name: typed
        for name in inputs(page, drafted)
        if name not in {"csrfmiddlewaretoken", "revision"}
        and "_FORMS" not in name
        and not name.endswith("DELETE")
    }
    kept = re.findall(r'name="([^"]*(?:_FORMS|revision))" value="(\d+)"', page)
    answer = client.post(drafted, {**sent, **dict(kept)})
    assert answer.status_code == 422
    check(answer.content.decode(), least=8)
