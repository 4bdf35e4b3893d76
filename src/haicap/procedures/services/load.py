"""Bring the shipped catalogue into the database; what is there already is never touched.

The sources print no day from which a procedure is in force, so shipped versions start with the first year of
the shipped calendar; the page of a procedure says so.
"""

import json
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from django.db import transaction

from haicap.kernel import clock
from haicap.kernel.limits import OnSupplement
from haicap.kernel.text import clean, fold
from haicap.procedures.contract import VersionStatus
from haicap.procedures.models import Field, Procedure, ProcedureVersion
from haicap.procedures.models.procedure import CATALOGUE

PLAIN: tuple[str, ...] = (
    "name",
    "name_en",
    "levels",
    "certainty",
    "source",
    "variants",
    "fee_vnd",
    "fee_rule",
    "fee_note",
)
PLAIN += (
    "components",
    "result_name",
    "result_name_en",
    "note",
)  # columns named like the keys of the data file
VALID_FROM = date(2024, 1, 1)
Row = dict[str, Any]
_DATA = files("haicap.procedures") / "data"


def field_key(name: str) -> str:
    """`Hộ tịch` -> `ho-tich`."""
    return fold(name).replace(" ", "-")


@transaction.atomic
def load() -> int:
    """Add fields and procedures that are not there yet; returns how many procedures were added."""
    _load_fields()
    known = set(Procedure.objects.values_list("code", flat=True))
    rows = [row for row in _lines() if row["code"] not in known]
    procedures = Procedure.objects.bulk_create(Procedure(code=row["code"]) for row in rows)
    templates = json.loads((_DATA / "templates.json").read_text(encoding="utf-8"))
    at = clock.now()
    ProcedureVersion.objects.bulk_create(
        _version(procedure, row, templates[row["template"]]["steps"], at)
        for procedure, row in zip(procedures, rows, strict=True)
    )
    return len(rows)


def _load_fields() -> None:
    names: dict[str, str] = json.loads((_DATA / "fields.json").read_text(encoding="utf-8"))
    Field.objects.bulk_create(
        (Field(key=field_key(name), name=clean(name), name_en=english) for name, english in names.items()),
        ignore_conflicts=True,
    )


def _lines() -> list[Row]:
    text = (_DATA / "procedures.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _version(procedure: Procedure, row: Row, steps: list[list[Any]], at: datetime) -> ProcedureVersion:
    plain = {name: row[name] for name in PLAIN}
    return ProcedureVersion(
        procedure=procedure,
        number=1,
        status=VersionStatus.APPROVED,
        origin=CATALOGUE,
        valid_from=VALID_FROM,
        folded=fold(row["name"]),
        field_id=field_key(row["field"]),
        on_supplement=OnSupplement.PAUSE,  # index 766 subtracts the waiting time
        steps=[
            {"role": role, "share_percent": share, "name": name, "name_en": english}
            for role, share, name, english in steps
        ],
        approved_at=at,
        **plain,
    )
