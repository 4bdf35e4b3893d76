"""The shape of what is typed about readiness; the sense is checked by the services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.reorganisation.domain.readiness import Entry, State, Trial
from haicap.reorganisation.services.readiness import Said
from haicap.ui.badges import BADGES


def _day(label: Any, *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ItemForm(forms.Form):
    """How far an item is, and what proves it."""

    state = forms.ChoiceField(
        label=_("Trạng thái"), choices=[(state.value, BADGES[state.value].word) for state in State]
    )
    evidence = forms.CharField(
        label=_("Minh chứng"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Số văn bản, biên bản kiểm tra, địa chỉ. Hoặc kèm tệp."),
    )
    file = forms.FileField(label=_("Tệp minh chứng"), required=False, help_text=_("PDF hoặc ảnh."))
    responsible = forms.CharField(label=_("Người phụ trách"), required=False, max_length=200)
    due_on = _day(_("Hạn hoàn thành"))
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=2000, help_text=_("Lý do, nếu không cần mục này.")
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @classmethod
    def of(cls, item: str, entry: Entry | None) -> "ItemForm":
        """The form with what was said last."""
        initial: dict[str, Any] = {"state": State.NOT_BEGUN.value, "after": 0}
        if entry:
            initial = {
                "state": entry.state.value,
                "evidence": entry.evidence,
                "responsible": entry.responsible,
                "due_on": entry.due_on,
                "note": entry.note,
                "after": entry.no,
            }
        return cls(initial=initial, prefix=item)

    def said(self) -> Said:
        """What was typed."""
        told, file = self.cleaned_data, self.cleaned_data["file"]
        return Said(
            state=State(told["state"]),
            evidence=told["evidence"],
            responsible=told["responsible"],
            due_on=told["due_on"],
            note=told["note"],
            after=told["after"],
            file=file.read() if file else None,
            file_name=file.name if file else "",
        )


class TrialForm(forms.Form):
    """The dates of a unit's trial."""

    decided_on = _day(_("Ngày quyết định"))
    instrument = forms.CharField(label=_("Số văn bản"), required=False, max_length=120)
    starts_on = _day(_("Vận hành thử từ ngày"), required=True)
    official_on = _day(_("Vận hành chính thức từ ngày"), required=True)
    address = forms.URLField(
        label=_("Địa chỉ hệ thống vận hành thử"), required=False, max_length=300, assume_scheme="https"
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @classmethod
    def of(cls, trial: Trial | None) -> "TrialForm":
        """The form with the dates set last."""
        if trial is None:
            return cls(initial={"after": 0})
        return cls(
            initial={
                "decided_on": trial.decided_on,
                "instrument": trial.instrument,
                "starts_on": trial.starts_on,
                "official_on": trial.official_on,
                "address": trial.address,
                "after": trial.no,
            }
        )
