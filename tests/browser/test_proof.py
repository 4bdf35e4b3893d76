"""The page of an applied plan with everything on it: files handed over, hamlets with counts, the sealed report."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page

from haicap.desk.papers import record_of
from haicap.documents import api as documents
from haicap.kernel import clock
from haicap.organisation.contract import Role
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import PlanCard
from haicap.reorganisation.services.sealing import seal_reports
from haicap.territory import api as territory
from haicap.territory.contract import HamletAct, HamletCount, HamletKind, Measure, NewHamlet
from tests.browser import gates
from tests.browser.conftest import OpenPage
from tests.browser.test_annulment import LEADER, actor, signed_in
from tests.browser.test_organisation import BUSINESS
from tests.documents import corpus
from tests.reorganisation.cast import official
from tests.reorganisation.hamlets import row
from tests.reorganisation.intakes import receive
from tests.reorganisation.plans import merger, plan
from tests.thorough import thorough

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]
OLD = ("24991", "24988")
LOOKS = (
    {"width": 320, "scheme": "dark"},
    {"width": 1366, "language": "en"},
    *thorough({"width": 320}, {"width": 1366, "scheme": "dark"}),
)


@pytest.fixture(autouse=True)
def own_store(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def merged() -> PlanCard:
    """Two communes with scans and counted hamlets, merged yesterday; the report is sealed."""
    at = clock.now() - timedelta(days=1)
    with clock.at(at):
        today = clock.today()
        for code, households in zip(OLD, (120, None), strict=True):
            receiver = official(code, Role.RECEIVER, today)
            receipt = receive(receiver, code, at)
            owner = record_of(receipt.id, receipt.number)
            documents.store(corpus.pdf(), "khai-sinh.pdf", actor=receiver, at=at, owner=owner)
            listed(code, households)
        change = merger((OLD[0], "Xã Thử Nghiệm"), *OLD, province="68")
        merging = [row("merged", code, "Thôn 1", "Thôn Chung") for code in OLD]
        document = {**plan(change, on=today), "hamlets": merging}
        author, approver = actor(BUSINESS, Role.BUSINESS_ADMIN), actor(LEADER, Role.PROVINCIAL_LEADER)
        card = reorganisation.propose(actor=author, document=document, at=at)
        reorganisation.approve(actor=approver, plan_id=card.id, at=at)
        done = reorganisation.apply(plan_id=card.id, at=at)
    with ThreadPoolExecutor(
        1
    ) as worker:  # the seal runs a loop of its own, and Playwright's runs in this thread
        assert worker.submit(sealed, at).result() == 0
    return done


def sealed(at: datetime) -> int:
    """What the worker does; how many reports are left without their paper."""
    try:
        with clock.at(at):
            return seal_reports(at=at)
    finally:
        connection.close()


def listed(code: str, households: int | None) -> None:
    """Two hamlets in the commune, the first counted where somebody did."""
    act = HamletAct("1/QĐ-UBND", date(2026, 1, 5), "Trưởng phòng")
    names = [NewHamlet(name, HamletKind.HAMLET) for name in ("Thôn 1", f"Thôn {code}")]
    one, _two = territory.list_hamlets(code, names, act, at=clock.now())
    if households is not None:
        count = HamletCount(
            one.hamlet_id, Measure.HOUSEHOLDS, Decimal(households), date(2026, 1, 1), "Công an xã"
        )
        territory.observe_hamlet(count, at=clock.now())


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_proof_of_a_merger_and_its_hamlets_pass_every_gate(
    open_page: OpenPage, look: dict[str, object]
) -> None:
    card = merged()
    chung = next(one for one in territory.hamlets_of(OLD[0], clock.today()) if one.name == "Thôn Chung")
    page = signed_in(open_page, BUSINESS, **look)
    words = "incomplete (1 of 2" if look.get("language") == "en" else "chưa đủ (1 trong 2"
    for name, path, told in (
        ("proof", f"/phuong-an/{card.id}/", "bao-toan.pdf"),
        ("proof-hamlets", f"/thon/{OLD[0]}/", words),
        ("proof-hamlet", f"/thon/{OLD[0]}/{chung.hamlet_id}/", words),
        ("proof-unit", f"/dia-gioi/{OLD[0]}/", words),
    ):
        answer = page.goto(path)
        assert answer is not None and answer.ok, path
        assert told in page.content(), path
        assert name != "proof" or page.locator("#custody").count() == 1
        open_all(page)
        gates.judge(page, name)


def open_all(page: Page) -> None:
    """Everything folded is looked at too."""
    page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true })")
