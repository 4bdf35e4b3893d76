"""A simulated province is made by the real import, the same seed makes the same, and the laws hold on it."""

from datetime import date, datetime, timedelta

import pytest

from haicap.config.laws import ALL
from haicap.dossiers.models import Dossier
from haicap.kernel import clock
from haicap.platform.checks.runner import run_laws
from haicap.simulation import live
from haicap.simulation.api import Course, simulate

NOW = datetime.fromisoformat("2026-03-04T15:00:00+07:00")


def made(seed: int = 7) -> object:
    return simulate(province="68", count=300, start=date(2026, 1, 5), end=date(2026, 3, 4), seed=seed)


@pytest.mark.django_db
def test_the_same_seed_makes_the_same_province_once() -> None:
    with clock.at(NOW):
        first, second = made(), made()
    assert (first.imported, first.rejected) == (300, 0)
    assert (second.imported, second.unchanged) == (0, 300)


@pytest.mark.django_db
def test_the_same_story_is_told_on_a_later_day() -> None:
    def past() -> Course:
        return simulate(province="68", count=100, start=date(2026, 1, 5), end=date(2026, 2, 20), seed=7)

    with clock.at(NOW):
        first = past()
    with clock.at(NOW + timedelta(days=40)):
        second = past()
    assert (first.imported, second.unchanged, second.rejected) == (100, 100, 0)


@pytest.mark.django_db
def test_the_laws_hold_on_a_simulated_province_with_live_work() -> None:
    with clock.at(NOW):
        made()
        assert live.morning("68", "25000", seed=7) > live.INTAKES
        assert Dossier.objects.filter(step_role="chair", closed_at__isnull=True).exists()
        verdicts = run_laws([law for law in ALL if law.id != "I-G1"], full=True)
    assert {verdict.law.id: verdict.findings[:3] for verdict in verdicts if not verdict.holds} == {}
