"""A file as an HTTP answer that cannot act: right type, no sniffing, no script, nothing kept by caches.

Says nothing about who may see it: the view of the record that owns the file has asked before.
"""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from haicap.documents.contract import FileCard, MediaType
from haicap.documents.domain import names

# Browsers draw PDFs with a viewer of their own, which the sandbox word would shut out: scripts stay forbidden by
# `default-src`, and a PDF with a warning is never shown inline.
_SEALED = "default-src 'none'; frame-ancestors 'self'; sandbox"
_PDF_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def response(card: FileCard, content: bytes, *, inline: bool = False) -> HttpResponse:
    """`content` as a download, or shown in place where `inline` is asked for and the file is harmless."""
    media_type = MediaType(card.media_type)
    shown = inline and not card.warnings
    answer = HttpResponse(content, content_type=media_type.value)
    name = names.for_download(card.name, media_type)
    answer["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    answer["Content-Security-Policy"] = _PDF_VIEWER if shown and media_type is MediaType.PDF else _SEALED
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Frame-Options"] = "SAMEORIGIN"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Length"] = str(len(content))
    return answer
