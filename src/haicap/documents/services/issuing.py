"""Issuing a form: number from a locked counter, print, keep the PDF, write the row; all or nothing.

Numbers are dense per agency, form and year (Decree 30/2020: from 01 on 1 January). A form issued in error is
cancelled with a reason and keeps its number; nothing is deleted.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from haicap.documents.contract import FormData, FormKind, IssuedForm, MediaType, PaperSize
from haicap.documents.domain.media import Sound
from haicap.documents.models import IssuedFormRow
from haicap.documents.services import files, forms
from haicap.kernel import clock
from haicap.kernel.errors import refuse
from haicap.kernel.ids import uuid7
from haicap.kernel.refs import RecordRef
from haicap.organisation.contract import Actor

_NEXT_NUMBER = """
insert into documents_form_counter (agency_id, form, year, last) values (%s, %s, %s, 1)
on conflict (agency_id, form, year) do update set last = documents_form_counter.last + 1
returning last
"""


@transaction.atomic
def issue(
    *,
    actor: Actor,
    agency_id: int,
    record: RecordRef,
    data: FormData,
    at: datetime,
    key: str = "",
    size: PaperSize = PaperSize.A5,
) -> IssuedForm:
    """Print `data` under the next number of `agency_id` and keep the PDF as a file of `record`.

    Idempotent per record, form and `key` (say, the journal row that asks for the form): a second call returns the
    form of the first, whatever `data` says now. `number` and `issued_at` of `data` are set here.
    """
    kind = forms.kind_of(data)
    _lock(record, kind, key)
    if known := _known(record, kind, key):
        return known.card()
    year = clock.local(at).year
    number = _next_number(agency_id, kind, year)
    rendered = forms.render(replace(data, number=number, issued_at=at), size)
    kept = files.keep(
        Sound(MediaType.PDF, rendered.pdf),
        _file_name(kind, number, record),
        province=actor.province_code,
        body=actor.agency_id,
        stored_by=actor.appointment_id,
        at=at,
        owner=record,
    )
    row = IssuedFormRow.objects.create(
        id=uuid7(),
        agency_id=agency_id,
        form=kind.value,
        year=year,
        number=number,
        record_kind=record.kind,
        record_id=record.id,
        record_label=record.label,
        key=key,
        sha256=rendered.sha256,
        file_id=kept.id,
        issued_at=at,
        issued_by=actor.appointment_id,
    )
    return row.card()


@transaction.atomic
def cancel(*, actor: Actor, form_id: UUID, at: datetime, reason: str) -> IssuedForm:
    """Cancel a form issued in error. The caller has asked whether `actor` may.

    Refused: documents.reason_missing, documents.no_such_form, documents.form_cancelled.
    """
    if not reason.strip():
        raise refuse("documents.reason_missing", field="reason")
    row = IssuedFormRow.objects.select_for_update(of=("self",)).filter(id=form_id).order_by("id").first()
    if row is None:
        raise refuse("documents.no_such_form")
    if row.cancelled_at is not None:
        raise refuse("documents.form_cancelled")
    row.cancelled_at, row.cancelled_by, row.cancel_reason = at, actor.appointment_id, reason.strip()
    row.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])
    return row.card()


def _known(record: RecordRef, kind: FormKind, key: str) -> IssuedFormRow | None:
    rows = IssuedFormRow.objects.select_related("file").filter(
        record_kind=record.kind, record_id=record.id, form=kind.value, key=key
    )
    return rows.order_by("id").first()


def _next_number(agency_id: int, kind: FormKind, year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_NUMBER, [agency_id, kind.value, year])
        return int(cursor.fetchone()[0])


def _lock(record: RecordRef, kind: FormKind, key: str) -> None:
    """Two calls for the same form wait for each other, until the transaction ends."""
    name = f"documents.form.{record.kind}.{record.id}.{kind.value}.{key}"
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _file_name(kind: FormKind, number: int, record: RecordRef) -> str:
    return f"mau-{kind.value}-{number:02}-{record.label}.pdf"
