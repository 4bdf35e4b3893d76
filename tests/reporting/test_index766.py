"""The index of units, departments and a province against a slow count in Python over a random world."""

import json
from collections import Counter
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from haicap.config import cli
from haicap.dossiers.contract import Action, Period
from haicap.dossiers.models import JournalEntry
from haicap.dossiers.services.importing.run import run
from haicap.kernel import clock
from haicap.organisation import api as organisation
from haicap.procedures import api as procedures
from haicap.reporting import api as reporting
from haicap.reporting.contract import Score
from haicap.territory import api as territory
from tests.cast import PROVINCE
from tests.dossiers.test_figures import NOW
from tests.dossiers.test_quality_index import CODES, bounds, histories, recount


def share(score: Score, key: str) -> tuple[int | None, int | None]:
    each = next(each for group in score.groups for each in group.items if each.item.key == key)
    return each.numerator, each.denominator


def reached(score: Score) -> dict[str, float | None]:
    return {each.item.key: reporting.shown(each.points) for group in score.groups for each in group.items}


def online(unit: int, period: Period) -> tuple[int, int]:
    start, end = bounds(period)
    filed = JournalEntry.objects.filter(unit_id=unit, action=Action.RECEIVE, at__gte=start, at__lt=end)
    return filed.filter(dossier__channel="online").count(), filed.count()


@pytest.mark.django_db
def test_scores_of_communes_and_province_equal_a_slow_count() -> None:
    dice, actor = Random(11), organisation.system_actor(PROVINCE, "test")
    with clock.at(NOW):
        run(list(enumerate(histories(dice), 1)), now=NOW)
        cards = [territory.require_unit(code, NOW.date()) for code in CODES]
        for month in (12, 1, 2, 3):
            period = Period(
                date(2025 if month == 12 else 2026, month, 1), date(2025 if month == 12 else 2026, month, 28)
            )
            scores = reporting.index_of_units(actor=actor, units=cards, period=period, now=NOW)
            total: Counter[str] = Counter()
            for card, score in zip(cards, scores, strict=True):
                slow = recount(card.unit_id, *bounds(period))
                judged = slow["timely"] + slow["late"]
                assert share(score, "2.1") == (slow["timely"], judged)
                assert share(score, "3.3") == online(card.unit_id, period)
                assert share(score, "4.1") == (0, slow["settled"])
                expected = reporting.shown(Fraction(20 * slow["timely"], judged)) if judged else None
                assert reached(score)["2.1"] == expected
                total.update(slow)
            whole = reporting.index_of_province(actor=actor, period=period, now=NOW)
            assert share(whole, "2.1") == (total["timely"], total["timely"] + total["late"])


@pytest.mark.django_db
def test_published_procedures_are_those_of_the_tier_and_complete_ones_have_every_part() -> None:
    actor, period = organisation.system_actor(PROVINCE, "test"), Period(date(2026, 2, 1), date(2026, 2, 28))
    with clock.at(NOW):
        (score,) = reporting.index_of_units(
            actor=actor, units=[territory.require_unit("25000", NOW.date())], period=period, now=NOW
        )
        cards = [card for card in procedures.in_force(day=period.end) if "commune" in card.levels]
        whole = [
            card
            for card in cards
            if card.name
            and card.components
            and card.steps
            and card.result_name
            and card.fee_rule != "not_stated"
            and all(variant.limit is not None for variant in card.variants)
        ]
        assert share(score, "1.3") == (len(whole), len(cards))
        assert 0 < len(whole) < len(cards)
        departments = reporting.index_of_departments(actor=actor, period=period, now=NOW)
    provincial = [card for card in procedures.in_force(day=period.end) if "province" in card.levels]
    assert sum(share(each, "1.3")[1] or 0 for _body, each in departments) == len(provincial)
    assert len(departments) > 5 and len({body for body, _each in departments}) == len(departments)


@pytest.mark.django_db
def test_the_command_prints_the_same_and_says_what_it_does_not_know(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with clock.at(NOW):
        run(list(enumerate(histories(Random(3)), 1)), now=NOW)
        words = ["report", "index766", "--from", "2026-02-01", "--to", "2026-02-28", "--json"]
        assert cli.run([*words, "--unit", "25000"]) == 0
        unit = json.loads(capsys.readouterr().out)
        assert cli.run([*words, "--province", "68"]) == 0
        province = json.loads(capsys.readouterr().out)
        assert cli.run([*words[:-1], "--province", "68"]) == 0
        assert "no data: there is no online payment yet" in capsys.readouterr().out
        assert (
            cli.run(["report", "index766", "--unit", "25000", "--from", "2021-01-01", "--to", "2021-02-01"])
            == 2
        )
    assert unit["attainable"] < 100 and 0 <= unit["points"] <= unit["attainable"]
    payment = next(group for group in unit["groups"] if group["key"] == "payment")
    assert payment["points"] is None and payment["attainable"] == 0
    assert len(province["units"]) == 124
    assert next(each for each in province["units"] if each["code"] == "25000")["points"] == unit["points"]
    ranks = [each["percent"] for each in province["units"] if each["percent"] is not None]
    assert ranks == sorted(ranks, reverse=True)
    assert unit["basis"] == province["basis"] == "live" and unit["report"] is None
