"""The shape of what administrators type; the sense of it is checked by the domain."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from haicap.kernel import messages
from haicap.kernel.errors import RefusalError
from haicap.kernel.limits import Limit, LimitUnit, OnSupplement
from haicap.kernel.text import clean
from haicap.procedures.contract import (
    Certainty,
    ComponentCard,
    FeeRule,
    FieldCard,
    Level,
    LimitVariant,
    PaperKind,
    ProcedureCard,
    StepCard,
    StepRole,
)
from haicap.procedures.domain.content import MAX_LIMIT, WHOLE, Content
from haicap.procedures.domain.table import variant_key
from haicap.procedures.web import words

if TYPE_CHECKING:
    _BaseFormSet = forms.BaseFormSet[forms.Form]
else:  # the class takes its parameter only in the stubs
    _BaseFormSet = forms.BaseFormSet

MAX_TEXT = 2000
MAX_ROWS = 60


def _text(label: Any, *, required: bool = True, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, required=required, max_length=MAX_TEXT, widget=widget)


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class FieldChoices(forms.Form):
    """A form with the fields of work to choose from."""

    def __init__(self, *args: Any, fields: list[FieldCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["field_key"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - tells the type checker
        choice.choices = [("", "—"), *((card.key, card.name) for card in fields)]


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
    name = _text(_("Tên thủ tục"))
    field_key = forms.ChoiceField(label=_("Lĩnh vực"))


class ContentForm(FieldChoices):
    """What a version says, apart from its lists."""

    revision = forms.IntegerField(widget=forms.HiddenInput())
    name = _text(_("Tên thủ tục"), rows=2)
    name_en = _text(_("Tên tiếng Anh"), required=False, rows=2)
    field_key = forms.ChoiceField(label=_("Lĩnh vực"))
    levels = forms.MultipleChoiceField(
        label=_("Cấp có thẩm quyền"), choices=list(words.LEVELS.items()), widget=forms.CheckboxSelectMultiple
    )
    source = _text(_("Căn cứ"), rows=2)
    valid_from = forms.DateField(label=_("Có hiệu lực từ ngày"), widget=DayInput())
    fee_rule = forms.ChoiceField(label=_("Cách thu phí"), choices=list(words.FEE_RULES.items()))
    fee_vnd = forms.IntegerField(
        label=_("Mức phí (đồng)"),
        required=False,
        min_value=0,
        help_text=_("Chỉ ghi khi có mức cố định; không thu phí thì để 0."),
    )
    fee_note = _text(_("Ghi chú về phí"), required=False)
    on_supplement = forms.ChoiceField(
        label=_("Khi yêu cầu bổ sung hồ sơ"),
        choices=list(words.SUPPLEMENTS.items()),
        widget=forms.RadioSelect,
    )
    result_name = _text(_("Kết quả giải quyết"))
    result_name_en = _text(_("Kết quả (tiếng Anh)"), required=False)
    note = _text(_("Ghi chú"), required=False, rows=2)


class VariantForm(forms.Form):
    """One limit; the first row is the ordinary case."""

    amount = forms.IntegerField(
        label=_("Số"),
        required=False,
        min_value=1,
        max_value=MAX_LIMIT,
        help_text=_("Để trống nếu chưa công bố."),
    )
    unit = forms.ChoiceField(
        label=_("Đơn vị"), choices=list(words.UNITS.items()), initial=LimitUnit.WORKING_DAY
    )
    condition = _text(_("Điều kiện áp dụng"), required=False)

    def limit(self) -> Limit | None:
        """The limit, None where no number was given (a same-day limit needs none)."""
        unit = LimitUnit(self.cleaned_data["unit"])
        amount: int | None = 1 if unit is LimitUnit.SAME_DAY else self.cleaned_data["amount"]
        return None if amount is None else Limit(amount, unit)


class ComponentForm(forms.Form):
    """One paper of the dossier."""

    name = _text(_("Tên giấy tờ"), rows=2)
    name_en = _text(_("Tên tiếng Anh"), required=False, rows=2)
    kind = forms.ChoiceField(label=_("Hình thức"), choices=list(words.KINDS.items()))
    quantity = forms.IntegerField(label=_("Số lượng"), min_value=1, max_value=50, initial=1)
    mandatory = forms.BooleanField(label=_("Bắt buộc"), required=False, initial=True)


class StepForm(forms.Form):
    """One internal step."""

    name = _text(_("Việc phải làm"))
    name_en = _text(_("Tên tiếng Anh"), required=False)
    role = forms.ChoiceField(label=_("Người thực hiện"), choices=list(words.ROLES.items()))
    share_percent = forms.IntegerField(label=_("Tỷ lệ thời hạn (%)"), min_value=0, max_value=WHOLE, initial=0)


class RowSet(_BaseFormSet):
    """Rows with a tick to leave one out and, where it matters, a number to order them by."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Vietnamese words for the two fields Django adds."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Bỏ dòng này")
        if "ORDER" in form.fields:
            form.fields["ORDER"].label = _("Thứ tự")

    def kept(self) -> list[forms.Form]:
        """Filled rows that were not left out, in order."""
        rows: list[forms.Form] = self.ordered_forms if self.can_order else list(self.forms)
        return [row for row in rows if row.cleaned_data and not row.cleaned_data.get("DELETE")]


