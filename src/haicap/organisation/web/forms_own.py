"""The shape of what officials type about their own rights: what they lend, the keys of their programs."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.kernel import clock
from haicap.organisation.contract import AppointmentCard, Capacity, Role
from haicap.organisation.messages import CAPACITY_WORDS, ROLE_WORDS
from haicap.organisation.services.tokens import midnight_after
from haicap.organisation.web.forms import day_field

# a substitute never signs as the holder does
LENT_CAPACITIES = (Capacity.AUTHORISED, Capacity.DEPUTY, Capacity.BY_ORDER, Capacity.ACTING)
KEY_DAYS = 90  # what is offered; the longest is the service's


class DelegationForm(forms.Form):
    """Which of my roles, to whom, from when to when, by which act."""

    person = forms.TypedChoiceField(label=_("Người được ủy quyền"), coerce=int)
    roles = forms.MultipleChoiceField(label=_("Vai trò được ủy quyền"), widget=forms.CheckboxSelectMultiple)
    starts_on = day_field(_("Từ ngày"))
    ends_on = day_field(_("Đến hết ngày"))
    act_number = forms.CharField(label=_("Số văn bản ủy quyền"), max_length=80)
    capacity = forms.ChoiceField(
        label=_("Ký với tư cách"), choices=[(one.value, CAPACITY_WORDS[one]) for one in LENT_CAPACITIES]
    )

    def __init__(
        self,
        *args: Any,
        roles: frozenset[Role],
        colleagues: tuple[AppointmentCard, ...],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts_on", clock.today())
        offered = [(card.person_id, f"{card.person_name} · {card.post_title}") for card in colleagues]
        self._offer("person", [("", "—"), *offered])
        self._offer("roles", [(role.value, words) for role, words in ROLE_WORDS.items() if role in roles])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices


class KeyForm(forms.Form):
    """A new key; its last day becomes the midnight after."""

    name = forms.CharField(
        label=_("Tên khóa"), max_length=80, help_text=_("Ví dụ: máy quét quầy 3, báo cáo hằng ngày.")
    )
    expires_at = day_field(_("Dùng đến hết ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("expires_at", clock.today() + timedelta(days=KEY_DAYS))

    def clean_expires_at(self) -> datetime:
        """The moment after the last day."""
        return midnight_after(self.cleaned_data["expires_at"])
