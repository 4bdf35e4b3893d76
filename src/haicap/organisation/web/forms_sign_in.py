"""allauth's forms in our words; what they do is allauth's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


def _word(form: forms.BaseForm, words: dict[str, Any]) -> None:
    """Our labels, and no placeholders: they vanish when one types and are too pale to read."""
    for name, label in words.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


class LoginForm(account.LoginForm):  # type: ignore[misc]
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"login": _("Tên đăng nhập"), "password": _("Mật khẩu")})
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    """The old password once, the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(
            self,
            {
                "oldpassword": _("Mật khẩu hiện tại"),
                "password1": _("Mật khẩu mới"),
                "password2": _("Nhập lại mật khẩu mới"),
            },
        )
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _("Từ 12 ký tự; nên dùng một câu dễ nhớ, không dùng tên mình.")


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]
    """The password again before something grave."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"password": _("Mật khẩu")})
        self.fields["password"].help_text = ""


_CODE = _("Mã xác thực")


class AuthenticateForm(mfa.AuthenticateForm):  # type: ignore[misc]
    """The code at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"code": _CODE})


class SecondFactorAgainForm(mfa.ReauthenticateForm):  # type: ignore[misc]
    """The code again before something grave."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"code": _CODE})


class ActivateForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new application."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"code": _CODE})


_NAME = _("Tên khóa")


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey or security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"name": _NAME, "passwordless": _("Đăng nhập không cần mật khẩu")})
        self.fields["passwordless"].help_text = _("Khóa phải hỏi vân tay, khuôn mặt hoặc mã PIN.")


class EditKeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"name": _NAME})
