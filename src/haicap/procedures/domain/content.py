"""What one version says, apart from its dates: the part that is edited, compared, exported and imported.

`problems` is the sense of it: one ordinary limit, known cases, a fee that fits its rule, shares within 100 %.
The three lists travel as plain JSON (`to_json`, `Content.of`); keys of variants and components are stable.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from haicap.kernel.errors import Refusal
from haicap.kernel.limits import Limit, LimitUnit, OnSupplement
from haicap.procedures.contract import (
    Certainty,
    ComponentCard,
    FeeRule,
    Level,
    LimitVariant,
    PaperKind,
    ProcedureCard,
    StepCard,
    StepRole,
)

WHOLE = 100  # per cent of the limit
MAX_LIMIT = 2000
COUNTER_ROLES = frozenset({StepRole.RECEIVER, StepRole.RETURNER})


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a version states."""

    name: str
    name_en: str
    field_key: str
    levels: frozenset[Level]
    certainty: Certainty
    source: str
    variants: tuple[LimitVariant, ...]
    on_supplement: OnSupplement
    fee_vnd: int | None
    fee_rule: FeeRule
    fee_note: str
    components: tuple[ComponentCard, ...]
    result_name: str
    result_name_en: str
    steps: tuple[StepCard, ...]
    note: str


def content_of(card: ProcedureCard) -> Content:
    """The editable part of a card."""
    return Content(
        name=card.name,
        name_en=card.name_en,
        field_key=card.field_key,
        levels=card.levels,
        certainty=card.certainty,
        source=card.source,
        variants=card.variants,
        on_supplement=card.on_supplement,
        fee_vnd=card.fee_vnd,
        fee_rule=FeeRule(card.fee_rule),
        fee_note=card.fee_note,
        components=card.components,
        result_name=card.result_name,
        result_name_en=card.result_name_en,
        steps=card.steps,
        note=card.note,
    )


def problems(content: Content) -> Iterator[Refusal]:
    """Everything that keeps `content` from being submitted."""
    if not content.name:
        yield Refusal("procedures.name_missing", field="name")
    if not content.levels:
        yield Refusal("procedures.level_missing", field="levels")
    if not content.result_name:
        yield Refusal("procedures.result_missing", field="result_name")
    yield from _variant_problems(content.variants)
    yield from _fee_problems(content)
    yield from _step_problems(content.steps)
    if any(not paper.name or paper.quantity < 1 for paper in content.components):
        yield Refusal("procedures.component_incomplete", field="components")


def _variant_problems(variants: tuple[LimitVariant, ...]) -> Iterator[Refusal]:
    if not variants or variants[0].condition:
        yield Refusal("procedures.ordinary_limit_missing", field="variants")
    if any(not variant.condition for variant in variants[1:]):
        yield Refusal("procedures.condition_missing", field="variants")
    if any(variant.limit and not 1 <= variant.limit.amount <= MAX_LIMIT for variant in variants):
        yield Refusal("procedures.limit_out_of_range", {"most": MAX_LIMIT}, field="variants")
    if len({variant.key for variant in variants}) != len(variants):
        yield Refusal("procedures.variant_twice", field="variants")


def _fee_problems(content: Content) -> Iterator[Refusal]:
    fits = {
        FeeRule.FREE: content.fee_vnd == 0,
        FeeRule.FIXED: content.fee_vnd is not None and content.fee_vnd > 0,
        FeeRule.COUNCIL: content.fee_vnd is None,
        FeeRule.NOT_STATED: content.fee_vnd is None,
    }
    if not fits[content.fee_rule]:
        yield Refusal("procedures.fee_unfit", field="fee_vnd")


def _step_problems(steps: tuple[StepCard, ...]) -> Iterator[Refusal]:
    total = sum(step.share_percent for step in steps)
    if total > WHOLE or any(step.share_percent < 0 for step in steps):
        yield Refusal("procedures.shares_over_whole", {"total": total}, field="steps")
    if any(step.share_percent and step.role in COUNTER_ROLES for step in steps):
        yield Refusal("procedures.counter_takes_share", field="steps")
    if not steps or any(not step.name for step in steps):
        yield Refusal("procedures.step_incomplete", field="steps")


def variants_to_json(variants: tuple[LimitVariant, ...]) -> list[dict[str, Any]]:
    """Variants as stored: a limit is `[amount, unit]` or null."""
    return [
        {
            "key": variant.key,
            "limit": [variant.limit.amount, variant.limit.unit.value] if variant.limit else None,
            "condition": variant.condition,
            "certainty": variant.certainty.value,
        }
        for variant in variants
    ]


def components_to_json(components: tuple[ComponentCard, ...]) -> list[dict[str, Any]]:
    """Components as stored."""
    return [asdict(paper) for paper in components]


def steps_to_json(steps: tuple[StepCard, ...]) -> list[dict[str, Any]]:
    """Steps as stored; their order is their place."""
    return [{name: value for name, value in asdict(step).items() if name != "order"} for step in steps]


def variants_of(stored: list[Mapping[str, Any]]) -> tuple[LimitVariant, ...]:
    """Variants from storage."""
    return tuple(
        LimitVariant(
            one["key"],
            Limit(one["limit"][0], LimitUnit(one["limit"][1])) if one["limit"] else None,
            one["condition"],
            Certainty(one["certainty"]),
        )
        for one in stored
    )


def components_of(stored: list[Mapping[str, Any]]) -> tuple[ComponentCard, ...]:
    """Components from storage."""
    return tuple(
        ComponentCard(
            key=one["key"],
            name=one["name"],
            name_en=one["name_en"],
            kind=PaperKind(one["kind"]),
            quantity=one["quantity"],
            mandatory=one["mandatory"],
            certainty=Certainty(one["certainty"]),
        )
        for one in stored
    )


def steps_of(stored: list[Mapping[str, Any]]) -> tuple[StepCard, ...]:
    """Steps from storage, numbered from 1."""
    return tuple(
        StepCard(order, one["name"], one["name_en"], StepRole(one["role"]), one["share_percent"])
        for order, one in enumerate(stored, start=1)
    )
