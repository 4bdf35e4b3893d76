"""What the applicant's address may mean today, and which of it the officer has chosen; the words typed never change."""

from dataclasses import dataclass, replace
from datetime import datetime

from haicap.desk.web.counter.typed import Typed
from haicap.kernel import clock
from haicap.parties.contract import Applicant, UnitBy
from haicap.territory import api as territory
from haicap.territory.contract.addresses import LONGEST_ADDRESS, AddressCandidate


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One unit the address may mean, with the reason in words."""

    candidate: AddressCandidate
    reason: str


@dataclass(frozen=True, slots=True)
class AddressReading:
    """The units to choose from, what to ask, and the one chosen, as long as the address can mean it."""

    suggestions: tuple[Suggestion, ...] = ()
    ask: str = ""
    chosen: AddressCandidate | None = None
    certain: bool = False  # the address can mean nothing else

    @property
    def chosen_code(self) -> str:
        """The code of the chosen unit, empty where none is."""
        return self.chosen.code if self.chosen else ""


def read_address(typed: Typed, at: datetime) -> AddressReading:
    """The reading of the address as typed; an empty or endless one has none."""
    address = typed.of("address")
    if not address or len(address) > LONGEST_ADDRESS:
        return AddressReading()
    answer = territory.resolve_address(address, clock.local_day(at))
    chosen = next((each for each in answer.candidates if each.code == typed.of("address_unit")), None)
    suggestions = tuple(Suggestion(each, territory.address_words(each)) for each in answer.candidates)
    ask = "" if chosen else territory.ask_words(answer.ask)
    return AddressReading(suggestions, ask, chosen, answer.certain)


def placed(applicant: Applicant, typed: Typed, at: datetime) -> Applicant:
    """The applicant with the unit of the address: the officer's choice, or the one it certainly means."""
    reading = read_address(typed, at)
    if reading.chosen:
        return replace(applicant, unit=reading.chosen_code, unit_by=UnitBy.CHOSEN)
    if reading.certain:
        return replace(applicant, unit=reading.suggestions[0].candidate.code, unit_by=UnitBy.CERTAIN)
    return applicant
