"""The file behind a frozen report: canonical JSON, a line for each row, each late entry, each row of the index."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from haicap.dossiers.contract import Action, Channel, DossierId, LateEntry, QualityRow, RecordedRow
from haicap.kernel import canonical
from haicap.kernel.clock import local
from haicap.organisation.contract import AgencyId
from haicap.territory.contract import UnitId

_OF_INDEX = '"quality":['  # only the key is written so: within a text quotes are escaped


def written(
    rows: Iterable[RecordedRow],
    late: Iterable[LateEntry],
    index: Iterable[QualityRow],
    *,
    file_format: int,
) -> bytes:
    """The file, in the order given. Never empty: an empty period has one empty line.

    `file_format`: that of the report (`periodic_content.FORMAT`); rows of the first name neither agency nor cause.
    """
    lines = chain(_lines(rows, late, file_format), map(_index_line, index))
    return "".join(f"{line}\n" for line in lines).encode() or b"\n"


def _lines(rows: Iterable[RecordedRow], late: Iterable[LateEntry], file_format: int) -> Iterator[str]:
    for row in rows:
        told = {"channel": row.channel.value, "field": row.field, "procedure": row.procedure}
        more = {"agency": row.agency, "cause": row.cause} if file_format > 1 else {}
        yield canonical.text_of({**_common(row), **told, **more})
    for entry in late:
        told = {"action": entry.action.value, "recorded_at": local(entry.recorded_at).isoformat()}
        yield canonical.text_of({**_common(entry), **told})


def _index_line(row: QualityRow) -> str:
    told = {"dossier": str(row.dossier), "number": row.number, "unit": row.unit_id, "agency": row.agency}
    return canonical.text_of({**told, "quality": list(row.names)})


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
    """The rows and late entries of a file; `read(written(rows, late, index, …)) == (rows, late)`."""
    rows: list[RecordedRow] = []
    late: list[LateEntry] = []
    for line in content.decode().splitlines():
        if not line or _OF_INDEX in line:
            continue
        told = json.loads(line)
        if "action" in told:
            late.append(_late(told))
        else:
            rows.append(_row(told))
    return rows, late


def read_index(content: bytes) -> list[QualityRow]:
    """The rows of the index in a file."""
    lines = (line for line in content.decode().splitlines() if _OF_INDEX in line)
    return [
        QualityRow(
            DossierId(UUID(told["dossier"])),
            told["number"],
            UnitId(told["unit"]),
            AgencyId(told["agency"]),
            tuple(told["quality"]),
        )
        for told in map(json.loads, lines)
    ]


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
        AgencyId(told.get("agency", 0)),
        told.get("cause", ""),
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
