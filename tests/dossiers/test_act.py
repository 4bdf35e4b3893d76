"""An act on a version that was seen: nothing is locked while the rules are asked, and nothing is lost by it."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from haicap.documents import api as documents
from haicap.documents.models import StoredFile
from haicap.dossiers import api as dossiers
from haicap.dossiers.checks import LAWS
from haicap.dossiers.contract import Action, Deed, DossierId, Receipt
from haicap.dossiers.models import Dossier, JournalEntry, ledger
from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Actor, Role
from haicap.platform import calendars
from haicap.platform.checks.runner import run_laws
from tests.cast import DI_LINH, GIA_HIEP, cast, holder
from tests.documents.corpus import pdf
from tests.dossiers.test_walk import MORNING, birth

pytestmark = pytest.mark.django_db
TAKEN_UP = Deed(Action.ASSIGN, version=1)


@pytest.fixture
def taken_in() -> Receipt:
    return dossiers.receive(actor=cast().receiver, intake=birth(), at=MORNING)


@pytest.mark.parametrize("deed", [TAKEN_UP, Deed(Action.VOID, version=1, reason="Nhầm")])
def test_what_changed_after_the_reading_is_not_overwritten(
    taken_in: Receipt, monkeypatch: pytest.MonkeyPatch, deed: Deed
) -> None:
    people, real = cast(), ledger.newest
    actor = people.specialist if deed is TAKEN_UP else people.receiver

    def read_just_before_another(**named: Any) -> Dossier | None:
        row = real(**named)
        monkeypatch.setattr(ledger, "newest", real)
        correction = Deed(Action.CORRECT, version=1, corrections={"name": "Lê Thị Một"})
        dossiers.act(actor=people.receiver, dossier_id=taken_in.id, deed=correction, at=MORNING)
        return row

    monkeypatch.setattr(ledger, "newest", read_just_before_another)
    with pytest.raises(RefusalError, match=r"dossier\.changed_meanwhile"):
        dossiers.act(actor=actor, dossier_id=taken_in.id, deed=deed, at=MORNING)
    entries = JournalEntry.objects.filter(dossier_id=taken_in.id).order_by("seq")
    assert [entry.action for entry in entries] == ["received", "corrected"]
    assert Dossier.objects.get(pk=taken_in.id).status == "received"


def test_an_act_on_a_version_that_was_seen_is_two_statements(
    taken_in: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    specialist = cast().specialist
    monkeypatch.setattr(calendars, "NOTICED_WITHIN", float("inf"))
    dossiers.allowed(actor=specialist, dossier_id=taken_in.id)  # what every process remembers is asked here
    with CaptureQueriesContext(connection) as sent:
        dossiers.act(actor=specialist, dossier_id=taken_in.id, deed=TAKEN_UP, at=MORNING)
    assert [each["sql"].split()[0] for each in sent.captured_queries] == ["SELECT", "WITH"]


def test_the_row_of_the_reading_is_the_row_of_the_archive(taken_in: Receipt) -> None:
    people = cast()
    stop = Deed(Action.ASK_SUPPLEMENT, version=1, reason="Thiếu giấy")
    dossiers.act(actor=people.specialist, dossier_id=taken_in.id, deed=stop, at=MORNING)
    known = Dossier.objects.get(pk=taken_in.id)
    for locked in (False, True):
        row = ledger.newest(dossier_id=taken_in.id, locked=locked)
        assert row is not None and row.stops
        assert {field.attname: getattr(row, field.attname) for field in Dossier._meta.concrete_fields} == {
            field.attname: getattr(known, field.attname) for field in Dossier._meta.concrete_fields
        }


def test_no_act_leaves_the_province_or_the_scope(taken_in: Receipt) -> None:
    people = cast()
    outside = replace(people.leader, province_code="01", provinces=frozenset({"01"}))
    for actor in (people.stranger_specialist, replace(people.specialist, agencies=frozenset()), outside):
        with pytest.raises(RefusalError, match=r"dossier\.not_found"):
            dossiers.act(actor=actor, dossier_id=taken_in.id, deed=TAKEN_UP, at=MORNING)


def test_a_lawful_stop_moves_the_step_at_hand_too(taken_in: Receipt) -> None:
    specialist = cast().specialist
    stop = Deed(Action.SUSPEND, version=1, reason="Chờ nộp thuế")
    dossiers.act(actor=specialist, dossier_id=taken_in.id, deed=stop, at=MORNING)
    later = MORNING + timedelta(days=7)
    card = dossiers.act(
        actor=specialist, dossier_id=taken_in.id, deed=Deed(Action.RESUME, version=2), at=later
    )
    assert card.step_due_at is not None and card.step_due_at > later


def test_what_is_written_with_an_act_is_stored_composed(taken_in: Receipt) -> None:
    deed = replace(TAKEN_UP, note=unicodedata.normalize("NFD", "Hòa giải  "))
    dossiers.act(actor=cast().specialist, dossier_id=taken_in.id, deed=deed, at=MORNING)
    assert JournalEntry.objects.get(dossier_id=taken_in.id, seq=2).note == "Hòa giải"


@pytest.mark.breaks("I-F2", "dossiers")
def test_the_entry_names_the_result_by_its_hash_and_no_other_takes_its_place(taken_in: Receipt) -> None:
    people = cast()
    file = documents.store(pdf(), "ket-qua.pdf", actor=people.specialist, at=MORNING)
    other = documents.store(pdf(b"<<>>"), "khac.pdf", actor=people.specialist, at=MORNING)
    for deed in (TAKEN_UP, Deed(Action.COMPLETE_STEP, version=2, result_file=file.id)):
        dossiers.act(actor=people.specialist, dossier_id=taken_in.id, deed=deed, at=MORNING)
    entry = JournalEntry.objects.get(dossier_id=taken_in.id, seq=3)
    assert entry.changes["result_sha256"] == file.sha256 != other.sha256
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        StoredFile.objects.filter(id=file.id).update(sha256=other.sha256)
    law = [one for one in LAWS if one.id == "I-F2"]
    assert run_laws(law, full=True)[0].holds
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE documents_file DISABLE TRIGGER documents_file_guard")
        StoredFile.objects.filter(id=file.id).update(sha256=other.sha256)
    (finding,) = run_laws(law, full=True)[0].findings
    assert (finding.row, finding.expected, finding.found) == (taken_in.number, file.sha256, other.sha256)


@pytest.mark.django_db(transaction=True)
def test_transfers_that_cross_wait_for_one_another_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    people, real, both = cast(), ledger.append, Barrier(2)
    here = dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
    there = dossiers.receive(actor=people.stranger, intake=birth(competent=GIA_HIEP), at=MORNING)

    def append(**named: Any) -> bool:
        done = real(**named)
        if named["entry"].action is Action.TRANSFER_OUT:
            with suppress(BrokenBarrierError):  # the other one waits for this one's chain: it never comes
                both.wait(0.5)
        return done

    def transfer(actor: Actor, dossier_id: DossierId, to: str) -> None:
        try:
            deed = Deed(Action.TRANSFER_OUT, version=1, reason="Nhầm nơi", to_unit=to)
            dossiers.act(actor=actor, dossier_id=dossier_id, deed=deed, at=MORNING)
        finally:
            connection.close()

    monkeypatch.setattr(ledger, "append", append)
    other = holder(GIA_HIEP, Role.CHAIR)
    with ThreadPoolExecutor(2) as pool:
        doing = [
            pool.submit(transfer, people.chair, here.id, GIA_HIEP),
            pool.submit(transfer, other, there.id, DI_LINH),
        ]
        for each in doing:
            each.result()
    assert set(JournalEntry.objects.filter(seq=3).values_list("action", flat=True)) == {"transferred_in"}
