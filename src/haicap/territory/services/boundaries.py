"""Loading boundaries from GeoJSON: the whole file, or nothing of it with every row that is wrong named."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from haicap.kernel.errors import Refusal, RefusalError, refuse
from haicap.kernel.text import clean
from haicap.territory.contract import BoundariesLoaded
from haicap.territory.domain.outlines import FINE, Outline, read, simplified
from haicap.territory.models import Boundary
from haicap.territory.selectors.units import unit_on

TOLERANCE = 0.0005  # degrees: about 55 m, less than a pixel of a province on a screen


def load_boundaries(
    document: bytes, *, source: str, day: date, at: datetime, tolerance: float = TOLERANCE
) -> BoundariesLoaded:
    """Keep the outlines of a file for the units that carry its codes on `day`; what stood there is replaced.

    `source` says whose word it is. Refused with every reason, nothing kept: `territory.boundaries_no_source`,
    `territory.unknown_unit` and all that `domain.outlines.read` names, each at its row.
    """
    if not clean(source):
        raise refuse("territory.boundaries_no_source", field="source")
    outlines, wrong = read(document)
    states = {outline.row: unit_on(outline.code, day) for outline in outlines}
    wrong += [
        Refusal("territory.unknown_unit", {"unit": each.code, "day": day}, f"row {each.row}")
        for each in outlines
        if states[each.row] is None
    ]
    if wrong:
        raise RefusalError(*sorted(wrong, key=lambda each: int((each.field or "row 0").split()[1])))
    digest = hashlib.sha256(document).hexdigest()
    rows = [
        Boundary(
            state_id=card.state_id,
            rings=_kept(outline, tolerance),
            source=clean(source),
            sha256=digest,
            loaded_at=at,
        )
        for outline in outlines
        if (card := states[outline.row]) is not None
    ]
    with transaction.atomic():
        Boundary.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["state"],
            update_fields=["rings", "source", "sha256", "loaded_at"],
        )
    positions = sum(len(ring) for outline in outlines for ring in outline.rings)
    return BoundariesLoaded(len(rows), positions, sum(len(ring) for row in rows for ring in row.rings))


def _kept(outline: Outline, tolerance: float) -> list[list[list[int]]]:
    return [
        [[round(x * FINE), round(y * FINE)] for x, y in simplified(ring, tolerance)] for ring in outline.rings
    ]
