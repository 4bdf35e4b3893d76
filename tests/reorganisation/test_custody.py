"""Files at a merger: counted by bytes, handed over body by body, given back by an annulment, re-hashed on request."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.test import Client
from django.urls import reverse

from haicap.desk.papers import record_of
from haicap.documents import api as documents
from haicap.documents.checks import LAWS
from haicap.documents.contract import FileCard
from haicap.documents.domain.custody import chain
from haicap.documents.models import CustodyRow, StoredFile, vault
from haicap.documents.services.carrying import DocumentCarrier
from haicap.dossiers.contract import Receipt
from haicap.kernel.errors import RefusalError
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyId, BodySuccession, Role
from haicap.organisation.models import Account
from haicap.platform.checks.runner import run_laws
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import ConservationLine, PlanCard, Proved
from haicap.territory import api as territory
from tests.documents import corpus
from tests.reorganisation.cast import official
from tests.reorganisation.eve import DAY, EVE, EVENING, MORNING
from tests.reorganisation.intakes import receive
from tests.reorganisation.plans import annulled, applied, merger, plan
from tests.reorganisation.test_sealed_reports import words

Frozen = Callable[[str | datetime], datetime]
pytestmark = pytest.mark.django_db
OLD = ("06652", "06655", "06658")
MERGER = merger(("06652", "Phường Thử Nghiệm"), *OLD)
LATER = MORNING + timedelta(days=7, hours=9)


@pytest.fixture(autouse=True)
def own_store(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.DEMO = True  # no second factor


def scanned(actor: Actor, unit: str, at: datetime, content: bytes) -> tuple[Receipt, FileCard]:
    """A dossier with one scan."""
    receipt = receive(actor, unit, at)
    owner = record_of(receipt.id, receipt.number)
    return receipt, documents.store(content, "khai-sinh.pdf", actor=actor, at=at, owner=owner)


@contextmanager
def unguarded() -> Iterator[None]:
    """Change rows of files as somebody with the database might."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE documents_file DISABLE TRIGGER documents_file_guard")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE documents_file ENABLE TRIGGER documents_file_guard")


def eve_with_files() -> dict[str, tuple[Receipt, FileCard]]:
    """One scan in each of two old wards, and one upload that no record has taken."""
    contents = {OLD[0]: corpus.pdf(), OLD[1]: corpus.png()}
    told = {
        code: scanned(official(code, Role.RECEIVER, EVE), code, EVENING, content)
        for code, content in contents.items()
    }
    documents.store(corpus.jpeg(), "nhầm.jpg", actor=official(OLD[1], Role.RECEIVER, EVE), at=EVENING)
    return told


def file_lines(card: PlanCard) -> dict[str, ConservationLine]:
    assert card.report is not None
    return {line.code: line for line in card.report.lines if line.name == "files"}


def centre(code: str, day: date) -> AgencyId:
    return organisation.centre_of_unit(territory.require_unit(code, day).unit_id).id


def test_files_are_conserved_by_count_and_bytes_and_each_body_hands_over_its_own(frozen: Frozen) -> None:
    frozen(EVENING)
    told = eve_with_files()
    sizes = {code: file.size for code, (_, file) in told.items()}
    old_bodies = {code: centre(code, EVE) for code in OLD}
    card = applied(plan(MERGER))
    line = file_lines(card)[OLD[0]]
    assert (line.before, line.after) == (2, 2)
    assert line.total_before == line.total_after == sum(sizes.values())
    handed = {each.old: each for each in documents.handovers(card.id)}
    for code, body in old_bodies.items():
        assert (handed[body].files, handed[body].size) == ((1, sizes[code]) if code in sizes else (0, 0))
        assert (handed[body].since, handed[body].until) == (DAY, None)
        assert handed[body].instrument == "1/NQ-TEST"
    assert sum(each.files for each in handed.values()) == 2
    # as many records as bodies that ended, however many files there are; and no file's row was touched
    assert CustodyRow.objects.count() == len(handed)
    assert {row.agency_id for row in StoredFile.objects.exclude(owner_kind="")} == {
        old_bodies[OLD[0]],
        old_bodies[OLD[1]],
    }


