"""Where the residents of a unit went: to one successor, or to several, and then only an officer can tell.

Of the 441 communes divided on 1 July 2025, 60 gave all their people to one successor by the words of the law
(land without people, or part of the area "and all the people"); the residents of 381 were really divided.
"""

import re
from collections.abc import Sequence

from haicap.kernel.text import fold
from haicap.territory.contract import PEOPLELESS, HamletKind, LineageCard, Quantifier

_KINDS = (
    (re.compile(r"(to dan pho|khu pho|khom|to dan cu|khu dan cu|khu)\b"), HamletKind.RESIDENTIAL_GROUP),
    (re.compile(r"(thon|ap|ban|buon|bon|lang|xom|plei|soc|phum|khe)\b"), HamletKind.HAMLET),
)


def heirs_of_people(edges: Sequence[LineageCard]) -> list[LineageCard]:
    """Those of the edges leaving one state that carry residents."""
    everybody = [edge for edge in edges if edge.quantifier == Quantifier.PART_AREA_FULL_POP]
    return everybody or [edge for edge in edges if edge.quantifier not in PEOPLELESS]


def hamlet_kind(name: str) -> HamletKind | None:
    """The kind that a hamlet's name begins with; None for a name without one."""
    folded = fold(name)
    return next((kind for begins, kind in _KINDS if begins.match(folded)), None)
