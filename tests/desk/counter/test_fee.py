"""The fee at the counter: published, corrected with a reason, on the receipt and in the journal."""

import re

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from haicap.desk.fees import UNREADABLE, amount_of
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import DossierFile, DossierId
from haicap.kernel.ids import uuid7
from haicap.procedures import api as procedures
from tests.cast import DAY, Cast

pytestmark = pytest.mark.django_db
COPIES = "2.000635"  # copies of extracts: 8,000 đồng published


def take_in(client: Client, **typed: str) -> tuple[str, str]:
    """An intake of COPIES; the dossier's id, and the page where it was not accepted."""
    draft = str(uuid7())
    procedure = procedures.version_on(COPIES, DAY)
    papers = {f"component-{card.key}": "kept" for card in procedure.components}
    told = {"id": draft, "procedure": COPIES, "name": "Nguyễn Thị Hòa", **papers, **typed}
    answer = client.post(reverse("counter:draft", args=[draft]), told)
    return draft, "" if answer.status_code == 302 else answer.content.decode()


def taken(people: Cast, draft: str) -> DossierFile:
    return dossiers.open_file(actor=people.receiver, dossier_id=DossierId(draft))  # type: ignore[arg-type]


def receipt_of(client: Client, draft: str) -> str:
    pdf = b"".join(client.get(reverse("counter:receipt", args=[draft])))
    return re.sub(r"\s+", " ", pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range())


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("", None),
        ("8.000", 8000),
        ("8000 đ", 8000),
        ("0", 0),
        ("tám nghìn", UNREADABLE),
        ("-5", UNREADABLE),
        ("²", UNREADABLE),
    ],
)
def test_an_amount_is_read_as_officials_write_it(typed: str, amount: int | None) -> None:
    assert amount_of(typed) == amount


def test_unsaid_the_published_fee_is_taken(receiver: Client, people: Cast) -> None:
    draft, page = take_in(receiver)
    assert page == ""
    opened = taken(people, draft)
    assert (opened.fee_vnd, opened.journal[0].note) == (8000, "")
    assert "Phí, lệ phí: 8.000 đ" in receipt_of(receiver, draft)


def test_another_fee_needs_a_reason_beside_its_field(receiver: Client, people: Cast) -> None:
    _draft, page = take_in(receiver, fee_vnd="16.000")
    assert 'href="#id_fee_reason"' in page and "Mức thu khác biểu phí (8.000 đ)" in page
    assert "16.000" in page
    draft, page = take_in(receiver, fee_vnd="16.000", fee_reason="hai bản")
    assert page == ""
    opened = taken(people, draft)
    assert opened.fee_vnd == 16000
    assert opened.journal[0].note == "Phí, lệ phí 16.000 đ thay cho 8.000 đ: hai bản"
    assert "Phí, lệ phí: 16.000 đ" in receipt_of(receiver, draft)


def test_free_of_a_fee_is_printed_so(receiver: Client) -> None:
    draft, page = take_in(receiver, fee_vnd="0", fee_reason="hộ nghèo")
    assert page == ""
    assert "Phí, lệ phí: Không thu" in receipt_of(receiver, draft)


def test_what_is_no_amount_is_refused_and_kept(receiver: Client) -> None:
    _draft, page = take_in(receiver, fee_vnd="tám nghìn")
    assert 'href="#id_fee_vnd"' in page and "tám nghìn" in page


def test_another_procedure_forgets_the_fee(receiver: Client, people: Cast) -> None:
    draft, _page = take_in(receiver, fee_vnd="5.000")
    receiver.post(reverse("counter:choose", args=[draft]), {"id": draft, "choose": "1.001193"})
    kept = dossiers.draft(actor=people.receiver, draft_id=DossierId(draft))  # type: ignore[arg-type]
    assert kept and kept["fields"]["fee_vnd"] == ""
