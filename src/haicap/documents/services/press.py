"""The press: turns a form's template and its data into PDF/A bytes (typst); no number is given and nothing is kept.

PDF/A-2a for the archive, PDF/UA-1 for screen readers. Same input, same bytes: system fonts are ignored and the
creation time is that of the form. Data passes only as JSON in `sys_inputs`, where typst takes it as text and never
as markup. Tinos is used where it is installed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

import segno
import typst

from haicap.documents.contract import Rendered
from haicap.kernel import clock

TEMPLATES = Path(__file__).resolve().parent.parent / "typst"
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")

TOO_LONG = "one page is too small"  # the words of the template's own assertion


class PressError(RuntimeError):
    """The template could not be printed: a mistake of ours, never of the data."""


class TooLongError(PressError):
    """One page was promised and does not hold the text at this size of letters."""


@dataclass(frozen=True, slots=True)
class _Press:
    """One compiler is kept per template, so that a log book never holds up a receipt; it is not thread-safe."""

    compiler: typst.Compiler
    lock: Lock = field(default_factory=Lock)


def run(template: str, values: Mapping[str, Any], *, qr: str, issued_at: datetime) -> Rendered:
    """Print `values` (JSON-able, worded) on `template`; `qr` is the text of its QR code."""
    pdf = _compile(
        template,
        values,
        qr,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=clock.local(issued_at).replace(microsecond=0),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no PDF")
    return Rendered(pdf, sha256(pdf).hexdigest())


def pictures(template: str, values: Mapping[str, Any], *, ppi: float) -> list[bytes]:
    """The pages of `template` as PNG, for a look before anything is printed."""
    pages = _compile(template, values, "", format="png", ppi=ppi)
    return [pages] if isinstance(pages, bytes) else pages or []


def _compile(template: str, values: Mapping[str, Any], qr: str, **wanted: Any) -> bytes | list[bytes] | None:
    inputs = {"data": json.dumps(values, ensure_ascii=False), "qr": _qr_svg(qr) if qr else ""}
    press = _press(template)
    with press.lock:
        try:
            return press.compiler.compile(sys_inputs=inputs, **wanted)
        except typst.TypstError as problem:
            raise (TooLongError if TOO_LONG in problem.message else PressError)(problem.message) from problem


@cache
def _press(template: str) -> _Press:
    return _Press(typst.Compiler(TEMPLATES / template, root=TEMPLATES, font_paths=_fonts()))


@cache
def _fonts() -> typst.Fonts:
    """The serif inside typst, and Tinos where a package manager has put it; no other font of the system."""
    found = (path.parent for folder in FONT_FOLDERS for path in folder.rglob("Tinos-*.ttf"))
    folders = list(dict.fromkeys(found))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def _qr_svg(text: str) -> str:
    out = BytesIO()
    # a fixed mask: trying all eight takes longer than the rest, and readers need none in particular
    segno.make_qr(text, error="m", mask=4).save(
        out, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None
    )
    return out.getvalue().decode()
