"""What an official can do on a dossier's page: one form and one address for each action.

Forms check the shape of what is typed; whether it may be done is said by the opened dossier and decided by `dossiers`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haicap.desk.web.office.words import STOPS, Words
from haicap.dossiers.api import CAUSE_WORDS
from haicap.dossiers.contract import Action, LateCause
from haicap.kernel.clock import VIETNAM
from haicap.kernel.stops import StopKind
from haicap.kernel.text import clean
from haicap.organisation.contract import AppointmentId

CLOSE = time(17, 0)
_MOST = 2000
_LINE = 500

REFUNDS: Mapping[str, Words] = {"given_back": _("được hoàn lại"), "kept": _("không được hoàn lại")}

Choices = Sequence[tuple[str, Words]]


class DeedForm(forms.Form):
    """`version` is the one the official saw; `tu` is the list to go back to."""

    leaves: ClassVar[bool] = True  # the dossier is done with for now: the next one opens

    version = forms.IntegerField(widget=forms.HiddenInput)
    tu = forms.CharField(widget=forms.HiddenInput, required=False)

    def facts(self) -> dict[str, Any]:
        """The facts of `Deed` beside action and version; needs a valid form."""
        names = ("note", "reason")
        return {name: clean(self.cleaned_data[name]) for name in names if name in self.cleaned_data}


def _note(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=_MOST, widget=forms.Textarea(attrs={"rows": 2})
    )


def _reason(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=_MOST, widget=forms.Textarea(attrs={"rows": 3}))


def _line(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=_LINE, help_text=help_text)


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


def _result_file() -> forms.FileField:
    return forms.FileField(
        label=_("Tệp kết quả (PDF)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )


class TakeUp(DeedForm):
    """Take the dossier up oneself."""

    leaves = False


class Give(DeedForm):
    """Give it to a colleague of the division at whose step it stands."""

    assign_to = forms.TypedChoiceField(label=_("Giao cho"), coerce=int)
    note = _note(_("Lời dặn"))

    def __init__(self, *args: Any, colleagues: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["assign_to"]
        assert isinstance(choice, forms.TypedChoiceField)  # noqa: S101 - declared above
        choice.choices = [("", _("chọn người…")), *colleagues]

    def facts(self) -> dict[str, Any]:
        """With the colleague."""
        return {**super().facts(), "assign_to": AppointmentId(self.cleaned_data["assign_to"])}


class CompleteStep(DeedForm):
    """Pass it on; a draft of the result may go along."""

    note = _note(_("Ý kiến"))
    file = _result_file()


class SendBack(DeedForm):
    """Back to the step before."""

    reason = _reason(_("Lý do trả lại"))


class AskSupplement(DeedForm):
    """Form 02, once, with everything that is missing."""

    reason = _reason(_("Giấy tờ, nội dung cần bổ sung"))
    reason.help_text = _("Ghi đủ mọi thứ còn thiếu, mỗi dòng một mục: chỉ được yêu cầu một lần.")
    answer_by = _day(_("Thời hạn bổ sung"), required=False)
    ground = _line(
        _("Căn cứ"), help_text=_("Để trống nếu chỉ căn cứ vào thành phần hồ sơ đã công bố của thủ tục.")
    )

    def facts(self) -> dict[str, Any]:
        """With what form 02 says beside the list."""
        data = self.cleaned_data
        return {**super().facts(), "ground": data["ground"], "answer_by": data["answer_by"]}


class Suspend(DeedForm):
    """Stop the clock for one of the reasons the law gives."""

    stop_kind = forms.ChoiceField(
        label=_("Căn cứ tạm dừng"),
        choices=[(kind.value, words) for kind, words in STOPS.items() if kind is not StopKind.SUPPLEMENT],
        widget=forms.RadioSelect,
        initial=StopKind.FINANCIAL_OBLIGATION.value,
    )
    reason = _reason(_("Lý do"))

    def facts(self) -> dict[str, Any]:
        """With the ground."""
        return {**super().facts(), "stop_kind": StopKind(self.cleaned_data["stop_kind"])}


class Resume(DeedForm):
    """The clock runs again."""

    leaves = False
    note = _note(_("Ghi chú"))


class Extend(DeedForm):
    """Form 04, once: an apology and a new date; the class of the dossier stays that of the lawful date."""

    leaves = False
    new_due_on = _day(_("Ngày hẹn mới"))
    cause = forms.ChoiceField(
        label=_("Nguyên nhân chậm"),
        choices=[(cause.value, CAUSE_WORDS[cause]) for cause in LateCause],
        widget=forms.RadioSelect,
        help_text=_("Được đếm trong báo cáo định kỳ, mục hồ sơ quá hạn và nguyên nhân."),
    )
    reason = _reason(_("Lý do chậm"))
    reason.help_text = _("In trên phiếu xin lỗi gửi người nộp; lời xin lỗi đã có sẵn trong mẫu.")

    def facts(self) -> dict[str, Any]:
        """The close of the new day, and the class of the cause."""
        day, cause = self.cleaned_data["new_due_on"], LateCause(self.cleaned_data["cause"])
        return {**super().facts(), "cause": cause, "new_due_at": datetime.combine(day, CLOSE, VIETNAM)}


class Transfer(DeedForm):
    """To another commune's committee, or to the department of the province."""

    to_unit = forms.ChoiceField(label=pgettext_lazy("task", "Chuyển đến"))
    reason = _reason(_("Lý do"))

    def __init__(self, *args: Any, units: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["to_unit"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = [("", _("chọn đơn vị…")), *units]

    def facts(self) -> dict[str, Any]:
        """With the unit's code."""
        return {**super().facts(), "to_unit": self.cleaned_data["to_unit"]}


class Resolve(DeedForm):
    """The result, numbered, with its file."""

    result_number = forms.CharField(label=_("Số, ký hiệu kết quả"), max_length=100)
    file = _result_file()
    note = _note(_("Ghi chú"))

    def facts(self) -> dict[str, Any]:
        """With the number."""
        return {**super().facts(), "result_number": clean(self.cleaned_data["result_number"])}


class Ending(DeedForm):
    """Ending without a result: one of the classes of reasons the forms know, the words, and what is to be told."""

    classes: ClassVar[Choices] = ()

    kind = forms.ChoiceField(label=_("Loại lý do"), widget=forms.RadioSelect)
    reason = _reason(_("Nội dung"))
    ground = _line(_("Căn cứ pháp lý"), required=True)
    guidance = _line(_("Hướng dẫn người nộp"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = list(self.classes)

    def facts(self) -> dict[str, Any]:
        """Class and words make the reason, in Vietnamese whoever writes: the applicant reads it."""
        data = self.cleaned_data
        with translation.override("vi"):
            reason = f"{dict(self.classes)[data['kind']]}: {clean(data['reason'])}"
            refund = str(REFUNDS[data["refund"]]) if data.get("refund") else ""
        return {
            "reason": reason,
            "ground": data["ground"],
            "guidance": data["guidance"],
            "refund": refund,
        }


class Return(Ending):
    """Form 03: sent back through the counter before anything was decided."""

    classes = (
        ("incomplete", _("Thành phần hồ sơ chưa đúng quy định")),
        ("not_competent", _("Không thuộc thẩm quyền")),
        ("duplicate", _("Hồ sơ trùng")),
    )


class Refuse(Ending):
    """Form 03."""

    classes = (
        ("not_entitled", _("Không đủ điều kiện")),
        ("not_competent", _("Không thuộc thẩm quyền")),
        ("unlawful", _("Giấy tờ không hợp pháp")),
        ("duplicate", _("Hồ sơ trùng")),
    )


class Stop(Ending):
    """Form 05."""

    classes = (
        ("no_supplement", _("Quá hạn không bổ sung")),
        ("withdrawn", _("Người nộp đề nghị dừng")),
        ("unpaid", _("Không thực hiện nghĩa vụ tài chính")),
        ("law", _("Căn cứ khác của pháp luật")),
    )
    refund = forms.ChoiceField(
        label=_("Phí, lệ phí đã nộp"), choices=[("", _("chưa thu")), *REFUNDS.items()], required=False
    )


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what its button says, its form, its key, how it looks."""

    action: Action
    label: Words
    form: type[DeedForm]
    key: str = ""
    tone: str = "secondary"
    icon: str = ""


TASKS: Mapping[str, Task] = {
    "nhan-xu-ly": Task(Action.ASSIGN, pgettext_lazy("task", "Nhận xử lý"), TakeUp, "F8", "primary", "person"),
    "xong-buoc": Task(
        Action.COMPLETE_STEP,
        pgettext_lazy("task", "Xong bước, chuyển tiếp"),
        CompleteStep,
        "F9",
        "primary",
        "check",
    ),
    "ban-hanh": Task(
        Action.RESOLVE, pgettext_lazy("task", "Ban hành kết quả"), Resolve, "F9", "primary", "paper"
    ),
    "tiep-tuc": Task(
        Action.RESUME, pgettext_lazy("task", "Tiếp tục giải quyết"), Resume, "F9", "primary", "forward"
    ),
    "tra-lai-buoc": Task(
        Action.SEND_BACK, pgettext_lazy("task", "Trả lại bước trước"), SendBack, icon="back"
    ),
    "giao": Task(Action.ASSIGN, pgettext_lazy("task", "Giao cho đồng nghiệp"), Give, icon="person"),
    "yeu-cau-bo-sung": Task(
        Action.ASK_SUPPLEMENT, pgettext_lazy("task", "Yêu cầu bổ sung"), AskSupplement, icon="pause"
    ),
    "tam-dung": Task(Action.SUSPEND, pgettext_lazy("task", "Tạm dừng thời hạn"), Suspend, icon="pause"),
    "hen-lai": Task(Action.EXTEND, pgettext_lazy("task", "Xin lỗi, hẹn lại"), Extend, icon="calendar"),
    "chuyen": Task(
        Action.TRANSFER_OUT, pgettext_lazy("task", "Chuyển cơ quan khác"), Transfer, icon="forward"
    ),
    "tra-lai": Task(
        Action.RETURN, pgettext_lazy("task", "Trả lại hồ sơ"), Return, tone="danger", icon="back"
    ),
    "tu-choi": Task(
        Action.REFUSE, pgettext_lazy("task", "Từ chối giải quyết"), Refuse, tone="danger", icon="cross"
    ),
    "dung": Task(Action.STOP, pgettext_lazy("task", "Dừng giải quyết"), Stop, tone="danger", icon="stop"),
}

# done with the citizen at the counter: this page only leads there
AT_COUNTER: Mapping[Action, tuple[Words, str]] = {
    Action.SUPPLEMENT: (pgettext_lazy("task", "Nhận bổ sung"), "counter:dossier"),
    Action.CORRECT: (pgettext_lazy("task", "Sửa thông tin"), "counter:correct"),
    Action.HAND_OVER: (pgettext_lazy("task", "Trả kết quả"), "counter:hand_over_one"),
    Action.WITHDRAW: (pgettext_lazy("task", "Công dân rút hồ sơ"), "counter:dossier"),
    Action.VOID: (pgettext_lazy("task", "Huỷ do nhập nhầm"), "counter:dossier"),
}
