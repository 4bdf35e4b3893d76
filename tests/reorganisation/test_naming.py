"""Papers about a day before a merger: the old name, today's beside it, as the province chose."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from haicap.desk import papers
from haicap.desk.notices import notice
from haicap.documents import api as documents
from haicap.documents.contract import NamedPaper
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Receipt
from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Role
from haicap.organisation.models import Account
from haicap.territory import api as territory
from haicap.territory.contract import Naming
from tests.reorganisation.cast import actors, official
from tests.reorganisation.eve import DAY, EVE, EVENING, MORNING
from tests.reorganisation.intakes import receive
from tests.reorganisation.plans import applied, merger, plan

Frozen = Callable[[str | datetime], datetime]
pytestmark = pytest.mark.django_db
OLD = ("06652", "06655", "06658")
MERGER = merger(("06652", "Phường Thử Nghiệm"), *OLD)


def merged(frozen: Frozen) -> Receipt:
    frozen(EVENING)
    receipt = receive(official(OLD[1], Role.RECEIVER, EVE), OLD[1], EVENING)
    applied(plan(MERGER))
    frozen(MORNING)
    return receipt


def test_a_unit_is_said_as_of_the_day_and_as_of_today(frozen: Frozen) -> None:
    frozen(EVENING)
    unit = territory.require_unit(OLD[1], EVE)
    assert territory.said(unit.unit_id, EVE).now == ()
    applied(plan(MERGER))
    frozen(MORNING)
    told = territory.said(unit.unit_id, EVE)
    assert (told.then, told.now, told.law) == ("Phường Hà Khẩu", ("Phường Thử Nghiệm",), "1/NQ-TEST, khoản 1")
    assert territory.name_words(told, Naming.EVENT) == "Phường Hà Khẩu"
    assert territory.name_words(told, Naming.BOTH) == "Phường Hà Khẩu, nay là phường Thử Nghiệm"
    assert territory.name_words(told, Naming.CURRENT) == "Phường Thử Nghiệm"
    # the day after, nothing is old: the new unit has one name
    new = territory.require_unit(OLD[0], DAY)
    assert territory.said(new.unit_id, DAY).now == ()


def test_an_old_receipt_printed_again_keeps_its_head_and_says_what_the_place_is_today(frozen: Frozen) -> None:
    receipt = merged(frozen)
    actor = official(OLD[0], Role.RECEIVER, DAY)
    opened = dossiers.open_file(actor=actor, dossier_id=receipt.id)
    data = papers.receipt(opened, tracking="https://haicap.example/h/1/2")
    assert data.agency.endswith("phường Hà Khẩu")
    assert data.names_note == "Phường Hà Khẩu, nay là phường Thử Nghiệm (1/NQ-TEST, khoản 1)"
    assert "phường Hà Khẩu, nay là" in data.return_place and "phường Thử Nghiệm" in data.return_place
    assert documents.render_receipt(data).pdf.startswith(b"%PDF")
    slip = papers.control_slip(opened, tracking="https://haicap.example/h/1/2")
    assert slip.names_note == data.names_note
    assert documents.render_control_slip(slip).pdf.startswith(b"%PDF")


def test_the_receipt_of_an_old_commune_opens_a_page_with_both_names_and_the_law(frozen: Frozen) -> None:
    receipt = merged(frozen)
    page = Client().get(reverse("portal:dossier", args=[receipt.number, receipt.secret])).content.decode()
    assert "phường Hà Khẩu, nay là" in page and "phường Thử Nghiệm" in page
    assert "1/NQ-TEST, khoản 1" in page


def test_the_province_chooses_for_each_kind_of_paper_from_a_day_on(frozen: Frozen) -> None:
    receipt = merged(frozen)
    actor = next(each for each in actors("22", Role.BUSINESS_ADMIN, DAY))
    choice = {"actor": actor, "paper": NamedPaper.TRACKING, "naming": Naming.EVENT, "at": MORNING}
    with pytest.raises(RefusalError, match="naming_past"):
        documents.choose_naming(**choice, since=EVE, ground="1/QĐ")
    with pytest.raises(RefusalError, match="naming_ground"):
        documents.choose_naming(**choice, since=DAY, ground=" ")
    with pytest.raises(RefusalError, match="not_a_naming_official"):
        stranger = official(OLD[0], Role.CHAIR, DAY)
        documents.choose_naming(**choice | {"actor": stranger}, since=DAY, ground="1/QĐ")
    documents.choose_naming(**choice, since=DAY, ground="12/QĐ-UBND")
    with pytest.raises(RefusalError, match="naming_twice"):
        documents.choose_naming(**choice, since=DAY, ground="13/QĐ-UBND")
    assert documents.naming_on(NamedPaper.TRACKING, "22", DAY) is Naming.EVENT
    assert documents.naming_on(NamedPaper.TRACKING, "22", EVE) is Naming.BOTH
    assert documents.naming_on(NamedPaper.TRACKING, "68", DAY) is Naming.BOTH
    page = Client().get(reverse("portal:dossier", args=[receipt.number, receipt.secret])).content.decode()
    assert "phường Hà Khẩu" in page and "nay là" not in page


def test_a_receipt_printed_by_an_old_commune_scanned_after_the_merger_opens_the_new_unit(
    frozen: Frozen,
) -> None:
    frozen(EVENING)
    actor = official(OLD[1], Role.RECEIVER, EVE)
    receipt = receive(actor, OLD[1], EVENING)
    # what the QR of the paper holds, printed before anybody merged anything
    path = reverse("portal:dossier", args=[receipt.number, receipt.secret])
    printed = papers.receipt(
        dossiers.open_file(actor=actor, dossier_id=receipt.id), tracking=f"https://x.vn{path}"
    )
    assert printed.names_note == "" and printed.agency.endswith("phường Hà Khẩu")
    applied(plan(MERGER))
    frozen(MORNING)
    answer = Client().get(urlsplit(printed.tracking).path)
    page = answer.content.decode()
    assert answer.status_code == 200 and receipt.number in page
    assert "phường Hà Khẩu, nay là" in page and "phường Thử Nghiệm" in page
    typed = Client().post(
        reverse("portal:track"), {"number": receipt.number, "secret": receipt.secret}, follow=True
    )
    assert "phường Thử Nghiệm" in typed.content.decode()


def test_the_pages_of_a_dossier_name_bodies_as_the_province_chose(frozen: Frozen, settings: Any) -> None:
    settings.DEMO = True
    receipt = merged(frozen)
    pages = {
        reverse("counter:dossier", args=[receipt.id]): official(OLD[0], Role.RECEIVER, DAY),
        reverse("office:dossier", args=[receipt.id]): official(OLD[0], Role.CHAIR, DAY),
    }

    def shown() -> list[str]:
        told = []
        for address, actor in pages.items():
            client = Client()
            client.force_login(Account.objects.get(person_id=actor.person_id))
            told.append(client.get(address).content.decode())
        return told

    both = "Ủy ban nhân dân phường Hà Khẩu, nay là Ủy ban nhân dân phường Thử Nghiệm"
    assert all(both in page for page in shown())
    choice = {"paper": NamedPaper.LISTS, "since": DAY, "ground": "1/QĐ", "at": MORNING}
    documents.choose_naming(actor=actors("22", Role.BUSINESS_ADMIN, DAY)[0], naming=Naming.CURRENT, **choice)
    for page in shown():
        assert both not in page and "Ủy ban nhân dân phường Thử Nghiệm" in page


def test_a_notice_given_out_after_a_merger_is_todays_centres(frozen: Frozen) -> None:
    receipt = merged(frozen)
    opened = dossiers.open_file(actor=official(OLD[0], Role.RECEIVER, DAY), dossier_id=receipt.id)
    line = replace(opened.journal[-1], action=Action.STOP, at=MORNING)
    data = notice(opened, line, tracking="https://x.vn/h/1/2")
    assert "phường Thử Nghiệm" in data.centre
    assert "Hà Khẩu" not in data.agency + data.centre
