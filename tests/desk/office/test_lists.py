"""Lists: the address is the filter, pages keep their place, files hold the same rows in the same order."""

import csv
import html
import io
import re
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.urls import reverse

from haicap.desk.web.office import filters, worklist
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Channel, Deed, Figures, ListFilter, Order, Period, Status
from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.kernel.timeliness import Timeliness
from haicap.organisation.contract import AppointmentId, Role
from haicap.parties.contract import Applicant
from haicap.territory.contract import UnitId
from tests.cast import DI_LINH, PROVINCE, Cast, holder
from tests.desk.office.conftest import MORNING, received, sign_in
from tests.dossiers.test_walk import birth

pytestmark = pytest.mark.django_db
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
EVERY_PART = [
    ListFilter(),
    ListFilter(statuses=frozenset({Status.RECEIVED, Status.IN_PROCESS})),
    ListFilter(overdue=True),
    ListFilter(overdue=False, due_on=date(2026, 3, 5)),
    ListFilter(timeliness=Timeliness.OVERDUE, unit=DI_LINH),
    ListFilter(field="Hộ tịch", procedure="1.001193", channel=Channel.POST),
    ListFilter(received=MARCH, settled=MARCH),
    ListFilter(step_roles=frozenset({"chair", "clerk"}), desk=True, mine=True, counter=True),
    ListFilter(holder=AppointmentId(0), left_by=UnitId(7)),
    ListFilter(holder=AppointmentId(12), text="trần & đức", order=Order.NEWEST),
    ListFilter(unit=DI_LINH, figures=frozenset({"received", "void"}), period=MARCH),
    ListFilter(as_of=datetime.fromisoformat("2026-03-02T00:00:00+07:00")),
    ListFilter(as_of=datetime.fromisoformat("2026-03-01T10:30:00.5+07:00"), overdue=True),
]


@pytest.mark.parametrize("asked", EVERY_PART, ids=range(len(EVERY_PART)))
def test_an_address_says_the_whole_filter_and_is_read_back(asked: ListFilter) -> None:
    assert filters.read(QueryDict(filters.address(asked))) == asked


def test_every_part_of_a_filter_has_a_place_in_the_address() -> None:
    assert set(filters.NAMES) == {part.name for part in fields(ListFilter)}
    assert len(set(filters.NAMES.values())) == len(filters.NAMES)


@pytest.mark.parametrize(
    "query",
    ["trang-thai=x", "qua-han=2", "han=mai", "ky=2026", "nguoi-giu=a", "linh-vuc=x", f"co-quan={2**63}"],
)
def test_an_unreadable_part_is_refused_and_not_left_out(query: str) -> None:
    with pytest.raises(RefusalError) as refused:
        filters.read(QueryDict(query))
    assert refused.value.refusal.code == "desk.filter_unreadable"


@pytest.mark.parametrize("figure", list(Figures.__dataclass_fields__))
def test_every_figure_has_a_list(people: Cast, figure: str) -> None:
    received(people)
    asked = ListFilter(unit=DI_LINH, figures=frozenset({figure}), period=MARCH)
    told = dossiers.count(actor=people.chair, filter=asked, now=clock.now())
    assert told == (1 if figure in {"received", "in_process_within"} else 0)


def test_counted_together_is_counted_one_by_one(people: Cast) -> None:
    thirty(people)
    parts = {
        str(place): asked for place, asked in enumerate(EVERY_PART) if not asked.text and not asked.as_of
    }
    told = dossiers.counts(actor=people.specialist, parts=parts, now=clock.now())
    assert told == {
        name: dossiers.count(actor=people.specialist, filter=part, now=clock.now())
        for name, part in parts.items()
    }
    assert told["0"] == 30 and 0 in told.values()


