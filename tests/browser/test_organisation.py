"""Sign-in, one's own account and administration in a browser: every look, narrow, by form, with a passkey."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse
from playwright.sync_api import Page, expect

from haicap.kernel import clock
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, Capacity, PersonId, Role
from haicap.organisation.models import Account, Agency, Appointment
from haicap.organisation.services.staffing import DEMO_PASSWORD
from tests.browser import gates
from tests.browser.conftest import OpenPage
from tests.browser.entering import enter
from tests.thorough import thorough

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

BUSINESS, TECHNICIAN, CHAIR, DEPUTY = "68.nghiepvu1", "68.hethong1", "25000.chutich", "25000.phochutich1"
SIGN_IN, SEAT, LENDING, KEYS, SECOND_FACTOR = (
    "/tai-khoan/dang-nhap/",
    "/tai-khoan/vi-tri/",
    "/tai-khoan/uy-quyen/",
    "/tai-khoan/khoa-api/",
    "/tai-khoan/hai-lop/",
)
ADMINISTRATION = ("/quan-tri/co-quan/", "/quan-tri/nguoi/", "/quan-tri/lich/", "/quan-tri/kiem-tra/")
OWN = (SEAT, LENDING, KEYS, SECOND_FACTOR, "/tai-khoan/mat-khau/", "/tai-khoan/phien/")
LOOKS = (
    {"width": 320},
    {"scheme": "dark", "text_size": 5, "language": "en"},
    *thorough({"width": 320, "scheme": "dark"}, {"width": 1366}),
)


def account(username: str) -> Account:
    return Account.objects.get(username=username)


def actor(username: str) -> Actor:
    return organisation.actor_for(account(username), clock.today())


def fill_in(page: Page, username: str) -> None:
    """Signed in by the form."""
    page.goto(SIGN_IN)
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def confirm(page: Page) -> None:
    """The password again, before a second factor is changed."""
    expect(page).to_have_url(re.compile("/xac-nhan-lai/"))
    page.locator("#id_password").fill(DEMO_PASSWORD)
    gates.press(page, "Enter")


def lend() -> None:
    """The chair lends to a deputy, and the other way round; the chair has a key."""
    for lender, to in ((CHAIR, DEPUTY), (DEPUTY, CHAIR)):
        mine = actor(lender)
        organisation.delegate(
            actor=mine,
            appointment_id=mine.appointment_id,
            person_id=PersonId(account(to).person_id),
            roles=frozenset({Role.CHAIR}),
            starts_on=clock.today(),
            ends_on=clock.today() + timedelta(days=9),
            act_number="15/GUQ-UBND",
            capacity=Capacity.AUTHORISED,
            at=clock.now(),
        )
    ends = clock.now() + timedelta(days=30)
    organisation.issue_token(actor=actor(CHAIR), name="Máy quét quầy 3", expires_at=ends, at=clock.now())


@pytest.fixture(params=LOOKS, ids=str)
def page(open_page: OpenPage, request: pytest.FixtureRequest) -> Page:
    """A page in each look."""
    return open_page(SIGN_IN, **request.param)


def test_sign_in_and_its_mistakes(page: Page) -> None:
    gates.judge(page, "sign-in")
    page.locator("#id_login").fill("ai.do")
    page.locator("#id_password").fill("khong-phai-mat-khau")
    gates.press(page, "Enter")
    expect(page.locator(".error-summary")).to_be_visible()
    assert page.locator("#id_login").input_value() == "ai.do"
    gates.judge(page, "sign-in-wrong")


def test_whoever_has_no_appointment_is_told_why(page: Page) -> None:
    yesterday = clock.today() - timedelta(days=1)
    held = Appointment.objects.get(person=account("25000.vanthu").person)
    organisation.end_appointment(actor=None, appointment_id=held.pk, on=yesterday, at=clock.now())
    enter(page, "25000.vanthu")
    assert page.goto(SEAT).status == 403
    gates.judge(page, "no-appointment")


def test_administration(page: Page) -> None:
    enter(page, BUSINESS)
    centre = Agency.objects.get(code="H36.25000")
    person = account("25000.tiepnhan1").person_id
    for path in (*ADMINISTRATION, f"/quan-tri/co-quan/{centre.pk}/"):
        page.goto(path)
        for each in page.locator("details.card summary").all():
            each.click()
        gates.judge(page, path.strip("/").replace("/", "-"))
    enter(page, TECHNICIAN)
    page.goto(f"/quan-tri/nguoi/{person}/")
    gates.judge(page, "quan-tri-nguoi-mot")


def test_ones_own_account(page: Page) -> None:
    lend()
    enter(page, CHAIR)
    for path in OWN:
        page.goto(path)
        gates.judge(page, path.strip("/").replace("/", "-"))
    page.goto(LENDING)
    page.locator("form[action='/tai-khoan/uy-quyen/'] button").click()
    expect(page.locator(".error-summary")).to_be_visible()
    gates.judge(page, "uy-quyen-wrong")
    page.goto(KEYS)
    page.locator("#id_name").fill("Báo cáo hằng ngày")
    page.locator("form[action='/tai-khoan/khoa-api/'] button").click()
    expect(page.locator(".banner-good code")).to_be_visible()
    gates.judge(page, "khoa-api-new")


@pytest.mark.parametrize("script", [True, False])
def test_a_deputy_acts_from_what_the_chair_lends(open_page: OpenPage, script: bool) -> None:
    chair = open_page(SIGN_IN, script=script)
    fill_in(chair, CHAIR)
    chair.goto(LENDING)
    name = account(DEPUTY).person.name
    chair.get_by_label("Người được ủy quyền").select_option(str(account(DEPUTY).person_id))
    chair.get_by_label("Chủ tịch, Phó Chủ tịch").check()
    chair.get_by_label("Đến hết ngày").fill(str(clock.today() + timedelta(days=3)))
    chair.get_by_label("Số văn bản ủy quyền").fill("15/GUQ-UBND")
    chair.get_by_role("button", name="Ủy quyền", exact=True).click()
    given = chair.get_by_role("row").filter(has_text=name)
    expect(given).to_contain_text("Đang hiệu lực")
    deputy = open_page(SIGN_IN, script=script)
    fill_in(deputy, DEPUTY)
    deputy.goto(SEAT)
    deputy.get_by_label("được ủy quyền").check()
    deputy.get_by_role("button", name="Chọn").click()
    expect(deputy.locator(".who-post")).to_have_text("Chủ tịch UBND")
    given.get_by_role("button", name="Kết thúc").click()
    expect(chair.get_by_text("Đã kết thúc ủy quyền.")).to_be_visible()
    # their rights changed, so their sessions ended
    deputy.goto(SEAT)
    expect(deputy).to_have_url(f"{SIGN_IN}?next={SEAT}")


def required(username: str) -> None:
    """No demo's account: the second factor is asked of it."""
    Account.objects.filter(username=username).update(demo=False)


