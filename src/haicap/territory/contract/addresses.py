"""What an address may mean, as cards: candidates with reason and law, never a silent guess."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

LONGEST_ADDRESS = 500  # characters; a longer text is refused with `territory.address_too_long`


class Ask(StrEnum):
    """What to ask the citizen next; NOTHING where the answer is certain or nothing of an address was read."""

    NOTHING = ""
    HAMLET = "hamlet"  # or street: the law divided the commune
    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    CHOICE = "choice"
    CONFIRMATION = "confirmation"


class AddressCandidate(NamedTuple):
    """One unit of the asked day; code and `valid_from` name its state (None: since when is not known).

    `written_*` is the unit as the address names it, perhaps of another map. `confidence` grades from 0 to 1, at most 1
    over all candidates. `reason` and `doubt` are codes (sentences: `domain/addresses/reasons.py`);
    `instrument` and `clause` the law by which the one became the other, or by which the unit was formed.
    """

    code: str
    name: str
    province_code: str
    province_name: str
    valid_from: date | None
    confidence: float
    reason: str
    doubt: str
    written_code: str
    written_name: str
    quantifier: str
    instrument: str
    clause: str
    hamlet: str = ""  # the one an officer decided about

    @property
    def citation(self) -> str:
        """The law as officials cite it: "1671/NQ-UBTVQH15, khoản 27"."""
        return f"{self.instrument}, khoản {self.clause}" if self.clause else self.instrument

    @property
    def facts(self) -> dict[str, str]:
        """What the sentences of `reason` and `doubt` name."""
        return {"written": self.written_name, "name": self.name, "hamlet": self.hamlet}

    def graded(self, confidence: float, doubt: str) -> "AddressCandidate":
        """The same unit, likelier or less likely."""
        return AddressCandidate(*self[:5], round(confidence, 3), self.reason, doubt, *self[8:])


class Heir(NamedTuple):
    """A unit of the asked day that carries on one which ended after the data files were written, and by which law."""

    code: str
    name: str
    province_code: str
    province_name: str
    valid_from: date
    quantifier: str
    instrument: str
    clause: str


class AddressAnswer(NamedTuple):
    """Candidates, likeliest first; none where the address must not be resolved. Certain: one, and no liberty taken."""

    certain: bool
    candidates: tuple[AddressCandidate, ...]
    ask: Ask
