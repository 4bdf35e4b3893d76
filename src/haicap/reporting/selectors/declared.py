"""Declared figures of units, read once from the package's data, and our own count of the same days."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Period
from haicap.kernel.clock import local_day
from haicap.kernel.errors import RefusalError
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.reporting.contract import Collection, Compared, Declaration, DeclaredFigure, Relation
from haicap.reporting.domain.collection import read
from haicap.reporting.domain.findings import all_tested
from haicap.territory import api as territory

DATA = "declared_figures.json"


def declared(unit_code: str) -> Declaration | None:
    """What the unit of this code has declared of its dossiers, with its sums; None where nothing is known."""
    told: Mapping[str, Declaration] = _all()
    return told.get(unit_code)


def compared(*, actor: Actor, declaration: Declaration, now: datetime) -> tuple[Compared, ...]:
    """Every declared figure beside the count of our dossiers on the days of `declaration.beside`.

    The two are not made equal: they come from different places and are shown as they are.
    """
    counted = count_beside(actor=actor, figures=declaration.figures, now=now)
    return tuple(counted[figure.key] for figure in declaration.figures)


def count_beside(
    *, actor: Actor, figures: tuple[DeclaredFigure, ...], now: datetime
) -> Mapping[str, Compared]:
    """Those of `figures` that name a unit, days and what counts them, each with our count; two queries per unit and
    days. Refuses `territory.unknown_unit`.
    """
    groups: dict[tuple[str, Period], list[DeclaredFigure]] = defaultdict(list)
    for figure in figures:
        if figure.unit and figure.beside and figure.counts:
            groups[figure.unit, figure.beside].append(figure)
    told = {}
    for (code, period), members in groups.items():
        unit = territory.require_unit(code, local_day(now))
        row = dossiers.figures(actor=actor, units=[unit.unit_id], period=period, now=now)[0].figures
        for figure in members:
            told[figure.key] = Compared(figure, sum(getattr(row, name) for name in figure.counts))
    return told


def reconciled(collection: Collection, now: datetime) -> tuple[Mapping[str, Compared], Mapping[str, str]]:
    """Figures of `collection` beside our rows, and why others are not: `unknown_unit`, `no_province_here`, `no_days`,
    `nothing_counts_it`. Whoever asks already holds the database.
    """
    by_province: dict[str, list[DeclaredFigure]] = defaultdict(list)
    left: dict[str, str] = {}
    for figure in collection.figures.values():
        if not figure.counts:
            left[figure.key] = "nothing_counts_it"
        elif figure.beside is None:
            left[figure.key] = "no_days"
        elif (unit := territory.unit_on(figure.unit, local_day(now)) if figure.unit else None) is None:
            left[figure.key] = "unknown_unit"
        else:
            by_province[unit.province_code].append(figure)
    told: dict[str, Compared] = {}
    for province, figures in by_province.items():
        try:
            actor = organisation.system_actor(province, "haicap reconcile")
        except RefusalError:
            left |= {figure.key: "no_province_here" for figure in figures}
        else:
            told |= count_beside(actor=actor, figures=tuple(figures), now=now)
    return told, left


def collected(text: str) -> Collection:
    """The collection that a file tells (JSON); refuses what `domain.collection.read` refuses."""
    return read(text, shipped())


@cache
def shipped() -> Collection:
    """The figures that newspaper reports of 2025 printed, as the package carries them."""
    return read(files("haicap.reporting").joinpath("data", DATA).read_text("utf-8"))


@cache
def _all() -> Mapping[str, Declaration]:
    collection = shipped()
    relations = all_tested(collection)
    counted: dict[tuple[str, Period], list[DeclaredFigure]] = defaultdict(list)
    for figure in collection.figures.values():
        if figure.counts and figure.unit and figure.beside:
            counted[figure.unit, figure.beside].append(figure)
    return {
        code: _declaration(code, days, tuple(figures), relations) for (code, days), figures in counted.items()
    }


def _declaration(
    code: str, days: Period, figures: tuple[DeclaredFigure, ...], relations: tuple[Relation, ...]
) -> Declaration:
    keys = {figure.key for figure in figures}
    mine = tuple(each for each in relations if each.is_sum and each.figures <= keys)
    first = figures[0]
    remarks = tuple(
        (each.words, each.words_en)
        for each in shipped().inconsistencies
        if each.refs and keys.issuperset(each.refs)
    )
    return Declaration(
        unit_code=code,
        source=shipped().sources[first.source],
        period=first.period,
        beside=days,
        period_words=first.period_words,
        period_words_en=first.period_words_en,
        figures=figures,
        relations=mine,
        remarks=remarks,
    )
