"""PDF files: whether the skeleton holds, and what in it could act on its reader.

Not a PDF reader: pages are neither drawn nor counted. A PDF is kept byte for byte (it may be signed); what is
found dangerous is kept as a warning, and such a file is only ever handed out as a download.
"""

import re
import zlib

from haicap.documents.contract import FileWarning
from haicap.documents.domain.disguise import looks_foreign
from haicap.kernel.errors import RefusalError, refuse

_VERSION = re.compile(rb"%PDF-[12]\.\d")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_SECTION = re.compile(rb"\s*(?:xref\s|\d+\s+\d+\s+obj\b)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_HEAD = 1024
_INFLATED = 32 * 1024 * 1024

_SIGNS: dict[FileWarning, re.Pattern[bytes]] = {
    FileWarning.ENCRYPTED: re.compile(rb"/Encrypt\b"),
    FileWarning.SCRIPT: re.compile(rb"/(?:JavaScript|JS)\b"),
    FileWarning.LAUNCH: re.compile(rb"/(?:Launch|ImportData|SubmitForm|GoToR)\b"),
    FileWarning.EMBEDDED_FILE: re.compile(rb"/(?:EmbeddedFiles?|RichMedia)\b"),
    FileWarning.XFA: re.compile(rb"/XFA\b"),
}


def examine(content: bytes) -> tuple[FileWarning, ...]:
    """The warnings of a PDF.

    Refused: documents.broken_file (no version, no end, an end that points nowhere), documents.type_not_accepted
    (a page in front of it or an archive behind it).
    """
    if not _VERSION.match(content):
        raise _broken()
    sections = list(_START.finditer(content))
    if not sections or not _stands(content, int(sections[-1][1])):
        raise _broken()
    if looks_foreign(content[5:_HEAD]) or content[sections[-1].end() :].strip(b"\x00\r\n\t "):
        raise refuse("documents.type_not_accepted", field="file")
    shown = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content + _object_streams(content))
    return tuple(warning for warning, sign in _SIGNS.items() if sign.search(shown))


def _stands(content: bytes, offset: int) -> bool:
    """True where a cross-reference section stands at `offset`."""
    return 0 < offset < len(content) and bool(_SECTION.match(content, offset))


def _object_streams(content: bytes) -> bytes:
    """The objects a writer has packed (PDF 1.5), unpacked up to a limit; what is not packed by Flate stays closed."""
    found, room = [], _INFLATED
    for start in _STREAM.finditer(content):
        try:
            piece = zlib.decompressobj().decompress(content[start.end() :], room)
        except zlib.error:
            continue
        found.append(piece)
        room -= len(piece)
        if room <= 0:
            break
    return b"\n".join(found)


def _broken() -> RefusalError:
    return refuse("documents.broken_file", field="file")
