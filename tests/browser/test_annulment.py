"""An applied plan taken back by two people in a browser: every look, narrow, and without a script."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from haicap.kernel import clock
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, Role
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import AnnullingAct, PlanCard, PlanStatus
from tests.browser import gates
from tests.browser.conftest import OpenPage
from tests.browser.entering import enter
from tests.browser.test_organisation import BUSINESS
from tests.reorganisation.plans import merger, plan
from tests.thorough import thorough

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]
LEADER = "68.chutich"
LOOKS = (
    {"width": 320},
    {"scheme": "dark", "text_size": 5, "language": "en"},
    *thorough({"width": 1366}),
)


def actor(username: str, role: Role) -> Actor:
    return organisation.actor_of_username(username, clock.today(), frozenset({role}))


def merged() -> PlanCard:
    """Two communes merged yesterday."""
    at = clock.now() - timedelta(days=1)
    with clock.at(at):
        change = merger(("24991", "Xã Thử Nghiệm"), "24991", "24988", province="68")
        author, approver = actor(BUSINESS, Role.BUSINESS_ADMIN), actor(LEADER, Role.PROVINCIAL_LEADER)
        document = plan(change, on=clock.today())
        card = reorganisation.propose(actor=author, document=document, at=at)
        reorganisation.approve(actor=approver, plan_id=card.id, at=at)
        return reorganisation.apply(plan_id=card.id, at=at)


def signed_in(open_page: OpenPage, username: str, **look: object) -> Page:
    page = open_page("/", **look)
    enter(page, username)
    return page


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_page_passes_every_gate(open_page: OpenPage, look: dict[str, object]) -> None:
    card = merged()
    here = f"/phuong-an/{card.id}/"
    author, other = (signed_in(open_page, name, **look) for name in (BUSINESS, LEADER))
    stops = [(author, "/phuong-an/"), (author, here), (author, f"{here}huy-bo/")]
    for step, (page, path) in enumerate(stops):
        _passes(page, path, f"annulment-{step}")
    reorganisation.propose_annulment(
        actor=actor(BUSINESS, Role.BUSINESS_ADMIN),
        plan_id=card.id,
        act=AnnullingAct("99/NQ-TEST", "Trái thẩm quyền"),
        at=clock.now(),
    )
    for name, page in (("own", author), ("other", other)):
        _passes(page, here, f"annulment-{name}")
    if look.get("width") == 1366:
        gates.keyboard_walk(other)


def test_two_people_take_a_merger_back_without_a_script(open_page: OpenPage) -> None:
    card = merged()
    here = f"/phuong-an/{card.id}/"
    author, other = (signed_in(open_page, name, script=False) for name in (BUSINESS, LEADER))
    author.goto(f"{here}huy-bo/")
    author.fill('[name="instrument"]', "99/NQ-TEST")
    author.fill('[name="reason"]', "Trái thẩm quyền")
    author.click('[name="propose"]')
    assert author.url.endswith(here)
    other.goto(here)
    other.set_default_timeout(60_000)  # the whole annulment happens before the answer
    other.click('[name="confirm"]')
    assert other.url.endswith(here)
    assert reorganisation.plan_card(card.id).status is PlanStatus.ANNULLED


def _passes(page: Page, path: str, name: str) -> None:
    answer = page.goto(path)
    assert answer is not None and answer.ok, path
    gates.judge(page, name)
