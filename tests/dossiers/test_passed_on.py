"""Who passed a dossier on still reads and finds it, also behind the month's figure; nobody else, and no more."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from haicap.dossiers import api as dossiers
from haicap.dossiers.checks import LAWS
from haicap.dossiers.contract import Action, Deed, Figures, ListFilter, Period, Receipt
from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Actor, Role
from haicap.platform.checks.runner import run_laws
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


def to_and_fro(people: Cast) -> Receipt:
    """Passed on to Gia Hiệp, back, and to Gia Hiệp again."""
    receipt, at = passed_on(people), MORNING + timedelta(hours=1)
    neighbour = holder(GIA_HIEP, Role.DIVISION_HEAD, field="Hộ tịch")
    for actor, deed in (
        (people.stranger_specialist, Deed(Action.ASSIGN)),
        (neighbour, Deed(Action.TRANSFER_OUT, to_unit=DI_LINH, reason="x")),
        (people.specialist, Deed(Action.ASSIGN)),
        (people.head, Deed(Action.TRANSFER_OUT, to_unit=GIA_HIEP, reason="x")),
    ):
        at += timedelta(minutes=5)
        dossiers.act(actor=actor, dossier_id=receipt.id, deed=deed, at=at)
    return receipt


def test_what_was_passed_on_twice_is_counted_twice_and_stands_in_two_rows_of_one_page() -> None:
    people = cast()
    (first, twice, last) = [doing(people).number for doing in (passed_on, to_and_fro, passed_on)]
    (row,) = dossiers.figures(actor=people.chair, units=[people.chair.unit_id], period=MARCH, now=LATER)
    assert (row.figures.transferred_out, row.figures.transferred_in) == (4, 1)
    asked = ListFilter(unit=DI_LINH, figures=frozenset({"transferred_out"}), period=MARCH)
    numbers = sorted([first, twice, twice, last])
    assert dossiers.count(actor=people.chair, filter=asked, now=LATER) == len(numbers)
    for past in (asked, replace(asked, as_of=LATER - timedelta(hours=1))):
        found, sizes, after = [], [], ""
        while True:
            page = dossiers.listing(actor=people.chair, filter=past, now=LATER, after=after, size=1)
            found += [card.number for card in page.rows]
            sizes.append(len(page.rows))
            if not (after := page.after):
                break
        assert sorted(found) == numbers
        assert sorted(sizes) in ([1, 1, 2], [0, 1, 1, 2])  # the last page may be empty
        assert [line.number for line in dossiers.stream(actor=people.chair, filter=past, now=LATER)] == found
    both = replace(asked, figures=frozenset({"transferred_out", "transferred_in"}))
    assert dossiers.count(actor=people.chair, filter=both, now=LATER) == 5
    law = [law for law in LAWS if law.id == "I-R2"]
    with clock.at(LATER):
        assert [each for verdict in run_laws(law, full=True) for each in verdict.findings] == []


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
