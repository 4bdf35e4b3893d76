"""Invented acts on the real map of Lâm Đồng."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from haicap.platform.checks.runner import run_laws
from haicap.territory import api as territory
from haicap.territory.checks import LAWS
from haicap.territory.contract import Annulment, Change, Edge, Enactment, MutationKind, NewUnit, UnitKind

NEW_YEAR, EVE = date(2027, 1, 1), date(2026, 12, 31)
LEARNT = datetime(2026, 11, 21, 2, tzinfo=UTC)
GIA_HIEP, DI_LINH = "25015", "25000"
KINDS = {"Xã": UnitKind.COMMUNE, "Phường": UnitKind.WARD, "Tỉnh": UnitKind.PROVINCE, "Thành": UnitKind.CITY}


def unit(code: str, name: str, province: str = "68") -> NewUnit:
    kind = KINDS[name.split(" ", 1)[0]]
    return NewUnit(code, name, kind, province if len(code) == 5 else "")


def edge(old: str, new: str, quantifier: str, **shares: Any) -> Edge:
    return Edge(old, new, quantifier, old == new, **shares)


def act(*changes: Change, **given: Any) -> Enactment:
    usual: dict[str, Any] = {
        "instrument": "1/NQ-THU",
        "body": "Ủy ban Thường vụ Quốc hội",
        "subject": "Thử",
        "decided_on": date(2026, 12, 1),
        "effective_on": NEW_YEAR,
        "operational_on": None,
        "certainty": "read",
    }
    return Enactment(**{**usual, **given}, changes=changes)


def merge(**given: Any) -> Enactment:
    """Gia Hiệp and Di Linh become a new Di Linh."""
    change = Change(
        MutationKind.FORMED,
        "1",
        ends=(GIA_HIEP, DI_LINH),
        begins=(unit(DI_LINH, "Xã Di Linh"),),
        edges=(edge(GIA_HIEP, DI_LINH, "full"), edge(DI_LINH, DI_LINH, "full")),
    )
    return act(change, **given)


def absorb() -> Enactment:
    """Di Linh takes in Gia Hiệp and goes on as itself."""
    (change,) = merge().changes
    return act(replace(change, kind=MutationKind.ABSORBED))


def divide() -> Enactment:
    """Gia Hiệp becomes two, with shares."""
    half = {"share_source": "Đề án thử"}
    change = Change(
        MutationKind.DIVIDED,
        "1",
        ends=(GIA_HIEP,),
        begins=(unit(GIA_HIEP, "Xã Gia Hiệp"), unit("25021", "Xã Tam Bố")),
        edges=(
            edge(
                GIA_HIEP,
                GIA_HIEP,
                "remainder",
                area_share=Decimal("0.6"),
                population_share=Decimal("0.7"),
                **half,
            ),
            edge(
                GIA_HIEP,
                "25021",
                "partial",
                area_share=Decimal("0.4"),
                population_share=Decimal("0.3"),
                **half,
            ),
        ),
    )
    return act(change)


def transfer() -> Enactment:
    """Part of Gia Hiệp's land goes to Di Linh; both go on."""
    change = Change(
        MutationKind.TRANSFERRED,
        "1",
        ends=(GIA_HIEP, DI_LINH),
        begins=(unit(GIA_HIEP, "Xã Gia Hiệp"), unit(DI_LINH, "Xã Di Linh")),
        edges=(
            edge(GIA_HIEP, GIA_HIEP, "remainder"),
            edge(GIA_HIEP, DI_LINH, "part_area"),
            edge(DI_LINH, DI_LINH, "full"),
        ),
    )
    return act(change)


def one_to_one(kind: MutationKind, code: str, name: str, province: str = "68", was: str = "") -> Enactment:
    return act(Change(kind, "1", ends=(was or code,), begins=(unit(code, name, province),)))


def unite_provinces() -> Enactment:
    """Lâm Đồng and Khánh Hòa become one under Lâm Đồng's code; their communes follow."""
    change = Change(
        MutationKind.FORMED,
        "1",
        ends=("68", "56"),
        begins=(unit("68", "Tỉnh Lâm Hòa"),),
        edges=(edge("68", "68", "full"), edge("56", "68", "full")),
    )
    return act(change)


def annulment(on: date = NEW_YEAR, **given: Any) -> Annulment:
    usual: dict[str, Any] = {
        "annuls": "1/NQ-THU",
        "instrument": "2/NQ-THU",
        "body": "Ủy ban Thường vụ Quốc hội",
        "subject": "Hủy thử",
        "decided_on": date(2026, 12, 20),
        "certainty": "read",
    }
    return Annulment(**{**usual, **given}, effective_on=on)


def enact(plan: Enactment) -> Any:
    return territory.enact(plan, at=LEARNT)


def annul(told: Annulment) -> Any:
    return territory.annul(told, at=LEARNT)


def answers(day: date) -> list[tuple[Any, ...]]:
    """What the map says of every unit on a day, without the ids of states."""
    provinces = territory.provinces(day)
    communes = [card for top in provinces for card in territory.communes_of(top.code, day)]
    return [
        (card.unit_id, card.code, card.name, card.kind, card.province_code)
        for card in (*provinces, *communes)
    ]


def broken_laws() -> list[str]:
    """The words of every finding of the package's laws."""
    return [finding.words for verdict in run_laws(LAWS, full=True) for finding in verdict.findings]
