"""Plans of the tests, and the short way from a plan to the day."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from haicap.kernel import clock
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import AnnullingAct, PlanCard
from tests.reorganisation.cast import leader, planner
from tests.reorganisation.eve import DAY, EVENING, MORNING


def of_law(*instruments: str) -> dict[str, Any]:
    """The plan of real resolutions."""
    return reorganisation.write_document(reorganisation.of_register(instruments))


def plan(*changes: dict[str, Any], instrument: str = "1/NQ-TEST", on: date = DAY) -> dict[str, Any]:
    """A plan made up."""
    return {
        "instrument": instrument,
        "body": "Ủy ban Thường vụ Quốc hội",
        "subject": "Thử nghiệm",
        "decided_on": "2025-06-16",
        "effective_on": on.isoformat(),
        "changes": list(changes),
    }


def merger(
    new: tuple[str, str], *old: str, province: str = "22", clause: str = "1", kind: str = "formed"
) -> dict[str, Any]:
    """`old` become `new` (code, name) as a whole."""
    return {
        "kind": kind,
        "clause": clause,
        "ends": list(old),
        "begins": [{"code": new[0], "name": new[1], "province_code": province}],
        "edges": [edge(code, new[0]) for code in old],
    }


def edge(old: str, new: str, quantifier: str = "full") -> dict[str, Any]:
    """One part."""
    return {"predecessor_code": old, "successor_code": new, "quantifier": quantifier}


def approved(
    document: dict[str, Any], province: str = "22", at: datetime = EVENING, lent: str = ""
) -> PlanCard:
    """Proposed by one, approved by another. `lent`: a province without people here, for which they may plan too."""
    day = clock.local_day(at)
    author = planner(province, day)
    author = replace(author, provinces=author.provinces | {lent or province})
    card = reorganisation.propose(actor=author, document=document, at=at)
    return reorganisation.approve(actor=leader(province, day), plan_id=card.id, at=at)


def applied(
    document: dict[str, Any], province: str = "22", at: datetime = MORNING, lent: str = ""
) -> PlanCard:
    """Carried out in the first minutes of the reform's day."""
    return reorganisation.apply(plan_id=approved(document, province, lent=lent).id, at=at)


def act(instrument: str = "99/NQ-TEST", reason: str = "Trái thẩm quyền") -> AnnullingAct:
    """What annuls."""
    return AnnullingAct(instrument, reason, "Quốc hội")


def annulled(card: PlanCard, at: datetime, province: str = "22") -> PlanCard:
    """Undone at `at`."""
    day = clock.local_day(at)
    return reorganisation.annul(
        plan_id=card.id,
        act=act(),
        author=planner(province, day),
        approver=leader(province, day),
        at=at,
    )
