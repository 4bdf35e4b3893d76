"""A plan out of a file: JSON, or tables as CSV or XLSX, found out by content."""

import json

from haicap.kernel.errors import refuse
from haicap.reorganisation.contract import Plan
from haicap.reorganisation.domain import hamlet_sheet, plan_document
from haicap.ui import tables

_JSON = (b"{", b"\xef\xbb\xbf{")


def read_file(data: bytes) -> Plan:
    """The plan; refused as `plan_document`, `hamlet_sheet` and `tables` do, or with `reorganisation.not_json`."""
    if not data.lstrip().startswith(_JSON):
        return plan_document.read(hamlet_sheet.read(tables.read_book(data)))
    try:
        return plan_document.read(json.loads(data.decode("utf-8-sig")))
    except (UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise refuse("reorganisation.not_json", field="file", why=str(problem)) from problem
