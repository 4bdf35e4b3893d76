"""Which numbers of a published table are withheld, so that no small one can be read or reckoned.

A table counts dossiers by row (unit) and column (field). With it are published the sum of each row, the sum of each
column, and the sum of all. Numbers from 1 to `FEWEST - 1` could point at a person and are withheld (primary
suppression), sums too, save on the levels that the law itself publishes. Where a withheld number could be reckoned
from the others, more are withheld with it (complementary suppression).

Rows and columns, with the row and the column of sums, are the nodes of a graph, withheld numbers its edges. Each
equation (the numbers of a row make up its sum) is one over the edges at a node. A number can be reckoned from all
equations together exactly where its edge is a bridge, for along a circle numbers can go up and down by turns without
changing anything published. So every bridge is closed into the cheapest rectangle until none is left.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from haicap.reporting.contract.statistics import FEWEST

SUMS = ""  # the row of the sums of columns, the column of the sums of rows
PROVINCE = "province"
_OF_A_SUM = 1_000_000  # a sum is worth more than any cell
_OF_NOTHING = 50  # hiding an empty cell hides little but says that there may be something

Cell = tuple[str, str]  # row, column


class UnprotectableError(ValueError):
    """There is nothing left to hide a number with: only what the law publishes may be told."""


def level_of(cell: Cell) -> str:
    """province, unit (the sum of a row), field (the sum of a column) or cell."""
    row, column = cell
    if row == SUMS:
        return PROVINCE if column == SUMS else "field"
    return "unit" if column == SUMS else "cell"


def is_small(number: int) -> bool:
    """True for a number that could point at a person."""
    return 0 < number < FEWEST


def with_sums(table: Mapping[Cell, int], *, rows: Sequence[str], columns: Sequence[str]) -> dict[Cell, int]:
    """Every cell of `rows` by `columns`, 0 where nothing is told, and the sums of rows, columns and all."""
    full = {(row, column): table.get((row, column), 0) for row in rows for column in columns}
    full |= {(SUMS, column): sum(full[row, column] for row in rows) for column in columns}
    return full | {(row, SUMS): sum(full[row, column] for column in columns) for row in [*rows, SUMS]}


def withheld(
    table: Mapping[Cell, int],
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    lawful: Collection[str] = (PROVINCE,),
    also: Collection[Cell] = (),
) -> frozenset[Cell]:
    """The numbers that are not published; `also` are withheld for another reason, the levels `lawful` never.

    Raises UnprotectableError where something is to be hidden and there is nothing to hide it with.
    """
    full = with_sums(table, rows=rows, columns=columns)
    free = {cell: number for cell, number in full.items() if level_of(cell) not in lawful}
    hidden = {cell for cell, number in free.items() if is_small(number)} | {
        cell for cell in also if cell in free
    }
    while bridge := next(_bridges(hidden), None):
        hidden |= _rectangle(bridge, free, hidden, [*rows, SUMS], [*columns, SUMS])
    return frozenset(hidden)


def _rectangle(
    bridge: Cell, free: Mapping[Cell, int], hidden: set[Cell], rows: Sequence[str], columns: Sequence[str]
) -> set[Cell]:
    """The three numbers that close the cheapest rectangle with `bridge`."""
    row, column = bridge

    def cost(cell: Cell) -> int:
        if cell in hidden:
            return 0
        return (free[cell] or _OF_NOTHING) + (_OF_A_SUM if SUMS in cell else 0)

    along = {other: cost((row, other)) for other in columns if other != column and (row, other) in free}
    found = [
        (cost((far, column)) + along[other] + cost((far, other)), far, other)
        for far in rows
        if far != row and (far, column) in free
        for other in along
        if (far, other) in free
    ]
    if not found:
        raise UnprotectableError(bridge)
    _cost, far, other = min(found)
    return {(far, column), (row, other), (far, other)}


def _bridges(hidden: Collection[Cell]) -> Iterator[Cell]:
    """Edges of the graph that lie on no circle, by Tarjan's low links; without recursion, for tables are wide."""
    near: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row, column in sorted(hidden):
        near["row", row].append(("column", column))
        near["column", column].append(("row", row))
    entered: dict[tuple[str, str], int] = {}
    low: dict[tuple[str, str], int] = {}
    for start in near:
        if start not in entered:
            yield from _bridges_from(start, near, entered, low)


_Node = tuple[str, str]


def _bridges_from(
    start: _Node, near: Mapping[_Node, Sequence[_Node]], entered: dict[_Node, int], low: dict[_Node, int]
) -> Iterator[Cell]:
    entered[start] = low[start] = len(entered)
    walk: list[tuple[_Node, _Node | None, Iterator[_Node]]] = [(start, None, iter(near[start]))]
    while walk:
        node, parent, further = walk[-1]
        following = next((other for other in further if other != parent), None)
        if following is None:
            walk.pop()
            if parent is not None:
                low[parent] = min(low[parent], low[node])
                if low[node] > entered[parent]:
                    yield _cell(node, parent)
        elif following in entered:
            low[node] = min(low[node], entered[following])
        else:
            entered[following] = low[following] = len(entered)
            walk.append((following, node, iter(near[following])))


def _cell(one: _Node, other: _Node) -> Cell:
    row, column = (one, other) if one[0] == "row" else (other, one)
    return row[1], column[1]
