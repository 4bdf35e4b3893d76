"""The office in a browser: by keyboard, on a phone, with and without a script (J17, J19, J21, J22)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from haicap.documents import api as documents
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, DossierFile, Receipt, Status
from haicap.kernel import clock
from haicap.organisation.contract import Actor
from haicap.parties.contract import Applicant
from tests.browser import gates
from tests.browser.conftest import OpenPage
from tests.browser.entering import enter
from tests.cast import Cast, cast
from tests.documents.corpus import pdf
from tests.dossiers.test_walk import birth
from tests.thorough import thorough

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = ("Nguyễn Thị Hòa", "K’ Brêu", "Trần Văn Đức", "Lê Thị Ánh")
LOOKS = (
    {"scheme": "light"},
    {"scheme": "dark", "language": "en"},
    *thorough({"contrast": "more"}, {"language": "en"}),
)
PageOf = Callable[..., Page]


@pytest.fixture
def people(demo: None) -> Cast:
    return cast()


@pytest.fixture
def page_of(open_page: OpenPage, people: Cast) -> PageOf:
    """`page_of(people.chair, "/ky-duyet/", width=320)`: a page of somebody signed in."""

    def open_(actor: Actor, path: str, **look: object) -> Page:
        page = open_page("/tra-cuu/", **look)
        enter(page, actor)
        page.goto(path)
        return page

    return open_


def received(people: Cast) -> list[Receipt]:
    """Four dossiers, the oldest overdue."""
    now = clock.now()
    return [
        dossiers.receive(
            actor=people.receiver,
            intake=birth(applicant=Applicant(name=name)),
            at=now - timedelta(days=9 - 3 * place, hours=1),
        )
        for place, name in enumerate(NAMES)
    ]


def act(actor: Actor, receipt: Receipt, action: Action, **facts: object) -> None:
    deed = Deed(action, **facts)  # type: ignore[arg-type]
    dossiers.act(actor=actor, dossier_id=receipt.id, deed=deed, at=clock.now())


def to_chair(people: Cast, receipt: Receipt) -> None:
    """To the chair's desk with a draft of the result."""
    file = documents.store(pdf(), "du-thao.pdf", actor=people.specialist, at=clock.now())
    act(people.specialist, receipt, Action.ASSIGN)
    while status(people, receipt).card.step_role != "chair":
        head = status(people, receipt).card.step_role == "division_head"
        act(people.head if head else people.specialist, receipt, Action.COMPLETE_STEP, result_file=file.id)


def status(people: Cast, receipt: Receipt) -> DossierFile:
    return dossiers.open_file(actor=people.specialist, dossier_id=receipt.id)


def test_a_specialist_works_down_the_list_with_two_keys_an_item(page_of: PageOf, people: Cast) -> None:
    receipts = received(people)
    page = page_of(people.specialist, "/viec-can-lam/")
    expect(page.locator("tbody tr").first).to_contain_text(receipts[0].number)
    gates.shot(page, "worklist")
    gates.press(page, "F8")
    for receipt in receipts:
        expect(page.locator(".code code")).to_have_text(receipt.number)
        gates.press(page, "F8")
        expect(page.get_by_label("Ý kiến")).to_be_visible()
        gates.press(page, "F9")
    expect(page.get_by_text("Không còn việc nào ở đây.")).to_be_visible()
    assert {status(people, receipt).card.step_role for receipt in receipts} != {"specialist"}


def test_going_back_finds_the_same_place(page_of: PageOf, people: Cast) -> None:
    receipts = received(people)
    page = page_of(people.specialist, "/viec-can-lam/?q=tran+van")
    page.get_by_role("link", name=receipts[2].number).click()
    page.wait_for_url(f"**/ho-so/{receipts[2].id}/**")  # loaded, keys and all
    gates.press(page, "Escape")
    page.wait_for_url(f"**/viec-can-lam/?q=tran+van#d-{receipts[2].id}")
    assert page.locator("tbody tr").count() == 1


def test_the_chair_signs_many_on_a_phone_and_leaves_one_out(page_of: PageOf, people: Cast) -> None:
    receipts = received(people)
    for receipt in receipts:
        to_chair(people, receipt)
    page = page_of(people.chair, "/ky-duyet/", width=320)
    gates.assert_no_overflow(page, 320)
    gates.assert_targets(page)
    page.get_by_role("link", name="Chọn cả 4 hồ sơ").click()
    page.get_by_role("checkbox", name=f"Ký hồ sơ {receipts[1].number}").uncheck()
    page.get_by_role("button", name="Ký các hồ sơ đã chọn").click()
    expect(page.get_by_role("heading", name="Đã ký 3 trên 3")).to_be_visible()
    gates.assert_axe_clean(page)
    gates.shot(page, "signed")
    assert status(people, receipts[1]).card.step_role == "chair"
    assert status(people, receipts[0]).card.step_role == "clerk"
    page.reload()
    expect(page.get_by_text("Bạn đã ký hồ sơ này trước đó")).to_have_count(3)
    journal = status(people, receipts[0]).journal
    assert len([line for line in journal if line.person_id == people.chair.person_id]) == 1


