"""Make (once) the province the figures are measured on: Lâm Đồng with as many dossiers as asked, durable settings.

The first `IMPORTED` come through the real import from the simulated world. The others are copies of them made by
SQL, because the import's Python would take an hour on a shared machine: new ids, numbers from the counters, six
papers each in the first million (no report reads papers). Every trigger and constraint stays on: the copies' journals
arrive as an import's do, so the database itself chains and counts them, and `haicap check` finds nothing. People of
the same name are therefore more frequent than in life, which makes searching harder, not easier.
"""

import sys
import time
from datetime import date

from django.db import connection, transaction

from haicap.dossiers.services.importing.batch import ARRIVING
from haicap.organisation import api as organisation
from haicap.organisation.models import Account
from haicap.simulation.api import simulate

PROVINCE = "68"
IMPORTED = 50_000
SLICE = 5_000  # dossiers copied in one transaction
WITH_PAPERS = 1_000_000
START, END = date(2025, 7, 1), date(2026, 11, 20)
SEED = 1


def open_accounts() -> None:
    """Make the demo's accounts ordinary ones: outside a demo they may not sign in."""
    Account.objects.filter(demo=True).update(demo=False)


def fill(count: int) -> None:
    """Bring the province of the present database to `count` dossiers; what is there stays."""
    organisation.staff_province(PROVINCE)
    first = min(count, IMPORTED)
    if _imported() < first:
        simulate(province=PROVINCE, count=first, start=START, end=END, seed=SEED, told=_told("imported"))
    multiply(count)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM (ANALYZE, PARALLEL 0)")
        cursor.execute("CHECKPOINT" if _may_checkpoint() else "SELECT 1")


def count_dossiers() -> int:
    """How many there are."""
    return _scalar("SELECT count(*) FROM dossiers_dossier")


def _told(verb: str):  # noqa: ANN202
    began = time.monotonic()

    def told(done: int) -> None:
        if done % 10_000 == 0:
            print(f"  {done:,} {verb}, {done / (time.monotonic() - began):,.0f}/s", file=sys.stderr)

    return told


def _imported() -> int:
    return _scalar("SELECT count(*) FROM dossiers_dossier WHERE source = 'simulation'")


def _scalar(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def _may_checkpoint() -> bool:
    return bool(_scalar("SELECT pg_has_role('pg_checkpoint', 'member')::int"))


def multiply(count: int) -> None:
    """Copy what was imported until there are `count` dossiers."""
    told = _told("copied")
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(
            "SELECT id FROM dossiers_dossier WHERE source = 'simulation' ORDER BY received_at, id LIMIT %s",
            [IMPORTED],
        )
        originals = [row[0] for row in cursor.fetchall()]
    there, made = count_dossiers(), 0
    while there + made < count:
        round_, begin = divmod(made, len(originals))
        chunk = originals[begin : begin + min(SLICE, count - there - made)]
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in (*_COPY, *([_PAPERS] if there + made < WITH_PAPERS else []), ARRIVING, _ENTRIES):
                cursor.execute(statement, {"ids": chunk, "round": f"{there}-{round_}"})
        made += len(chunk)
        told(made)


_COLUMNS = """province, number_agency_id, number_day, intake_sha256, procedure_version_id, procedure_code, field,
  variant, limit_amount, limit_unit, on_supplement, channel, subject, fee_vnd, assisted_by, received_at,
  original_due_at, due_declared, calendar_version, provisional, received_by_id, received_state_id, supported_by_id,
  version, status, last_at, competent_id, unit_id, unit_state_id, returned_by_id, handler_id, step, step_role,
  step_due_at, holder_id, applicant_kind, applicant_name, applicant_id_number, applicant_phone, applicant_email,
  applicant_address, applicant_unit_id, applicant_unit_by,
  due_at, promised_at, stops, supplement_count, extension_count, transfer_count, timeliness,
  settled_at, closed_at, handed_over_at, result_number, result_file"""

_COPY = (
    "SET LOCAL gin_pending_list_limit = '256MB'",
    """CREATE TEMP TABLE IF NOT EXISTS copied (old uuid, new uuid, agency bigint, day date, place int, sequence int,
         number text) ON COMMIT DELETE ROWS""",
    """INSERT INTO copied SELECT id, gen_random_uuid(), number_agency_id, number_day,
         row_number() OVER (PARTITION BY number_agency_id, number_day ORDER BY received_at, id)
       FROM dossiers_dossier WHERE id = ANY(%(ids)s)""",
    """WITH wanted AS (SELECT agency, day, count(*)::int AS n FROM copied GROUP BY 1, 2 ORDER BY 1, 2),
       taken AS (
         INSERT INTO dossiers_counter AS c (agency_id, day, last) SELECT * FROM wanted
         ON CONFLICT (agency_id, day) DO UPDATE SET last = c.last + EXCLUDED.last RETURNING *)
       UPDATE copied SET sequence = taken.last - wanted.n + place FROM taken, wanted
       WHERE taken.agency_id = copied.agency AND taken.day = copied.day
         AND wanted.agency = copied.agency AND wanted.day = copied.day""",
    f"""INSERT INTO dossiers_dossier (id, number, number_sequence, secret, source, external_id, search_key, {_COLUMNS})
       SELECT c.new, regexp_replace(d.number, '[0-9]+$', t.tail), c.sequence, substr(md5(c.new::text), 1, 12),
         'copy', c.old || '/' || %(round)s, regexp_replace(d.search_key, '[0-9]+$', t.tail), {_COLUMNS}
       FROM copied c JOIN dossiers_dossier d ON d.id = c.old CROSS JOIN LATERAL (
         SELECT lpad(c.sequence::text, greatest(4, length(c.sequence::text)), '0') AS tail) t
       ORDER BY d.received_at""",
)

_PAPERS = """INSERT INTO dossiers_component (dossier_id, province, no, key, name, kind, state, quantity, mandatory)
  SELECT c.new, d.province, p.no, 'paper-' || p.no, 'Giấy tờ số ' || p.no, 'original', 'kept', 1, true
  FROM copied c JOIN dossiers_dossier d ON d.id = c.old CROSS JOIN generate_series(1, 6) AS p (no)"""

_ENTRIES = """
  INSERT INTO dossiers_arriving (dossier_id, seq, province, action, status_before, status_after, at, unit_id,
    agency_id, person_id, appointment_id, actor_label, capacity, timeliness, note, changes)
  SELECT c.new, j.seq, j.province, j.action, j.status_before, j.status_after, j.at, j.unit_id, j.agency_id,
    j.person_id, j.appointment_id, j.actor_label, j.capacity, j.timeliness, j.note,
    CASE j.seq WHEN 1 THEN j.changes || jsonb_build_object('number', d.number) ELSE j.changes END
  FROM copied c JOIN dossiers_journal j ON j.dossier_id = c.old JOIN dossiers_dossier d ON d.id = c.new"""
