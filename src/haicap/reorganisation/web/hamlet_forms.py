"""What is typed about hamlets: the paper behind a change, and what changes. Shape only."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.kernel import clock
from haicap.organisation.contract import Actor
from haicap.territory.api import PRECISION_WORDS, hamlet_kind
from haicap.territory.contract import (
    HamletAct,
    HamletCard,
    HamletCount,
    HamletId,
    HamletKind,
    LineageCard,
    Measure,
    NewHamlet,
    Precision,
    UnitCard,
)


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ActForm(forms.Form):
    """The paper and its days; the officer is who signs in."""

    instrument = forms.CharField(label=_("Số văn bản"), max_length=200)
    decided_on = _day(_("Ngày ban hành"), required=False)
    effective_on = _day(_("Từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=1000, required=False)
    evidence = forms.CharField(
        label=_("Chứng cứ"),
        max_length=1000,
        required=False,
        help_text=_("Biên bản, bản đồ, danh sách hộ."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("effective_on", clock.today())

    def act(self, actor: Actor) -> HamletAct:
        """The act as the map records it."""
        data = self.cleaned_data
        return HamletAct(
            instrument=data["instrument"],
            effective_on=data["effective_on"],
            officer=f"{actor.person_name}, {actor.post_title}",
            decided_on=data["decided_on"],
            reason=data["reason"],
            evidence=data["evidence"],
        )


class HamletsForm(ActForm):
    """Which hamlets of the commune, and the names they get: one a line, each with its kind."""

    hamlets = forms.TypedMultipleChoiceField(
        label=_("Thôn, tổ dân phố"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    names = forms.CharField(
        label=_("Tên mới"),
        required=False,
        max_length=20_000,
        help_text=_("Mỗi dòng một tên đầy đủ: “Thôn 1”, “Tổ dân phố Hàm Tiến”."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    to = forms.ChoiceField(
        label=_("Chuyển đến"),
        required=False,
        help_text=_("Chỉ quản trị nghiệp vụ của tỉnh được chuyển thôn."),
    )
    field_order = ("hamlets", "names", "to")

    def __init__(
        self, *args: Any, cards: tuple[HamletCard, ...], others: Sequence[UnitCard] = (), **kwargs: Any
    ) -> None:
        """`others`: the communes to which hamlets may be moved; none takes the field away."""
        super().__init__(*args, **kwargs)
        hamlets, to = self.fields["hamlets"], self.fields["to"]
        assert isinstance(hamlets, forms.TypedMultipleChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(to, forms.ChoiceField)  # noqa: S101
        hamlets.choices = [(card.hamlet_id, card.name) for card in cards]
        to.choices = [("", ""), *((unit.code, f"{unit.name} ({unit.code})") for unit in others)]
        if not others:
            del self.fields["to"]

    def clean_names(self) -> list[NewHamlet]:
        """The lines; a name that does not say its kind is refused."""
        found = []
        for line in (line.strip() for line in self.cleaned_data["names"].splitlines()):
            kind: HamletKind | None = hamlet_kind(line)
            if line and kind is None:
                raise forms.ValidationError(
                    _("“%(name)s” không cho biết là thôn hay tổ dân phố."), params={"name": line}
                )
            if line and kind:
                found.append(NewHamlet(line, kind))
        return found


class CountForm(forms.Form):
    """What was counted in one hamlet; what is not known is left empty."""

    households = forms.IntegerField(label=_("Số hộ"), min_value=0, required=False)
    population = forms.IntegerField(label=_("Dân số (người)"), min_value=0, required=False)
    counted_on = _day(_("Ngày thống kê"))
    source = forms.CharField(label=_("Nguồn"), max_length=300)
    precision = forms.ChoiceField(
        label=_("Mức chính xác"),
        choices=[(one.value, PRECISION_WORDS[one] or _("chính xác")) for one in Precision],
    )
    replaces = forms.BooleanField(label=_("Sửa số mà nguồn này đã cho trong ngày đó"), required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two at least."""
        data = super().clean() or {}
        if not self.errors and data.get("households") is None and data.get("population") is None:
            self.add_error("households", _("Ghi số hộ hoặc dân số."))
        return data

    def counts(self, hamlet: HamletId) -> list[HamletCount]:
        """What the map records."""
        data = self.cleaned_data
        return [
            HamletCount(
                hamlet,
                measure,
                Decimal(data[measure]),
                data["counted_on"],
                data["source"],
                Precision(data["precision"]),
            )
            for measure in (Measure.HOUSEHOLDS, Measure.POPULATION)
            if data[measure] is not None
        ]


class AssignForm(ActForm):
    """Which hamlets go to which successor, and why."""

    hamlets = forms.TypedMultipleChoiceField(
        label=_("Thôn, tổ dân phố"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    successor = forms.ChoiceField(label=_("Nay thuộc"), widget=forms.RadioSelect)
    field_order = ("hamlets", "successor")

    def __init__(
        self, *args: Any, cards: tuple[HamletCard, ...], heirs: tuple[LineageCard, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["effective_on"]  # the day of the division
        self.fields["reason"].required = True
        hamlets, successor = self.fields["hamlets"], self.fields["successor"]
        assert isinstance(hamlets, forms.TypedMultipleChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(successor, forms.ChoiceField)  # noqa: S101
        hamlets.choices = [(card.hamlet_id, card.name) for card in cards]
        successor.choices = [(heir.unit.code, f"{heir.unit.name} ({heir.unit.code})") for heir in heirs]
