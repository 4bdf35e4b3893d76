"""The name of a unit as said on a day and as said today: the one place that puts both into one phrase."""

from datetime import date

from haicap.kernel import clock
from haicap.kernel.errors import Refusal
from haicap.kernel.messages import words
from haicap.territory.contract import UnitCard, UnitId
from haicap.territory.contract.names import Naming, SaidName
from haicap.territory.domain import crosswalk as rule
from haicap.territory.selectors.atlas import atlas, on
from haicap.territory.selectors.crosswalk import history


def last_card(unit_id: UnitId, day: date) -> UnitCard:
    """The unit as it stood on `day`; as it first was or last was where it did not stand then."""
    entries = atlas().by_unit[unit_id]
    return (
        on(entries, day) or next((e for e in reversed(entries) if e.card.valid_from <= day), entries[0])
    ).card


def said(unit_id: UnitId, event: date, today: date | None = None) -> SaidName:
    """How the unit was called on the day of an event, and what goes on for it on `today` (default: the clock's)."""
    today = today or clock.today()
    then = last_card(unit_id, event)
    if then.in_force(today) or today <= then.valid_from:
        return SaidName(then.name)
    names = tuple(dict.fromkeys(part.unit.name for part in rule.crosswalk(history(), then, today)))
    return SaidName(then.name, names if names != (then.name,) else (), _law(then))


def name_words(told: SaidName, naming: Naming, *, of_body: bool = False) -> str:
    """One phrase in the reader's language: "Xã Tam Bố, nay là xã Gia Hiệp"; "nay thuộc" where the law divided.

    `of_body`: the names are those of bodies, which keep their capital (Decree 30/2020/NĐ-CP, appendix II).
    """
    if naming is Naming.EVENT or not told.now:
        return told.then
    now = ", ".join(told.now)
    if naming is Naming.CURRENT:
        return now
    code = "territory.name_now" if len(told.now) == 1 else "territory.name_divided"
    inside = now if of_body else now[:1].lower() + now[1:]
    return words(Refusal(code, {"then": told.then, "now": inside}))


def _law(then: UnitCard) -> str:
    closed_by = next(e.closed_by for e in atlas().by_unit[then.unit_id] if e.card.state_id == then.state_id)
    act = atlas().mutations.get(closed_by or 0)
    if act is None:
        return ""
    return f"{act.instrument}, khoản {act.clause}" if act.clause else act.instrument
