"""Nouns of the catalogue. A dossier keeps the procedure version of its day."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from haicap.kernel.limits import Limit, OnSupplement

ProcedureVersionId = NewType("ProcedureVersionId", int)


class Certainty(StrEnum):
    """How sure we are of what the catalogue says (kept from the source, shown to the reader)."""

    VERIFIED = "verified"
    UNIT_INFERRED = "unit-inferred"
    CODE_VERIFIED = "code-verified"
    UNVERIFIED = "unverified"
    DECLARED = "declared"  # entered and approved by the province itself


class Level(StrEnum):
    """Who is competent."""

    COMMUNE = "commune"
    PROVINCE = "province"
    MINISTRY = "ministry"


class PaperKind(StrEnum):
    """The shape of a paper asked for or handed in: bản chính, bản sao, bản sao chứng thực, bản điện tử."""

    ORIGINAL = "original"
    COPY = "copy"
    CERTIFIED = "certified"
    ELECTRONIC = "electronic"


class StepRole(StrEnum):
    """Who does a step of the internal process; maps to roles of `organisation` in the dossier's policies."""

    RECEIVER = "receiver"
    SPECIALIST = "specialist"
    DIVISION_HEAD = "division_head"
    CHAIR = "chair"
    CLERK = "clerk"
    RETURNER = "returner"


@dataclass(frozen=True, slots=True)
class LimitVariant:
    """One limit of a procedure with the case it applies to; `limit` is None where none is published."""

    key: str  # "ordinary", "v2", … stable inside the version
    limit: Limit | None
    condition: str  # Vietnamese words; empty for the ordinary case
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class ComponentCard:
    """One paper of the dossier."""

    key: str
    name: str
    name_en: str
    kind: PaperKind
    quantity: int
    mandatory: bool
    certainty: Certainty = Certainty.UNVERIFIED  # unverified: a working title, not the wording of the act


@dataclass(frozen=True, slots=True)
class StepCard:
    """One internal step: its order from 1, who does it, its share of the limit in per cent."""

    order: int
    name: str
    name_en: str
    role: StepRole
    share_percent: int


@dataclass(frozen=True, slots=True)
class ProcedureCard:
    """One version of one procedure, complete: all that intake, clock, screens and forms need."""

    id: ProcedureVersionId
    code: str  # text: "1.010810" never becomes a number
    version: int
    name: str
    name_en: str
    field: str  # Vietnamese name of the field (lĩnh vực)
    levels: frozenset[Level]
    certainty: Certainty
    source: str
    valid_from: date
    valid_to: date | None  # the first day on which it is no longer in force
    variants: tuple[LimitVariant, ...]  # the first is the ordinary one
    on_supplement: OnSupplement
    fee_vnd: int | None  # None: not stated or set by the provincial People's Council, see fee_rule
    fee_rule: str  # "free", "fixed", "council", "not_stated"
    components: tuple[ComponentCard, ...]
    result_name: str
    result_name_en: str
    steps: tuple[StepCard, ...]
    field_key: str = ""  # ASCII key of the field ("ho-tich"), stable
    field_en: str = ""
    fee_note: str = ""  # what one fee is charged for ("mỗi trang…")
    note: str = ""  # remarks of the source, Vietnamese

    def variant(self, key: str) -> LimitVariant | None:
        """The variant called `key`, or None."""
        return next((variant for variant in self.variants if variant.key == key), None)


@dataclass(frozen=True, slots=True)
class ProcedureHit:
    """One line of a search result."""

    id: ProcedureVersionId
    code: str
    name: str
    name_en: str
    field: str
    limit_words: str
    fee_words: str
    certainty: Certainty
    field_key: str = ""
    levels: frozenset[Level] = frozenset()


@dataclass(frozen=True, slots=True)
class FieldCard:
    """One field of work (lĩnh vực)."""

    key: str
    name: str
    name_en: str


class VersionStatus(StrEnum):
    """The life of a version; an approved one never changes again, it only ends."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class FeeRule(StrEnum):
    """Who sets the fee, as published."""

    FREE = "free"
    FIXED = "fixed"
    COUNCIL = "council"  # set by the provincial People's Council
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One line of a procedure's history; `valid_to` is the first day out of force."""

    id: ProcedureVersionId
    number: int
    status: VersionStatus
    valid_from: date
    valid_to: date | None
    source: str
    proposed_by: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class EventCard:
    """Who did what to a version, and when (aware, Viet Nam)."""

    act: str
    person: str
    at: datetime
    note: str
    number: int
