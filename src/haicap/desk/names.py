"""The names of bodies on papers and pages of a dossier, as the province chose for that kind of paper."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from haicap.documents import api as documents
from haicap.documents.contract import NamedPaper
from haicap.dossiers.contract import DossierCard
from haicap.kernel import clock
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyCard
from haicap.parties.contract import Applicant
from haicap.territory import api as territory
from haicap.territory.contract import Naming, UnitId


@dataclass(frozen=True, slots=True)
class PaperNames:
    """Names for a paper about a day: `event` is that day."""

    event: date
    naming: Naming

    def issuer(self, body: AgencyCard) -> AgencyCard:
        """Who stands at the head: one name only, of the event's day or, where so chosen, of whoever goes on today."""
        told = organisation.agency_said(body, self.event)
        if self.naming is Naming.CURRENT and told.now:
            return organisation.agency(organisation.heir_of(body.id))
        return replace(body, name=told.then)

    def body(self, body: AgencyCard) -> AgencyCard:
        """A body in the text: with both names where so chosen, and where to find it today."""
        return organisation.named(body, self.event, self.naming)

    def note(self, body: AgencyCard) -> str:
        """What the place is called today and by which law; empty where nothing changed or nothing is to be added."""
        told = territory.said(body.unit_id, self.event)
        if self.naming is not Naming.BOTH or not told.now:
            return ""
        words = territory.name_words(told, self.naming)
        return f"{words} ({told.law})" if told.law else words


def address_unit(applicant: Applicant, received_at: datetime) -> str:
    """The unit in which an applicant's address lies: "Xã Tam Bố, nay là xã Gia Hiệp"; empty where nobody said."""
    if applicant.unit_id is None:
        return ""
    told = territory.said(UnitId(applicant.unit_id), clock.local_day(received_at))
    return territory.name_words(told, Naming.BOTH)


PLACES = ("received_by", "competent", "handler", "returned_by", "supported_by")


def places_of(card: DossierCard) -> Mapping[str, AgencyCard | None]:
    """The bodies of a dossier by what they are to it (PLACES), named as the province chose for pages."""
    ids = {place: getattr(card, place) for place in PLACES}
    known = organisation.agencies(frozenset(each for each in ids.values() if each is not None))
    names = names_on(
        NamedPaper.LISTS, known[card.received_by].province_code, clock.local_day(card.received_at)
    )
    said = {agency: names.body(body) for agency, body in known.items()}
    return {place: said.get(agency) for place, agency in ids.items()}


def names_on(paper: NamedPaper, province: str, event: date) -> PaperNames:
    """Names for a paper of that kind made today about `event`."""
    return PaperNames(event, documents.naming_on(paper, province, clock.today()))