def test_a_dossier_tells_who_kept_its_files_until_when_and_who_keeps_them_now(frozen: Frozen) -> None:
    frozen(EVENING)
    receipt, file = eve_with_files()[OLD[1]]
    record, old = record_of(receipt.id, receipt.number), centre(OLD[1], EVE)
    (kept,) = documents.custody_of(record)
    assert (kept.files, kept.size, kept.keeper) == (1, file.size, old)
    card = applied(plan(MERGER))
    frozen(MORNING)
    new = centre(OLD[0], DAY)
    (kept,) = documents.custody_of(record)
    assert [(one.agency, one.since, one.until, one.instrument) for one in kept.chain] == [
        (old, EVE, DAY, ""),
        (new, DAY, None, "1/NQ-TEST"),
    ]
    page = opened(official(OLD[0], Role.RECEIVER, DAY), receipt)
    assert "Lưu giữ tệp" in page and "theo 1/NQ-TEST" in page and "từ 01/07/2025" in page
    frozen(LATER)
    annulled(card, LATER)
    (kept,) = documents.custody_of(record)
    assert kept.keeper == old and kept.chain[-1].given_back and kept.chain[-1].since == LATER.date()
    page = opened(official(OLD[1], Role.RECEIVER, LATER.date()), receipt)
    assert "trả lại vì đã hủy 1/NQ-TEST" in page


def opened(actor: Actor, receipt: Receipt) -> str:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.person_id))
    return client.get(reverse("counter:dossier", args=[receipt.id])).content.decode()


def test_what_came_in_between_is_handed_to_the_main_predecessor_by_the_annulment(frozen: Frozen) -> None:
    frozen(EVENING)
    eve_with_files()
    card = applied(plan(MERGER))
    frozen(MORNING)
    new = centre(OLD[0], DAY)
    receipt, file = scanned(
        official(OLD[0], Role.RECEIVER, DAY), OLD[0], MORNING, corpus.pdf(b"<</Length 0>>")
    )
    frozen(LATER)
    card = annulled(card, LATER)
    assert file_lines(card)[""].before == file_lines(card)[""].after == 3
    (kept,) = documents.custody_of(record_of(receipt.id, receipt.number))
    main = centre(OLD[0], LATER.date())
    assert [one.agency for one in kept.chain] == [new, main]
    back = next(each for each in documents.handovers(card.id) if each.old == new)
    assert (back.new, back.files, back.size, back.until) == (main, 1, file.size, None)
    first = next(each for each in documents.handovers(card.id) if each.old == main)
    assert first.until == LATER.date()  # ended, not erased


def test_the_paper_of_the_application_says_what_was_handed_over_then_though_it_is_sealed_later(
    frozen: Frozen,
) -> None:
    frozen(EVENING)
    told = eve_with_files()
    card = applied(plan(MERGER))
    frozen(LATER)
    annulled(card, LATER)
    assert reorganisation.seal_reports(at=LATER) == 0
    then, now = (words(reorganisation.paper(card.id, step)[1]) for step in (Proved.APPLIED, Proved.ANNULLED))
    for _, file in told.values():
        assert f" 1 {file.size}" in " ".join(then.split())
    assert "trả lại" not in then and "trả lại 08/07/2025" in " ".join(now.split())


