"""What bodies that are gone left behind: whoever goes on for them sees it, counts it and acts on it; nothing moves."""

from datetime import date, timedelta

import pytest

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, ListFilter, Period
from haicap.dossiers.models import Dossier
from haicap.kernel.errors import RefusalError
from haicap.kernel.ids import uuid7
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.organisation.models import Agency, Succession
from haicap.organisation.selectors import agencies
from haicap.territory import api as territory
from tests.cast import DAY, DI_LINH, GIA_HIEP, cast
from tests.dossiers.test_walk import MORNING, birth

NEXT_DAY = DAY + timedelta(days=1)
NOW = MORNING + timedelta(days=1, hours=2)


def unit(code: str) -> int:
    return territory.require_unit(code, DAY).unit_id


def merge(old: str, new: str, on: date = NEXT_DAY) -> None:
    """Every body of `old` ends and its namesake in `new` goes on for it."""
    heirs = {row.slug: row.id for row in Agency.objects.filter(unit_id=unit(new)).order_by("id")}
    mark = uuid7()
    for row in Agency.objects.filter(unit_id=unit(old)).order_by("id"):
        Succession.objects.create(
            predecessor=row, successor_id=heirs[row.slug], reorganisation=mark, starts_on=on
        )
    Agency.objects.filter(unit_id=unit(old)).update(valid_to=on)
    agencies.forget()


def again(actor: Actor) -> Actor:
    """The same person on the next day."""
    return organisation.actor_of_appointment(actor.appointment_id, NEXT_DAY)


@pytest.mark.django_db
def test_the_heir_works_on_what_was_left_and_the_record_stays_where_it_was() -> None:
    people = cast()
    receipt = dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
    before = Dossier.objects.values().get(pk=receipt.id)
    assert dossiers.count(actor=people.stranger_specialist, filter=ListFilter(desk=True), now=NOW) == 0
    merge(DI_LINH, GIA_HIEP)
    assert Dossier.objects.values().get(pk=receipt.id) == before
    heir = again(people.stranger_specialist)
    assert [row.id for row in dossiers.listing(actor=heir, filter=ListFilter(desk=True), now=NOW).rows] == [
        receipt.id
    ]
    card = dossiers.act(actor=heir, dossier_id=receipt.id, deed=Deed(Action.ASSIGN), at=NOW)
    assert card.holder_id == heir.appointment_id
    assert [each.id for each in dossiers.colleagues(card, NEXT_DAY)]
    card = dossiers.act(actor=heir, dossier_id=receipt.id, deed=Deed(Action.COMPLETE_STEP), at=NOW)
    assert organisation.agency(card.handler).unit_id == unit(DI_LINH), "the desk stays in its own house"
    with pytest.raises(RefusalError, match=r"organisation\.no_appointment"):
        again(people.specialist)


@pytest.mark.django_db
def test_lists_searches_figures_and_the_book_hold_what_the_predecessors_left() -> None:
    people = cast()
    receipt = dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
    dossiers.receive(actor=people.stranger, intake=birth(competent=GIA_HIEP), at=MORNING)
    merge(DI_LINH, GIA_HIEP)
    counter, month = again(people.stranger), Period(DAY, NEXT_DAY)
    assert dossiers.count(actor=counter, filter=ListFilter(counter=True), now=NOW) == 2
    assert dossiers.count(actor=counter, filter=ListFilter(unit=GIA_HIEP), now=NOW) == 2
    assert dossiers.count(actor=counter, filter=ListFilter(unit=DI_LINH), now=NOW) == 1
    assert dossiers.count(actor=counter, filter=ListFilter(text="nguyen thi hoa"), now=NOW) == 2
    told = dossiers.grouped(actor=counter, parts={"all": ListFilter()}, by=("unit",), now=NOW)["unit"]
    assert told == {"all": {str(unit(GIA_HIEP)): 2}}
    assert len(dossiers.register(actor=counter, period=month)) == 2
    assert dossiers.id_of_number(actor=counter, number=receipt.number) == receipt.id
    rows = dossiers.figures(actor=counter, units=[unit(GIA_HIEP)], period=month, now=NOW, by="unit")
    assert [(row.key, row.figures.received) for row in rows] == [(str(unit(GIA_HIEP)), 2)]
    behind = ListFilter(unit=GIA_HIEP, figures=frozenset({"received"}), period=month)
    assert dossiers.count(actor=counter, filter=behind, now=NOW) == 2


@pytest.mark.django_db
def test_a_body_has_one_heir_and_the_line_is_followed_to_its_end() -> None:
    merge(DI_LINH, GIA_HIEP)
    merge(GIA_HIEP, "22924", NEXT_DAY + timedelta(days=1))
    last = organisation.committee_of_unit(unit("22924"))
    first = Agency.objects.get(unit_id=unit(DI_LINH), slug="committee")
    assert organisation.heir_of(first.id) == last.id
    assert dict(organisation.units_today([unit(DI_LINH)])) == {unit(DI_LINH): unit("22924")}
    assert set(organisation.units_behind([unit("22924")])) == {
        unit("22924"),
        unit(GIA_HIEP),
        unit(DI_LINH),
    }
    assert organisation.centre_of_unit(unit(DI_LINH)) == organisation.centre_of_unit(unit("22924"))
