"""Agency codes by a data rule, until the state publishes those of the merged provinces.

Decision 20/2020/QĐ-TTg gives `H01`..`H63` to the provinces of before 1 July 2025 and `.xx.yy` to what stands
below; no codes for the 34 provinces and their communes were published since. Ours are marked as working codes
and may be replaced; the old ones stay findable as aliases.
"""

from datetime import date

from haicap.organisation.domain.tables import rows

TWO_TIERS_SINCE = date(2025, 7, 1)  # Law 72/2025/QH15: communes and provinces only


def province_prefix(province_code: str) -> str:
    """`H36` for Lâm Đồng (68); `P<code>` where we know no published prefix, so that nothing is made up."""
    known = {row["province_code"]: row["prefix"] for row in rows("agency_prefixes")}
    return known.get(province_code, f"P{province_code}")


def receiving_code(province_code: str, unit_code: str, since: date = TWO_TIERS_SINCE) -> str:
    """The code of a unit's centre or branch, which heads its dossier numbers: `H36.25000` for Di Linh.

    Codes of units were given again on 1 July 2025, so bodies of before carry a 3 for their three tiers: `H36.3.25000`.
    """
    return f"{_head(province_code, since)}.{unit_code}"


def body_code(province_code: str, unit_code: str, suffix: str, since: date = TWO_TIERS_SINCE) -> str:
    """The code of another body of a unit: `H36.25000.00` for the committee of Di Linh."""
    return f"{receiving_code(province_code, unit_code, since)}.{suffix}"


def provincial_code(province_code: str, suffix: str, since: date = TWO_TIERS_SINCE) -> str:
    """The code of a provincial body: two digits, so it never meets a unit's five: `H36.03`."""
    return f"{_head(province_code, since)}.{suffix}"


def again(code: str, unit_code: str, since: date) -> str:
    """A new body's code where another had that one before: the day of founding follows the unit's code.

    `H36.25000.00` -> `H36.25000.20270701.00`; a provincial `H36.03` -> `H36.20270701.03`.
    """
    head, found, tail = code.partition(f".{unit_code}")
    if not found:
        head, _, suffix = code.rpartition(".")
        return f"{head}.{since:%Y%m%d}.{suffix}"
    return f"{head}.{unit_code}.{since:%Y%m%d}{tail}"


def _head(province_code: str, since: date) -> str:
    prefix = province_prefix(province_code)
    return prefix if since >= TWO_TIERS_SINCE else f"{prefix}.3"
