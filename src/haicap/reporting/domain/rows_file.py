"""The file behind a frozen report: one line of canonical JSON for each row and, after them, each late entry."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from haicap.dossiers.contract import Action, Channel, DossierId, LateEntry, RecordedRow
from haicap.kernel import canonical
from haicap.kernel.clock import local
from haicap.territory.contract import UnitId


def written(rows: Iterable[RecordedRow], late: Iterable[LateEntry]) -> bytes:
    """The file, in the order given. Never empty: an empty period has one empty line."""
    return "".join(f"{line}\n" for line in _lines(rows, late)).encode() or b"\n"


def _lines(rows: Iterable[RecordedRow], late: Iterable[LateEntry]) -> Iterator[str]:
    for row in rows:
        yield canonical.text_of(
            {**_common(row), "channel": row.channel.value, "field": row.field, "procedure": row.procedure}
        )
    for entry in late:
        told = {"action": entry.action.value, "recorded_at": local(entry.recorded_at).isoformat()}
        yield canonical.text_of({**_common(entry), **told})


def _common(row: RecordedRow | LateEntry) -> dict[str, Any]:
    return {
        "at": local(row.at).isoformat(),
        "dossier": str(row.dossier),
        "figure": row.figure,
        "link": row.link,
        "number": row.number,
        "unit": row.unit_id,
    }


def read(content: bytes) -> tuple[list[RecordedRow], list[LateEntry]]:
    """The rows and late entries of a file; `read(written(rows, late)) == (rows, late)`."""
    rows: list[RecordedRow] = []
    late: list[LateEntry] = []
    for line in content.decode().splitlines():
        if not line:
            continue
        told = json.loads(line)
        if "action" in told:
            late.append(_late(told))
        else:
            rows.append(_row(told))
    return rows, late


def _row(told: dict[str, Any]) -> RecordedRow:
    return RecordedRow(
        DossierId(UUID(told["dossier"])),
        told["number"],
        told["figure"],
        told["field"],
        told["procedure"],
        Channel(told["channel"]),
        UnitId(told["unit"]),
        datetime.fromisoformat(told["at"]),
        told["link"],
    )


def _late(told: dict[str, Any]) -> LateEntry:
    return LateEntry(
        DossierId(UUID(told["dossier"])),
        told["number"],
        Action(told["action"]),
        told["figure"],
        UnitId(told["unit"]),
        datetime.fromisoformat(told["at"]),
        datetime.fromisoformat(told["recorded_at"]),
        told["link"],
    )
