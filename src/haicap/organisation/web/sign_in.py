"""How allauth signs people in here: by user name, with one answer for every wrong sign-in, nobody signs up.

Not the source of rights: a signed-in account without appointment sees nothing.
"""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haicap.kernel import clock
from haicap.organisation.models import Account
from haicap.organisation.selectors.actors import account_of


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """Accounts that are locked, expired or of a demo elsewhere are answered like a wrong password (ASVS 6.3.8)."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, read anew at every request; None where it may no longer be used."""
        account = account_of(user_id)
        return account if self.user_can_authenticate(account) else None

    def user_can_authenticate(self, user: Account | None) -> bool:
        """Asked at sign-in and, by `get_user`, at every request: a lock works at once."""
        if user is None or not user.is_active or (user.demo and not settings.DEMO):
            return False
        return user.expires_on is None or user.expires_on >= clock.today()

    @classmethod
    def _stash_user(cls, user: AbstractBaseUser | None) -> None:
        """allauth would lead a locked account to a page of its own, which tells that the password was right."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Words, keys of the limits, and what a changed password does."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "enter_current_password": _("Mật khẩu hiện tại không đúng."),
        "incorrect_code": _("Mã không đúng."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "too_many_login_attempts": _("Đăng nhập sai quá nhiều lần. Hãy thử lại sau 5 phút."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "rate_limited": _("Bạn gửi yêu cầu quá nhanh. Hãy chờ một chút."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by administrators."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Counted by account and address together, so nobody can lock an official out from elsewhere (F91)."""
        return f"{credentials.get('username', '').strip().lower()}@{self.get_client_ip(request)}"

    def set_password(self, user: Account, password: str) -> None:
        """Somebody's own choice: no longer a first password; every other session of theirs ends."""
        user.set_password(password)
        user.must_change_password = False
        user.password_set_at = clock.now()
        user.save(update_fields=["password", "must_change_password", "password_set_at"])

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts have no mail address; notices are another package's."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Words and names of the second factor."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Vai trò của bạn bắt buộc phải có xác thực hai lớp."),
        "cannot_generate_recovery_codes": _("Cần bật xác thực hai lớp trước khi tạo mã khôi phục."),
        "incorrect_code": _("Mã không đúng."),
    }

    def _get_user_identifier(self, user: Account) -> str:
        return str(user.username)

    def _get_site_name(self) -> str:
        return "haicap"

    def generate_authenticator_name(self, user: Account, type: Any) -> str:  # noqa: A002 - allauth's name
        """What a new key is called until its owner says otherwise."""
        return gettext("Khóa {number}").format(number=self._count(user, type) + 1)

    @staticmethod
    def _count(user: Account, kind: str) -> int:
        return int(Authenticator.objects.filter(user_id=user.pk, type=kind).count())
