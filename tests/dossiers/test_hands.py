"""Who received and who did something on a day, told by their hands; each number is its list."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, ListFilter, Period
from haicap.kernel.clock import local_day
from haicap.organisation import api as organisation
from haicap.organisation.contract import AppointmentId
from tests.cast import cast
from tests.dossiers.test_walk import birth

pytestmark = pytest.mark.django_db
NOW = "2026-03-20T10:00:00+07:00"


def test_who_received_and_who_did_something_opens_those_rows(frozen: Callable[[str], datetime]) -> None:
    people, now = cast(), frozen(NOW)
    mine = [
        dossiers.receive(actor=people.receiver, intake=birth(), at=now - timedelta(days=d)) for d in (0, 1, 1)
    ]
    for receipt in mine[:2]:
        for action in (Action.ASSIGN, Action.COMPLETE_STEP):  # two acts, one dossier
            dossiers.act(actor=people.specialist, dossier_id=receipt.id, deed=Deed(action), at=now)
    centre = organisation.centre_of_unit(people.receiver.unit_id).id
    month = Period(date(2026, 3, 1), date(2026, 3, 31))
    base = ListFilter(received_by=centre, received=month)
    told = dossiers.received_by_hand(actor=people.chair, filter=base, now=now)
    assert told == {people.receiver.appointment_id: 3}
    for hand, count in ((people.receiver.appointment_id, 3), (AppointmentId(0), 0), (AppointmentId(1), 0)):
        asked = ListFilter(received_by=centre, received=month, receiver=hand)
        assert dossiers.count(actor=people.chair, filter=asked, now=now) == count
    today = local_day(now)
    days = dossiers.acted_by_day(actor=people.specialist, period=month)
    assert days == {today: 2}
    assert dossiers.acted_by_day(actor=people.stranger_specialist, period=month) == {}
    for actor, count in ((people.specialist, 2), (people.head, 0)):
        asked = ListFilter(acted=Period(today, today))
        assert dossiers.count(actor=actor, filter=asked, now=now) == count
