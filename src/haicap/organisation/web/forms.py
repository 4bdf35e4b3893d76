"""The shape of what administrators type; the sense is checked by the services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.kernel import clock
from haicap.organisation.contract import Role
from haicap.organisation.domain.tables import rows
from haicap.organisation.messages import CAPACITY_WORDS, ROLE_WORDS
from haicap.organisation.selectors.administration import PostCard


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """A day, asked by the browser's own calendar."""
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class AgencyForm(forms.Form):
    """A body's own data."""

    code = forms.CharField(label=_("Mã cơ quan"), max_length=40)
    name = forms.CharField(label=_("Tên"), max_length=300)
    phone = forms.CharField(label=_("Điện thoại"), max_length=60, required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)


class PostForm(forms.Form):
    """A new post."""

    title = forms.CharField(label=_("Tên vị trí"), max_length=200)
    title_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=200, required=False)
    roles = forms.MultipleChoiceField(
        label=_("Vai trò"),
        choices=[(role.value, words) for role, words in ROLE_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    seats = forms.IntegerField(label=_("Số người"), min_value=1, max_value=99, initial=1)
    capacity = forms.ChoiceField(
        label=_("Ký với tư cách"),
        required=False,
        choices=[(one.value, words) for one, words in CAPACITY_WORDS.items()],
    )

    def role_set(self) -> frozenset[Role]:
        """The roles ticked."""
        return frozenset(Role(role) for role in self.cleaned_data["roles"])


class CounterForm(forms.Form):
    """A new counter; nothing ticked receives every field."""

    number = forms.IntegerField(label=_("Số quầy"), min_value=1, max_value=99)
    name = forms.CharField(label=_("Tên quầy"), max_length=200)
    fields_received = forms.MultipleChoiceField(
        label=_("Lĩnh vực tiếp nhận"),
        required=False,
        choices=[(row["field"], row["field"]) for row in rows("routing")],
        widget=forms.CheckboxSelectMultiple,
    )


class PersonForm(forms.Form):
    """A new person."""

    name = forms.CharField(label=_("Họ và tên"), max_length=200)


class AppointmentForm(forms.Form):
    """A post for a person."""

    post = forms.TypedChoiceField(label=_("Vị trí"), coerce=int)
    starts_on = day_field(_("Từ ngày"))
    ends_on = day_field(_("Đến hết ngày"), required=False)
    act_number = forms.CharField(label=_("Số quyết định"), max_length=80, required=False)

    def __init__(self, *args: Any, posts: tuple[PostCard, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts_on", clock.today())
        by_body: dict[str, list[tuple[int, str]]] = {}
        for post in posts:
            by_body.setdefault(post.agency_name, []).append(
                (post.id, f"{post.title} ({post.taken}/{post.seats})")
            )
        field = self.fields["post"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - for the type checker
        field.choices = list(by_body.items())


class EndForm(forms.Form):
    """The last day of something."""

    on = day_field(_("Ngày cuối cùng"))


class AccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=80, widget=forms.TextInput(attrs={"autocapitalize": "none"})
    )
    password = forms.CharField(
        label=_("Mật khẩu ban đầu"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Từ 12 ký tự. Người dùng phải đổi khi đăng nhập lần đầu."),
    )


class PasswordForm(forms.Form):
    """A new first password."""

    password = forms.CharField(
        label=_("Mật khẩu ban đầu mới"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )


class LockForm(forms.Form):
    """Why an account is locked."""

    reason = forms.CharField(label=_("Lý do khóa"), max_length=300)
