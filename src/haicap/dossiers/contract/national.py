"""The ten national status numbers of the one-stop, as partners say them, and our own state beside each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from haicap.dossiers.contract.status import Status
from haicap.kernel.stops import StopKind


class NationalNumber(IntEnum):
    """TrangThaiHoSo 1 to 10 of the synchronisation interface."""

    NEWLY_REGISTERED = 1
    ACCEPTED = 2
    NOT_ACCEPTED = 3
    IN_PROCESS = 4
    SUPPLEMENT_REQUESTED = 5
    FINANCIAL_OBLIGATION = 6
    WITHDRAWAL_REQUESTED = 7
    STOPPED = 8
    PROCESSED = 9
    RESULT_RETURNED = 10


NATIONAL_WORDS: Mapping[NationalNumber, str] = {
    NationalNumber.NEWLY_REGISTERED: "Mới đăng ký",
    NationalNumber.ACCEPTED: "Được tiếp nhận",
    NationalNumber.NOT_ACCEPTED: "Không được tiếp nhận",
    NationalNumber.IN_PROCESS: "Đang xử lý",
    NationalNumber.SUPPLEMENT_REQUESTED: "Yêu cầu bổ sung giấy tờ",
    NationalNumber.FINANCIAL_OBLIGATION: "Yêu cầu thực hiện nghĩa vụ tài chính",
    NationalNumber.WITHDRAWAL_REQUESTED: "Công dân yêu cầu rút hồ sơ",
    NationalNumber.STOPPED: "Dừng xử lý",
    NationalNumber.PROCESSED: "Đã xử lý xong",
    NationalNumber.RESULT_RETURNED: "Đã trả kết quả",
}


@dataclass(frozen=True, slots=True)
class InternalState:
    """All of a dossier's own state that a national number depends on.

    `status` is None for what was registered and is no dossier yet. `waits_for` is why the clock stands, where the
    applicant is awaited. `left` is the open status an ended dossier had before it ended without a result.
    """

    status: Status | None
    waits_for: StopKind | None = None
    left: Status | None = None


@dataclass(frozen=True, slots=True)
class NationalStatus:
    """A number with the internal state as text beside it: `internal` alone gives the state back exactly.

    The times go with the numbers that need one (aware): asked (5, 6), refused (3), ended (9, 10), returned (10).
    """

    number: NationalNumber
    internal: str
    asked_at: datetime | None = None
    refused_at: datetime | None = None
    ended_at: datetime | None = None
    returned_at: datetime | None = None
