"""Keeping files: store, hand over to a record, drop what nobody took, sweep what a crash left."""

from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from haicap.documents.contract import FileCard, MediaType
from haicap.documents.domain import media, names
from haicap.documents.models import DecisionDraft, StoredFile, vault
from haicap.kernel.errors import refuse
from haicap.kernel.ids import uuid7
from haicap.kernel.refs import RecordRef
from haicap.organisation.contract import Actor, AgencyCard, AgencyId

_NOBODY = RecordRef("", "", "")
BY_THE_SYSTEM = 0  # nobody's appointment
SWEEP_AFTER = timedelta(hours=24)


def store(
    data: bytes | BinaryIO, name: str, *, actor: Actor, at: datetime, owner: RecordRef | None = None
) -> FileCard:
    """Examine, clean and keep a file that somebody hands in; the same file for the same `owner` is kept once.

    `data` is bytes or an open binary file (read up to the limit only). Refusals: see `media.examine`; FailureError
    `documents.disk_full` where there is no room: then neither bytes nor row stay behind.
    """
    sound = media.examine(_read(data))
    return keep(
        sound,
        name,
        province=actor.province_code,
        body=actor.agency_id,
        stored_by=actor.appointment_id,
        at=at,
        owner=owner,
    )


def keep_rows(content: bytes, name: str, *, body: AgencyCard, owner: RecordRef, at: datetime) -> FileCard:
    """Keep rows that we wrote ourselves (JSON lines) with `body` as a file of `owner`.

    FailureError `documents.disk_full`: then nothing is kept.
    """
    sound = media.Sound(MediaType.ROWS, content)
    return keep(sound, name, province=body.province_code, body=body.id, at=at, owner=owner)


@transaction.atomic
def keep(
    sound: media.Sound,
    name: str,
    *,
    province: str,
    body: AgencyId,
    at: datetime,
    stored_by: int = BY_THE_SYSTEM,
    owner: RecordRef | None = None,
) -> FileCard:
    """Keep an examined file: first the bytes, then the row, so that no row is ever without its bytes.

    `body` takes it in and keeps it; `stored_by` is an appointment.
    """
    digest = vault.digest_of(sound.content)
    _lock(digest)
    ref = owner or _NOBODY
    if owner and (known := _same(digest, owner)):
        return known.card()
    vault.put(sound.content)
    row = StoredFile.objects.create(
        id=uuid7(),
        sha256=digest,
        size=len(sound.content),
        media_type=sound.media_type.value,
        name=names.as_data(name),
        warnings=[warning.value for warning in sound.warnings],
        province=province,
        stored_at=at,
        stored_by=stored_by,
        agency_id=body,
        owner_kind=ref.kind,
        owner_id=ref.id,
        owner_label=ref.label,
    )
    return row.card()


@transaction.atomic
def hand_to(*, file_id: UUID, owner: RecordRef, actor: Actor) -> FileCard:
    """Give a file that the actor handed in to a record; repeating it changes nothing.

    The caller has asked whether the actor may change the record. Refused: documents.no_such_file, also where somebody
    else handed the file in (the two look alike); documents.file_taken where another record has it.
    """
    row = _locked(file_id)
    if row.owner and (row.owner.kind, row.owner.id) == (owner.kind, owner.id):
        return row.card()
    if row.stored_by not in actor.tenures:
        raise refuse("documents.no_such_file")
    if row.owner:
        raise refuse("documents.file_taken", label=row.owner_label)
    row.owner_kind, row.owner_id, row.owner_label = owner.kind, owner.id, owner.label
    row.save(update_fields=["owner_kind", "owner_id", "owner_label"])
    return row.card()


@transaction.atomic
def drop(*, file_id: UUID) -> None:
    """Forget a file that no record has taken (a wrong photo); its bytes go with the next sweep.

    The caller has asked whether its actor may. Refused: documents.no_such_file, documents.file_taken.
    """
    row = _locked(file_id)
    if row.owner:
        raise refuse("documents.file_taken", label=row.owner_label)
    row.delete()


def forget_untaken(*, before: datetime, named: Collection[UUID]) -> int:
    """Forget files that somebody handed in before that moment and no record has taken, save those `named`; how many.

    A record that takes one at the same time keeps it. Bytes go with the next sweep.
    """
    printed = DecisionDraft.objects.filter(file=OuterRef("pk"))
    rows = StoredFile.objects.filter(~Exists(printed), owner_kind="", stored_at__lt=before)
    _all, each = rows.exclude(id__in=named).exclude(stored_by=BY_THE_SYSTEM).delete()
    return each.get(StoredFile._meta.label, 0)


def sweep(*, at: datetime) -> int:
    """Remove bytes older than a day that no row names (left by a crash, half written too, or a dropped file); how many.

    Safe beside `store`: both hold the lock of the hash, and `store` marks bytes it finds as fresh.
    """
    return sum(_sweep_one(path, at) for path in vault.everything() if vault.age(path, at) > SWEEP_AFTER)


@transaction.atomic
def _sweep_one(path: Path, at: datetime) -> int:
    _lock(path.name)
    if (
        StoredFile.objects.filter(sha256=path.name).exists()
        or not path.is_file()
        or vault.age(path, at) <= SWEEP_AFTER
    ):
        return 0
    path.unlink()
    return 1


def _read(data: bytes | BinaryIO) -> bytes:
    return data if isinstance(data, bytes) else data.read(media.MAX_BYTES + 1)


def _same(digest: str, owner: RecordRef) -> StoredFile | None:
    same = StoredFile.objects.filter(sha256=digest, owner_kind=owner.kind, owner_id=owner.id)
    return same.order_by("stored_at", "id").first()


def _locked(file_id: UUID) -> StoredFile:
    row = StoredFile.objects.select_for_update(of=("self",)).filter(id=file_id).order_by("id").first()
    if row is None:
        raise refuse("documents.no_such_file")
    return row


def _lock(digest: str) -> None:
    """One at a time per hash, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"documents.file.{digest}"])
