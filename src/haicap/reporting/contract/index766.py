"""Nouns of the index of service quality (Decision 766/QĐ-TTg): groups, items, and what a unit reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from haicap.dossiers.contract import Period
from haicap.organisation.contract import AgencyId
from haicap.reporting.contract.periodic import ReportCard


@dataclass(frozen=True, slots=True)
class Item:
    """One formula. `numerator` and `denominator` name counts; an item without them has no data, for the reason told.

    `lost` names the list of what did not win the point. `full_from` is the share from which all points are given.
    `certainty` is a key of the edition's marks.
    """

    key: str
    name: str
    name_en: str
    points: Fraction
    numerator: str
    denominator: str
    lost: str
    full_from: Fraction
    certainty: str
    no_data: str
    no_data_en: str
    note: str
    note_en: str


@dataclass(frozen=True, slots=True)
class Group:
    """Items that share the points of a group."""

    key: str
    name: str
    name_en: str
    points: Fraction
    certainty: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """Weights and formulas in force from a day, with their instrument and what the marks of certainty mean."""

    valid_from: date
    instrument: str
    source: str
    marks: Mapping[str, str]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What was reached of an item. `share` and `points` are None where there is no data or nothing to divide by."""

    item: Item
    numerator: int | None
    denominator: int | None
    share: Fraction | None
    points: Fraction | None


@dataclass(frozen=True, slots=True)
class GroupScore:
    """What was reached of a group: `points` of the `attainable` ones, those of items that could be computed."""

    group: Group
    items: tuple[ItemScore, ...]
    points: Fraction
    attainable: Fraction


@dataclass(frozen=True, slots=True)
class Score:
    """What one unit or body reached in a period."""

    code: str
    name: str
    period: Period
    groups: tuple[GroupScore, ...]
    points: Fraction
    attainable: Fraction

    @property
    def share(self) -> Fraction | None:
        """Reached of the attainable, in per cent; None where nothing could be computed."""
        return self.points * 100 / self.attainable if self.attainable else None


@dataclass(frozen=True, slots=True)
class FrozenScore:
    """A line of the index of a frozen report: what was reached, and which line of the report it is."""

    line: int
    body: AgencyId | None
    score: Score


@dataclass(frozen=True, slots=True)
class FrozenIndex:
    """The index as a month's `report` froze it: of its own body first; of a province, of communes and bodies, too."""

    report: ReportCard
    edition: Edition
    lines: tuple[FrozenScore, ...]

    @property
    def total(self) -> FrozenScore:
        """The line of the report's own body."""
        return self.lines[0]
