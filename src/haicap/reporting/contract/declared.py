"""Nouns of declared figures: what somebody printed, where, how surely, and whether it adds up."""

from dataclasses import dataclass
from enum import StrEnum

from haicap.dossiers.contract import Period


class Qualifier(StrEnum):
    """How the source states a figure; "more than" and "nearly" must never turn into an exact number."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    NEARLY = "nearly"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the figures were printed."""

    paper: str
    published: str  # as far as it is known, in words
    published_en: str
    subject: str
    subject_en: str


@dataclass(frozen=True, slots=True)
class DeclaredFigure:
    """One printed figure. `counts` names the figures of `dossiers` that together count the same thing."""

    key: str
    name: str
    name_en: str
    value: int
    qualifier: Qualifier
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """An identity the figures should keep: the parts on the left, the whole on the right, and what is missing.

    `words` says the arithmetic and names a gap; a gap is shown, never filled.
    """

    key: str
    left: int
    right: int
    words: str
    words_en: str

    @property
    def gap(self) -> int:
        """How many are not explained."""
        return self.right - self.left

    @property
    def holds(self) -> bool:
        """True where both sides agree."""
        return self.left == self.right


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
