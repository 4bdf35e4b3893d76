"""Signing in: one answer for every wrong sign-in, sessions that end when they should, a second factor."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from haicap.kernel import clock
from haicap.organisation.contract import AccountId, Role
from haicap.organisation.models import Account, Appointment, Post
from haicap.organisation.services import accounts, appointments, staffing
from haicap.organisation.services.staffing import DEMO_PASSWORD

pytestmark = pytest.mark.django_db

RECEIVER, CHAIR, TECHNICIAN = "25000.tiepnhan1", "25000.chutich", "68.hethong1"
HOME = "organisation_seat"


@pytest.fixture(autouse=True)
def _demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", True)
    cache.clear()


def sign_in(client: Client, username: str, password: str = DEMO_PASSWORD, **more: str) -> Any:
    return client.post(reverse("account_login"), {"login": username, "password": password, **more})


def signed_in(client: Client) -> bool:
    return bool(client.get(reverse(HOME)).status_code == 200)


def account(username: str) -> Account:
    return Account.objects.get(username=username)


def own_account(username: str = CHAIR) -> Account:
    """The same account as if it were no demo's: with its own second factor to prove."""
    found = account(username)
    found.demo = False
    found.save(update_fields=["demo"])
    return found


def test_the_right_password_signs_in_and_leads_back(client: Client) -> None:
    answer = sign_in(client, RECEIVER, next=reverse(HOME))
    assert (answer.status_code, answer.url) == (302, reverse(HOME))
    assert "Công chức tiếp nhận quầy 1" in client.get(reverse(HOME)).content.decode()


def test_signed_out_leads_to_the_sign_in_and_back(client: Client) -> None:
    answer = client.get(reverse(HOME))
    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_login')}?next={reverse(HOME)}"
    swap = client.get(reverse(HOME), headers={"HX-Request": "true"})
    assert (swap.status_code, swap.headers["HX-Redirect"]) == (401, reverse("account_login"))


def test_every_wrong_sign_in_reads_the_same(client: Client) -> None:
    accounts.lock_account(actor=None, account_id=AccountId(account(CHAIR).pk), reason="nghỉ", at=clock.now())
    expired = account(TECHNICIAN)
    expired.expires_on = clock.today() - timedelta(days=1)
    expired.save()
    pages = {
        plain(sign_in(Client(), username, password), username)
        for username, password in (
            ("khong.co.ai", DEMO_PASSWORD),
            (RECEIVER, "sai mat khau roi"),
            (CHAIR, DEMO_PASSWORD),
            (TECHNICIAN, DEMO_PASSWORD),
        )
    }
    assert len(pages) == 1
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in pages.pop()


def plain(answer: Any, username: str) -> str:
    """The page without what differs by request: the form's token, and the user name typed."""
    assert answer.status_code == 200
    page = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", answer.content.decode())
    return page.replace(username, "")


def test_unknown_accounts_cost_a_hash_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    real = Account.set_password
    monkeypatch.setattr(Account, "set_password", lambda self, raw: hashed.append(raw) or real(self, raw))
    sign_in(client, "khong.co.ai", "mot mat khau nao do")
    assert hashed == ["mot mat khau nao do"]


def test_demo_accounts_are_refused_outside_a_demo(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client, RECEIVER)
    assert signed_in(client)
    monkeypatch.setattr(settings, "DEMO", False)
    assert not signed_in(client)
    assert sign_in(Client(), RECEIVER).status_code == 200


def test_five_wrong_passwords_close_one_address_not_the_official(client: Client) -> None:
    for _ in range(5):
        sign_in(client, RECEIVER, "sai mat khau roi")
    assert "quá nhiều lần" in sign_in(client, RECEIVER).content.decode()
    elsewhere = Client(REMOTE_ADDR="10.20.30.40")
    assert sign_in(elsewhere, RECEIVER).status_code == 302


def test_a_session_planted_before_sign_in_does_not_become_the_officials(client: Client) -> None:
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "1"
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    sign_in(client, RECEIVER)
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert not signed_in(thief)


def test_a_copied_cookie_is_dead_after_signing_out(client: Client) -> None:
    sign_in(client, RECEIVER)
    copied = Client()
    copied.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert signed_in(copied)
    client.post(reverse("account_logout"))
    assert not signed_in(copied)


