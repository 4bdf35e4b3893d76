"""Nouns of declared figures: what somebody printed, where, how surely, and whether it adds up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from haicap.dossiers.contract import Period

Shown = int | float | str | tuple[int | float, ...] | None  # one side of a relation as it is told


class Qualifier(StrEnum):
    """How the source states a figure; "more than" and "nearly" must never turn into an exact number."""

    EXACT = "exact"
    MORE_THAN = "more than"
    NEARLY = "nearly"
    APPROXIMATE = "approximate"  # any other reservation; its words are kept beside it


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures were printed; dates as far as they are known, in words."""

    key: str
    paper: str
    published: str
    published_en: str
    subject: str
    subject_en: str


@dataclass(frozen=True, slots=True)
class DeclaredFigure:
    """One printed figure. `value` is None where it is no number (a date, "tens of"); `printed` is what stands there.

    `formula` defines a figure by others. `counts` names the figures of `dossiers` that together count the same thing;
    `beside` are the days we count for it: those of `period`, or the nearest where the source gives no dates.
    """

    key: str
    source: str
    name: str
    name_en: str
    value: Decimal | None
    printed: str
    measure: str
    qualifier: Qualifier = Qualifier.EXACT
    reservation: str = ""  # the qualifier in the source's words
    unit: str = ""  # code of the unit it is about; empty where it is about several or none
    period: Period | None = None
    period_words: str = ""
    period_words_en: str = ""
    beside: Period | None = None
    formula: str = ""
    counts: tuple[str, ...] = ()
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class RelationTold:
    """An identity as a file tells it: in words, as formulas over figures, and with what it says comes out."""

    key: str
    expression: str
    formulas: tuple[str, ...] = ()
    left: Shown = None
    right: Shown = None
    holds: bool | None = None
    left_words: str = ""  # how several results are told: "{0} ({1} %)", or "{low}" and "{high}" of a range
    right_words: str = ""
    note: str = ""
    note_en: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that was computed. `holds` compares the printed numbers, None where one side is not stated.

    `gap` is right less left, in the measure of the right side. `possible` says whether numbers may exist that satisfy
    both the qualifiers and the relation; it is None where all figures are exact. `computed` is False where the file has
    only words: then both sides are its own. `as_told` is False where the file says something else than comes out.
    """

    told: RelationTold
    left: Shown
    right: Shown
    holds: bool | None
    gap: Fraction | None
    possible: bool | None
    computed: bool
    as_told: bool
    words: str
    words_en: str
    figures: frozenset[str]
    is_sum: bool  # only sums and differences: nothing was rounded

    @property
    def key(self) -> str:
        """Name of the relation."""
        return self.told.key


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A place where figures do not agree, as a reader of the source told it.

    `about` "period" or "measure" says what of its figures is odd. `found_by` says what confirms it: a relation that
    does not hold or cannot be tested, a period without dates, two measures; empty where arithmetic cannot say.
    """

    key: str
    refs: tuple[str, ...]
    severity: str
    words: str
    words_en: str
    about: str = ""
    found_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """All that one file declares."""

    sources: Mapping[str, Source]
    figures: Mapping[str, DeclaredFigure]
    relations: tuple[RelationTold, ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)  # names to codes


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one unit declared. `period` is None where the source gives no dates; `beside` is then what we count."""

    unit_code: str
    source: Source
    period: Period | None
    beside: Period
    period_words: str
    period_words_en: str
    figures: tuple[DeclaredFigure, ...]
    relations: tuple[Relation, ...]
    remarks: tuple[tuple[str, str], ...]  # Vietnamese, English


@dataclass(frozen=True, slots=True)
class Compared:
    """A declared figure beside what the dossiers of the same days say."""

    figure: DeclaredFigure
    counted: int

    @property
    def difference(self) -> Decimal | None:
        """Declared less counted; None where no number was declared."""
        return None if self.figure.value is None else self.figure.value - self.counted

    @property
    def agrees(self) -> bool | None:
        """True where our count is what was declared, "more than" and "nearly" understood; None where that is open."""
        difference = self.difference
        if difference is None or self.figure.qualifier is Qualifier.APPROXIMATE:
            return None
        if self.figure.qualifier is Qualifier.MORE_THAN:
            return difference < 0
        return difference > 0 if self.figure.qualifier is Qualifier.NEARLY else difference == 0
