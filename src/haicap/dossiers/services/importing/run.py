"""One import from beginning to end: lines in, a count and the rejects out. Resumable: what is there is unchanged."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from haicap.dossiers.domain import records
from haicap.dossiers.domain.records import Record
from haicap.dossiers.models import Dossier
from haicap.dossiers.services.importing import amend, batch
from haicap.dossiers.services.importing.replay import History, forget_places, replay
from haicap.kernel.errors import Refusal, RefusalError

BATCH = 500


@dataclass(frozen=True, slots=True)
class Reject:
    """Why a line was not taken: the first thing wrong comes first; nothing of the line is stored."""

    line: int
    refusal: Refusal


@dataclass(slots=True)
class Tally:
    """What became of the lines: read = imported + amended + unchanged + rejected."""

    read: int = 0
    imported: int = 0
    amended: int = 0
    unchanged: int = 0
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)
    ignored_fields: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Line:
    no: int
    record: Record
    sha256: str

    @property
    def key(self) -> tuple[str, str]:
        return self.record.source, self.record.external_id


def run(
    lines: Iterable[tuple[int, Any]],
    *,
    now: datetime,
    dry_run: bool = False,
    amending: bool = False,
    progress: Callable[[Tally], None] = lambda _tally: None,
) -> Tally:
    """Import `lines`: pairs of line number and JSON value, or the `RefusalError` that reading it met.

    One transaction per batch of BATCH records. The same (source, external_id) with the same content is unchanged;
    with other content it is rejected with `import.content_differs`, unless `amending`.
    """
    forget_places()
    tally = Tally()
    stream = _read(lines, tally)
    while chunk := list(islice(stream, BATCH)):
        _import(chunk, tally, now=now, dry_run=dry_run, amending=amending)
        progress(tally)
    return tally


def _read(lines: Iterable[tuple[int, Any]], tally: Tally) -> Iterator[_Line]:
    for no, told in lines:
        tally.read += 1
        try:
            if isinstance(told, RefusalError):
                raise told
            record = records.parse(told)
        except RefusalError as refused:
            _reject(tally, no, refused)
            continue
        tally.ignored_fields |= set(told) - records.FIELDS
        canonical = json.dumps(told, sort_keys=True, ensure_ascii=False).encode()
        yield _Line(no, record, hashlib.sha256(canonical).hexdigest())


def _reject(tally: Tally, no: int, refused: RefusalError) -> None:
    tally.rejected += 1
    tally.rejects.extend(Reject(no, refusal) for refusal in refused.refusals[:1])


def _import(chunk: list[_Line], tally: Tally, *, now: datetime, dry_run: bool, amending: bool) -> None:
    known = _known(chunk)
    numbers = _numbers(chunk)
    fresh: list[History] = []
    for line in chunk:
        try:
            known_sha256 = known.get(line.key)
            if known_sha256 == line.sha256:
                tally.unchanged += 1
            elif known_sha256 is not None:
                _differs(line, tally, now=now, dry_run=dry_run, amending=amending)
            else:
                fresh.append(_new(line, numbers, now))
                known[line.key] = line.sha256
        except RefusalError as refused:
            _reject(tally, line.no, refused)
    if fresh and not dry_run:
        batch.write(fresh)
    tally.imported += len(fresh)


def _new(line: _Line, numbers: set[str], now: datetime) -> History:
    number = line.record.number
    if number and number in numbers:
        raise RefusalError(Refusal("dossier.number_taken", {"number": number}, "number"))
    history = replay(line.record, sha256=line.sha256, now=now)
    numbers.add(number)
    return history


def _differs(line: _Line, tally: Tally, *, now: datetime, dry_run: bool, amending: bool) -> None:
    if not amending:
        key = f"{line.record.source}/{line.record.external_id}"
        raise RefusalError(Refusal("import.content_differs", {"key": key}, "external_id"))
    amend.amend(replay(line.record, sha256=line.sha256, now=now), dry_run=dry_run)
    tally.amended += 1


def _known(chunk: list[_Line]) -> dict[tuple[str, str], str]:
    sources = {line.record.source for line in chunk}
    ids = [line.record.external_id for line in chunk]
    rows = Dossier.objects.filter(source__in=sources, external_id__in=ids).order_by("id")
    return {
        (source, key): sha for source, key, sha in rows.values_list("source", "external_id", "intake_sha256")
    }


def _numbers(chunk: list[_Line]) -> set[str]:
    """Numbers of the chunk that dossiers already bear."""
    told = [line.record.number for line in chunk if line.record.number]
    return set(Dossier.objects.filter(number__in=told).order_by("id").values_list("number", flat=True))
