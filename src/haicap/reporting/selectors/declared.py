"""Declared figures of units, read once from the package's data, and our own count of the same days."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Period
from haicap.kernel.clock import local_day
from haicap.organisation.contract import Actor
from haicap.reporting.contract import Compared, Declaration, DeclaredFigure, Qualifier, Source
from haicap.reporting.domain.relations import related
from haicap.territory import api as territory

DATA = "declared_figures.json"


def declared(unit_code: str) -> Declaration | None:
    """What the unit of this code has declared, with its relations; None where nothing is known."""
    return _all().get(unit_code)


def compared(*, actor: Actor, declaration: Declaration, now: datetime) -> tuple[Compared, ...]:
    """Every declared figure beside the count of our dossiers on the days of `declaration.beside`. Three queries.

    The two are not made equal: they come from different places and are shown as they are.
    """
    unit = territory.require_unit(declaration.unit_code, local_day(now))
    rows = dossiers.figures(actor=actor, units=[unit.unit_id], period=declaration.beside, now=now)
    return tuple(
        Compared(figure, sum(getattr(row.figures, name) for row in rows for name in figure.counts))
        for figure in declaration.figures
    )


@cache
def _all() -> Mapping[str, Declaration]:
    told = json.loads(files("haicap.reporting").joinpath("data", DATA).read_text("utf-8"))
    source = Source(**told["source"])
    return {each["unit"]: _declaration(each, source) for each in told["declarations"]}


def _declaration(told: Mapping[str, Any], source: Source) -> Declaration:
    days = Period(date.fromisoformat(told["from"]), date.fromisoformat(told["to"]))
    figures = tuple(
        DeclaredFigure(
            each["key"],
            each["name"],
            each["name_en"],
            each["value"],
            Qualifier(each["qualifier"]),
            tuple(each["counts"]),
        )
        for each in told["figures"]
    )
    values = {figure.key: figure.value for figure in figures}
    return Declaration(
        unit_code=told["unit"],
        source=source,
        period=days if told["dated"] else None,
        beside=days,
        period_words=told["period"],
        period_words_en=told["period_en"],
        figures=figures,
        relations=tuple(
            related(each["key"], each["parts"], each["whole"], values, (each["words"], each["words_en"]))
            for each in told["relations"]
        ),
        remarks=tuple((vi, en) for vi, en in told["remarks"]),
    )
