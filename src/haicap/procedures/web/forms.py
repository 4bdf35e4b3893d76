"""The shape of what administrators type; the sense of it is checked by the domain."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from haicap.kernel import messages
from haicap.kernel.errors import RefusalError
from haicap.kernel.limits import OnSupplement
from haicap.kernel.text import clean
from haicap.procedures.contract import (
    Certainty,
    FeeRule,
    FieldCard,
    Level,
    ProcedureCard,
)
from haicap.procedures.domain.content import Content
from haicap.procedures.web import rows as lists
from haicap.procedures.web import words
from haicap.procedures.web.fields import DayInput, FieldChoices, text
from haicap.procedures.web.rows import MAX_ROWS, ROW_SETS, RowSet
from haicap.ui.mistakes import Mistake, mistakes


class FindForm(FieldChoices):
    """Filters of the list; all of them stand in the address."""

    q = forms.CharField(label=_("Tên, mã hoặc từ thường dùng"), required=False, max_length=200)
    field_key = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    level = forms.ChoiceField(label=_("Cấp"), required=False, choices=[("", "—"), *words.LEVELS.items()])
    certainty = forms.ChoiceField(
        label=_("Độ tin cậy"), required=False, choices=[("", "—"), *words.CERTAINTIES.items()]
    )


class NewForm(FieldChoices):
    """A procedure the catalogue does not have yet."""

    code = forms.CharField(
        label=_("Mã thủ tục"), max_length=20, help_text=_("Dạng 1.001193, đúng sáu chữ số sau dấu chấm.")
    )
    name = text(_("Tên thủ tục"))
    field_key = forms.ChoiceField(label=_("Lĩnh vực"))


class ContentForm(FieldChoices):
    """What a version says, apart from its lists."""

    revision = forms.IntegerField(widget=forms.HiddenInput())
    name = text(_("Tên thủ tục"), rows=2)
    name_en = text(_("Tên tiếng Anh"), required=False, rows=2)
    field_key = forms.ChoiceField(label=_("Lĩnh vực"))
    levels = forms.MultipleChoiceField(
        label=_("Cấp có thẩm quyền"), choices=list(words.LEVELS.items()), widget=forms.CheckboxSelectMultiple
    )
    source = text(_("Căn cứ"), rows=2)
    valid_from = forms.DateField(label=_("Có hiệu lực từ ngày"), widget=DayInput())
    fee_rule = forms.ChoiceField(label=_("Cách thu phí"), choices=list(words.FEE_RULES.items()))
    fee_vnd = forms.IntegerField(
        label=_("Mức phí (đồng)"),
        required=False,
        min_value=0,
        help_text=_("Chỉ ghi khi có mức cố định; không thu phí thì để 0."),
    )
    fee_note = text(_("Ghi chú về phí"), required=False)
    on_supplement = forms.ChoiceField(
        label=_("Khi yêu cầu bổ sung hồ sơ"),
        choices=list(words.SUPPLEMENTS.items()),
        widget=forms.RadioSelect,
    )
    result_name = text(_("Kết quả giải quyết"))
    result_name_en = text(_("Kết quả (tiếng Anh)"), required=False)
    note = text(_("Ghi chú"), required=False, rows=2)


class EditForms:
    """The whole form of a draft: the main form and its three lists."""

    def __init__(self, main: ContentForm, rows: Mapping[str, RowSet]) -> None:
        self.main = main
        self.rows = rows

    @classmethod
    def of(cls, card: ProcedureCard, revision: int, fields: list[FieldCard]) -> Self:
        """The form filled with what the draft says."""
        plain = {name: getattr(card, name) for name in ContentForm.base_fields if hasattr(card, name)}
        main = ContentForm(
            initial=plain | {"revision": revision, "levels": sorted(card.levels)}, fields=fields
        )
        return cls(
            main, {name: ROW_SETS[name](initial=lists.initial(name, card), prefix=name) for name in ROW_SETS}
        )

    @classmethod
    def posted(cls, data: QueryDict, fields: list[FieldCard]) -> Self:
        """The form as it was sent."""
        main = ContentForm(data, fields=fields)
        return cls(main, {name: ROW_SETS[name](data, prefix=name) for name in ROW_SETS})

    def with_row(self, name: str, data: QueryDict, fields: list[FieldCard]) -> Self:
        """The same words, unchecked, with one more empty row in the list `name`."""
        typed = {
            key: data.getlist(key) if key == "levels" else data.get(key) for key in ContentForm.base_fields
        }
        rows = {}
        for key, sent in self.rows.items():
            values = [lists.typed(form, data) for form in sent.forms]
            if key == name and len(values) < MAX_ROWS:
                values.append({"ORDER": len(values) + 1})
            rows[key] = ROW_SETS[key](initial=values, prefix=key)
        return type(self)(ContentForm(initial=typed, fields=fields), rows)

    def is_valid(self) -> bool:
        """True where every part has the right shape (all parts are looked at)."""
        return all([self.main.is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    def blame(self, refused: RefusalError) -> None:
        """Put each refusal at its field, or above the form."""
        for each in refused.refusals:
            self.main.add_error(each.field if each.field in self.main.fields else None, messages.words(each))

    def mistakes(self) -> list[Mistake]:
        """Everything to be mended, in the order of the page, with the row it stands in."""
        found = mistakes(self.main)
        for name, rows in self.rows.items():
            for place, row in enumerate(rows.forms if rows.is_bound else [], start=1):
                found += mistakes(row, f"{words.ROWS[name]} {place}")
        return found

    @property
    def valid_from(self) -> date:
        """The day the version is to start."""
        day: date = self.main.cleaned_data["valid_from"]
        return day

    def content(self) -> Content:
        """What was typed, as the province's own declaration."""
        data = self.main.cleaned_data
        text = {name: clean(data[name]) for name in TEXTS}
        return Content(
            **text,
            field_key=data["field_key"],
            levels=frozenset(Level(level) for level in data["levels"]),
            certainty=Certainty.DECLARED,
            variants=lists.variants(self.rows["variants"]),
            on_supplement=OnSupplement(data["on_supplement"]),
            fee_vnd=data["fee_vnd"],
            fee_rule=FeeRule(data["fee_rule"]),
            components=lists.components(self.rows["components"]),
            steps=lists.steps(self.rows["steps"]),
        )


TEXTS = ("name", "name_en", "source", "fee_note", "result_name", "result_name_en", "note")


class ReasonForm(forms.Form):
    """Why a proposal goes back."""

    reason = text(_("Lý do trả lại"), rows=3)


class UploadForm(forms.Form):
    """A table to look at before anything is stored."""

    file = forms.FileField(
        label=_("Tệp CSV hoặc XLSX"),
        help_text=_("Mẫu là tệp tải về từ danh mục. Có thể chỉ gồm cột code và những cột cần đổi."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class CarryOutForm(forms.Form):
    """The table that was looked at, sealed, with its day and its ground."""

    rows = forms.CharField(widget=forms.HiddenInput())
    source = text(_("Căn cứ (số, ngày quyết định công bố)"))
    valid_from = forms.DateField(label=_("Có hiệu lực từ ngày"), widget=DayInput())
