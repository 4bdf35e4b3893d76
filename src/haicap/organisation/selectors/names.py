"""The name of a body as of the day of an event and as of today.

A body carries its unit's name; where the unit was renamed since, the former name stands in the former phrase. Who
goes on for a body that was merged away is told by the successions: always exactly one.
"""

from dataclasses import replace
from datetime import date

from haicap.kernel import clock
from haicap.organisation.contract import AgencyCard
from haicap.organisation.selectors.agencies import agency
from haicap.organisation.selectors.successions import heir_of
from haicap.territory import api as territory
from haicap.territory.contract import Naming, SaidName


def agency_said(body: AgencyCard, event: date) -> SaidName:
    """What the body was called on the day `event`, and who goes on for it today where that is another name."""
    told = territory.said(body.unit_id, event)
    latest = territory.last_card(body.unit_id, clock.today()).name
    then = body.name.replace(_in_sentence(latest), _in_sentence(told.then))
    now = agency(heir_of(body.id)).name
    return SaidName(then, (now,) if now != then else (), told.law)


def named(body: AgencyCard, event: date, naming: Naming) -> AgencyCard:
    """The card as a paper of that kind shows it; address and phone are those of who answers today unless EVENT."""
    told = agency_said(body, event)
    if not told.now:
        return body if told.then == body.name else replace(body, name=told.then)
    if naming is Naming.EVENT:
        return replace(body, name=told.then)
    heir = agency(heir_of(body.id))
    return replace(heir, id=body.id, name=territory.name_words(told, naming, of_body=True))


def _in_sentence(name: str) -> str:
    return name[:1].lower() + name[1:]
