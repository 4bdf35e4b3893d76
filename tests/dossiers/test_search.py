"""Dossiers are found by any of their words, with or without accents, and only by those who may see them."""

from datetime import timedelta

import pytest

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import ListFilter, Order
from haicap.dossiers.selectors import lists
from haicap.dossiers.services.opening import search_key
from haicap.organisation.contract import Actor
from haicap.parties.contract import Applicant
from tests.cast import cast
from tests.dossiers.test_walk import MORNING, birth


def count(actor: Actor, text: str) -> int:
    return dossiers.count(actor=actor, filter=ListFilter(text=text), now=MORNING)


@pytest.mark.django_db
def test_a_dossier_is_found_by_its_words_and_the_beginning_of_the_last() -> None:
    people = cast()
    receipt = dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
    told = (
        "Nguyễn Thị Hòa",
        "hoà nguyen",
        "NGUYE",
        "hoa nguy",
        "068190001234",
        "068190",
        "0912345678",
        receipt.number,
    )
    assert [text for text in told if count(people.receiver, text) != 1] == []
    assert count(people.receiver, "nguyen van") == 0


@pytest.mark.django_db
def test_a_few_digits_are_a_whole_word_because_every_number_begins_alike() -> None:
    people = cast()
    dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
    assert count(people.receiver, "0001") == 1
    assert count(people.receiver, "0681") == 0


@pytest.mark.django_db
def test_the_specialist_and_the_province_find_it_and_a_stranger_does_not() -> None:
    people = cast()
    dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
    assert count(people.specialist, "hoa") == 1
    assert count(people.leader, "hoa") == 1
    assert count(people.stranger, "hoa") == 0


def test_what_was_not_told_leaves_no_blank_in_the_search_key() -> None:
    assert search_key(Applicant(name="Nguyễn Thị Hòa", phone="0912 345 678")) == "nguyen thi hoa 0912 345 678"


@pytest.mark.django_db
@pytest.mark.parametrize("many", [2, 100])
def test_few_and_many_finds_come_in_the_same_pages(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    told = [
        dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING + timedelta(minutes=place)).number
        for place in range(5)
    ]
    monkeypatch.setattr(lists, "MANY", many)
    asked = ListFilter(text="hoa", order=Order.NEWEST)
    first = dossiers.listing(actor=people.receiver, filter=asked, now=MORNING, size=3)
    rest = dossiers.listing(actor=people.receiver, filter=asked, now=MORNING, size=3, after=first.after)
    assert [card.number for card in (*first.rows, *rest.rows)] == told[::-1] and not rest.after
    assert dossiers.count(actor=people.receiver, filter=asked, now=MORNING, most=4) == 4
    assert dossiers.listing(actor=people.stranger, filter=asked, now=MORNING).rows == ()
