"""A report of June 2025 on both maps, with numbers counted by hand on the eve."""

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from haicap.config.cli import _run as run
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, FigureRow, ListFilter, Period
from haicap.dossiers.models import JournalEntry
from haicap.kernel.clock import local_day
from haicap.organisation.contract import Role
from haicap.organisation.models import Account
from haicap.territory import api as territory
from haicap.territory.contract import Certainty, UnitId
from tests.reorganisation.cast import actors, official
from tests.reorganisation.eve import DAY, EVE, EVENING, MORNING
from tests.reorganisation.intakes import receive
from tests.reorganisation.plans import applied, edge, merger, plan

Frozen = Callable[[str | datetime], datetime]
pytestmark = pytest.mark.django_db
OLD = ("06652", "06655", "06658")
NEW = ("06652", "Phường Thử Nghiệm")
JUNE = Period(date(2025, 6, 1), EVE)


@pytest.fixture(autouse=True)
def _database_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haicap.config.commands.database.with_database", lambda work, _out: work())


def report(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    days = ["--from", "2025-06-01", "--to", "2025-06-30", "--json"]
    assert run(["report", "dossiers", *words, *days]) == 0
    return json.loads(capsys.readouterr().out)


def received_in_june() -> Counter[str]:
    """By code of the eve, counted one by one from who was competent when a dossier came in."""
    counted: Counter[str] = Counter()
    for row in JournalEntry.objects.filter(province="22", action=Action.RECEIVE.value).order_by(
        "dossier_id", "seq"
    ):
        day = local_day(row.at)
        if JUNE.start <= day <= JUNE.end:
            counted[territory.state_on(UnitId(row.unit_id), EVE).code] += 1
    return counted


def test_june_2025_adds_up_on_the_old_map_and_on_the_new(
    frozen: Frozen, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen(EVENING)
    # three more, by hand: two for the first old ward, one for the second
    for code in (OLD[0], OLD[0], OLD[1]):
        receive(official(code, Role.RECEIVER, EVE), code, EVENING)
    by_hand = received_in_june()
    assert by_hand[OLD[0]] >= 2 and by_hand[OLD[1]] >= 1
    applied(plan(merger(NEW, *OLD)))
    frozen(MORNING)
    for on in ("event", "2025-06-30"):
        old = report(capsys, "--province", "22", "--map", on)
        rows = {row["key"]: row["figures"]["received"] for row in old["rows"]}
        assert {code: n for code, n in rows.items() if n} == by_hand
        assert old["undecided"] == [] and old["identities"][0]["holds"]
        one = report(capsys, "--unit", OLD[1], "--map", on)
        assert one["figures"]["received"] == by_hand[OLD[1]]
    new = report(capsys, "--province", "22", "--map", "today")
    rows = {row["key"]: row["figures"]["received"] for row in new["rows"]}
    assert rows[NEW[0]] == sum(by_hand[code] for code in OLD)
    assert OLD[1] not in rows and OLD[2] not in rows
    assert new["figures"] == old["figures"]
    assert all(row["identities"][0]["holds"] for row in [*old["rows"], *new["rows"]])


def test_what_the_law_divided_is_shown_whole_and_flagged(
    frozen: Frozen, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen(EVENING)
    receive(official(OLD[0], Role.RECEIVER, EVE), OLD[0], EVENING)
    by_hand = received_in_june()
    divided = {
        "kind": "divided",
        "clause": "1",
        "ends": [OLD[0]],
        "begins": [
            {"code": OLD[0], "name": "Phường Một", "province_code": "22"},
            {"code": "06660", "name": "Phường Hai", "province_code": "22"},
        ],
        "edges": [edge(OLD[0], OLD[0], "remainder"), edge(OLD[0], "06660", "partial")],
    }
    applied(plan(divided))
    frozen(MORNING)
    new = report(capsys, "--province", "22", "--map", "today")
    (row,) = new["undecided"]
    assert (row["key"], row["certainty"]) == (OLD[0], "undecided")
    assert row["figures"]["received"] == by_hand[OLD[0]]
    assert [part["name"] for part in row["may_be"]] == ["Phường Một", "Phường Hai"]
    assert new["figures"]["received"] == sum(by_hand.values())
    # neither of the two claims it
    for code in (OLD[0], "06660"):
        one = report(capsys, "--unit", code, "--map", "today")
        assert one["figures"]["received"] == 0 and len(one["undecided"]) == 1


def test_each_number_of_the_old_map_opens_its_rows(frozen: Frozen) -> None:
    frozen(EVENING)
    receive(official(OLD[1], Role.RECEIVER, EVE), OLD[1], EVENING)
    applied(plan(merger(NEW, *OLD)))
    frozen(MORNING)
    leader = actors("22", Role.PROVINCIAL_LEADER, DAY)[0]
    new = territory.require_unit(NEW[0], DAY).unit_id
    for day in (None, EVE, DAY):
        rows = dossiers.figures_on_map(actor=leader, units=[new], period=JUNE, now=MORNING, day=day)
        assert len(rows) == (1 if day == DAY else len(OLD))
        for row in rows:
            assert row.certainty is Certainty.EXACT
            asked = ListFilter(recorded=row.recorded, figures=frozenset({"received"}), period=JUNE)
            assert dossiers.count(actor=leader, filter=asked, now=MORNING) == row.figures.received


@pytest.mark.parametrize("by", ["field", "procedure", "channel", "officer"])
def test_every_form_of_the_report_stands_on_both_maps_and_adds_up(
    by: str, frozen: Frozen, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen(EVENING)
    for code in (OLD[0], OLD[0], OLD[1]):
        receive(official(code, Role.RECEIVER, EVE), code, EVENING)
    frozen(MORNING - timedelta(minutes=6))  # the last minute of the old communes
    before = report(capsys, "--unit", OLD[1], "--by", by)
    applied(plan(merger(NEW, *OLD)))
    frozen(MORNING)
    # the old commune's report, asked after the merger, is the one it would have printed itself
    old = report(capsys, "--unit", OLD[1], "--map", "2025-06-30", "--by", by)
    assert old["by"] == by and old["rows"]
    assert [(row["key"], row["figures"]) for row in old["rows"]] == [
        (row["key"], row["figures"]) for row in before["rows"]
    ]
    wholes = []
    for on in ("event", "2025-06-30", "today"):
        whole = report(capsys, "--province", "22", "--map", on, "--by", by)
        for name, count in whole["figures"].items():
            assert sum(row["figures"][name] for row in whole["rows"]) == count
        assert all(row["identities"][0]["holds"] for row in whole["rows"])
        wholes.append(whole["rows"])
    assert wholes[0] == wholes[1] == wholes[2]
    new = report(capsys, "--unit", NEW[0], "--map", "today", "--by", by)
    assert new["figures"]["received"] >= old["figures"]["received"] + 2


def test_a_report_whose_rows_do_not_add_up_is_a_finding(
    frozen: Frozen, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen(EVENING)
    rows = dossiers.figures_recorded

    def one_short(**words: Any) -> dict[str, tuple[FigureRow, ...]]:
        return {by: told[1:] for by, told in rows(**words).items()}

    monkeypatch.setattr(dossiers, "figures_recorded", one_short)
    days = ["--from", "2025-06-01", "--to", "2025-06-30", "--json"]
    assert run(["report", "dossiers", "--province", "22", "--map", "event", "--by", "field", *days]) == 1
    capsys.readouterr()


def test_a_list_and_a_board_read_an_old_commune_on_its_own_map(frozen: Frozen, settings: Any) -> None:
    settings.DEMO = True
    frozen(EVENING)
    receipts = [receive(official(code, Role.RECEIVER, EVE), code, EVENING) for code in (OLD[1], OLD[0])]
    by_hand = received_in_june()
    applied(plan(merger(NEW, *OLD)))
    frozen(MORNING)
    reader = Client()
    leader = actors("22", Role.PROVINCIAL_LEADER, DAY)[0]
    reader.force_login(Account.objects.get(person_id=leader.person_id))
    june = "so-lieu=received&ky=2025-06-01/2025-06-30"
    page = reader.get(f"/ho-so/?don-vi={OLD[1]}&dia-gioi=2025-06-30&{june}").content.decode()
    assert f'data-total="{by_hand[OLD[1]]}"' in page
    assert "Phường Hà Khẩu" in page and "địa giới ngày 30/06/2025" in page
    assert reader.get(f"/ho-so/?don-vi={OLD[1]}&{june}").status_code == 404  # today nobody has this code
    board = reader.get(f"/bang-dieu-hanh/?don-vi={OLD[1]}&dia-gioi=2025-06-30&thang=2025-06").content.decode()
    assert "Bảng điều hành: Phường Hà Khẩu" in board
    assert by_hand[OLD[1]] in numbers_of(board, "Tiếp nhận mới")
    new = reader.get(f"/bang-dieu-hanh/?don-vi={NEW[0]}&thang=2025-06").content.decode()
    assert sum(by_hand[code] for code in OLD) in numbers_of(new, "Tiếp nhận mới")
    assert len(receipts) == 2
    bad = reader.get(f"/ho-so/?don-vi={OLD[1]}&dia-gioi=gestern")
    assert bad.status_code == 422


def test_what_a_division_left_unknown_is_said_in_words_and_counted_for_nobody(
    frozen: Frozen, settings: Any
) -> None:
    settings.DEMO = True
    frozen(EVENING)
    receive(official(OLD[0], Role.RECEIVER, EVE), OLD[0], EVENING)
    applied(plan(merger(NEW, *OLD)))
    after = MORNING.replace(hour=9)
    frozen(after)
    receive(official(NEW[0], Role.RECEIVER, DAY), NEW[0], after)
    reader = Client()
    leader = actors("22", Role.PROVINCIAL_LEADER, DAY)[0]
    reader.force_login(Account.objects.get(person_id=leader.person_id))
    july = "so-lieu=received&ky=2025-07-01/2025-07-01"
    # on the old map, what the new ward took in may belong to any of the three
    page = reader.get(f"/ho-so/?don-vi={OLD[1]}&dia-gioi=2025-06-30&{july}").content.decode()
    assert 'data-total="0"' in page
    assert "chưa xác định" in page and "Phường Thử Nghiệm" in page


def numbers_of(page: str, label: str) -> set[int]:
    """The numbers that stand beside a label."""
    near = (page[max(0, at.start() - 400) : at.end() + 400] for at in re.finditer(label, page))
    return {int(found) for text in near for found in re.findall(r">\s*(\d+)\s*<", text)}
