"""One import from beginning to end: lines in, a count and the rejects out. Resumable: what is there is unchanged."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection

from haicap.dossiers.domain import records
from haicap.dossiers.models import Dossier
from haicap.dossiers.services.importing import amend, batch
from haicap.dossiers.services.importing.replay import forget_places, replay
from haicap.dossiers.services.importing.sheets import Sheet, laid_out
from haicap.kernel.errors import FailureError, Refusal, RefusalError
from haicap.platform import room

BATCH = 1000
_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


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
    """A line with what it tells, or why that is not a history. A line without key could not even be read."""

    no: int
    told: Sheet | RefusalError
    key: tuple[str, str] | None = None
    number: str = ""
    sha256: str = ""
    ignored: frozenset[str] = frozenset()

    def sheet(self) -> Sheet:
        if isinstance(self.told, RefusalError):
            raise self.told
        return self.told


def run(
    lines: Iterable[tuple[int, Any]],
    *,
    now: datetime,
    dry_run: bool = False,
    amending: bool = False,
    afresh: bool = True,
    progress: Callable[[Tally], None] = lambda _tally: None,
) -> Tally:
    """Import `lines`: pairs of line number and JSON value, or the `RefusalError` that reading it met.

    One transaction per batch of BATCH records. The same (source, external_id) with the same content is unchanged;
    with other content it is rejected with `import.content_differs`, unless `amending`. FailureError where the disk has
    no room for the next batch: those before it are there. Procedures and places are looked up anew, unless the call
    before has just done so and nothing has changed (`afresh` False).
    """
    if afresh:
        forget_places()
    tally = Tally()
    read = (_read(no, told, now) for no, told in lines)
    for chunk in _ahead(read, lambda: None if dry_run else batch.file_words()):
        _import(chunk, tally, dry_run=dry_run, amending=amending)
        progress(tally)
    return tally


def _ahead(lines: Iterator[_Line], after: Callable[[], None]) -> Iterator[list[_Line]]:
    """The lines in chunks. The next chunk is read while the database writes the one before; `after` each is called
    from the reading thread, on its connection.
    """
    context = copy_context()  # the clock of the caller
    with ThreadPoolExecutor(1, "haicap-import") as reader:
        coming = reader.submit(context.run, lambda: list(islice(lines, BATCH)))
        done: Future[None] | None = None
        try:
            while chunk := coming.result():
                coming = reader.submit(context.run, lambda: list(islice(lines, BATCH)))
                yield chunk
                if done:
                    done.result()
                done = reader.submit(after)
        finally:
            reader.submit(_let_go).result()


def _let_go() -> None:
    """Give back the connection of the thread that calls this."""
    connection.close()


def _read(no: int, told: Any, now: datetime) -> _Line:
    try:
        if isinstance(told, RefusalError):
            raise told
        record = records.parse(told)
    except RefusalError as refused:
        return _Line(no, refused)
    sha256 = hashlib.sha256(_CANONICAL.encode(told).encode()).hexdigest()
    sheet: Sheet | RefusalError
    try:
        sheet = laid_out(replay(record, sha256=sha256, now=now))
    except RefusalError as refused:
        sheet = refused
    ignored = frozenset(told) - records.FIELDS
    return _Line(no, sheet, (record.source, record.external_id), record.number, sha256, ignored)


def _reject(tally: Tally, no: int, refused: RefusalError) -> None:
    tally.rejected += 1
    tally.rejects.extend(Reject(no, refusal) for refusal in refused.refusals[:1])


def _import(chunk: list[_Line], tally: Tally, *, dry_run: bool, amending: bool) -> None:
    known = _known(chunk)
    numbers = _numbers(chunk)
    fresh: list[Sheet] = []
    for line in chunk:
        tally.read += 1
        tally.ignored_fields |= line.ignored
        try:
            known_sha256 = known.get(line.key) if line.key else None
            if known_sha256 and known_sha256 == line.sha256:
                tally.unchanged += 1
            elif known_sha256:
                _differs(line, tally, dry_run=dry_run, amending=amending)
            else:
                fresh.append(_new(line, numbers))
                known[line.key] = line.sha256
        except RefusalError as refused:
            _reject(tally, line.no, refused)
    if fresh and not dry_run:
        _require_room()
        batch.write(fresh)
    tally.imported += len(fresh)


def _require_room() -> None:
    """An import goes on later; a counter that may write nothing has people waiting."""
    if room.is_short():
        raise FailureError(
            "platform.no_room", "too little room on the disk: make some and import again", retry=True
        )


def _new(line: _Line, numbers: set[str]) -> Sheet:
    if line.number and line.number in numbers:
        raise RefusalError(Refusal("dossier.number_taken", {"number": line.number}, "number"))
    sheet = line.sheet()
    numbers.add(line.number)
    return sheet


def _differs(line: _Line, tally: Tally, *, dry_run: bool, amending: bool) -> None:
    if not amending:
        raise RefusalError(
            Refusal("import.content_differs", {"key": "/".join(line.key or ())}, "external_id")
        )
    amend.amend(line.sheet().history, dry_run=dry_run)
    tally.amended += 1


def _known(chunk: list[_Line]) -> dict[tuple[str, str] | None, str]:
    """Digests of what is stored under the keys of the chunk."""
    keys = [line.key for line in chunk if line.key]
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [[source for source, _ in keys], [external_id for _, external_id in keys]])
        return {(source, external_id): sha256 for source, external_id, sha256 in cursor.fetchall()}


# pair by pair: two IN lists would let the index try every source with every id
_KNOWN = """
SELECT d.source, d.external_id, d.intake_sha256 FROM unnest(%s::text[], %s::text[]) AS k (source, external_id)
JOIN dossiers_dossier d ON d.source = k.source AND d.external_id = k.external_id AND d.external_id <> ''"""


def _numbers(chunk: list[_Line]) -> set[str]:
    """Numbers of the chunk that dossiers already bear."""
    told = [line.number for line in chunk if line.number]
    return set(Dossier.objects.filter(number__in=told).order_by("id").values_list("number", flat=True))