def test_an_application_is_set_up_and_asked_for(page: Page) -> None:
    required(CHAIR)
    page.locator("#id_login").fill(CHAIR)
    page.locator("#id_password").fill(DEMO_PASSWORD)
    gates.press(page, "Enter")
    # no work before the second factor
    expect(page).to_have_url(re.compile(f"{SECOND_FACTOR}$"))
    gates.judge(page, "hai-lop-off")
    page.locator("a[href$='totp/activate/']").click()
    gates.judge(page, "xac-nhan-lai")
    confirm(page)
    secret = page.locator("main .code code").inner_text()
    gates.judge(page, "hai-lop-totp")
    paper = page.locator("img.qr").evaluate("(each) => getComputedStyle(each).backgroundColor")
    assert paper == "rgb(255, 255, 255)", "no camera reads a QR code that is dark on dark"
    counter = next(iter(yield_hotp_counters_from_time()))
    page.locator("#id_code").fill(format_hotp_value(hotp_value(secret, counter)))
    gates.press(page, "Enter")
    expect(page.locator("main")).not_to_contain_text(secret)
    gates.judge(page, "hai-lop-codes")
    page.goto(SEAT)
    expect(page.locator("input[name=seat]").first).to_be_visible()
    page.locator(f"main form[action='{reverse('account_logout')}'] button").click()
    page.goto(SIGN_IN)
    page.locator("#id_login").fill(CHAIR)
    page.locator("#id_password").fill(DEMO_PASSWORD)
    gates.press(page, "Enter")
    expect(page.locator("#id_code")).to_be_visible()
    gates.judge(page, "hai-lop-ask")


@pytest.fixture
def keyed(open_page: OpenPage) -> Iterator[Page]:
    """A page of a machine with a fingerprint reader."""
    page = open_page(SIGN_IN)
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    reader = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    line.send("WebAuthn.addVirtualAuthenticator", {"options": reader})
    yield page
    line.detach()


def test_a_passkey_is_registered_and_signs_in_without_a_password(keyed: Page) -> None:
    required(CHAIR)
    fill_in(keyed, CHAIR)
    keyed.goto(f"{SECOND_FACTOR}webauthn/add/")
    confirm(keyed)
    keyed.get_by_label("Tên khóa").fill("Máy bàn")
    keyed.get_by_label("Đăng nhập không cần mật khẩu").check()
    gates.judge(keyed, "hai-lop-key")
    keyed.get_by_role("button", name="Thêm khóa").click()
    keyed.wait_for_url("**/hai-lop/**/recovery-codes/**")
    keyed.goto(f"{SECOND_FACTOR}webauthn/")
    gates.judge(keyed, "hai-lop-keys")
    expect(keyed.get_by_role("cell", name="Máy bàn", exact=True)).to_be_visible()
    keyed.goto(SEAT)
    keyed.locator("main").get_by_role("button", name="Đăng xuất").click()
    keyed.goto(f"{SIGN_IN}?next={SEAT}")
    keyed.get_by_role("button", name="Đăng nhập bằng khóa").click()
    keyed.wait_for_url(f"**{SEAT}")
    expect(keyed.locator(".who-name")).to_have_text(account(CHAIR).person.name)
