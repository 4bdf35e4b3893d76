"""The database itself refuses what the journal does not explain."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from haicap.dossiers.models import Dossier
from haicap.dossiers.models.ledger import FOLDED, RENEWED
from haicap.dossiers.services.importing import batch
from haicap.dossiers.services.importing.sheets import ENTRY
from tests.dossiers.test_import import GOOD, events, imported


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
        "UPDATE dossiers_dossier SET received_at = received_at - interval '1 day'",
        "UPDATE dossiers_dossier SET fee_vnd = 0, version = version + 1",
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


def watched(trigger: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.attname FROM pg_trigger t, unnest(t.tgattr) n JOIN pg_attribute a ON a.attnum = n "
            "WHERE t.tgname = %s AND a.attrelid = t.tgrelid",
            [trigger],
        )
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_the_guard_watches_exactly_the_columns_that_the_journal_explains() -> None:
    assert watched("dossiers_row_explained") == {"version", *FOLDED, *RENEWED}
    assert {*FOLDED, *RENEWED} <= {field.column for field in Dossier._meta.concrete_fields}


@pytest.mark.django_db
def test_every_column_is_explained_or_fixed_or_follows_from_the_others() -> None:
    follows = {"version", "search_key", "intake_sha256", "passed"}
    explained = {*FOLDED, *RENEWED} - {"number"}
    every = {field.column for field in Dossier._meta.concrete_fields}
    assert watched("dossiers_dossier_fixed") == every - explained - follows


FORGED = """INSERT INTO dossiers_journal (dossier_id, seq, province, action, status_before, status_after, at, unit_id,
  agency_id, actor_label, changes, capacity, timeliness, note, recorded_at, chain_seq, previous_hash, hash)
  SELECT id, version + 1, province, 'handed_over', status, 'handed_over', now(), unit_id, competent_id, 'x', '{}',
  '', '', '', '2020-01-01', 7, 'forged', 'forged' FROM dossiers_dossier"""


@pytest.mark.django_db
def test_whatever_a_statement_says_of_the_chain_is_overwritten() -> None:
    imported(GOOD)
    with connection.cursor() as cursor:
        cursor.execute(FORGED)
        cursor.execute(
            "SELECT chain_seq, hash = dossiers_digest(j) FROM dossiers_journal j ORDER BY chain_seq"
        )
        assert cursor.fetchall() == [(1, True), (2, True), (3, True)]
        cursor.execute(
            "SELECT seq, hash = (SELECT hash FROM dossiers_journal WHERE seq = 3) FROM dossiers_chain"
        )
        assert cursor.fetchall() == [(3, True)]


Told = Sequence[Mapping[str, object]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "told",
    [
        [{"seq": 3, "status_before": "result_ready"}],
        [{"seq": 2, "status_before": "received"}],
        [{"status_before": "in_process"}],
        [{}, {"seq": 2, "status_before": "in_process"}],
        [{}, {"seq": 3, "status_before": "received"}],
        [{}, {"seq": 2, "status_before": "received", "at": "2020-01-01T00:00:00+07:00"}],
    ],
)
def test_arriving_entries_are_held_to_the_same_rules(told: Told) -> None:
    _refused(told, "does not follow the one before")


@pytest.mark.django_db
def test_an_arriving_entry_never_takes_the_place_of_another() -> None:
    _refused([{}], "dossiers_journal_pkey")


def _refused(told: Told, said: str) -> None:
    imported(GOOD)
    row = Dossier.objects.get()
    first = {"dossier_id": row.id, "seq": 1, "province": row.province, "action": "received", "status_before": "",
             "status_after": "received", "at": row.received_at, "unit_id": row.unit_id, "agency_id": 1,
             "actor_label": "x", "capacity": "", "timeliness": "", "note": "", "changes": "{}"}  # fmt: skip
    entries = [first | dict(facts) for facts in told]
    values: list[Any] = [entry[name] for entry in entries for name in ENTRY]
    with (
        pytest.raises(IntegrityError, match=said),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(batch.ARRIVING)
        places = ", ".join(["(" + ", ".join(["%s"] * len(ENTRY)) + ")"] * len(entries))
        cursor.execute(
            f"INSERT INTO dossiers_arriving ({', '.join(ENTRY)}) VALUES {places}",
            values,
        )


@pytest.mark.django_db
def test_two_batches_and_an_act_make_one_chain() -> None:
    for no in ("1", "2"):
        imported(GOOD | {"external_id": no, "number": None})
    later = events(("handed_over", "07-15T09:00"))
    imported(GOOD | {"external_id": "1", "number": None, "events": GOOD["events"] + later}, amending=True)
    imported(*(GOOD | {"external_id": no, "number": None} for no in ("3", "4")))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT j.chain_seq, j.hash = dossiers_digest(j),"
            " j.previous_hash = lag(j.hash, 1, '') OVER (ORDER BY j.chain_seq) FROM dossiers_journal j ORDER BY 1"
        )
        assert cursor.fetchall() == [(link, True, True) for link in range(1, 10)]
        cursor.execute(
            "SELECT c.seq, j.hash = c.hash FROM dossiers_chain c JOIN dossiers_journal j ON j.chain_seq = c.seq"
        )
        assert cursor.fetchall() == [(9, True)]
