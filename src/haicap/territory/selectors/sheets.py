"""The part of the map that a plan speaks of, for the rules that judge it."""

from haicap.territory.contract import Enactment
from haicap.territory.domain.plan import Sheet
from haicap.territory.models import Instrument
from haicap.territory.selectors.atlas import atlas


def sheet_for(act: Enactment) -> Sheet:
    """All states of the plan's codes and of their units, and the communes of their provinces."""
    found = atlas()
    codes = {code for change in act.changes for code in change.ends}
    codes |= {unit.code for change in act.changes for unit in change.begins}
    codes |= {unit.province_code for change in act.changes for unit in change.begins}
    by_code = {code: [entry.card for entry in found.by_code[code]] for code in codes if code in found.by_code}
    units = {card.unit_id for cards in by_code.values() for card in cards}
    return Sheet(
        by_code=by_code,
        by_unit={unit: [entry.card for entry in found.by_unit[unit]] for unit in units},
        children={unit: [entry.card for entry in found.children.get(unit, ())] for unit in units},
        done=frozenset(
            (one.instrument, one.clause, one.effective_on)
            for one in found.mutations.values()
            if one.instrument == act.instrument and one.annulled_by is None
        ),
        instruments={
            number: (body, decided)
            for number, body, decided in Instrument.objects.filter(number=act.instrument)
            .values_list("number", "body", "decided_on")
            .order_by("id")
        },
    )