def test_a_file_lost_on_the_way_stops_the_merger(frozen: Frozen, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen(EVENING)
    _, file = eve_with_files()[OLD[1]]
    carry = DocumentCarrier.carry

    def lose(self: DocumentCarrier, *words: Any) -> None:
        carry(self, *words)
        with unguarded():
            StoredFile.objects.filter(id=file.id).delete()

    monkeypatch.setattr(DocumentCarrier, "carry", lose)
    with pytest.raises(RefusalError, match="not_conserved") as refused:
        applied(plan(MERGER))
    assert refused.value.refusal.facts["what"] == "files"


def test_a_byte_lost_on_the_way_stops_it_too(frozen: Frozen, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen(EVENING)
    _, file = eve_with_files()[OLD[1]]
    carry = DocumentCarrier.carry

    def shorten(self: DocumentCarrier, *words: Any) -> None:
        carry(self, *words)
        with unguarded():
            StoredFile.objects.filter(id=file.id).update(size=file.size - 1)

    monkeypatch.setattr(DocumentCarrier, "carry", shorten)
    with pytest.raises(RefusalError, match="not_conserved"):
        applied(plan(MERGER))


@pytest.mark.breaks("I-F3", "documents")
def test_a_handover_counted_again_finds_what_is_missing_and_what_is_damaged(frozen: Frozen) -> None:
    frozen(EVENING)
    receipt, file = eve_with_files()[OLD[1]]
    old = centre(OLD[1], EVE)
    card = applied(plan(MERGER))
    frozen(MORNING)
    assert all(each.holds for each in documents.recounts(card.id, full=True))
    # one who handed in before the merger may give the upload to its record after it: more is no loss
    late = StoredFile.objects.get(owner_kind="")
    StoredFile.objects.filter(id=late.id).update(owner_kind="dossier", owner_id=str(receipt.id))
    assert all(each.holds for each in documents.recounts(card.id, full=True))
    place = vault.path_of(file.sha256)
    place.write_bytes(place.read_bytes()[:-1] + b"?")
    assert all(each.holds for each in documents.recounts(card.id, full=False))
    (broken,) = (each for each in documents.recounts(card.id, full=True) if not each.holds)
    assert broken.handover.old == old and "khai-sinh.pdf" in broken.damaged[0]
    assert broken_laws() == set()
    with unguarded():
        StoredFile.objects.filter(id__in=[file.id, late.id]).delete()
    assert broken_laws() == {"I-F3"}
    assert [each.files for each in documents.recounts(card.id, full=False) if not each.holds] == [0]


def broken_laws() -> set[str]:
    laws = [law for law in LAWS if law.id == "I-F3"]
    return {verdict.law.id for verdict in run_laws(laws, full=False) if not verdict.holds}


def test_a_handover_stays_as_it_was_written(frozen: Frozen) -> None:
    frozen(EVENING)
    applied(plan(MERGER))
    for change in (CustodyRow.objects.all().delete, lambda: CustodyRow.objects.update(files=1, size=1)):
        with pytest.raises(Error, match="append-only"), transaction.atomic():
            change()


def test_the_chain_follows_merger_on_merger_and_what_was_undone_within() -> None:
    a, b, c, d = map(AgencyId, (1, 2, 3, 4))
    days = [date(2025, 7, 1), date(2025, 7, 8), date(2026, 1, 1), date(2027, 1, 1)]
    ties = (
        BodySuccession(1, a, b, days[0], days[1]),  # undone a week later
        BodySuccession(2, b, a, days[1], None),
        BodySuccession(3, a, c, days[2], None),
        BodySuccession(4, c, d, days[3], None),
    )
    names = {1: "1/NQ", 2: "1/NQ", 3: "3/NQ", 4: "4/NQ"}
    told = chain(a, date(2025, 6, 30), ties, names)
    assert [(one.agency, one.since, one.instrument, one.given_back) for one in told] == [
        (a, date(2025, 6, 30), "", False),
        (b, days[0], "1/NQ", False),
        (a, days[1], "1/NQ", True),
        (c, days[2], "3/NQ", False),
        (d, days[3], "4/NQ", False),
    ]
    assert [one.until for one in told] == [*days, None]
    assert [one.agency for one in chain(b, days[0], ties, names)] == [b, a, c, d]
    assert chain(d, days[3], ties, names)[0].until is None
