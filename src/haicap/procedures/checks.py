"""The laws of the catalogue. I-Y1: its texts are NFC without control characters, its folded key is fold(name).
I-S2: a version of the province is approved by somebody else than its proposer."""

from collections.abc import Iterator
from typing import Any

from django.db.backends.utils import CursorWrapper

from haicap.kernel.text import fold, is_clean
from haicap.platform.checks import Finding, Law

_VERSIONS = """
    SELECT p.code || ' v' || v.number, v.folded, v.name, v.name_en, v.source, v.fee_note, v.result_name,
           v.result_name_en, v.note, v.variants::text, v.components::text, v.steps::text
    FROM procedures_version v JOIN procedures_procedure p ON p.id = v.procedure_id
    ORDER BY v.id
"""
_FIELDS = "SELECT key, name, name_en FROM procedures_field ORDER BY key"
_EVENTS = "SELECT 'event ' || id, person_name, note FROM procedures_event ORDER BY id"


def _texts_are_clean(cursor: CursorWrapper, _full: bool) -> Iterator[Finding]:
    cursor.execute(_VERSIONS)
    for row, folded, name, *texts in cursor.fetchall():
        if folded != fold(name):
            yield Finding("", row, f"folded key {folded!r} is not that of {name!r}")
        yield from _unclean(row, [name, *texts])
    for query in (_FIELDS, _EVENTS):
        cursor.execute(query)
        for row, *texts in cursor.fetchall():
            yield from _unclean(row, texts)


def _unclean(row: str, texts: list[Any]) -> Iterator[Finding]:
    for text in texts:
        if not is_clean(text):
            yield Finding("", row, f"not NFC or with control characters: {text[:80]!r}")


_SAME_PERSON = """
    SELECT p.code || ' v' || v.number, n.name
    FROM procedures_version v JOIN procedures_procedure p ON p.id = v.procedure_id
    LEFT JOIN organisation_person n ON n.id = v.approved_by_id
    WHERE v.status = 'approved' AND v.origin = 'province'
      AND (v.approved_by_id IS NULL OR v.proposed_by_id IS NULL OR v.approved_by_id = v.proposed_by_id)
    ORDER BY v.id
"""


def _by_two_people(cursor: CursorWrapper, _full: bool) -> Iterator[Finding]:
    cursor.execute(_SAME_PERSON)
    for row, name in cursor.fetchall():
        yield Finding("", row, "was not proposed and approved by two people", "two people", name or "nobody")


LAWS = (
    Law(
        id="I-S2",
        words="Every version of a procedure that the province made was proposed and approved by two people.",
        test=_by_two_people,
    ),
    Law(
        id="I-Y1",
        words="Texts of the catalogue are NFC without control characters; the folded key is that of the name.",
        test=_texts_are_clean,
        fast=False,
    ),
)
