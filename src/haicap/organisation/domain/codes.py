"""Agency codes by a data rule, until the state publishes those of the merged provinces.

Decision 20/2020/QĐ-TTg gives `H01`..`H63` to the provinces of before 1 July 2025 and `.xx.yy` to what stands
below; no codes for the 34 provinces and their communes were published since. Ours are marked as working codes
and may be replaced; the old ones stay findable as aliases.
"""

from haicap.organisation.domain.tables import rows


def province_prefix(province_code: str) -> str:
    """`H36` for Lâm Đồng (68); `P<code>` where we know no published prefix, so that nothing is made up."""
    known = {row["province_code"]: row["prefix"] for row in rows("agency_prefixes")}
    return known.get(province_code, f"P{province_code}")


def receiving_code(province_code: str, unit_code: str) -> str:
    """The code of a unit's centre or branch, which heads its dossier numbers: `H36.25000` for Di Linh."""
    return f"{province_prefix(province_code)}.{unit_code}"


def body_code(province_code: str, unit_code: str, suffix: str) -> str:
    """The code of another body of a unit: `H36.25000.00` for the committee of Di Linh."""
    return f"{receiving_code(province_code, unit_code)}.{suffix}"


def provincial_code(province_code: str, suffix: str) -> str:
    """The code of a provincial body: two digits, so it never meets a unit's five: `H36.03`."""
    return f"{province_prefix(province_code)}.{suffix}"
