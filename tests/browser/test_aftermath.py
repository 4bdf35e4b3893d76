"""The work after a merger in a browser: names on papers, old names, campaigns, the board on another map."""

import re
from datetime import date

import pytest

from haicap.kernel import clock
from haicap.organisation import api as organisation
from haicap.organisation.contract import Role
from haicap.organisation.models import Account
from haicap.reorganisation.domain.campaigns import Subject
from haicap.reorganisation.services import campaigns
from tests.browser import gates
from tests.browser.conftest import OpenPage
from tests.browser.entering import enter
from tests.browser.test_organisation import BUSINESS, CHAIR
from tests.thorough import thorough

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]
LOOKS = (
    {"width": 320},
    {"scheme": "dark", "text_size": 5, "language": "en"},
    *thorough({"width": 1366}),
)


def begun() -> str:
    """A campaign of Di Linh with a row of each finding."""
    actor = organisation.actor_for(Account.objects.get(username=CHAIR), clock.today())
    pk = campaigns.begin(
        actor=actor,
        subject=Subject.HOUSEHOLDS,
        title="Hộ gia đình 2025",
        source="Công an xã",
        source_on=date(2025, 6, 30),
        at=clock.now(),
    )
    table = [["ma", "ma_don_vi", "dia_chi"], ["H1", "25000", ""], ["H2", "", "không rõ"]]
    campaigns.take_in(actor=actor, campaign_id=pk, table=table, note="ho.csv", at=clock.now())
    return str(pk)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_page_passes_every_gate(open_page: OpenPage, look: dict[str, object]) -> None:
    for username, paths in pages().items():
        page = open_page("/", **look)
        enter(page, username)
        for path in paths:
            answer = page.goto(path)
            assert answer is not None and answer.ok, path
            gates.judge(page, re.sub(r"\W+", "-", path).strip("-"))


def test_every_page_is_there_without_a_script(open_page: OpenPage) -> None:
    for username, paths in pages().items():
        page = open_page("/", script=False)
        enter(page, username)
        for path in paths:
            answer = page.goto(path)
            assert answer is not None and answer.ok, path
            assert page.locator("h1").inner_text().strip(), path


def pages() -> dict[str, tuple[str, ...]]:
    """The pages by who reads them."""
    one = begun()
    leader = next(
        card
        for body in organisation.agencies_of_province("68")
        for card in organisation.holders(body.id, Role.PROVINCIAL_LEADER, clock.today())
    )
    reader = Account.objects.get(person_id=leader.person_id).username
    return {
        BUSINESS: (
            "/quan-tri/ten-tren-giay-to/",
            "/con-ten-cu/dong/?don-vi=25000",
            "/con-ten-cu/25000/seals/",
        ),
        reader: (
            "/con-ten-cu/",
            "/bang-dieu-hanh/?don-vi=25000&ban-do=2025-06-30",
            "/bang-dieu-hanh/?don-vi=25000&dia-gioi=2025-06-30",
            "/ho-so/?don-vi=25000&dia-gioi=2025-06-30",
        ),
        CHAIR: ("/cap-nhat/", f"/cap-nhat/{one}/", f"/cap-nhat/{one}/dong/"),
    }
