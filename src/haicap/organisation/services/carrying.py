"""What the apparatus does when units are reorganised: new bodies, who goes on for whom, people in their places.

Nothing that was is rewritten: a merged body ends, its records keep its id, its people keep their appointments and
continue them in the body that goes on (`domain/inheritance.py`). The cost grows with bodies and people, not records.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import connection

from haicap.kernel import text
from haicap.organisation.contract import AgencyId, AgencyKind, Conserved, Move
from haicap.organisation.domain.composition import commune_bodies, default_model, provincial_bodies
from haicap.organisation.domain.inheritance import Body, heir_of_body
from haicap.organisation.models import Agency, OrganisationJournal, ServiceArea, Succession
from haicap.organisation.selectors import agencies, holdings
from haicap.organisation.services import moving
from haicap.organisation.services.founding import found_units
from haicap.organisation.services.moving import Pair
from haicap.platform.bulk import copy_rows
from haicap.territory.contract import UnitCard, UnitId


class OrganisationCarrier:
    """The apparatus as a carrier (`contract.Carrier`)."""

    def preview(self, unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
        """What is conserved, and bodies, posts, counters and delegations."""
        return (*holdings.conserved(unit_ids, on), *holdings.worth_knowing(unit_ids, on))

    def hold(self, unit_ids: Sequence[UnitId]) -> None:
        """Lock the bodies: an intake names its bodies at commit and waits there."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM organisation_agency WHERE unit_id = ANY(%s) ORDER BY id FOR UPDATE",
                [list(unit_ids)],
            )

    def conserved(self, unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
        """Appointments in force and active accounts."""
        return holdings.conserved(unit_ids, on)

    def marks(self, unit_ids: Sequence[UnitId]) -> Mapping[str, str]:
        """Nothing."""
        return {}

    def carry(self, move: Move, at: datetime) -> None:
        """End the old bodies, found the new ones, say who goes on for whom, let the people go on."""
        refounded = _refounded(move)
        ending = _bodies([*move.heirs, *(after.unit_id for after in refounded)])
        Agency.objects.filter(id__in=[body.id for bodies in ending.values() for body in bodies]).update(
            valid_to=move.on
        )
        found_units([*move.begun, *refounded], since=move.on)
        _receive_at_living([after.unit_id for after in refounded])
        goes_to = {**{old: new.unit_id for old, new in move.heirs.items()}, **_same(refounded)}
        pairs = _pairs(ending, goes_to, _bodies(goes_to.values()), move.main, _without_tier(move))
        _succeed(pairs, move)
        _follow_parents()
        _rename(move.kept)
        people = moving.continue_appointments(pairs, on=move.on, act_number=move.instrument)
        agencies.forget()
        _note("reorganise", move, at, bodies=len(pairs), people=people)

    def undo(self, move: Move, on: date, at: datetime) -> None:
        """Let the old bodies and appointments stand again; what came since goes to those of the main predecessor."""
        moving.end_continuations(move.reorganisation, on=on, at=at)
        refounded = _refounded(move)
        ended = _bodies([*(unit.unit_id for unit in move.begun), *(after.unit_id for after in refounded)])
        Agency.objects.filter(id__in=[body.id for bodies in ended.values() for body in bodies]).update(
            valid_to=on
        )
        laid = Succession.objects.filter(reorganisation=move.reorganisation, ended_on__isnull=True)
        again = list(laid.order_by("id").values_list("predecessor_id", flat=True))
        laid.update(ended_on=on)
        Agency.objects.filter(id__in=again).update(valid_to=None)
        _receive_at_living([after.unit_id for after in refounded])
        goes_to = {unit.unit_id: move.main[unit.unit_id] for unit in move.begun} | _same(refounded)
        pairs = _pairs(ended, goes_to, _bodies(goes_to.values()), {})
        _succeed(pairs, move, since=on)
        _follow_parents()
        _rename(tuple((after, before) for before, after in move.kept))
        people = moving.continue_appointments(pairs, on=on, act_number=move.instrument)
        agencies.forget()
        _note("annul_reorganisation", move, at, bodies=len(pairs), people=people)


def _refounded(move: Move) -> list[UnitCard]:
    """Units that go on in another province: their bodies are founded anew below its committee."""
    return [
        after
        for before, after in move.kept
        if not after.is_province and before.province_code != after.province_code
    ]


def _without_tier(move: Move) -> frozenset[UnitId]:
    """Units whose tier was abolished: what they leave goes to a province that neither begins nor changes."""
    standing = {unit.unit_id for unit in move.begun} | {after.unit_id for _, after in move.kept}
    return frozenset(
        old for old, new in move.heirs.items() if new.is_province and new.unit_id not in standing
    )


def _same(units: Iterable[UnitCard]) -> dict[UnitId, UnitId]:
    return {unit.unit_id: unit.unit_id for unit in units}


def _bodies(unit_ids: Iterable[UnitId]) -> dict[UnitId, list[Body]]:
    """The living bodies of units."""
    rows = Agency.objects.filter(unit_id__in=set(unit_ids), valid_to__isnull=True).order_by("id")
    found: dict[UnitId, list[Body]] = defaultdict(list)
    for pk, unit, slug, kind in rows.values_list("id", "unit_id", "slug", "kind"):
        found[UnitId(unit)].append(Body(AgencyId(pk), slug, AgencyKind(kind)))
    return found


def _pairs(
    ending: Mapping[UnitId, list[Body]],
    goes_to: Mapping[UnitId, UnitId],
    living: Mapping[UnitId, list[Body]],
    main: Mapping[UnitId, UnitId],
    without_tier: frozenset[UnitId] = frozenset(),
) -> list[Pair]:
    """Every body that ends with the one that goes on for it; heads stay heads where its unit is the main one."""
    return [
        Pair(
            body.id,
            heir_of_body(body, living[goes_to[unit]]).id,
            keeps_heads=main.get(goes_to[unit], unit) == unit,
            keeps_roles=unit not in without_tier,
        )
        for unit, bodies in ending.items()
        for body in bodies
    ]


def _succeed(pairs: Sequence[Pair], move: Move, since: date | None = None) -> None:
    columns = ("predecessor_id", "successor_id", "reorganisation", "starts_on")
    rows = ((pair.old, pair.new, move.reorganisation, since or move.on) for pair in pairs)
    copy_rows(Succession, columns, rows)


def _follow_parents() -> None:
    """Living bodies below one that ended come below the one that goes on for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE organisation_agency a SET parent_id = s.successor_id
            FROM organisation_agency p, organisation_succession s
            WHERE p.id = a.parent_id AND a.valid_to IS NULL AND p.valid_to IS NOT NULL
              AND s.predecessor_id = p.id AND s.ended_on IS NULL"""
        )