def test_signing_out_needs_a_post(client: Client) -> None:
    sign_in(client, RECEIVER)
    assert client.get(reverse("account_logout")).status_code == 200
    assert signed_in(client)


def test_sign_in_and_out_refuse_a_form_of_another_site() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict, RECEIVER).status_code == 403
    assert strict.post(reverse("account_logout")).status_code == 403


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client: Client) -> None:
    other = Client()
    sign_in(client, RECEIVER)
    sign_in(other, RECEIVER)
    new = "con-duong-doi-che-cau-dat"
    form = {"oldpassword": DEMO_PASSWORD, "password1": new, "password2": new}
    assert client.post(reverse("account_change_password"), form).status_code == 302
    assert signed_in(client)
    assert not signed_in(other)


@pytest.mark.parametrize("weak", ["short", "123456789012", "passwordpassword1"[:11], "25000.tiepnhan1"])
def test_a_weak_password_is_refused_with_its_reason(client: Client, weak: str) -> None:
    sign_in(client, RECEIVER)
    form = {"oldpassword": DEMO_PASSWORD, "password1": weak, "password2": weak}
    answer = client.post(reverse("account_change_password"), form)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert account(RECEIVER).check_password(DEMO_PASSWORD)


def test_a_changed_role_ends_the_sessions(client: Client) -> None:
    sign_in(client, RECEIVER)
    row = Appointment.objects.get(person=account(RECEIVER).person)
    appointments.end_appointment(
        actor=None, appointment_id=row.pk, on=clock.today() - timedelta(days=1), at=clock.now()
    )
    # not merely refused: the session itself is gone
    assert client.get(reverse(HOME)).url.startswith(reverse("account_login"))
    sign_in(client, RECEIVER)
    refused = client.get(reverse(HOME))
    assert refused.status_code == 403
    assert "vị trí của bạn đã hết hiệu lực" in refused.content.decode()


def test_a_lock_works_at_the_next_request(client: Client) -> None:
    sign_in(client, RECEIVER)
    accounts.lock_account(
        actor=None, account_id=AccountId(account(RECEIVER).pk), reason="mất máy", at=clock.now()
    )
    assert not signed_in(client)


def test_a_session_ends_after_twelve_hours_even_in_use(client: Client) -> None:
    sign_in(client, RECEIVER)
    assert signed_in(client)
    with clock.at(clock.now() + timedelta(hours=13)):
        assert not signed_in(client)


def test_an_idle_session_ends_and_a_used_one_is_pushed_on(client: Client) -> None:
    sign_in(client, RECEIVER)
    client.get(reverse(HOME))
    before = client.session.get_expiry_date()
    assert settings.SESSION_COOKIE_AGE == 30 * 60
    with clock.at(clock.now() + timedelta(minutes=2)):
        client.get(reverse(HOME))
        assert client.session["renewed"] == int(clock.now().timestamp())
    assert client.session.get_expiry_date() >= before


def test_one_session_or_all_others_can_be_ended(client: Client) -> None:
    first, second = Client(), Client()
    for each in (client, first, second):
        sign_in(each, RECEIVER)
    page = client.get(reverse("usersessions_list")).content.decode()
    addresses = re.findall(r'action="(/tai-khoan/phien/\d+/ket-thuc/)"', page)
    assert len(addresses) == 2
    assert client.post(addresses[0]).status_code == 302
    assert [signed_in(first), signed_in(second)].count(False) == 1
    client.post(reverse("usersessions_list"))
    assert not signed_in(first)
    assert not signed_in(second)
    assert signed_in(client)


def test_nobody_ends_a_strangers_session(client: Client) -> None:
    victim = Client()
    sign_in(victim, CHAIR)
    page = victim.get(reverse("usersessions_list"))
    number = page.context["sessions"][0].pk
    sign_in(client, RECEIVER)
    assert client.post(reverse("organisation_session_end", args=[number])).status_code == 404
    assert signed_in(victim)


def test_a_demo_chair_may_work_at_once_a_real_one_sets_up_a_second_factor_first(client: Client) -> None:
    sign_in(client, CHAIR)
    assert signed_in(client)
    own_account()
    answer = client.get(reverse(HOME))
    assert (answer.status_code, answer.url) == (302, reverse("mfa_index"))
    assert "lớp xác thực thứ hai" in client.get(reverse("mfa_index")).content.decode()


