"""Issued forms: dense numbers, once per asking, never changed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from haicap.documents import api
from haicap.documents.contract import FormKind
from haicap.documents.models import FormCounter, IssuedFormRow
from haicap.documents.services import forms
from haicap.kernel.clock import VIETNAM
from haicap.kernel.errors import RefusalError
from haicap.kernel.refs import RecordRef
from haicap.organisation.contract import Actor
from tests.documents import papers
from tests.documents.conftest import AT

pytestmark = pytest.mark.django_db
DOSSIER = RecordRef("dossier", "0198", papers.NUMBER)


def issue(actor: Actor, **more: Any) -> Any:
    return api.issue(
        **{"actor": actor, "agency_id": 5, "record": DOSSIER, "data": papers.receipt(), "at": AT, **more}
    )


def test_an_issued_form_is_kept_as_it_was_printed_under_its_number(receiver: Actor) -> None:
    form = issue(receiver)
    assert (form.kind, form.number, form.year, form.record) == (FormKind.RECEIPT, 1, 2026, DOSSIER)
    card, pdf = api.read(form.file.id)
    assert card.owner == DOSSIER
    assert pdf == forms.render_receipt(papers.receipt(number=1)).pdf
    assert api.issued_for(DOSSIER) == (form,)
    assert api.issued(form.id) == form


def test_asking_twice_gives_the_first_form_even_when_the_data_changed(receiver: Actor) -> None:
    first = issue(receiver, key="received")
    again = issue(
        receiver, key="received", data=papers.receipt(applicant_name="Ai khác"), at=AT + timedelta(days=1)
    )
    assert again == first
    assert FormCounter.objects.get().last == 1


def test_numbers_are_dense_per_agency_form_and_year(receiver: Actor) -> None:
    numbers = [issue(receiver, key=str(turn)).number for turn in range(3)]
    assert numbers == [1, 2, 3]
    assert issue(receiver, agency_id=6, key="other agency").number == 1
    assert issue(receiver, data=papers.control_slip()).number == 1
    new_year = datetime(2027, 1, 1, 0, 30, tzinfo=VIETNAM)  # still 2026 in universal time
    form = issue(receiver, key="new year", at=new_year)
    assert (form.number, form.year) == (1, 2027)


def test_a_number_is_not_used_up_by_an_act_that_failed(receiver: Actor) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        issue(receiver)
        raise RuntimeError
    assert issue(receiver, key="next").number == 1


def test_a_form_issued_in_error_is_cancelled_once_with_a_reason_and_keeps_its_number(receiver: Actor) -> None:
    form = issue(receiver)
    with pytest.raises(RefusalError, match=r"documents\.reason_missing"):
        api.cancel(actor=receiver, form_id=form.id, at=AT, reason="  ")
    cancelled = api.cancel(actor=receiver, form_id=form.id, at=AT, reason="Nhập sai tên")
    assert (cancelled.number, cancelled.cancelled_at, cancelled.cancel_reason) == (1, AT, "Nhập sai tên")
    with pytest.raises(RefusalError, match=r"documents\.form_cancelled"):
        api.cancel(actor=receiver, form_id=form.id, at=AT, reason="Lần nữa")
    with pytest.raises(RefusalError, match=r"documents\.no_such_form"):
        api.cancel(actor=receiver, form_id=uuid4(), at=AT, reason="x")
    assert issue(receiver, key="again").number == 2


@pytest.mark.parametrize(
    "sql",
    [
        "delete from documents_issued_form",
        "truncate documents_issued_form",
        "update documents_issued_form set number = 9",
        "update documents_issued_form set sha256 = repeat('0', 64)",
        "update documents_issued_form set cancelled_at = now(), cancelled_by = 1, cancel_reason = 'x', number = 9",
        "update documents_issued_form set cancelled_at = now()",
        "delete from documents_file",
    ],
)
def test_the_database_keeps_an_issued_form_from_any_other_hand(sql: str, receiver: Actor) -> None:
    form = issue(receiver)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.execute("set constraints all immediate")
    assert api.issued(form.id) == form


def test_a_cancelled_form_stays_cancelled(receiver: Actor) -> None:
    form = issue(receiver)
    api.cancel(actor=receiver, form_id=form.id, at=AT, reason="Nhập sai tên")
    with pytest.raises(DatabaseError), transaction.atomic():
        IssuedFormRow.objects.filter(id=form.id).update(
            cancelled_at=None, cancelled_by=None, cancel_reason=""
        )
