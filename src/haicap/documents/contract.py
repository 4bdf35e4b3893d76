"""Nouns of papers: stored files and issued forms."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class FormKind(StrEnum):
    """The forms of Circular 03/2025/TT-VPCP that this release prints."""

    RECEIPT = "01"  # phiếu tiếp nhận hồ sơ và hẹn trả kết quả
    CONTROL_SLIP = "06"  # phiếu kiểm soát quá trình giải quyết
    LOG_BOOK = "07"  # sổ theo dõi hồ sơ


class PaperSize(StrEnum):
    """Sheet sizes offered."""

    A5 = "A5"
    A4 = "A4"


@dataclass(frozen=True, slots=True)
class FileCard:
    """A stored file: the bytes live under their hash, the original name is data."""

    id: UUID
    sha256: str
    size: int
    media_type: str
    name: str
    stored_at: datetime


@dataclass(frozen=True, slots=True)
class Rendered:
    """A printed form: PDF/A bytes and their hash (hex)."""

    pdf: bytes
    sha256: str
