"""The hamlets of a plan against the register of the eve: every fault with its row, and the orders that remain.

Who is not named follows the commune. Of a divided commune either nobody is named and all wait for a decision, or all
are; of a unit that nobody goes on for, all are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from haicap.kernel.errors import Refusal
from haicap.reorganisation.contract import HamletLine, HamletRow
from haicap.reorganisation.domain.hamlet_groups import (
    ALLOWED,
    DECIDING,
    GOING,
    NAMING,
    Eve,
    Group,
    groups_of,
)
from haicap.reorganisation.domain.hamlet_ways import Ways
from haicap.territory.contract import HamletCard, HamletChange, HamletId, HamletOrder, Measure

_TWO = 2
Shares = tuple[tuple[str, Mapping[Measure, int]], ...]


@dataclass(frozen=True, slots=True)
class HamletPlan:
    """What the rows come to: faults, or the changes. `expected`: hamlets by commune on the day, waiting ones apart.

    `homes`: where each hamlet of the eve, or what is made of it, stands on the day; empty where it ends or waits.
    `shares`: of hamlets that are divided by numbers the commune and the numbers of each part.
    """

    findings: tuple[Refusal, ...]
    orders: tuple[HamletOrder, ...]
    lines: tuple[HamletLine, ...]
    expected: Mapping[str, int]
    before: tuple[HamletCard, ...]
    waiting: int
    homes: Mapping[HamletId, str]
    shares: Mapping[HamletId, Shares]


def examine(rows: Sequence[HamletRow], eve: Eve, ways: Ways) -> HamletPlan:
    """Faults, placed `hamlets.<row from 0>`: `reorganisation.hamlet_change`, `.hamlet_not_found`, `.hamlet_several`,
    `.hamlet_twice`, `.hamlet_alone`, `.hamlet_undecided`, `.hamlet_left_over`, `.hamlet_target`, `.hamlet_numbers`,
    `.missing`, and of the register `territory.unknown_unit`, `.hamlet_kind`, `.hamlet_name_taken`, `.hamlet_reason`,
    and what its `part_faults` finds.
    """
    findings: list[Refusal] = []
    found: dict[int, HamletCard] = {}
    for number, row in enumerate(rows):
        card = _card(row, eve)
        if isinstance(card, Refusal):
            findings.append(_at(number, card))
        else:
            found[number] = card
        findings += (_at(number, one) for one in _of_row(row, eve, ways))
    groups = groups_of(rows, found, ways)
    findings += _twice(groups)
    findings += _alone(groups)
    findings += _left_over(eve, ways, {card.hamlet_id for card in found.values()})
    if not findings:
        findings += _taken(groups, eve, ways)
        findings += _unsaid(groups, eve)
    before = tuple(card for cards in eve.standing.values() for card in cards)
    expected, waiting = _expected(groups, eve, ways)
    orders = () if findings else tuple(group.order(eve, ways) for group in groups)
    lines = tuple(group.line(eve, ways) for group in groups)
    homes, shares = _homes(groups, eve, ways), _shares(groups, ways)
    return HamletPlan(tuple(findings), orders, lines, expected, before, waiting, homes, shares)


def _card(row: HamletRow, eve: Eve) -> HamletCard | Refusal:
    told = {"name": row.hamlet, "commune": eve.names.get(row.commune, row.commune)}
    named = [card for card in eve.standing.get(row.commune, ()) if card.name == row.hamlet]
    if row.listed_in:
        named = [card for card in named if card.unit.code == row.listed_in]
    if not named:
        return Refusal("reorganisation.hamlet_not_found", told)
    if len(named) > 1:
        codes = ", ".join(f"{card.unit.code} ({card.unit.name})" for card in named)
        return Refusal("reorganisation.hamlet_several", {**told, "codes": codes})
    return named[0]


def _of_row(row: HamletRow, eve: Eve, ways: Ways) -> Iterator[Refusal]:
    """What is wrong with a row whatever the others say."""
    told = {"name": row.hamlet}
    if row.change not in ALLOWED:
        yield Refusal("reorganisation.hamlet_change", {**told, "change": row.change.value})
    if row.change in NAMING and not row.new_name:
        yield Refusal("reorganisation.missing", {"what": "new_name"})
    if row.new_name and eve.kind_of(row.new_name) is None:
        yield Refusal("territory.hamlet_kind", {"cell": row.new_name})
    if row.change is HamletChange.RETIRED and not row.reason:
        yield Refusal("territory.hamlet_reason")
    if row.change is HamletChange.MOVED and not row.to_commune:
        yield Refusal("reorganisation.missing", {"what": "to_commune"})
    if row.counts and row.change is not HamletChange.DIVIDED:
        yield Refusal("reorganisation.hamlet_numbers", told)
    yield from _target(row, eve, ways)


def _target(row: HamletRow, eve: Eve, ways: Ways) -> Iterator[Refusal]:
    """The commune that the row names, or should."""
    heirs, told = ways.of(row.commune), {"name": row.hamlet}
    forks = len(heirs) >= _TWO
    outside = forks and row.to_commune not in heirs
    decides = forks and row.change in DECIDING and bool(row.to_commune)
    if row.to_commune and row.change not in GOING and not decides:
        yield Refusal("reorganisation.malformed", {"expected": "to_commune: merged, moved"})
    elif row.to_commune and (outside or row.to_commune not in eve.after):
        yield Refusal("reorganisation.hamlet_target", {**told, "unit": row.to_commune})
    if len(heirs) != 1 and row.change in NAMING and not decides:
        yield Refusal("reorganisation.hamlet_undecided", {**told, "commune": eve.names.get(row.commune, "")})
    if row.change is HamletChange.MOVED and heirs == (row.to_commune,) and not row.new_name:
        facts = {**told, "commune": eve.after.get(row.to_commune, "")}
        yield Refusal("territory.hamlet_there", facts)


def _twice(groups: Sequence[Group]) -> Iterator[Refusal]:
    """Each hamlet in one change, and once in it, but for the rows of its division."""
    seen: set[HamletId] = set()
    for group in groups:
        mine: set[HamletId] = set()
        for (number, row), card in zip(group.rows, group.cards, strict=True):
            again = card.hamlet_id in mine and group.change is not HamletChange.DIVIDED
            if again or card.hamlet_id in seen:
                yield _at(number, Refusal("reorganisation.hamlet_twice", {"name": row.hamlet}))
            mine.add(card.hamlet_id)
        seen |= mine


def _alone(groups: Sequence[Group]) -> Iterator[Refusal]:
    """A merger of one, a division into one."""
    for group in groups:
        if group.change in {HamletChange.MERGED, HamletChange.DIVIDED} and len(group.rows) < _TWO:
            number, row = group.rows[0]
            yield _at(number, Refusal("reorganisation.hamlet_alone", {"name": row.new_name or row.hamlet}))


def _left_over(eve: Eve, ways: Ways, named: set[HamletId]) -> Iterator[Refusal]:
    for code, cards in eve.standing.items():
        heirs = ways.of(code)
        begun_to_say = any(card.hamlet_id in named for card in cards)
        if len(heirs) == 1 or (heirs and not begun_to_say):
            continue
        for card in cards:
            if card.hamlet_id not in named:
                facts = {"name": card.name, "commune": eve.names.get(code, code)}
                yield Refusal("reorganisation.hamlet_left_over", facts, "hamlets")


def _taken(groups: Sequence[Group], eve: Eve, ways: Ways) -> Iterator[Refusal]:
    """New names against those that stay in the commune of the day, and against each other."""
    leaving = {card.hamlet_id for group in groups for card in group.cards}
    taken: dict[str, Counter[str]] = defaultdict(Counter)
    for code, cards in eve.standing.items():
        if len(ways.of(code)) == 1:
            taken[ways.of(code)[0]].update(card.name for card in cards if card.hamlet_id not in leaving)
    for group in groups:
        for name, home in zip(group.names(), group.places(ways), strict=True):
            if taken[home][name]:
                facts = {"name": name, "commune": eve.after.get(home, home)}
                yield _at(group.rows[0][0], Refusal("territory.hamlet_name_taken", facts))
            taken[home][name] += 1


def _expected(groups: Sequence[Group], eve: Eve, ways: Ways) -> tuple[Mapping[str, int], int]:
    """How many hamlets each commune has on the day, and how many wait."""
    named = {card.hamlet_id for group in groups for card in group.cards}
    counts: Counter[str] = Counter()
    waiting = 0
    for code, cards in eve.standing.items():
        left = sum(card.hamlet_id not in named for card in cards)
        heirs = ways.of(code)
        if len(heirs) == 1:
            counts[heirs[0]] += left
        else:
            waiting += left
    for group in groups:
        if home := group.home(ways):
            counts.update(group.places(ways) or (home,))
    return dict(counts), waiting


def _homes(groups: Sequence[Group], eve: Eve, ways: Ways) -> Mapping[HamletId, str]:
    """Where every hamlet of the eve comes to lie."""
    found: dict[HamletId, str] = {}
    for code, cards in eve.standing.items():
        heirs = ways.of(code)
        found |= {card.hamlet_id: heirs[0] if len(heirs) == 1 else "" for card in cards}
    for group in groups:
        found |= {card.hamlet_id: group.home(ways) for card in group.cards}
    return found


def _shares(groups: Sequence[Group], ways: Ways) -> Mapping[HamletId, Shares]:
    """What each part of a hamlet gets, where rows say so."""
    return {
        group.cards[0].hamlet_id: tuple(
            (place, row.counts) for (_, row), place in zip(group.rows, group.places(ways), strict=True)
        )
        for group in groups
        if group.change is HamletChange.DIVIDED and any(row.counts for _, row in group.rows)
    }


def _unsaid(groups: Sequence[Group], eve: Eve) -> Iterator[Refusal]:
    """Of a hamlet divided between communes, or by numbers: what is not said, or does not add up."""
    for group in groups:
        if parts := group.parts(eve):
            card = group.cards[0]
            for fault in eve.part_faults(card.name, eve.known.get(card.hamlet_id, {}), parts):
                yield _at(group.rows[0][0], fault)


def _at(number: int, refusal: Refusal) -> Refusal:
    return replace(refusal, field=f"hamlets.{number}")
