"""A small language of arithmetic over figures, read by hand: nothing in it can run.

    relation   = sum [("=" | "contains") sum]
    sum        = product {("+" | "-") product}
    product    = atom {("*" | "/") atom}
    atom       = number [measure] | name | function "(" sum {"," sum} ")" | "(" sum ")" | "-" atom

Names are ids of figures; one without a point takes the beginning of the first name that has one ("merit" beside
"houses.total" is "houses.merit"). Functions: `round(x, digits)`, `percent(part, whole)`, `days(name)`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from haicap.kernel.errors import RefusalError, refuse

LONGEST, DEEPEST = 500, 40
FUNCTIONS = {"round": (1, 2), "percent": (2, 2), "days": (1, 1)}  # fewest and most arguments
_PIECE = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*(?:\.\w+)*)|([-+*/=(),%]))", re.ASCII)
_MEASURES = frozenset({"%", "km2", "ha", "m2"})


@dataclass(frozen=True, slots=True)
class Number:
    """A literal; `measure` is "%", an area, or nothing."""

    value: Decimal
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A figure by its id."""

    key: str


@dataclass(frozen=True, slots=True)
class Binary:
    """Two sides and one of + - * /."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of FUNCTIONS."""

    name: str
    arguments: tuple["Node", ...]


Node = Number | Name | Binary | Call


@dataclass(frozen=True, slots=True)
class Formula:
    """A relation as read: `sign` is "=", "contains", or empty where there is a left side only."""

    left: Node
    sign: str = ""
    right: Node | None = None


def parse(text: str) -> Formula:
    """`text` as a formula; refuses `declared.formula_unreadable` (`formula`, `at`: the piece not understood)."""
    return _Reader(text).formula()


def readable(text: str) -> bool:
    """True where `text` is a formula, False where it is words."""
    try:
        parse(text)
    except RefusalError:
        return False
    return True


def names_in(node: Node | None) -> Iterator[str]:
    """Ids named in `node`, from left to right."""
    match node:
        case Name(key):
            yield key
        case Binary(_, left, right):
            yield from names_in(left)
            yield from names_in(right)
        case Call(_, arguments):
            for each in arguments:
                yield from names_in(each)
        case _:
            return


def is_sum(node: Node) -> bool:
    """True where `node` only adds and takes away figures and numbers."""
    match node:
        case Binary(sign, left, right):
            return sign in "+-" and is_sum(left) and is_sum(right)
        case Number() | Name():
            return True
        case _:
            return False


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = list(self._pieces())
        self.place = 0
        self.depth = 0
        self.beginning = next((piece.rsplit(".", 1)[0] for piece in self.pieces if _is_pointed(piece)), "")

    def formula(self) -> Formula:
        left = self.sum()
        if self.at_end():
            return Formula(left)
        sign = self.take("=", "contains")
        formula = Formula(left, sign, self.sum())
        if not self.at_end():
            raise self.unreadable()
        return formula

    def sum(self) -> Node:
        return self._chain(("+", "-"), lambda: self._chain(("*", "/"), self.atom))

    def _chain(self, signs: tuple[str, ...], operand: Callable[[], Node]) -> Node:
        node = operand()
        while self.next() in signs:
            node = Binary(self.take(*signs), node, operand())
        return node

    def atom(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.unreadable()
        node = self._atom()
        self.depth -= 1
        return node

    def _atom(self) -> Node:
        piece = self.next()
        if piece == "-":
            self.take("-")
            return Binary("-", Number(Decimal(0)), self.atom())
        if piece == "(":
            self.take("(")
            node = self.sum()
            self.take(")")
            return node
        if piece[:1].isdigit():
            self.place += 1
            return Number(Decimal(piece), self.take(*_MEASURES) if self.next() in _MEASURES else "")
        if _is_word(piece) and piece != "contains":
            self.place += 1
            return self._call(piece) if self.next() == "(" else Name(self._full(piece))
        raise self.unreadable()

    def _call(self, name: str) -> Node:
        fewest, most = FUNCTIONS.get(name, (1, 0))
        self.take("(")
        arguments = [self.sum()]
        while self.next() == ",":
            self.take(",")
            arguments.append(self.sum())
        self.take(")")
        if not fewest <= len(arguments) <= most:
            raise refuse("declared.formula_unreadable", formula=self.text, at=name)
        return Call(name, tuple(arguments))

    def _full(self, name: str) -> str:
        return name if "." in name or not self.beginning else f"{self.beginning}.{name}"

    def next(self) -> str:
        return "" if self.at_end() else self.pieces[self.place]

    def take(self, *wanted: str) -> str:
        piece = self.next()
        if piece not in wanted:
            raise self.unreadable()
        self.place += 1
        return piece

    def at_end(self) -> bool:
        return self.place >= len(self.pieces)

    def unreadable(self) -> RefusalError:
        return refuse("declared.formula_unreadable", formula=self.text, at=self.next() or "…")

    def _pieces(self) -> Iterator[str]:
        if len(self.text) > LONGEST:
            raise refuse("declared.formula_unreadable", formula=self.text[:60] + "…", at=f"> {LONGEST}")
        place, text = 0, self.text.rstrip()
        while place < len(text):
            found = _PIECE.match(text, place)
            if not found:
                raise refuse(
                    "declared.formula_unreadable", formula=self.text, at=text[place : place + 12].strip()
                )
            yield found[1] or found[2] or found[3]
            place = found.end()


def _is_word(piece: str) -> bool:
    return piece[:1].isalpha() or piece[:1] == "_"


def _is_pointed(piece: str) -> bool:
    return _is_word(piece) and "." in piece