def _rows(form: type[forms.Form], *, order: bool) -> type[RowSet]:
    made: type[RowSet] = forms.formset_factory(
        form,
        formset=RowSet,
        extra=0,
        can_delete=True,
        can_order=order,
        max_num=MAX_ROWS,
        absolute_max=MAX_ROWS,
    )  # type: ignore[assignment]
    return made


ROW_SETS: dict[str, type[RowSet]] = {
    "variants": _rows(VariantForm, order=False),
    "components": _rows(ComponentForm, order=True),
    "steps": _rows(StepForm, order=True),
}


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
            main, {name: ROW_SETS[name](initial=_initial(name, card), prefix=name) for name in ROW_SETS}
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
            values = [_typed(form, data) for form in sent.forms]
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

    def mistakes(self) -> list[tuple[str, str, str]]:
        """Everything to be mended as (where, words, id of the input), in the order of the page."""
        parts: list[tuple[str, forms.Form]] = [("", self.main)]
        for name, rows in self.rows.items():
            for place, row in enumerate(rows.forms if rows.is_bound else [], start=1):
                parts.append((f"{words.ROWS[name]} {place}", row))
        return [
            (f"{where} {_label(form, field)}".strip(), str(error), _id(form, field))
            for where, form in parts
            for field, errors in form.errors.items()
            for error in errors
        ]

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
            variants=self._variants(),
            on_supplement=OnSupplement(data["on_supplement"]),
            fee_vnd=data["fee_vnd"],
            fee_rule=FeeRule(data["fee_rule"]),
            components=self._components(),
            steps=self._steps(),
        )

    def _variants(self) -> tuple[LimitVariant, ...]:
        kept = [row for row in self.rows["variants"].kept() if isinstance(row, VariantForm)]
        return tuple(
            LimitVariant(
                variant_key(place), row.limit(), clean(row.cleaned_data["condition"]), Certainty.DECLARED
            )
            for place, row in enumerate(kept)
        )

    def _components(self) -> tuple[ComponentCard, ...]:
        kept = [row.cleaned_data for row in self.rows["components"].kept()]
        return tuple(
            ComponentCard(
                key=f"c{place}",
                name=clean(row["name"]),
                name_en=clean(row["name_en"]),
                kind=PaperKind(row["kind"]),
                quantity=row["quantity"],
                mandatory=row["mandatory"],
                certainty=Certainty.DECLARED,
            )
            for place, row in enumerate(kept, start=1)
        )

    def _steps(self) -> tuple[StepCard, ...]:
        kept = [row.cleaned_data for row in self.rows["steps"].kept()]
        return tuple(
            StepCard(
                place, clean(row["name"]), clean(row["name_en"]), StepRole(row["role"]), row["share_percent"]
            )
            for place, row in enumerate(kept, start=1)
        )


TEXTS = ("name", "name_en", "source", "fee_note", "result_name", "result_name_en", "note")


def _label(form: forms.Form, field: str) -> str:
    return str(form.fields[field].label or "") if field in form.fields else ""


def _id(form: forms.Form, field: str) -> str:
    if field not in form.fields:
        return ""
    # a group of boxes or buttons has no label of its own: its first one is meant
    return form[field].id_for_label or f"{form[field].auto_id}_0"


def _initial(name: str, card: ProcedureCard) -> list[dict[str, Any]]:
    if name == "variants":
        return [
            {
                "amount": variant.limit.amount if variant.limit else None,
                "unit": variant.limit.unit if variant.limit else LimitUnit.WORKING_DAY,
                "condition": variant.condition,
            }
            for variant in card.variants
        ]
    if name == "components":
        return [{key: getattr(paper, key) for key in ComponentForm.base_fields} for paper in card.components]
    return [{key: getattr(step, key) for key in StepForm.base_fields} for step in card.steps]


def _typed(form: forms.Form, data: QueryDict) -> dict[str, Any]:
    """What was typed into a row, as it was typed; an unticked box sends nothing."""
    return {name: data.get(form.add_prefix(name), False) for name in form.fields}


class ReasonForm(forms.Form):
    """Why a proposal goes back."""

    reason = _text(_("Lý do trả lại"), rows=3)


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
    source = _text(_("Căn cứ (số, ngày quyết định công bố)"))
    valid_from = forms.DateField(label=_("Có hiệu lực từ ngày"), widget=DayInput())
