"""The rules of periods, read once from the package's data."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from haicap.kernel.errors import refuse
from haicap.reporting.contract import Kind, Level
from haicap.reporting.domain.periods import Rule, rule_on

DATA = "periods.json"


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, with their source and how sure it is."""
    told = json.loads(files("haicap.reporting").joinpath("data", DATA).read_text("utf-8"))
    return tuple(_rule(each) for each in told["rules"])


def require_rule(kind: Kind, day: date) -> Rule:
    """The rule of `kind` on `day`; refuses `reporting.no_rule`."""
    found = rule_on(rules(), kind, day)
    if found is None:
        raise refuse("reporting.no_rule", field="day", day=day)
    return found


def _rule(told: Mapping[str, Any]) -> Rule:
    return Rule(
        Kind(told["kind"]),
        told["closes"],
        date.fromisoformat(told["since"]),
        date.fromisoformat(told["until"]) if told["until"] else None,
        {Level(level): days for level, days in (told["due_after_days"] or {}).items()},
        told["source"],
        told["certainty"],
        told["words"],
        told["words_en"],
    )