def test_an_application_is_set_up_and_then_asked_for(client: Client) -> None:
    own_account()
    sign_in(client, CHAIR)
    assert client.get(reverse("mfa_activate_totp")).status_code == 302
    confirm(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 200
    assert client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
    assert signed_in(client)
    for name in (
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
    ):
        assert client.get(reverse(name)).status_code == 200, name
    again = Client()
    assert sign_in(again, CHAIR).url == reverse("mfa_authenticate")
    assert not signed_in(again)
    assert again.get(reverse("mfa_authenticate")).status_code == 200


def test_one_code_signs_in_once(client: Client) -> None:
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(own_account(), secret)
    first, second = Client(), Client()
    sign_in(first, CHAIR)
    sign_in(second, CHAIR)
    code = code_of(secret)
    assert first.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert signed_in(first)
    assert second.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert not signed_in(second)


def confirm(client: Client) -> None:
    """Changing the second factor asks for the password again."""
    assert client.get(reverse("account_reauthenticate")).status_code == 200
    wrong = client.post(reverse("account_reauthenticate"), {"password": "sai mat khau roi"})
    assert "Mật khẩu không đúng." in wrong.content.decode()
    assert client.post(reverse("account_reauthenticate"), {"password": DEMO_PASSWORD}).status_code == 302


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_pages_of_keys_open(client: Client) -> None:
    own_account()
    sign_in(client, CHAIR)
    confirm(client)
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200
    key = Authenticator.objects.create(
        user=account(CHAIR), type="webauthn", data={"name": "Khóa 1", "credential": {}}
    )
    for address in (
        reverse("mfa_list_webauthn"),
        reverse("mfa_edit_webauthn", args=[key.pk]),
        reverse("mfa_remove_webauthn", args=[key.pk]),
    ):
        assert client.get(address).status_code == 200, address


def test_a_first_password_is_changed_before_any_work(client: Client) -> None:
    found = account(RECEIVER)
    found.must_change_password = True
    found.save()
    sign_in(client, RECEIVER)
    assert client.get(reverse(HOME)).url == reverse("account_change_password")
    new = "con-duong-doi-che-cau-dat"
    form = {"oldpassword": DEMO_PASSWORD, "password1": new, "password2": new}
    client.post(reverse("account_change_password"), form)
    assert signed_in(client)


def test_a_forced_change_is_off_until_the_installation_asks_for_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = own_account(RECEIVER)
    found.password_set_at = clock.now() - timedelta(days=400)
    found.save()
    sign_in(client, RECEIVER)
    assert signed_in(client)
    monkeypatch.setattr(settings, "PASSWORD_MOST_DAYS", 90)
    assert client.get(reverse(HOME)).url == reverse("account_change_password")


def test_somebody_with_two_posts_switches_by_post(client: Client) -> None:
    person = account(RECEIVER).person
    second = Post.objects.filter(agency__unit_code="25000", roles=["clerk"]).order_by("id").first()
    assert second is not None
    second.seats += 1
    second.save()
    appointments.appoint(
        actor=None,
        person_id=person.pk,
        post_id=second.pk,
        starts_on=clock.today(),
        ends_on=None,
        at=clock.now(),
    )
    sign_in(client, RECEIVER)
    page = client.get(reverse(HOME))
    wanted = page.context["seats"][1].key
    assert page.wsgi_request.actor.post_title == "Công chức tiếp nhận quầy 1"
    assert client.post(reverse(HOME), {"seat": wanted}).status_code == 302
    assert client.get(reverse(HOME)).wsgi_request.actor.post_title == second.title
    stranger = Appointment.objects.get(person=account(CHAIR).person)
    assert client.post(reverse(HOME), {"seat": f"a{stranger.pk}"}).status_code == 403


def test_nobody_signs_up_or_asks_for_a_password_by_mail(client: Client) -> None:
    for path in ("signup/", "password/reset/", "email/", "dang-ky/"):
        assert client.get(f"/tai-khoan/{path}").status_code == 404


def test_the_demo_shows_a_sign_in_of_each_role_that_works(client: Client) -> None:
    shown = staffing.demo_sign_ins()
    assert {each.role for each in shown} == set(Role)
    for each in shown:
        visitor = Client()
        assert sign_in(visitor, each.username, each.password).status_code == 302, each
        assert each.role in visitor.get(reverse(HOME)).wsgi_request.actor.roles
