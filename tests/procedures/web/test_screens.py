"""Administrators' screens: the list and its exports, the way of a version, imports; nobody else gets in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from haicap.kernel import clock
from haicap.organisation.models import Account
from haicap.procedures import api as procedures
from haicap.procedures.contract import ProcedureVersionId, VersionStatus
from haicap.procedures.models import ProcedureVersion
from haicap.procedures.selectors import history
from haicap.procedures.web.forms import EditForms
from haicap.ui import sheets as ui_sheets
from haicap.ui import tables

pytestmark = pytest.mark.django_db
CODE = "1.004884"
FIRST, SECOND = "68.nghiepvu1", "68.nghiepvu2"
OF_A_COMMUNE, RECEIVER = "25000.quantri", "25000.tiepnhan1"
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", True)
    cache.clear()


@pytest.fixture
def sign_in() -> SignIn:
    def enter(username: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(username=username))
        return client

    return enter


def drafted(client: Client, code: str = CODE) -> ProcedureVersionId:
    answer = client.post(reverse("procedures:open_next", args=[code]))
    return ProcedureVersionId(int(answer.url.strip("/").split("/")[-2]))


def typed(version: ProcedureVersionId, **changes: str) -> dict[str, str | list[str]]:
    """What a browser sends from the form of a draft."""
    work = history.work(version)
    forms = EditForms.of(work.card, work.revision, procedures.all_fields())
    data: dict[str, str | list[str]] = {}
    for bound in forms.main:
        value = bound.value()
        data[bound.html_name] = (
            list(value) if isinstance(value, list) else "" if value is None else str(value)
        )
    data["source"] = "Quyết định 12/QĐ-UBND"
    data["valid_from"] = (clock.today() + timedelta(days=30)).isoformat()
    for rows in forms.rows.values():
        for bound in rows.management_form:
            data[bound.html_name] = str(bound.value())
        for row in rows.forms:
            for bound in row:
                if bound.value() is not None and bound.value() is not False:
                    data[bound.html_name] = "on" if bound.value() is True else str(bound.value())
    return data | changes


def saved(client: Client, version: ProcedureVersionId, **changes: str) -> None:
    answer = client.post(reverse("procedures:edit", args=[version]), typed(version, **changes))
    assert answer.status_code == 302, answer.content.decode()


def test_the_list_finds_by_everyday_words_and_shows_certainty(sign_in: SignIn) -> None:
    page = sign_in(FIRST).get(reverse("procedures:list"), {"q": "giấy khai sinh"}).content.decode()
    assert page.index("1.001193") < page.index("2.000635")
    assert "Đơn vị thời hạn suy từ luật" in page


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("", 384),
        ("field_key=ho-tich", 43),
        ("level=province", 117),
        ("certainty=unverified", 12),
        ("trang=999", 384),
    ],
)
def test_filters_stand_in_the_address(sign_in: SignIn, query: str, total: int) -> None:
    answer = sign_in(FIRST).get(f"{reverse('procedures:list')}?{query}")
    assert answer.status_code == 200
    assert answer.context["total"] == total


def test_nothing_found_says_so(sign_in: SignIn) -> None:
    page = sign_in(FIRST).get(reverse("procedures:list"), {"q": "xyzzy"}).content.decode()
    assert "Không có thủ tục nào khớp" in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exports_hold_the_rows_of_the_screen_in_its_order(sign_in: SignIn, kind: str) -> None:
    client = sign_in(FIRST)
    query = {"q": "kết hôn", "field_key": "ho-tich"}
    file = client.get(reverse("procedures:export", args=[kind]), query)
    screen = client.get(reverse("procedures:list"), query).context["hits"]
    rows = tables.read(file.content)
    assert [row[0] for row in rows[1:]] == [hit.code for hit in screen]


def test_one_procedure_shows_what_is_not_known(sign_in: SignIn) -> None:
    page = sign_in(FIRST).get(reverse("procedures:show", args=["1.013703"])).content.decode()
    assert "Chưa công bố" in page
    assert "Mới đối chiếu mã" in page
    assert "Nguồn không công bố ngày bắt đầu hiệu lực" in page


def test_a_version_of_another_procedure_is_not_shown_here(sign_in: SignIn) -> None:
    other = procedures.version_on("1.001193", clock.today()).id
    address = reverse("procedures:show", args=[CODE])
    assert sign_in(FIRST).get(address, {"phien-ban": str(other)}).status_code == 404
    assert sign_in(FIRST).get(address, {"phien-ban": "abc"}).status_code == 404
    assert sign_in(FIRST).get(reverse("procedures:show", args=["1.01082"])).status_code == 404


def test_the_whole_way_of_a_version(sign_in: SignIn) -> None:
    first, second = sign_in(FIRST), sign_in(SECOND)
    version = drafted(first)
    saved(first, version, on_supplement="restart")
    page = first.get(reverse("procedures:preview", args=[version])).content.decode()
    assert "<ins>restart</ins>" in page
    first.post(reverse("procedures:submit", args=[version]))
    mine = first.get(reverse("procedures:preview", args=[version])).content.decode()
    assert "Người duyệt phải khác người trình" in mine
    assert first.post(reverse("procedures:approve", args=[version])).status_code == 409
    answer = second.post(reverse("procedures:approve", args=[version]))
    assert answer.url == reverse("procedures:show", args=[CODE])
    assert history.work(version).status is VersionStatus.APPROVED
    later = clock.today() + timedelta(days=30)
    assert procedures.version_on(CODE, later).id == version
    assert "Duyệt (phiên bản 2)" in second.get(answer.url).content.decode()


def test_a_draft_keeps_what_it_does_not_change(sign_in: SignIn) -> None:
    client = sign_in(FIRST)
    before = procedures.version_on(CODE, clock.today())
    version = drafted(client)
    saved(client, version)
    after = history.work(version).card
    assert [paper.name for paper in after.components] == [paper.name for paper in before.components]
    assert [variant.limit for variant in after.variants] == [variant.limit for variant in before.variants]
    assert after.steps == before.steps
    assert (after.fee_vnd, after.levels, after.result_name) == (
        before.fee_vnd,
        before.levels,
        before.result_name,
    )


def test_one_more_row_keeps_everything_typed_and_stores_nothing(sign_in: SignIn) -> None:
    client = sign_in(FIRST)
    version = drafted(client)
    rows = len(history.work(version).card.components)
    data = typed(version, add="components", name="Tên đang gõ dở")
    answer = client.post(reverse("procedures:edit", args=[version]), data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Tên đang gõ dở" in page
    assert f'name="components-{rows}-name"' in page
    assert history.work(version).card.name != "Tên đang gõ dở"


def test_a_row_can_be_added_and_another_left_out(sign_in: SignIn) -> None:
    client = sign_in(FIRST)
    version = drafted(client)
    papers = history.work(version).card.components
    count = len(papers)
    extra = {
        "components-TOTAL_FORMS": str(count + 1),
        f"components-{count}-name": "Giấy mới",
        f"components-{count}-kind": "copy",
        f"components-{count}-quantity": "2",
        f"components-{count}-ORDER": "0",
        "components-0-DELETE": "on",
    }
    saved(client, version, **extra)
    names = [paper.name for paper in history.work(version).card.components]
    assert names == ["Giấy mới", *(paper.name for paper in papers[1:])]
    assert history.work(version).card.components[0].mandatory is False


def test_a_mistake_is_named_and_nothing_typed_is_lost(sign_in: SignIn) -> None:
    client = sign_in(FIRST)
    version = drafted(client)
    data = typed(version, fee_rule="fixed", fee_vnd="0", note="Ghi chú đang gõ", source="")
    data["steps-0-share_percent"] = "300"
    answer = client.post(reverse("procedures:edit", args=[version]), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Cần sửa những điểm sau" in page
    assert "Ghi chú đang gõ" in page
    data |= {"steps-0-share_percent": "0", "source": "QĐ"}
    answer = client.post(reverse("procedures:edit", args=[version]), data)
    assert "Mức phí không khớp" in answer.content.decode()


def test_two_who_edit_are_told(sign_in: SignIn) -> None:
    client = sign_in(FIRST)
    version = drafted(client)
    stale = typed(version)
    saved(client, version, note="một")
    answer = client.post(reverse("procedures:edit", args=[version]), stale)
    assert answer.status_code == 422
    assert "Người khác vừa sửa" in answer.content.decode()


def test_a_rejection_needs_its_reason(sign_in: SignIn) -> None:
    first, second = sign_in(FIRST), sign_in(SECOND)
    version = drafted(first)
    saved(first, version, note="mới")
    first.post(reverse("procedures:submit", args=[version]))
    answer = second.post(reverse("procedures:reject", args=[version]), {"reason": " "})
    assert answer.status_code == 422
    second.post(reverse("procedures:reject", args=[version]), {"reason": "Sai căn cứ"})
    assert history.work(version).status is VersionStatus.DRAFT
    assert "Sai căn cứ" in first.get(reverse("procedures:show", args=[CODE])).content.decode()


def test_a_draft_can_be_put_aside(sign_in: SignIn) -> None:
    client = sign_in(FIRST)
    version = drafted(client)
    client.post(reverse("procedures:withdraw", args=[version]))
    assert history.work(version).status is VersionStatus.WITHDRAWN


def test_a_procedure_can_be_added(sign_in: SignIn) -> None:
    client = sign_in(FIRST)
    address = reverse("procedures:new")
    wrong = client.post(address, {"code": "1.01081", "name": "Thử", "field_key": "ho-tich"})
    assert wrong.status_code == 422
    assert "không phải mã thủ tục" in wrong.content.decode()
    answer = client.post(address, {"code": "1.999999", "name": "Thử", "field_key": "ho-tich"})
    assert client.get(answer.url).status_code == 200
    assert client.get(reverse("procedures:show", args=["1.999999"])).status_code == 200


def test_an_import_is_looked_at_first_and_then_proposed_as_a_whole(sign_in: SignIn) -> None:
    first, second = sign_in(FIRST), sign_in(SECOND)
    name = procedures.version_on("1.010820", clock.today()).name
    data = ui_sheets.to_csv(
        [["code", "name_vi", "note"], ["1.01082", name, "mới"], ["1.001193", "Thủ tục đăng ký khai sinh", ""]]
    )
    report = first.post(reverse("procedures:upload"), {"file": SimpleUploadedFile("a.csv", data)})
    page = report.content.decode()
    assert report.status_code == 200
    assert "có thể là 1.010820" in page
    assert ProcedureVersion.objects.open_work().count() == 0
    sealed = report.context["form"]["rows"].value()
    day = (clock.today() + timedelta(days=1)).isoformat()
    sent = {"rows": sealed, "source": "QĐ 9", "valid_from": day}
    refused = first.post(reverse("procedures:carry_out"), sent)
    assert refused.status_code == 422
    assert ProcedureVersion.objects.open_work().count() == 0
    answer = first.post(reverse("procedures:carry_out"), sent | {"accept": "2"})
    assert answer.url == reverse("procedures:in_work")
    (work,) = history.in_work()
    assert (work.card.code, work.status) == ("1.010820", VersionStatus.PROPOSED)
    assert "1.010820" in second.get(reverse("procedures:in_work")).content.decode()
    second.post(reverse("procedures:approve_many"), {"version": [str(work.card.id)]})
    assert history.work(work.card.id).status is VersionStatus.APPROVED


def test_rows_with_a_broken_seal_are_not_taken(sign_in: SignIn) -> None:
    sent = {"rows": "abc", "source": "QĐ", "valid_from": clock.today().isoformat()}
    answer = sign_in(FIRST).post(reverse("procedures:carry_out"), sent)
    assert answer.url == reverse("procedures:upload")


def test_a_file_that_is_no_table_is_answered_in_words(sign_in: SignIn) -> None:
    file = SimpleUploadedFile("a.xlsx", b"PK\x03\x04 nothing")
    answer = sign_in(FIRST).post(reverse("procedures:upload"), {"file": file})
    assert answer.status_code == 422
    assert "Không đọc được tệp" in answer.content.decode()


def test_the_administrator_of_a_commune_reads_and_is_told_why_no_more(sign_in: SignIn) -> None:
    client = sign_in(OF_A_COMMUNE)
    page = client.get(reverse("procedures:show", args=[CODE])).content.decode()
    assert "chỉ quản trị viên nghiệp vụ cấp tỉnh được sửa" in page
    assert client.post(reverse("procedures:open_next", args=[CODE])).status_code == 403


ADDRESSES = [
    ("list", []),
    ("export", ["csv"]),
    ("in_work", []),
    ("approve_many", []),
    ("upload", []),
    ("carry_out", []),
    ("new", []),
    ("preview", [1]),
    ("edit", [1]),
    ("submit", [1]),
    ("approve", [1]),
    ("reject", [1]),
    ("withdraw", [1]),
    ("show", [CODE]),
    ("open_next", [CODE]),
]


@pytest.mark.parametrize(("name", "words"), ADDRESSES)
def test_nobody_else_gets_in(sign_in: SignIn, name: str, words: list[str | int]) -> None:
    address = reverse(f"procedures:{name}", args=words)
    for ask in ("get", "post"):
        assert getattr(sign_in(RECEIVER), ask)(address).status_code == 403
        assert getattr(Client(), ask)(address).url.startswith(reverse("account_login"))


def test_pages_read_in_english(sign_in: SignIn) -> None:
    client = sign_in(FIRST)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(reverse("procedures:show", args=["1.001193"])).content.decode()
    assert "Birth registration" in page
    assert "Same day" in page


def test_pages_have_a_budget_of_queries(sign_in: SignIn, query_budget: Callable[[int], object]) -> None:
    client = sign_in(FIRST)
    client.get(reverse("procedures:list"))
    with query_budget(10):  # type: ignore[attr-defined]
        client.get(reverse("procedures:list"), QueryDict("q=ket+hon").dict())
    with query_budget(16):  # type: ignore[attr-defined]
        client.get(reverse("procedures:show", args=[CODE]))
