"""Records what other systems call our units."""

from django.db import transaction
from django.db.models import Q

from haicap.kernel.errors import refuse
from haicap.kernel.text import clean
from haicap.territory.contract import CodeAlias
from haicap.territory.models import CodeAlias as Row
from haicap.territory.selectors.units import require_unit
from haicap.territory.services.states import lock_map


@transaction.atomic
def alias_code(told: CodeAlias) -> None:
    """Record an alias; told again it changes nothing.

    Refused: territory.unknown_unit; territory.alias_empty (system, alias or source); territory.alias_days (ends
    before it begins); territory.alias_taken where the alias already means something on one of those days.
    """
    unit = require_unit(told.code, told.valid_from, field="code")
    system, alias = clean(told.system), clean(told.alias)
    for column, cell in (("system", system), ("alias", alias), ("source", clean(told.source))):
        if not cell:
            raise refuse("territory.alias_empty", field=column, column=column)
    if told.valid_to is not None and told.valid_to <= told.valid_from:
        raise refuse("territory.alias_days", field="valid_to")
    lock_map()
    rows = Row.objects.filter(system=system, alias=alias).order_by("id")
    same = {"unit_id": unit.unit_id, "valid_from": told.valid_from, "valid_to": told.valid_to}
    if rows.filter(**same).exists():
        return
    overlapping = rows.filter(Q(valid_to=None) | Q(valid_to__gt=told.valid_from))
    if told.valid_to is not None:
        overlapping = overlapping.filter(valid_from__lt=told.valid_to)
    if overlapping.exists():
        raise refuse("territory.alias_taken", field="alias", system=system, alias=alias)
    Row.objects.create(system=system, alias=alias, source=clean(told.source), **same)