def test_counted_in_several_ways_at_once_is_counted_in_each(people: Cast) -> None:
    thirty(people)
    parts = {
        "open": ListFilter(statuses=frozenset({Status.RECEIVED})),
        "due": ListFilter(overdue=False, due_until=date(2026, 3, 6)),
        "ready": ListFilter(statuses=frozenset({Status.RESULT_READY})),
        "today": ListFilter(received=MARCH),
    }
    ways = ("", "unit", "field", "procedure")
    asked: Any = {"actor": people.leader, "parts": parts, "now": clock.now()}
    told = dossiers.grouped(**asked, by=ways)
    assert told == {way: dossiers.grouped(**asked, by=(way,))[way] for way in ways}
    assert {name: told[""][name].get("", 0) for name in parts} == dossiers.counts(**asked)
    for name, part in parts.items():
        for field, count in told["field"][name].items():
            assert count == dossiers.count(
                actor=people.leader, filter=replace(part, field=field), now=clock.now()
            )
    assert told["unit"]["today"] and not told["unit"]["ready"] and told[""]["open"] == {"": 30}


def test_a_stranger_finds_nothing_in_any_list_and_counts_nothing(people: Cast) -> None:
    received(people)
    asked: Any = {"actor": people.stranger, "filter": ListFilter(), "now": clock.now()}
    assert dossiers.listing(**asked).rows == () and dossiers.count(**asked) == 0
    parts = {"all": ListFilter(), "due": ListFilter(order=Order.NEWEST)}
    told = dossiers.grouped(actor=people.stranger, parts=parts, by=("field",), now=clock.now())["field"]
    assert told == {"all": {}, "due": {}}
    assert dossiers.counts(actor=people.stranger, parts=parts, now=clock.now()) == {"all": 0, "due": 0}
    assert dossiers.count(**{**asked, "actor": people.specialist}) == 1


def thirty(people: Cast) -> list[str]:
    """Numbers of thirty dossiers, soonest due first; names try to be formulas."""
    return [
        dossiers.receive(
            actor=people.receiver,
            intake=birth(applicant=Applicant(name=f"=1+{place} Đỗ")),
            at=MORNING + timedelta(seconds=place),
        ).number
        for place in range(30)
    ]


def rows(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', page)


def test_what_is_to_be_done_comes_by_its_due_moment_and_what_is_looked_up_newest_first(people: Cast) -> None:
    numbers = thirty(people)
    client = sign_in(people.specialist)
    for query in ("trang-thai=received", "qua-han=0", "han-tu=2026-03-01", "thu-tu=due"):
        assert rows(client.get(f"/ho-so/?{query}").content.decode())[0] == numbers[0], query
    for query in (
        "",
        "q=Do",
        "trang-thai=received&trang-thai=withdrawn",
        "so-lieu=received&ky=2026-03-02/2026-03-02",
    ):
        assert rows(client.get(f"/ho-so/?{query}").content.decode())[0] == numbers[-1], query
        about, headings, *file = read_csv(client.get(f"/ho-so/?tep=csv&{query}"))
        assert about and headings
        assert [line[0] for line in file] == sorted(numbers, reverse=True), query


def read_csv(answer: Any) -> list[list[str]]:
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content, newline="")))


def test_pages_follow_one_another_without_gap_and_the_dossier_leads_back_to_its_page(people: Cast) -> None:
    numbers = thirty(people)
    client = sign_in(people.specialist)
    first = client.get("/viec-can-lam/").content.decode()
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second_address = f"/viec-can-lam/{following[1]}"
    second = client.get(second_address).content.decode()
    assert rows(first) + rows(second) == sorted(numbers, key=(rows(first) + rows(second)).index)
    assert len(rows(first)) == 25 and len(rows(second)) == 5
    link = re.search(r'href="(/ho-so/[^"]+tu=[^"]+)"', second)
    assert link
    assert f'href="{second_address}#d-' in client.get(link[1]).content.decode()


