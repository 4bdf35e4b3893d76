"""The database itself refuses what the journal does not explain."""

import pytest
from django.db import IntegrityError, connection, transaction

from haicap.dossiers.models import Dossier
from haicap.dossiers.models.ledger import FOLDED
from tests.dossiers.test_import import GOOD, imported


def sql(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossiers_journal SET note = 'x'",
        "DELETE FROM dossiers_journal",
        "TRUNCATE dossiers_journal CASCADE",
        "DELETE FROM dossiers_dossier",
        "UPDATE dossiers_dossier SET status = 'handed_over'",
        "UPDATE dossiers_dossier SET due_at = due_at + interval '1 day'",
        "UPDATE dossiers_dossier SET status = 'handed_over', version = version + 1",
        "INSERT INTO dossiers_journal (dossier_id, seq, province, action, status_before, status_after, at, unit_id, "
        "agency_id, actor_label, changes, capacity, timeliness, note) SELECT id, version + 1, province, 'handed_over', "
        "'received', 'handed_over', now(), unit_id, competent_id, 'x', '{}', '', '', '' FROM dossiers_dossier",
        "INSERT INTO dossiers_journal (dossier_id, seq, province, action, status_before, status_after, at, unit_id, "
        "agency_id, actor_label, changes, capacity, timeliness, note) SELECT id, version + 1, province, 'handed_over', "
        "status, 'handed_over', '2020-01-01', unit_id, competent_id, 'x', '{}', '', '', '' FROM dossiers_dossier",
    ],
)
def test_the_database_refuses(statement: str) -> None:
    imported(GOOD)
    sql("SELECT 1")
    with pytest.raises(IntegrityError):
        sql(statement)


@pytest.mark.django_db
def test_the_guard_watches_exactly_the_columns_that_the_journal_explains() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.attname FROM pg_trigger t, unnest(t.tgattr) n JOIN pg_attribute a ON a.attnum = n "
            "WHERE t.tgname = 'dossiers_row_explained' AND a.attrelid = t.tgrelid"
        )
        watched = {name for (name,) in cursor.fetchall()}
    assert watched == {"version", *FOLDED}
    assert set(FOLDED) <= {field.column for field in Dossier._meta.concrete_fields}
