"""Counts told apart in several ways by one statement: SQL of its grouping sets."""

from collections.abc import Mapping, Sequence


def told_apart(by: Sequence[str], columns: Mapping[str, str], each: str = "") -> tuple[str, str]:
    """What to select of rows told apart `by` names of `columns` ("" for all of them): which of `by` a row is of, and
    its value as text; and the clause that groups them so, and within each way by the column `each`.
    """
    names = [name for name in by if name]
    which = "".join(f" WHEN GROUPING({columns[name]}) = 0 THEN '{name}'" for name in names)
    values = "".join(f"{columns[name]}::text, " for name in names)
    selected = f"CASE{which} ELSE '' END, coalesce({values}'')" if names else "'', ''"
    sets = (", ".join(filter(None, (columns.get(name, ""), each))) for name in by)
    return selected, f"GROUP BY GROUPING SETS ({', '.join(f'({one})' for one in sets)})"