def _receive_at_living(unit_ids: Sequence[UnitId]) -> None:
    rows = Agency.objects.filter(unit_id__in=unit_ids, slug="centre", valid_to__isnull=True)
    for row in rows.order_by("id"):
        ServiceArea.objects.filter(unit_id=row.unit_id).update(agency=row)


def _rename(kept: Sequence[tuple[UnitCard, UnitCard]]) -> None:
    """Bodies still called as founded take the unit's new name; a name given by hand stays."""
    for before, after in kept:
        if before.name == after.name:
            continue
        former, new = _names(before), _names(after)
        rows = Agency.objects.filter(unit_id=after.unit_id, valid_to__isnull=True)
        for row in rows.order_by("id"):
            if (row.name, row.name_en) == former.get(row.slug) and row.slug in new:
                row.name, row.name_en = new[row.slug]
                row.name_folded, row.name_sorted = text.fold(row.name), text.sort_key(row.name)
                row.save(update_fields=["name", "name_en", "name_folded", "name_sorted"])


def _names(unit: UnitCard) -> dict[str, tuple[str, str]]:
    model = default_model(unit.province_code, unit.valid_from)
    plans = provincial_bodies(unit) if unit.is_province else commune_bodies(unit, model)
    return {plan.slug: (plan.name, plan.name_en) for plan in plans}


def _note(action: str, move: Move, at: datetime, **facts: object) -> None:
    OrganisationJournal.objects.record(
        actor=None,
        action=action,
        subject=f"reorganisation:{move.reorganisation}",
        at=at,
        instrument=move.instrument,
        **facts,
    )
