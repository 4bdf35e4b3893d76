"""The form of the intake: it gives fields their labels and shows refusals beside them; it decides nothing."""

from collections.abc import Mapping, Sequence

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haicap.desk.web.counter.typed import Typed
from haicap.dossiers.contract import Channel
from haicap.kernel import messages
from haicap.kernel.errors import Refusal
from haicap.parties.contract import ApplicantKind

KIND_WORDS = {
    ApplicantKind.CITIZEN: _("Công dân"),
    ApplicantKind.ENTERPRISE: _("Doanh nghiệp"),
    ApplicantKind.ORGANISATION: _("Tổ chức"),
}
CHANNEL_WORDS = {
    Channel.COUNTER: _("Trực tiếp tại quầy"),
    Channel.POST: _("Qua bưu chính công ích"),
    Channel.AGENT: _("Qua đại lý dịch vụ công"),
    Channel.ONLINE: _("Trực tuyến"),
}
_PLAIN = {"autocomplete": "off", "spellcheck": "false"}


def _text(label: object, *, required: bool = False, kind: str = "", **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs={**_PLAIN, **({"type": kind} if kind else {}), **attrs})
    return forms.CharField(label=label, required=required, widget=widget)  # type: ignore[arg-type]


class IntakeForm(forms.Form):
    """Person and terms as typed. `required` only leaves the word "optional" away: the service says what must be."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("Người nộp là"), choices=[(kind.value, words) for kind, words in KIND_WORDS.items()]
    )
    name = _text(_("Họ và tên"), required=True, autocapitalize="words")
    id_number = _text(_("Số định danh hoặc mã số thuế"), required=True, inputmode="numeric")
    phone = _text(_("Điện thoại"), required=True, kind="tel")
    address = _text(_("Địa chỉ"), required=True)
    email = _text(_("Thư điện tử"), kind="email")
    assisted_by = _text(_("Người làm giúp"))
    subject = _text(_("Trích yếu"))
    channel = forms.ChoiceField(
        label=_("Cách nộp"), choices=[(channel.value, words) for channel, words in CHANNEL_WORDS.items()]
    )
    limit_days = _text(_("Số ngày làm việc đã thống nhất"), required=True, inputmode="numeric")

    fee_vnd = _text(_("Phí, lệ phí thu (đồng)"), inputmode="numeric")
    fee_reason = _text(_("Lý do thu khác biểu phí"))

    @classmethod
    def of(cls, typed: Typed, refusals: Sequence[Refusal] = (), *, focus: str = "") -> "IntakeForm":
        """The form filled with what was typed, each refusal beside its field, the cursor in `focus`."""
        form = cls(initial={name: typed.of(name) or _USUAL.get(name, "") for name in cls.base_fields})
        form.fields["address"].widget.attrs |= _suggesting(typed)
        form.cleaned_data = {}  # nothing is cleaned here, yet errors are to be added
        assert not form.errors  # noqa: S101 - asking makes the table that `add_error` writes into
        if focus:
            form.fields[focus].widget.attrs["data-focus"] = ""
        for refusal in refusals:
            if refusal.field in cls.base_fields:
                form.add_error(refusal.field, messages.words(refusal))
        return form


def _suggesting(typed: Typed) -> dict[str, str]:
    """The address asks for the units it may mean while it is typed; what is typed stays."""
    return {
        "hx-post": reverse("counter:address", args=[typed.id]),
        "hx-trigger": "input changed delay:600ms, change",
        "hx-target": "#address-units",
        "hx-swap": "outerHTML",
    }


_USUAL: Mapping[str, str] = {"kind": ApplicantKind.CITIZEN.value, "channel": Channel.COUNTER.value}
