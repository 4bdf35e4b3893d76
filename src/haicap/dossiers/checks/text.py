"""I-Y1: what people wrote is NFC and free of control characters; what is searched is its fold."""

from collections.abc import Iterator
from itertools import islice

from django.db.backends.utils import CursorWrapper

from haicap.dossiers.checks.reading import MOST, reach
from haicap.kernel.text import fold, is_clean
from haicap.platform.checks import Finding

_TEXTS = """
SELECT d.number, d.search_key, d.applicant_name, d.applicant_id_number, d.applicant_phone, d.applicant_address,
  d.subject, d.assisted_by FROM dossiers_dossier d WHERE {reach} ORDER BY d.number"""


def normalised(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-Y1. A fast run looks at the dossiers of the last three days."""
    cursor.execute(_TEXTS.replace("{reach}", reach(full=full)))
    return islice((finding for row in cursor for finding in _wrong(*row)), MOST)


def _wrong(number: str, key: str, *texts: str) -> Iterator[Finding]:
    if not all(is_clean(text) for text in texts):
        yield Finding("", number, "a text is not NFC or holds a control character", "NFC", "other text")
    name, id_number, phone, *_ = texts
    told = " ".join(word for word in (fold(name), fold(id_number), fold(phone), fold(number)) if word)
    if key != told:
        # what people wrote stays out of what checks keep for ever
        words = "the search key is not the folded text"
        yield Finding("", number, words, "fold of name, papers, phone, number", "another key")
