"""I-Z1: a province's rows refer to that province only, and the database's own fences still stand."""

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from haicap.dossiers.checks.reading import rows
from haicap.platform.checks import Finding

# the tables that carry a province, with the fence each must have
FENCES = {
    "dossiers_component": "dossiers_component_province",
    "dossiers_component_file": "dossiers_component_file_province",
    "dossiers_journal": "dossiers_journal_province",
}
GUARDS = (
    "dossiers_journal_append",
    "dossiers_journal_keep",
    "dossiers_journal_keep_all",
    "dossiers_journal_pass",
    "dossiers_journal_tally",
    "dossiers_tally_keep",
    "dossiers_dossier_keep",
    "dossiers_row_explained",
    "dossiers_root_keep",
)

_AGENCIES_ABROAD = """
SELECT a.code, d.number, d.province FROM dossiers_dossier d
JOIN organisation_agency a
  ON a.id IN (d.competent_id, d.received_by_id, d.returned_by_id, d.handler_id, d.supported_by_id)
WHERE a.province_code <> d.province AND NOT EXISTS (  -- provinces merged into one
  SELECT 1 FROM organisation_succession s JOIN organisation_agency o ON o.id = s.predecessor_id
  JOIN organisation_agency n ON n.id = s.successor_id
  WHERE (o.province_code, n.province_code) IN ((d.province, a.province_code), (a.province_code, d.province)))
ORDER BY d.number"""

_PARTS_ABROAD = """
SELECT d.number, p.province FROM {table} p JOIN dossiers_dossier d ON d.id = p.dossier_id
WHERE p.province <> d.province ORDER BY d.number"""


def fenced(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-Z1: constraints and triggers are there and enabled; a full run also looks at every row."""
    cursor.execute(
        "SELECT conname FROM pg_constraint WHERE convalidated AND conname = ANY(%s)", [[*FENCES.values()]]
    )
    standing = {name for (name,) in cursor.fetchall()}
    for table, fence in FENCES.items():
        if fence not in standing:
            yield Finding("", table, f"the fence {fence} is missing", fence, "none")
    cursor.execute(
        "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND tgname = ANY(%s)", [[*GUARDS]]
    )
    awake = {name for (name,) in cursor.fetchall()}
    for guard in GUARDS:
        if guard not in awake:
            yield Finding("", guard, "the trigger is missing or disabled", "awake", "asleep")
    if full:
        yield from _abroad(cursor)


def _abroad(cursor: CursorWrapper) -> Iterator[Finding]:
    for agency, number, province in rows(cursor, _AGENCIES_ABROAD):
        words = f"dossier of province {province} names an agency of another one"
        yield Finding(agency, number, words, province, agency)
    for table in FENCES:
        for number, province in rows(cursor, _PARTS_ABROAD.replace("{table}", table)):
            yield Finding(
                "", number, f"a row of {table} says province {province}", "that of its dossier", province
            )
