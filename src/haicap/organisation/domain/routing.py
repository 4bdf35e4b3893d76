"""Which body of a committee, or which department, deals with a field of procedures.

The table is ours, drawn from Decree 150/2025/NĐ-CP's duties of the bodies (docs/reference/organisation.md).
Fields of vertical bodies (police, military, social insurance) go to the centre, where their officers are on
duty. A field the table does not know goes to the office, which controls procedures.
"""

from functools import cache
from typing import Final

from haicap.kernel.text import fold
from haicap.organisation.domain.tables import rows

COMMUNE, PROVINCE = "commune", "province"
FALLBACK: Final = {COMMUNE: "office", PROVINCE: "office"}


@cache
def _table(tier: str) -> dict[str, str]:
    return {fold(row["field"]): row[tier] for row in rows("routing")}


def body_for(field: str, *, tier: str) -> str:
    """The slug of the body that deals with `field`: `office`, `economic`, `culture`, `centre` or a
    department's.
    """
    return _table(tier).get(fold(field), FALLBACK[tier])


def fields_of_body(slug: str, *, tier: str = COMMUNE) -> list[str]:
    """The fields a body deals with, in the order of the table."""
    return [row["field"] for row in rows("routing") if row[tier] == slug]


def fields_of_counter(slug: str) -> list[str]:
    """The fields received at a kind of counter."""
    return [row["field"] for row in rows("routing") if row["counter"] == slug]
