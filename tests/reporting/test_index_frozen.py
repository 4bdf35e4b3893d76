"""The index of a month whose report is frozen is the report's, whatever comes later; what differs stands beside it."""

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from haicap.config import cli
from haicap.dossiers.contract import Action, Period
from haicap.organisation import api as organisation
from haicap.organisation.contract import Role
from haicap.platform.checks.runner import run_laws
from haicap.reporting import api as reporting
from haicap.reporting.checks import LAWS
from haicap.reporting.contract import FrozenIndex, Score
from haicap.reporting.selectors.late import index_rows
from haicap.territory import api as territory
from tests.cast import DI_LINH, GIA_HIEP, PROVINCE, cast, holder
from tests.reporting.periodic import (
    CLOSING,
    NEXT,
    done,
    february,
    office,
    on,
    prepared,
    received,
    settled,
    submitted,
)
from tests.reporting.test_index766 import share
from tests.reporting.test_periodic_departments import for_department, people_of, sent_by
from tests.reporting.test_periodic_pages import session

pytestmark = pytest.mark.django_db
MONTH = Period(date(2026, 2, 1), date(2026, 2, 28))
LINK = re.compile(r'<a (?:class="count" )?href="([^"]*)" data-count="(\d+)"')
TOTAL = re.compile(r'data-total="(\d+)"')


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path, frozen: Any) -> None:
    settings.DATA_DIR, settings.DEMO = tmp_path, True
    frozen(CLOSING)


def index(unit: str = DI_LINH) -> FrozenIndex:
    found = reporting.frozen_index_of(body=office(unit).body, period=MONTH)
    assert found is not None
    return found


def live(unit: str = DI_LINH, now: Any = CLOSING) -> Score:
    actor = organisation.system_actor(PROVINCE, "test")
    card = territory.require_unit(unit, now.date())
    return reporting.index_of_units(actor=actor, units=[card], period=MONTH, now=now)[0]


def numbers(score: Score) -> dict[str, tuple[int | None, int | None]]:
    return {
        each.item.key: (each.numerator, each.denominator) for group in score.groups for each in group.items
    }


def test_what_is_frozen_is_what_was_counted_and_no_later_act_changes_it(frozen: Any) -> None:
    found = february()
    before = live()
    prepared()
    assert numbers(index().total.score) == numbers(before) and index().total.score.points == before.points
    people = cast()
    done(people.specialist, found["open"], Action.ASSIGN, CLOSING)
    late = received(people, on(20))
    settled(people, late, on(27))
    frozen(NEXT)
    assert numbers(live(now=NEXT)) != numbers(before)
    assert numbers(index().total.score) == numbers(before)
    assert reporting.verified(index().report).holds


def test_the_province_keeps_what_its_communes_and_departments_froze() -> None:
    february()
    department = for_department(on(4))
    sent, from_department = submitted(), sent_by(people_of(department))
    settled(cast(), received(cast(), on(20)), on(27))  # after Di Linh had reported
    whole = prepared(office(PROVINCE))
    lines = {(each.score.code, each.body): each.score for each in index(PROVINCE).lines}
    mine = next(score for (code, _), score in lines.items() if code == DI_LINH)
    assert numbers(mine) == numbers(index().total.score) != numbers(live())
    theirs = next(score for (_, body), score in lines.items() if body == department.id)
    of_department = reporting.frozen_index_of(body=department.id, period=MONTH)
    assert of_department and numbers(theirs) == numbers(of_department.total.score)
    total = index(PROVINCE).total.score
    communes = [score for (_, body), score in lines.items() if body is None][1:]
    bodies = [score for (_, body), score in lines.items() if body is not None]
    assert len(communes) == 124
    for key in ("2.1", "3.3"):
        for place in (0, 1):
            assert share(total, key)[place] == sum(
                share(each, key)[place] or 0 for each in (*communes, *bodies)
            )
    assert {sent.id, from_department.id} and reporting.verified(whole).holds


def test_the_page_says_frozen_opens_the_frozen_rows_and_names_what_differs(frozen: Any) -> None:
    found = february()
    chair = session(holder(DI_LINH, Role.CHAIR))
    page = chair.get(f"{reverse('office:index766')}?thang=2026-02").content.decode()
    assert "Chưa chốt" in page and "không đổi nữa" not in page
    card = prepared()
    page = chair.get(f"{reverse('office:index766')}?thang=2026-02").content.decode()
    assert "không đổi nữa" in page and card.sha256[:12] in page
    assert "Từ khi chốt đến nay không có gì khác" in page
    settled(cast(), found["open"], CLOSING)
    settled(cast(), received(cast(), on(20)), on(27))
    page = chair.get(f"{reverse('office:index766')}?thang=2026-02").content.decode()
    assert "Điều chỉnh sau khi chốt" in page
    links = [(unescape(address), count) for address, count in LINK.findall(page)]
    assert any("/chi-so-766/?dong=0" in address for address, _ in links) and len(links) > 10
    for address, count in links:
        behind = TOTAL.search(chair.get(address).content.decode())
        assert behind and behind[1] == count, address
    stranger = session(holder(GIA_HIEP, Role.CHAIR))
    frozen_one = next(address for address, _ in links if "dong=0" in address)
    assert stranger.get(frozen_one).status_code == 403
    assert chair.get(frozen_one.replace("dong=0", "dong=7")).status_code >= 400
    assert chair.get(frozen_one + "&tep=csv").content.decode("utf-8-sig").startswith("Mã")


def test_the_ranking_of_the_province_is_that_of_its_report() -> None:
    february()
    leader = session(holder(PROVINCE, Role.PROVINCIAL_LEADER))
    card = prepared(office(PROVINCE))
    settled(cast(), received(cast(), on(20)), on(27))
    page = leader.get(f"{reverse('office:index766_province')}?thang=2026-02").content.decode()
    assert card.sha256[:12] in page and "Điều chỉnh sau khi chốt" in page and "Di Linh" in page


def test_a_report_that_was_sent_back_is_no_frozen_index() -> None:
    who, card = office(), prepared()
    reporting.send_back(actor=who.head, report_id=card.id, reason="x", at=CLOSING)
    assert reporting.frozen_index_of(body=who.body, period=MONTH) is None


def test_the_command_says_which_one_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    february()
    card = prepared()
    words = ["report", "index766", "--from", "2026-02-01", "--to", "2026-02-28", "--unit", DI_LINH]
    assert cli.run([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["basis"], told["report"]["sha256"]) == ("frozen", card.sha256)
    assert cli.run([*words, "--json", "--live"]) == 0
    now = json.loads(capsys.readouterr().out)
    assert (now["basis"], now["report"], now["points"]) == ("live", None, told["points"])
    assert cli.run(words) == 0
    assert card.sha256 in capsys.readouterr().out


@pytest.mark.breaks("I-R1", "reporting")
def test_the_law_names_an_index_that_its_rows_do_not_come_to() -> None:
    february()
    card = prepared()
    assert len(index_rows(card)) > 5
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE reporting_periodic_report DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE reporting_periodic_report SET content = "
            "jsonb_set(content, '{index766,lines,0,counts,late}', '0') WHERE id = %s",
            [card.id],
        )
        cursor.execute("ALTER TABLE reporting_periodic_report ENABLE TRIGGER USER")
    words = [each.words for verdict in run_laws(LAWS, full=True) for each in verdict.findings]
    assert any(each.startswith("index766: its rows") for each in words), words
