"""The administrators' screens: who reaches what, forms that keep what was typed, changes only by POST."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from haicap.kernel import clock
from haicap.organisation.models import Account, Agency, AgencyAlias, Appointment, Counter, Post
from haicap.organisation.services.staffing import DEMO_PASSWORD
from haicap.platform import calendars

pytestmark = pytest.mark.django_db

TECHNICIAN, BUSINESS, LOCAL, RECEIVER = "68.hethong1", "68.nghiepvu1", "25000.quantri", "25000.tiepnhan1"


@pytest.fixture(autouse=True)
def _demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", True)
    cache.clear()


def visitor(username: str) -> Client:
    client = Client()
    answer = client.post(reverse("account_login"), {"login": username, "password": DEMO_PASSWORD})
    assert answer.status_code == 302
    return client


def account(username: str) -> Account:
    return Account.objects.get(username=username)


def centre() -> Agency:
    return Agency.objects.get(code="H36.25000")


LISTS = ("organisation_bodies", "organisation_people", "organisation_calendar")


@pytest.mark.parametrize(
    ("username", "seen"),
    [
        (TECHNICIAN, (False, True, False)),
        (BUSINESS, (True, True, True)),
        (LOCAL, (True, True, True)),
        (RECEIVER, (False, False, False)),
        ("25000.chutich", (False, False, False)),
        ("68.antoan", (False, False, False)),
        ("68.thanhtra1", (False, False, False)),
    ],
)
def test_each_list_opens_for_its_administrators_only(username: str, seen: tuple[bool, ...]) -> None:
    client = visitor(username)
    statuses = [client.get(reverse(name)).status_code for name in LISTS]
    assert statuses == [200 if may else 403 for may in seen]


@pytest.mark.parametrize("name", LISTS)
def test_signed_out_sees_no_list(client: Client, name: str) -> None:
    assert client.get(reverse(name)).url.startswith(reverse("account_login"))


def test_the_province_sees_every_body_a_commune_only_its_own() -> None:
    assert visitor(BUSINESS).get(reverse("organisation_bodies")).context["total"] == 636
    page = visitor(LOCAL).get(reverse("organisation_bodies"))
    assert page.context["total"] == 5
    assert {row.unit_code for row in page.context["rows"]} == {"25000"}


def test_lists_are_searched_without_accents_and_paged() -> None:
    client = visitor(BUSINESS)
    found = client.get(reverse("organisation_bodies"), {"tim": "trung tam phuc vu di linh"})
    assert [row.code for row in found.context["rows"]][:1] == [] or "H36.25000" in str(found.content)
    by_code = client.get(reverse("organisation_bodies"), {"tim": "H36.25000"})
    assert by_code.context["total"] == 5
    last = client.get(reverse("organisation_people"), {"trang": "9999999"})
    assert last.status_code == 200
    one = client.get(reverse("organisation_people"), {"tim": RECEIVER})
    assert one.context["total"] == 1


def test_a_neighbours_body_and_people_cannot_be_reached_by_address() -> None:
    client = visitor(LOCAL)
    neighbour = Agency.objects.get(code="H36.25015")
    assert client.get(reverse("organisation_body", args=[neighbour.pk])).status_code == 403
    stranger = account("25015.tiepnhan1").person_id
    assert client.get(reverse("organisation_person", args=[stranger])).status_code == 404
    mine = Post.objects.filter(agency=neighbour).order_by("id").first()
    assert mine is not None
    answer = client.post(reverse("organisation_post_close", args=[neighbour.pk, mine.pk]))
    assert answer.status_code == 403
    form = {"post": mine.pk, "starts_on": str(clock.today())}
    own_person = account(RECEIVER).person_id
    assert client.post(reverse("organisation_appoint", args=[own_person]), form).status_code == 422


def test_changes_by_get_are_not_allowed() -> None:
    client = visitor(TECHNICIAN)
    person = account(RECEIVER).person_id
    for name in ("organisation_account_lock", "organisation_leave", "organisation_account_reset"):
        assert client.get(reverse(name, args=[person])).status_code == 405


def test_a_changed_code_stays_findable() -> None:
    client = visitor(BUSINESS)
    card = centre()
    form = {"code": "H36.77.01", "name": card.name, "phone": "0263 3870 000", "address": "Quốc lộ 20"}
    assert client.post(reverse("organisation_body", args=[card.pk]), form).status_code == 302
    card.refresh_from_db()
    assert (card.code, card.code_is_working) == ("H36.77.01", False)
    assert AgencyAlias.objects.get(code="H36.25000").agency_id == card.pk
    taken = client.post(reverse("organisation_body", args=[card.pk]), form | {"code": "H36.25015"})
    assert taken.status_code == 422
    assert "đã được dùng" in taken.content.decode()
    assert "H36.25015" in taken.content.decode()


def test_posts_and_counters_are_opened_and_closed() -> None:
    client, card = visitor(LOCAL), centre()
    post = {"title": "Công chức hướng dẫn", "roles": ["receiver"], "seats": "2", "capacity": ""}
    assert client.post(reverse("organisation_post_open", args=[card.pk]), post).status_code == 302
    assert client.post(reverse("organisation_post_open", args=[card.pk]), post).status_code == 422
    made = Post.objects.get(agency=card, title="Công chức hướng dẫn")
    assert client.post(reverse("organisation_post_close", args=[card.pk, made.pk])).status_code == 302
    held = Post.objects.get(agency=card, title="Công chức tiếp nhận quầy 1")
    assert client.post(reverse("organisation_post_close", args=[card.pk, held.pk])).status_code == 409
    counter = {"number": "9", "name": "Trả kết quả"}
    assert client.post(reverse("organisation_counter_open", args=[card.pk]), counter).status_code == 302
    assert client.post(reverse("organisation_counter_open", args=[card.pk]), counter).status_code == 422
    nine = Counter.objects.get(agency=card, number=9)
    assert client.post(reverse("organisation_counter_close", args=[card.pk, nine.pk])).status_code == 302
    nine.refresh_from_db()
    assert nine.closed_on == clock.today()


def test_a_commune_cannot_make_administrators() -> None:
    client, card = visitor(LOCAL), centre()
    post = {"title": "Quản trị lậu", "roles": ["technical_admin"], "seats": "1", "capacity": ""}
    assert client.post(reverse("organisation_post_open", args=[card.pk]), post).status_code == 422
    assert not Post.objects.filter(title="Quản trị lậu").exists()


def test_a_person_from_first_day_to_last() -> None:
    client = visitor(TECHNICIAN)
    added = client.post(reverse("organisation_person_add"), {"name": "  Lò Thị   Thử "})
    person = int(added.url.rstrip("/").split("/")[-1])
    page = reverse("organisation_person", args=[person])
    assert "Lò Thị Thử" in client.get(page).content.decode()
    post = Post.objects.get(agency=centre(), title="Công chức trả kết quả")
    full = {"post": post.pk, "starts_on": str(clock.today()), "ends_on": "", "act_number": "12/QĐ-UBND"}
    refused = client.post(reverse("organisation_appoint", args=[person]), full)
    assert refused.status_code == 422
    assert "đã đủ 1 người" in refused.content.decode()
    assert "12/QĐ-UBND" in refused.content.decode()
    Post.objects.filter(pk=post.pk).update(seats=2)
    assert client.post(reverse("organisation_appoint", args=[person]), full).status_code == 302
    fresh = {"username": "25000.thu", "password": "chiec-xe-dap-mau-xanh"}
    weak = client.post(reverse("organisation_account_create", args=[person]), fresh | {"password": "ngan"})
    assert weak.status_code == 422
    assert client.post(reverse("organisation_account_create", args=[person]), fresh).status_code == 302
    newcomer = Client()
    sign_in = {"login": "25000.thu", "password": fresh["password"]}
    newcomer.post(reverse("account_login"), sign_in)
    assert newcomer.get(reverse("organisation_seat")).url == reverse("account_change_password")
    assert (
        client.post(reverse("organisation_account_lock", args=[person]), {"reason": "nghỉ phép"}).status_code
        == 302
    )
    assert "nghỉ phép" in client.get(page).content.decode()
    for name in ("organisation_account_unlock", "organisation_account_sessions"):
        assert client.post(reverse(name, args=[person])).status_code == 302
    reset = {"password": "ngoi-nha-tren-doi-thong"}
    assert client.post(reverse("organisation_account_reset", args=[person]), reset).status_code == 302
    held = Appointment.objects.get(person_id=person)
    early = {"on": str(held.starts_on - timedelta(days=1))}
    ending = reverse("organisation_appointment_end", args=[person, held.pk])
    assert client.post(ending, early).status_code == 422
    assert (
        client.post(reverse("organisation_leave", args=[person]), {"on": str(clock.today())}).status_code
        == 302
    )
    held.refresh_from_db()
    assert held.ends_on == clock.today()


def test_the_technician_does_not_lock_itself_out() -> None:
    client = visitor(TECHNICIAN)
    mine = account(TECHNICIAN).person_id
    assert (
        client.post(reverse("organisation_account_lock", args=[mine]), {"reason": "nhầm"}).status_code == 422
    )
    assert account(TECHNICIAN).is_active


def add_day(client: Client, **more: str) -> Any:
    day = {"on": "2026-12-15", "kind": "emergency_closure", "name": "Bão", "source": "Công điện 9/CĐ-UBND"}
    return client.post(reverse("organisation_calendar_add"), day | more)


def test_a_day_is_declared_for_the_commune_or_the_province_with_its_source() -> None:
    assert add_day(visitor(LOCAL), source="").status_code == 422
    assert add_day(visitor(LOCAL)).status_code == 302
    added = [day for day in calendars.read(calendars.latest_version()).days if day.name == "Bão"]
    assert [(day.province_code, day.unit_code) for day in added] == [("68", "25000")]
    assert add_day(visitor(BUSINESS), on="2026-12-16").status_code == 302
    assert (
        "16/12/2026"
        in visitor(BUSINESS).get(reverse("organisation_calendar"), {"nam": "2026"}).content.decode()
    )


def test_a_calendar_file_is_loaded_whole_or_not_at_all() -> None:
    header = "date,kind,name,source,certainty,province,unit\n"
    good = header + "2027-02-01,emergency_closure,Mất điện,TB 3/TB-UBND,declared,68,\n"
    bad = good + "2027-13-01,holiday,,x,declared,68,\n"

    def send(client: Client, text: str | bytes) -> Any:
        data = text.encode() if isinstance(text, str) else text
        return client.post(
            reverse("organisation_calendar_load"), {"file": SimpleUploadedFile("lich.csv", data)}
        )

    before = calendars.latest_version()
    client = visitor(BUSINESS)
    refused = send(client, bad)
    assert refused.status_code == 422
    assert "Dòng 3" in refused.content.decode()
    assert send(client, b"\xff\xfe\x00").status_code == 422
    assert send(visitor(LOCAL), good).status_code == 422
    assert calendars.latest_version() == before
    assert send(client, good).status_code == 302
    assert calendars.latest_version() == before + 1