def test_without_a_script_a_supplement_is_asked_and_the_clock_stands(page_of: PageOf, people: Cast) -> None:
    receipt = received(people)[3]
    page = page_of(people.specialist, f"/ho-so/{receipt.id}/", script=False)
    page.get_by_text("Yêu cầu bổ sung", exact=True).first.click()
    page.get_by_role("button", name="Yêu cầu bổ sung").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Giấy tờ, nội dung cần bổ sung").fill("Giấy chứng sinh")
    page.get_by_role("button", name="Yêu cầu bổ sung").click()
    page.wait_for_url("**/ho-so/**")
    assert status(people, receipt).card.status is Status.AWAITING_APPLICANT


def test_who_comes_second_sees_both_names_and_keeps_the_words(page_of: PageOf, people: Cast) -> None:
    receipt = received(people)[3]
    page = page_of(people.specialist, f"/ho-so/{receipt.id}/")
    act(people.receiver, receipt, Action.CORRECT, corrections={"name": "Lê Thị Ánh Nguyệt"})
    page.get_by_text("Yêu cầu bổ sung", exact=True).first.click()
    page.get_by_label("Giấy tờ, nội dung cần bổ sung").fill("Giấy chứng sinh")
    page.get_by_role("button", name="Yêu cầu bổ sung").click()
    expect(page.get_by_role("heading", name="Người khác vừa cập nhật hồ sơ này")).to_be_visible()
    expect(page.locator("main")).to_contain_text(people.receiver.person_name)
    expect(page.locator("ins")).to_contain_text("Lê Thị Ánh Nguyệt")
    expect(page.get_by_label("Giấy tờ, nội dung cần bổ sung")).to_have_value("Giấy chứng sinh")
    gates.assert_axe_clean(page)
    gates.shot(page, "conflict")
    gates.press(page, "F9")
    expect(page.get_by_text("Đã xong: yêu cầu bổ sung")).to_be_visible()
    assert status(people, receipt).card.status is Status.AWAITING_APPLICANT


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_page_is_accessible_in_every_look(
    page_of: PageOf, people: Cast, look: dict[str, object]
) -> None:
    receipts = received(people)
    to_chair(people, receipts[0])
    one = f"/ho-so/{receipts[1].id}/"
    for actor, paths in (
        (people.specialist, ["/viec-can-lam/", one, "/ho-so/?q=khongcoai"]),
        (people.chair, ["/ky-duyet/?chon=tat-ca", "/bang-dieu-hanh/", f"/ho-so/{receipts[0].id}/"]),
        (people.leader, ["/bang-dieu-hanh/tinh/"]),
    ):
        page = page_of(actor, paths[0], **look)
        for path in paths:
            page.goto(path)
            page.evaluate("document.querySelectorAll('main details').forEach((each) => (each.open = true))")
            gates.assert_axe_clean(page)
            gates.shot(page, f"{path.strip('/').replace('/', '-')[:24]}-{'-'.join(map(str, look.values()))}")


@pytest.mark.parametrize("text_size", [2, 5])
def test_pages_fit_a_narrow_phone(page_of: PageOf, people: Cast, text_size: int) -> None:
    receipts = received(people)
    to_chair(people, receipts[0])
    one = f"/ho-so/{receipts[1].id}/"
    for actor, paths in (
        (people.specialist, ["/viec-can-lam/", one]),
        (people.chair, ["/ky-duyet/", "/bang-dieu-hanh/"]),
        (people.leader, ["/bang-dieu-hanh/tinh/"]),
    ):
        page = page_of(actor, paths[0], width=320, text_size=text_size)
        for path in paths:
            page.goto(path)
            gates.assert_no_overflow(page, 320)
            gates.assert_targets(page)


def test_every_control_is_reached_by_keyboard_in_the_order_of_the_page(page_of: PageOf, people: Cast) -> None:
    receipts = received(people)
    page = page_of(people.specialist, "/viec-can-lam/")
    gates.keyboard_walk(page)
    page.goto(f"/ho-so/{receipts[0].id}/")
    gates.keyboard_walk(page)


def test_pages_stay_light(page_of: PageOf, people: Cast) -> None:
    received(people)
    page = page_of(people.specialist, "/viec-can-lam/")
    gates.assert_budget(page, "/viec-can-lam/", kib=gates.LATER_PAGE_KIB, warm=True)
    page = page_of(people.leader, "/bang-dieu-hanh/tinh/")
    gates.assert_budget(page, "/bang-dieu-hanh/tinh/", kib=gates.LATER_PAGE_KIB, warm=True)