def test_a_list_of_a_past_instant_says_so_and_shows_what_stood_then(people: Cast) -> None:
    receipt = received(people)
    later = MORNING + timedelta(minutes=20)
    dossiers.act(actor=people.specialist, dossier_id=receipt.id, deed=Deed(Action.ASSIGN), at=later)
    client = sign_in(people.specialist)
    for address, status in (("/ho-so/", "Đang xử lý"), ("/ho-so/?luc=2026-03-02T08:30", "Đã tiếp nhận")):
        page = client.get(address).content.decode()
        assert rows(page) == [receipt.number] and status in page.split("<tbody>")[1], address
    assert "tại thời điểm 08:30 Thứ Hai, 02/03/2026" in page and 'value="2026-03-02T08:30:00"' in page
    page = client.get("/viec-can-lam/?luc=2026-03-01").content.decode()
    assert rows(page) == [] and "tại thời điểm hết ngày 01/03/2026" in page
    assert (
        'name="luc" value="2026-03-01"' in page and "trang-thai=awaiting_applicant&amp;luc=2026-03-01" in page
    )
    refused = client.get("/ho-so/?luc=2026-03-02")
    assert refused.status_code == 422 and "chưa đến" in refused.content.decode()


def test_a_name_is_found_without_accents(people: Cast) -> None:
    wanted = received(people, applicant=Applicant(name="Trần Văn Đức"))
    received(people)
    page = sign_in(people.specialist).get("/viec-can-lam/?q=tran+duc").content.decode()
    assert rows(page) == [wanted.number]


def test_finds_are_newest_first_and_counted_so_far_while_a_list_is_counted_to_the_last(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = thirty(people)
    client = sign_in(people.specialist)
    page = client.get("/ho-so/?q=do").content.decode()
    assert rows(page) == numbers[::-1][:25] and 'data-total="30"' in page
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following
    assert rows(client.get(f"/ho-so/{html.unescape(following[1])}").content.decode()) == numbers[4::-1]
    monkeypatch.setattr(worklist, "COUNTED", 28)
    assert "hơn 28 hồ sơ" in client.get("/ho-so/?q=do").content.decode()
    assert "hơn" not in re.findall(r"<strong class=.figure.*", client.get("/ho-so/").content.decode())[0]
    assert 'data-total="30"' in client.get("/ho-so/").content.decode()


def test_what_people_typed_stays_text_in_a_row(people: Cast) -> None:
    received(people, applicant=Applicant(name="<script>\"Đỗ\" & 'An'</script>"))
    page = sign_in(people.specialist).get("/viec-can-lam/?q=%22%3E%3Cimg%3E").content.decode()
    assert "<img>" not in page
    page = sign_in(people.specialist).get('/viec-can-lam/?x="><img>').content.decode()
    assert "<img>" not in page and "<script>&" not in page
    assert "&lt;script&gt;&quot;Đỗ&quot; &amp; &#x27;An&#x27;&lt;/script&gt;" in page


def test_a_list_costs_the_same_however_long_it_is(
    people: Cast, django_assert_max_num_queries: object
) -> None:
    thirty(people)
    client = sign_in(people.specialist)
    client.get("/viec-can-lam/")
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        client.get("/viec-can-lam/")


def test_a_dossiers_page_costs_few_statements(people: Cast, django_assert_max_num_queries: object) -> None:
    address = reverse("office:dossier", args=[received(people).id])
    client = sign_in(people.specialist)
    client.get(address)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(address)


def test_a_file_of_another_dossier_is_not_found(people: Cast) -> None:
    receipt = received(people)
    address = reverse("office:file", args=[receipt.id, receipt.id])
    assert sign_in(people.specialist).get(address).status_code == 404


@pytest.mark.parametrize(
    ("who", "start"),
    [
        ("specialist", "/viec-can-lam/"),
        ("chair", "/ky-duyet/"),
        ("clerk", "/viec-can-lam/"),
        ("receiver", "/mot-cua/tiep-nhan/"),
        ("leader", "/bang-dieu-hanh/tinh/"),
    ],
)
def test_signing_in_leads_to_the_days_work(people: Cast, who: str, start: str) -> None:
    client = sign_in(getattr(people, who))
    assert client.get("/ban-lam-viec/")["Location"] == start
    assert client.get(start).status_code == 200


@pytest.mark.parametrize("role", [Role.TECHNICAL_ADMIN, Role.BUSINESS_ADMIN, Role.SECURITY_OFFICER])
def test_whoever_administers_begins_on_a_page_that_lets_them_in(people: Cast, role: Role) -> None:
    client = sign_in(holder(PROVINCE, role))
    assert client.get("/ban-lam-viec/", follow=True).status_code == 200
