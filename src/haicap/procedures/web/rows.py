"""The three lists of a version: its limits, its papers, its internal steps; rows are added, ordered, left out."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from haicap.kernel.limits import Limit, LimitUnit
from haicap.kernel.text import clean
from haicap.procedures.contract import (
    Certainty,
    ComponentCard,
    LimitVariant,
    PaperKind,
    ProcedureCard,
    StepCard,
    StepRole,
)
from haicap.procedures.domain.content import MAX_LIMIT, WHOLE
from haicap.procedures.domain.table import variant_key
from haicap.procedures.web import words
from haicap.procedures.web.fields import text

if TYPE_CHECKING:
    _BaseFormSet = forms.BaseFormSet[forms.Form]
else:  # the class takes its parameter only in the stubs
    _BaseFormSet = forms.BaseFormSet

MAX_ROWS = 60


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
    condition = text(_("Điều kiện áp dụng"), required=False)

    def limit(self) -> Limit | None:
        """The limit, None where no number was given (a same-day limit needs none)."""
        unit = LimitUnit(self.cleaned_data["unit"])
        amount: int | None = 1 if unit is LimitUnit.SAME_DAY else self.cleaned_data["amount"]
        return None if amount is None else Limit(amount, unit)


class ComponentForm(forms.Form):
    """One paper of the dossier."""

    name = text(_("Tên giấy tờ"), rows=2)
    name_en = text(_("Tên tiếng Anh"), required=False, rows=2)
    kind = forms.ChoiceField(label=_("Hình thức"), choices=list(words.KINDS.items()))
    quantity = forms.IntegerField(label=_("Số lượng"), min_value=1, max_value=50, initial=1)
    mandatory = forms.BooleanField(label=_("Bắt buộc"), required=False, initial=True)


class StepForm(forms.Form):
    """One internal step."""

    name = text(_("Việc phải làm"))
    name_en = text(_("Tên tiếng Anh"), required=False)
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


def variants(rows: RowSet) -> tuple[LimitVariant, ...]:
    """The limits typed; the first is the ordinary case."""
    kept = [row for row in rows.kept() if isinstance(row, VariantForm)]
    return tuple(
        LimitVariant(
            variant_key(place), row.limit(), clean(row.cleaned_data["condition"]), Certainty.DECLARED
        )
        for place, row in enumerate(kept)
    )


def components(rows: RowSet) -> tuple[ComponentCard, ...]:
    """The papers typed, in their order."""
    kept = [row.cleaned_data for row in rows.kept()]
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


def steps(rows: RowSet) -> tuple[StepCard, ...]:
    """The internal steps typed, in their order."""
    kept = [row.cleaned_data for row in rows.kept()]
    return tuple(
        StepCard(
            place, clean(row["name"]), clean(row["name_en"]), StepRole(row["role"]), row["share_percent"]
        )
        for place, row in enumerate(kept, start=1)
    )


def initial(name: str, card: ProcedureCard) -> list[dict[str, Any]]:
    """The rows of the list `name` as a version has them."""
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


def typed(form: forms.Form, data: QueryDict) -> dict[str, Any]:
    """What was typed into a row, as it was typed; an unticked box sends nothing."""
    return {name: data.get(form.add_prefix(name), False) for name in form.fields}
