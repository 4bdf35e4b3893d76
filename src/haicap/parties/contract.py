"""Nouns for people in front of the counter."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ApplicantKind(StrEnum):
    """Whose dossier it is."""

    CITIZEN = "citizen"
    ENTERPRISE = "enterprise"
    ORGANISATION = "organisation"


class UnitBy(StrEnum):
    """How the unit of an address came to be known: read with certainty, or chosen by somebody."""

    CERTAIN = "certain"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Applicant:
    """The person or body a dossier belongs to, as written on the day of intake.

    `unit` is the code, of that day, of the unit in which `address` lies; empty where nobody said. `unit_id` is
    that unit in the register, given when stored. The three explain the address and are no part of the
    words handed in, so an intake sent again may leave them out.
    """

    name: str
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    kind: ApplicantKind = ApplicantKind.CITIZEN
    unit: str = field(default="", repr=False)
    unit_by: UnitBy | None = field(default=None, repr=False)
    unit_id: int | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class CardReading:
    """What a citizen card's QR text says, and what in it is doubtful (codes of `parties.messages`)."""

    id_number: str
    old_id_number: str
    name: str
    born_on: date | None
    sex: str  # "male", "female" or ""
    address: str
    issued_on: date | None
    doubts: tuple[str, ...]
