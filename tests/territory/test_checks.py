"""Each law is shown to fail by breaking it behind the application's back."""

from collections.abc import Callable

import pytest
from django.db import connection

from haicap.platform.checks import Finding
from haicap.platform.checks.runner import run_laws
from haicap.territory.checks import LAWS

pytestmark = pytest.mark.django_db

FREE = (
    "ALTER TABLE territory_unit_state DROP CONSTRAINT territory_state_one_a_day, "
    "DROP CONSTRAINT territory_code_one_a_day"
)


def _findings(law_id: str) -> list[Finding]:
    verdicts = run_laws([law for law in LAWS if law.id == law_id], full=True)
    return [finding for verdict in verdicts for finding in verdict.findings]


def _break(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            assert statement == FREE or cursor.rowcount == 1, statement


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.id)
def test_the_shipped_map_keeps_the_law(law: object) -> None:
    assert _findings(law.id) == []  # type: ignore[attr-defined]


STATE = "territory_unit_state"
NEW = "valid_from = '2025-07-01'"
OLD = "valid_from = '0001-01-01'"


@pytest.mark.breaks("I-U1", "territory")
@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (
            (FREE, f"UPDATE {STATE} SET valid_to = NULL, closed_by_id = NULL WHERE code = '22' AND {NEW}"),
            "two",
        ),
        ((FREE, f"UPDATE {STATE} SET code = '25000' WHERE code = '25015' AND {NEW}"), "share a code"),
        ((f"UPDATE {STATE} SET valid_to = '2026-08-01' WHERE code = '22' AND {NEW}",), "was nowhere"),
        (
            (
                f"UPDATE {STATE} SET parent_id = (SELECT unit_id FROM {STATE} WHERE code = '67') "
                f"WHERE code = '25015' AND {NEW}",
            ),
            "stands in no province",
        ),
    ],
)
def test_a_broken_tree_is_found(statements: tuple[str, ...], words: str) -> None:
    _break(*statements)
    found = _findings("I-U1")
    assert found
    assert words in found[0].words


def _edge(old: str, new: str) -> str:
    return (
        f"predecessor_id = (SELECT id FROM {STATE} WHERE code = '{old}' AND {OLD}) "
        f"AND successor_id = (SELECT id FROM {STATE} WHERE code = '{new}' AND {NEW})"
    )


DELETE = "DELETE FROM territory_lineage_edge WHERE "
SHARE = "UPDATE territory_lineage_edge SET quantifier = '{}' WHERE "


@pytest.mark.breaks("I-U2", "territory")
@pytest.mark.parametrize(
    ("statement", "unit", "words"),
    [
        (DELETE + _edge("25021", "25015"), "25021", "nobody carries it on"),
        (DELETE + _edge("318", "11948"), "11948", "out of nothing"),
        (DELETE + _edge("23053", "23053"), "23053", "went to 1 units, 0 times whole"),
        (SHARE.format("partial") + _edge("23053", "23053"), "23053", "0 remainders"),
        (SHARE.format("remainder") + _edge("23053", "23041"), "23053", "2 remainders"),
        (SHARE.format("full") + _edge("23053", "23041"), "23053", "1 times whole"),
        (f"UPDATE {STATE} SET valid_to = '2025-06-15' WHERE code = '25021'", "25021", "day of its act"),
    ],
)
def test_a_broken_lineage_is_found(statement: str, unit: str, words: str) -> None:
    _break(statement)
    found = [finding for finding in _findings("I-U2") if words in finding.words]
    assert [finding.unit for finding in found] == [unit]


def test_laws_only_read(django_assert_max_num_queries: Callable[[int], object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    assert _findings("I-U1") == _findings("I-U2") == []
