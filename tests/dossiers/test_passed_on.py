"""Who passed a dossier on still reads and finds it, also behind the month's figure; nobody else, and no more."""

from datetime import date, timedelta

import pytest

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, Figures, ListFilter, Period, Receipt
from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Actor, Role
from tests.cast import DI_LINH, GIA_HIEP, Cast, cast, holder
from tests.dossiers.test_walk import MORNING, birth

pytestmark = pytest.mark.django_db
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
LATER = MORNING + timedelta(days=1)


def passed_on(people: Cast) -> Receipt:
    """Received in Gia Hiệp for Di Linh, taken up there, and passed on to Gia Hiệp, whose affair it is."""
    receipt = dossiers.receive(actor=people.stranger, intake=birth(), at=MORNING)
    out = Deed(Action.TRANSFER_OUT, to_unit=GIA_HIEP, reason="không thuộc thẩm quyền")
    for minutes, (actor, deed) in enumerate(((people.specialist, Deed(Action.ASSIGN)), (people.head, out))):
        at = MORNING + timedelta(minutes=minutes)
        dossiers.act(actor=actor, dossier_id=receipt.id, deed=deed, at=at)
    return receipt


def behind(actor: Actor, figure: str, unit: str = DI_LINH) -> list[str]:
    asked = ListFilter(unit=unit, figures=frozenset({figure}), period=MARCH)
    return [card.number for card in dossiers.listing(actor=actor, filter=asked, now=LATER).rows]


def test_every_figure_of_the_commune_opens_exactly_its_rows() -> None:
    people = cast()
    receipt = passed_on(people)
    (row,) = dossiers.figures(actor=people.chair, units=[people.chair.unit_id], period=MARCH, now=LATER)
    assert row.figures.transferred_out == 1 and row.figures.received == 1
    for figure in Figures.__dataclass_fields__:
        assert len(behind(people.chair, figure)) == getattr(row.figures, figure), figure
    assert behind(people.chair, "transferred_out") == [receipt.number]


def test_it_is_found_and_opened_there_but_no_longer_worked_on() -> None:
    people = cast()
    receipt = passed_on(people)
    for text in ("nguyen hoa", "nguye", "068190001234"):
        assert dossiers.count(actor=people.specialist, filter=ListFilter(text=text), now=LATER) == 1, text
    opened = dossiers.open_file(actor=people.specialist, dossier_id=receipt.id)
    assert opened.card.number == receipt.number
    for actor, action in ((people.specialist, Action.COMPLETE_STEP), (people.receiver, Action.WITHDRAW)):
        deed = Deed(action, reason="x")
        with pytest.raises(RefusalError) as refused:
            dossiers.act(actor=actor, dossier_id=receipt.id, deed=deed, at=LATER)
        assert refused.value.refusal.code == "dossier.other_agency"


def test_a_third_commune_neither_lists_nor_finds_nor_opens_it() -> None:
    people = cast()
    receipt = passed_on(people)
    third = holder("22924", Role.RECEIVER)
    assert behind(third, "transferred_out") == []
    assert dossiers.count(actor=third, filter=ListFilter(text="nguyen"), now=LATER) == 0
    with pytest.raises(RefusalError) as refused:
        dossiers.open_file(actor=third, dossier_id=receipt.id)
    assert refused.value.refusal.code == "dossier.not_found"
