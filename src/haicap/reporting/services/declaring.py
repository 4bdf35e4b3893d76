"""Writing declared figures down: typed, read from a file, corrected. Nothing is ever changed or taken away."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from haicap.kernel.clock import local_day
from haicap.kernel.errors import refuse, require
from haicap.kernel.ids import uuid7
from haicap.kernel.text import clean
from haicap.organisation.contract import Actor
from haicap.reporting.contract import MEASURES, Compared, DeclaredFigure, Qualifier, Statement
from haicap.reporting.domain.declaring import may_declare, must_explain
from haicap.reporting.domain.findings import all_tested
from haicap.reporting.models import DeclaredPaper, DeclaredRow
from haicap.reporting.selectors.declared import collected, count_beside
from haicap.reporting.selectors.stated import figure_of, heir_of_row, own_row
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard

LARGEST = Decimal(10**12)


def declare(*, actor: Actor, said: Statement, words: Mapping[str, str], at: datetime) -> int:
    """Write a typed figure down; `words` are its names (`vi`, `en`). Returns the row's number.

    Refused: `declared.not_a_leader`, `declared.other_unit`, `territory.unknown_unit`, `declared.measure_unknown`,
    `declared.period_wrong`, `declared.number_wrong`, `declared.source_missing`, `declared.reason_needed`.
    """
    unit = territory.require_unit(said.unit, local_day(at), field="unit")
    require(may_declare(actor, {unit.unit_id}))
    figure = _figure(said, unit, words, at)
    compared = count_beside(actor=actor, figures=(figure,), now=at)[figure.key]
    require(must_explain(compared, clean(said.reason)))
    return _write(actor, unit, compared, at, reason=clean(said.reason), source=clean(said.source))


def correct(
    *, actor: Actor, row: int, value: Decimal, qualifier: Qualifier, reason: str, at: datetime
) -> int:
    """Put another number beside a row; the row stays and the reason is owed. Returns the new row's number.

    Refused: `declared.unknown_row`, `declared.not_a_leader`, `declared.other_unit`, `declared.number_wrong`,
    `declared.correction_reason`, `declared.corrected_meanwhile`.
    """
    former = own_row(actor, row)
    unit = territory.last_card(heir_of_row(former), local_day(at))
    require(may_declare(actor, {unit.unit_id}))
    if not clean(reason):
        raise refuse("declared.correction_reason", field="reason")
    _require_number(value)
    figure = replace(figure_of(former, unit), value=value, printed=_printed(value), qualifier=qualifier)
    compared = count_beside(actor=actor, figures=(figure,), now=at)[figure.key]
    try:
        with transaction.atomic():
            return _write(
                actor, unit, compared, at, reason=clean(reason), source=former.source, former=former
            )
    except IntegrityError:
        raise refuse("declared.corrected_meanwhile", field="reason") from None


@transaction.atomic
def hand_in(*, actor: Actor, name: str, text: str, at: datetime) -> UUID:
    """Keep a file of declared figures, and write down those that name a unit, days and what counts them.

    Refused: what `domain.collection.read` and `domain.findings.all_tested` refuse, `declared.not_a_leader`,
    `declared.other_unit`, `declared.handed_in_before`, `declared.nothing_to_keep`.
    """
    require(may_declare(actor, ()))
    collection = collected(text)
    all_tested(collection)
    figures = [
        each
        for each in collection.figures.values()
        if each.unit and each.beside and each.counts and each.value is not None
    ]
    units = {each.unit: territory.require_unit(each.unit, local_day(at), field="file") for each in figures}
    require(may_declare(actor, {card.unit_id for card in units.values()}))
    if not figures:
        raise refuse("declared.nothing_to_keep", field="file")
    paper = _keep(actor, name, text, at)
    counted = count_beside(actor=actor, figures=tuple(figures), now=at)
    for figure in figures:
        source = collection.sources.get(figure.source)
        _write(
            actor,
            units[figure.unit],
            counted[figure.key],
            at,
            source=source.paper if source else name,
            paper=paper,
        )
    return paper.id


def _figure(said: Statement, unit: UnitCard, words: Mapping[str, str], at: datetime) -> DeclaredFigure:
    if said.measure not in MEASURES:
        raise refuse("declared.measure_unknown", field="measure")
    if said.period.start > said.period.end or said.period.start > local_day(at):
        raise refuse("declared.period_wrong", field="start")
    if not clean(said.source):
        raise refuse("declared.source_missing", field="source")
    _require_number(said.value)
    return DeclaredFigure(
        key=said.measure,
        source="",
        name=words["vi"],
        name_en=words["en"],
        value=said.value,
        printed=_printed(said.value),
        measure="dossiers",
        qualifier=said.qualifier,
        unit=unit.code,
        period=said.period,
        beside=said.period,
        counts=MEASURES[said.measure],
    )


def _require_number(value: Decimal) -> None:
    if not value.is_finite() or not 0 <= value <= LARGEST or value != value.to_integral_value():
        raise refuse("declared.number_wrong", field="value")


def _printed(value: Decimal) -> str:
    return str(value.to_integral_value())


def _keep(actor: Actor, name: str, text: str, at: datetime) -> DeclaredPaper:
    digest = sha256(text.encode()).hexdigest()
    if DeclaredPaper.objects.filter(province=actor.province_code, sha256=digest).exists():
        raise refuse("declared.handed_in_before", field="file")
    return DeclaredPaper.objects.create(
        id=uuid7(),
        province=actor.province_code,
        name=clean(name)[:200],
        content=text,
        sha256=digest,
        at=at,
        **_who(actor),
    )


def _write(
    actor: Actor,
    unit: UnitCard,
    compared: Compared,
    at: datetime,
    *,
    source: str,
    reason: str = "",
    paper: DeclaredPaper | None = None,
    former: DeclaredRow | None = None,
) -> int:
    figure, days = compared.figure, compared.figure.beside
    if days is None or figure.value is None:
        raise ValueError("only figures with days and a number are written down")
    row = DeclaredRow.objects.create(
        province=actor.province_code,
        unit_id=unit.unit_id,
        starts_on=days.start,
        ends_on=days.end,
        name=figure.name,
        name_en=figure.name_en,
        counts=list(figure.counts),
        value=figure.value,
        qualifier=figure.qualifier.value,
        source=source,
        reason=reason,
        counted=compared.counted,
        agrees=compared.agrees,
        paper=paper,
        replaces=former,
        at=at,
        **_who(actor),
    )
    return row.id


def _who(actor: Actor) -> dict[str, object]:
    return {
        "person_id": actor.person_id,
        "appointment_id": actor.appointment_id,
        "actor_label": f"{actor.person_name}, {actor.post_title}",
    }
