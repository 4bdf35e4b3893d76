"""Every word of the contracts stands in the glossary, under the name of its enum, with its Vietnamese term."""

import re
from enum import StrEnum

import pytest

from haicap.documents.contract import FormKind
from haicap.dossiers.contract import Action, Channel, ComponentState, Status
from haicap.kernel.limits import LimitUnit, OnSupplement
from haicap.kernel.stops import StopKind
from haicap.kernel.timeliness import OpenTimeliness, Timeliness
from haicap.organisation.contract import AgencyKind, Capacity, Role
from haicap.procedures.contract import Certainty, Level, PaperKind
from haicap.territory.contract import (
    HamletChange,
    HamletKind,
    Measure,
    MutationKind,
    Precision,
    Quantifier,
    Standing,
    UnitKind,
)
from tests.docs.pages import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
ENUMS: tuple[type[StrEnum], ...] = (
    Status,
    Action,
    Channel,
    StopKind,
    Timeliness,
    OpenTimeliness,
    Role,
    AgencyKind,
    Capacity,
    FormKind,
    PaperKind,
    ComponentState,
    LimitUnit,
    OnSupplement,
    Certainty,
    Level,
    UnitKind,
    MutationKind,
    Quantifier,
    Standing,
    Measure,
    Precision,
    HamletKind,
    HamletChange,
)


def _section(name: str) -> str:
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", GLOSSARY, re.MULTILINE | re.DOTALL)
    assert found, f"the glossary has no section {name}"
    return found.group(1)


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_every_value_has_its_vietnamese_term_and_no_other_value_is_listed(enum: type[StrEnum]) -> None:
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+?) \|", _section(enum.__name__), re.MULTILINE)
    assert [value for value, _ in rows if rows.count(value) > 1] == []
    assert {value for value, _ in rows} == {member.value for member in enum if member.value}
    assert all(term.strip() for _, term in rows)
