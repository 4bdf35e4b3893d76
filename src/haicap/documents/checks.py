"""The laws of papers. I-F1: every file row has its bytes, every byte string has its row, and nothing has changed.
I-F3: what a body handed over at a merger is still there.

Fast: how many, and whether the newest and some others exist in their size. Full: every hash, every stray file.
Bytes younger than a day without a row may belong to an upload under way; the sweep takes them after that.
"""

from collections.abc import Iterable, Iterator

from django.db.backends.utils import CursorWrapper

from haicap.documents.models import vault
from haicap.documents.selectors.custody import held_by
from haicap.documents.services.files import SWEEP_AFTER
from haicap.kernel import clock
from haicap.kernel.errors import FailureError
from haicap.organisation.contract import AgencyId
from haicap.platform.checks import Finding, Law

_SAMPLE = 200
_ALL = "select sha256, size, id, province, owner_kind, owner_label from documents_file order by sha256, id"
_NEWEST = f"""
select sha256, size, id, province, owner_kind, owner_label
from documents_file order by stored_at desc, id limit {_SAMPLE}
"""
_SOME = f"""
select sha256, size, id, province, owner_kind, owner_label
from documents_file where sha256 >= %s order by sha256, id limit {_SAMPLE}
"""
_FORMS = """
select f.province, i.id, i.form, i.number, i.record_label from documents_issued_form i
join documents_file f on f.id = i.file_id where f.sha256 <> i.sha256 order by i.id
"""
_NUMBERS = """
select i.agency_id, i.form, i.year, count(*), max(i.number), max(c.last) from documents_issued_form i
left join documents_form_counter c using (agency_id, form, year)
group by i.agency_id, i.form, i.year
having count(*) <> max(i.number) or max(i.number) is distinct from max(c.last) order by 1, 2, 3
"""

_HANDED = """
select c.at, a.id, a.province_code, a.code, c.instrument, c.files, c.size from documents_custody c
join organisation_succession s on s.id = c.succession_id and s.ended_on is null
join organisation_agency a on a.id = s.predecessor_id where c.files > 0 order by c.at, a.id
"""

_Row = tuple[str, int, object, str, str, str]


def files_and_rows(cursor: CursorWrapper, full: bool) -> Iterable[Finding]:
    """I-F1."""
    if full:
        yield from _everything(cursor)
    else:
        yield from _sample(cursor)
    cursor.execute(_FORMS)
    for province, row, form, number, label in cursor.fetchall():
        yield Finding(
            province, str(row), f"form {form} no. {number} of {label} is not the file it was issued as"
        )
    cursor.execute(_NUMBERS)
    for agency, form, year, count, highest, last in cursor.fetchall():
        words = f"form {form} of {year}: {count} issued, highest number {highest}, counter {last}"
        yield Finding(str(agency), f"{agency}/{form}/{year}", words)


def handovers(cursor: CursorWrapper, _full: bool) -> Iterable[Finding]:
    """I-F3. A file given to its record later than the merger makes more; only fewer is a loss."""
    cursor.execute(_HANDED)
    rows = cursor.fetchall()
    for at in dict.fromkeys(row[0] for row in rows):
        of_plan = [row for row in rows if row[0] == at]
        held = held_by([AgencyId(row[1]) for row in of_plan], before=at)
        for _at, body, province, code, instrument, files, size in of_plan:
            now = held[AgencyId(body)]
            if now.files < files or now.size < size:
                words = f"handed over {files} files, {size} bytes by {instrument}; there are {now.files}, {now.size}"
                yield Finding(province, code, words)


def _everything(cursor: CursorWrapper) -> Iterator[Finding]:
    cursor.execute(_ALL)
    known = set()
    for row in cursor.fetchall():
        known.add(row[0])
        try:
            vault.get(row[0], row[1])
        except FailureError as failure:
            yield _finding(row, failure.words)
    now = clock.now()
    for path in vault.everything():
        if not (vault.is_named_by_hash(path) and path.name in known) and vault.age(path, now) > SWEEP_AFTER:
            yield Finding("", f"{path.parent.name}/{path.name}", "a file in the store belongs to no row")


def _sample(cursor: CursorWrapper) -> Iterator[Finding]:
    cursor.execute(_NEWEST)
    rows = {row[2]: row for row in cursor.fetchall()}
    # another part of the store every five minutes, the same for runs within them
    cursor.execute(_SOME, [f"{int(clock.now().timestamp()) // 300 * 2654435761 % 2**32:08x}"])
    rows |= {row[2]: row for row in cursor.fetchall()}
    for row in rows.values():
        path = vault.path_of(row[0])
        if not path.is_file():
            yield _finding(row, f"no file {row[0]}")
        elif path.stat().st_size != row[1]:
            yield _finding(row, f"file {row[0]} has {path.stat().st_size} bytes instead of {row[1]}")


def _finding(row: _Row, words: str) -> Finding:
    """By its id and record: what a citizen called a file is personal, and findings are kept for ever."""
    _sha256, _size, file_id, province, kind, label = row
    owner = f"{kind} {label}" if kind else "no record yet"
    return Finding(province, str(file_id), f"{words} ({owner})")


LAWS = (
    Law(
        "I-F1",
        "Every stored file has its bytes with the hash and size of its row, every byte string has a row, and issued "
        "forms are the files they were issued as, under dense numbers.",
        files_and_rows,
    ),
    Law(
        "I-F3",
        "What every body handed over when it was merged is still there: as many files of records and as many bytes.",
        handovers,
    ),
)
