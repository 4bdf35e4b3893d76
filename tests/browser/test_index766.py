"""The index in a browser: every gate of a commune's page, the province's ranking and the list of procedures."""

import pytest

from tests.browser import gates
from tests.browser.conftest import OpenPage
from tests.browser.entering import enter
from tests.thorough import thorough

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

LOOKS = (
    {"width": 320},
    {"width": 1366, "scheme": "dark", "language": "en"},
    *thorough({"width": 1366}),
)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_gate(open_page: OpenPage, look: dict[str, object]) -> None:
    page = open_page("/", **look)
    enter(page, "68.chutich")
    for path in ("/chi-so-766/?don-vi=25000", "/chi-so-766/tinh/", "/chi-so-766/thu-tuc/?don-vi=25000"):
        page.goto(path)
        for each in page.locator("main details summary").all()[:6]:
            each.click()
        gates.judge(page, path.strip("/").replace("/", "-").split("?")[0])
