"""What is typed about hamlets: the paper behind a change, and what changes. Shape only."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.kernel import clock
from haicap.organisation.contract import Actor
from haicap.territory.api import MEASURE_WORDS, PRECISION_WORDS, hamlet_kind
from haicap.territory.contract import (
    HamletAct,
    HamletCard,
    HamletCount,
    HamletFigure,
    HamletId,
    HamletKind,
    LineageCard,
    Measure,
    NewHamlet,
    Precision,
    UnitCard,
)

_TWO = 2  # successors: then each gets a part


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

    def act(self, actor: Actor, effective_on: date | None = None) -> HamletAct:
        """The act as the map records it; `effective_on` where the day is not asked."""
        data = self.cleaned_data
        return HamletAct(
            instrument=data["instrument"],
            effective_on=effective_on or data["effective_on"],
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


class DecisionForm(ActForm):
    """A decision about hamlets of a divided commune: from the day of the division, with its reason."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["effective_on"]
        self.fields["reason"].required = True


class AssignForm(DecisionForm):
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
        hamlets, successor = self.fields["hamlets"], self.fields["successor"]
        assert isinstance(hamlets, forms.TypedMultipleChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(successor, forms.ChoiceField)  # noqa: S101
        hamlets.choices = [(card.hamlet_id, card.name) for card in cards]
        successor.choices = [(heir.unit.code, f"{heir.unit.name} ({heir.unit.code})") for heir in heirs]


class SplitForm(DecisionForm):
    """One hamlet divided between successors: of each part its name and what it gets of what was counted in the whole.

    What nobody counted in the whole is asked too. A successor whose part has no name gets none.
    """

    def __init__(
        self,
        *args: Any,
        card: HamletCard,
        heirs: Sequence[UnitCard],
        known: Mapping[Measure, HamletFigure],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._card, self._heirs = card, heirs
        asked = (Measure.HOUSEHOLDS, Measure.POPULATION)
        self._unknown = [one for one in asked if one not in known or known[one].value is None]
        self._measures = [*asked, *(one for one in sorted(known) if one not in asked)]
        for measure in self._unknown:
            self.fields[f"whole-{measure}"] = self._number(measure, required=True)
        all_needed = len(heirs) == _TWO
        for unit in heirs:
            self.fields[f"name-{unit.code}"] = forms.CharField(
                label=_("Tên của phần này"),
                max_length=200,
                required=all_needed,
                initial=card.name,
                help_text="" if all_needed else _("Để trống nếu đơn vị này không nhận phần nào."),
            )
            for measure in self._measures:
                self.fields[f"{measure}-{unit.code}"] = self._number(measure, required=all_needed)

    def clean(self) -> dict[str, Any]:
        """A name that does not say its kind is refused."""
        data = super().clean() or {}
        for unit in self._heirs:
            name = data.get(f"name-{unit.code}")
            if name and hamlet_kind(name) is None:
                words = _("“%(name)s” không cho biết là thôn hay tổ dân phố.")
                self.add_error(f"name-{unit.code}", forms.ValidationError(words, params={"name": name}))
        return data

    def whole(self) -> list[forms.BoundField]:
        """What is asked of the whole."""
        return [self[f"whole-{measure}"] for measure in self._unknown]

    def groups(self) -> list[tuple[UnitCard, list[forms.BoundField]]]:
        """The fields of each part."""
        names = ("name", *self._measures)
        return [(unit, [self[f"{name}-{unit.code}"] for name in names]) for unit in self._heirs]

    def paper(self) -> list[forms.BoundField]:
        """The fields of the decision."""
        return [self[name] for name in ActForm.base_fields if name in self.fields]

    def parts(self) -> list[NewHamlet]:
        """What the map is told."""
        data = self.cleaned_data
        return [
            NewHamlet(
                name,
                hamlet_kind(name) or self._card.kind,
                unit.code,
                {
                    measure: told
                    for measure in self._measures
                    if (told := data[f"{measure}-{unit.code}"]) is not None
                },
            )
            for unit in self._heirs
            if (name := data[f"name-{unit.code}"])
        ]

    def wholes(self, day: date) -> list[HamletCount]:
        """What the paper counts in the whole on `day`."""
        data = self.cleaned_data
        told = ((measure, data[f"whole-{measure}"]) for measure in self._unknown)
        return [
            HamletCount(self._card.hamlet_id, measure, Decimal(value), day, data["instrument"])
            for measure, value in told
            if value is not None
        ]

    @staticmethod
    def _number(measure: Measure, *, required: bool) -> forms.IntegerField:
        return forms.IntegerField(label=str(MEASURE_WORDS[measure]), min_value=0, required=required)
