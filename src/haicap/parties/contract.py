"""Nouns for people in front of the counter."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ApplicantKind(StrEnum):
    """Whose dossier it is."""

    CITIZEN = "citizen"
    ENTERPRISE = "enterprise"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Applicant:
    """The person or body a dossier belongs to, as written on the day of intake."""

    name: str
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    kind: ApplicantKind = ApplicantKind.CITIZEN


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
